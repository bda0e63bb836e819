package dev.arena;

/**
 * An allocation is about to take a chunk with which more than the configured share of a budget is in use.
 *
 * @param scope       whose budget it is
 * @param description names the arena or the pool, for messages
 * @param held        bytes in use so far; for a pool the bytes that arenas and handles hold and those in quarantine, but not
 *                    cached bytes, which are evicted before an allocation is refused
 * @param requested   bytes of the chunk that is about to be taken or refused
 * @param limit       the budget in bytes
 * @param share       the configured share, more than 0 and at most 1
 */
public record SoftLimitEvent(Scope scope, String description, long held, long requested, long limit, double share) {

    /** Whose budget it is. */
    public enum Scope {
        /** The budget of one arena. */
        ARENA,
        /** The budget that all arenas of a pool share. */
        POOL
    }
}
