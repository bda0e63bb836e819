package dev.arena;

/**
 * Whether things that were opened and forgotten are found. An arena, a handle or a pool that is garbage collected without having
 * been closed is a <em>leak</em>. One that is found is logged once, as a warning of the logger {@code dev.arena} with the stack
 * trace of where it was opened, counted in {@link PoolStats#leaks}, and what it held is reclaimed.
 *
 * <ul>
 * <li>An {@linkplain Arena arena} gives its chunks back, without running its cleanups. One that is confined counts as lost
 * only when its segments cannot be reached either, as they stay valid until then. What a shared one allocated dies with it:
 * access through a segment that is left begins to throw. Keep a shared arena as long as you use its memory.
 * <li>A handle ({@link Owned}, {@link Shared}) ends as if it had been closed: access through what {@code get} answered begins
 * to throw, unless another handle of the value is open. Keep a handle as long as you use its value.
 * <li>A {@linkplain ArenaPool pool} gives its cached chunks back and caches no more. Arenas of it that are open go on.
 * </ul>
 *
 * In no case does anybody reach memory that belongs to somebody else. What is still open when the JVM exits is not reported.
 */
public enum LeakDetection {

    /** Nothing is found. What is forgotten stays taken: chunks of an arena, and with a handle its chunk, for ever. */
    OFF,

    /**
     * Finds a share: one of 1021 arenas and handles that a thread opens is watched, and each pool. Those that are not watched
     * cost a few nanoseconds more to open than with {@link #OFF}; when they are forgotten, what they hold stays taken.
     */
    SAMPLED,

    /** Finds each. Costs a stack trace for each arena and handle that is opened, some microseconds: for tests and searches. */
    ALL
}
