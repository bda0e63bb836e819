package dev.arena.engine.chunk;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;

/**
 * Why a chunk is not granted. Nothing has been charged or taken when one of these exists.
 *
 * @param kind      the limit that is too low
 * @param requested bytes that would have been taken
 * @param held      bytes held against that limit
 * @param limit     that limit in bytes
 * @param account   the account with that limit; null where the source failed
 * @param cause     what the chunk source threw, if that was the reason
 */
public record Refusal(Kind kind, long requested, long held, long limit, @Nullable Account account,
        @Nullable Throwable cause) implements ChunkResult {

    /** A refusal by the account of an arena, partition or pool, whose figures are read now. */
    public static Refusal by(Account account, Kind kind, long requested) {
        return new Refusal(kind, requested, account.used(), account.limit(), account, null);
    }

    /**
     * Whether an arena or partition has room after all: another arena had charged it for a moment, and has released it. Then it
     * is worth trying again.
     */
    public boolean isOutdated() {
        return kind != Kind.POOL_BUDGET && account != null && requested <= limit - held;
    }

    /** The limit that is too low. */
    public enum Kind {
        /** The byte budget of the arena, or of a parent of it. */
        ARENA_BUDGET,
        /** The byte budget of a partition of the pool. */
        PARTITION_BUDGET,
        /** The byte budget of the pool. */
        POOL_BUDGET,
        /** The chunk source had no memory or failed. */
        SOURCE
    }
}
