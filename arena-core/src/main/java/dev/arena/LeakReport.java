package dev.arena;

/**
 * An arena, handle or pool that was garbage collected without having been closed.
 *
 * @param pool     name of the pool
 * @param kind     what has leaked
 * @param bytes    bytes that were reclaimed
 * @param openedAt thread and stack trace of the opening; never thrown
 */
public record LeakReport(String pool, Kind kind, long bytes, Throwable openedAt) {

    /** What can leak. */
    public enum Kind {
        /** An arena, with the chunks that it holds. */
        ARENA,
        /** A handle of an escaped value. */
        HANDLE,
        /** A pool, with the chunks that it caches. */
        POOL
    }
}
