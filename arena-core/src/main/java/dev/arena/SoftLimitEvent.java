package dev.arena;

/**
 * An allocation is about to take a chunk with which more than a set share of a budget will be in use.
 *
 * @param scope       whose budget that is
 * @param description names the arena or the pool, for messages
 * @param held        bytes in use before, against that budget; for a pool those that arenas and handles hold or that wait in
 *                    quarantine, but not the cached ones, which give way before anything is refused
 * @param requested   bytes of the chunk that is about to be taken, or refused
 * @param limit       the budget in bytes
 * @param share       the set share of it, more than 0 and at most 1
 */
public record SoftLimitEvent(Scope scope, String description, long held, long requested, long limit, double share) {

    /** Whose budget it is. */
    public enum Scope {
        /** The budget of one arena. */
        ARENA,
        /** The budget that all arenas of a pool have in common. */
        POOL
    }
}
