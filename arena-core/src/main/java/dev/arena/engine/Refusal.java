package dev.arena.engine;

import org.jspecify.annotations.Nullable;

/**
 * Why no chunk was to be had. Nothing has been charged or taken when one of these exists.
 *
 * @param kind      the limit that was met
 * @param requested bytes that would have been taken
 * @param held      bytes already held against that limit
 * @param limit     that limit in bytes
 * @param account   that limit, where it is one that the arenas of a family have in common
 * @param cause     what the chunk source threw, if that was the reason
 */
public record Refusal(Kind kind, long requested, long held, long limit, @Nullable Budget account,
        @Nullable Throwable cause) implements Supply {

    /** Whether there is room after all: another arena of the family had charged it for a moment, and has given it back. */
    boolean isOver() {
        return account != null && requested <= limit - held;
    }

    /** The limit that was met. */
    public enum Kind {
        /** The arena's own byte budget. */
        ARENA_BUDGET,
        /** The byte budget of the pool. */
        POOL_BUDGET,
        /** The chunk source had no memory or failed. */
        SOURCE
    }
}
