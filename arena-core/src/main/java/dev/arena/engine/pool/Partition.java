package dev.arena.engine.pool;

import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;

/**
 * A share of a pool: a byte limit for what the arenas of one group, and the handles from them, hold together. The group uses the
 * chunks and the cache of the pool.
 *
 * <p>Safe for use by any thread.
 */
public final class Partition {
    private final String name;
    private final Account account;
    private final LongAdder refusals = new LongAdder();

    /** A partition of the pool, or of another partition. */
    Partition(String name, long byteBudget, @Nullable Partition parent) {
        this.name = name;
        this.account = Account.concurrent(byteBudget, parent == null ? null : parent.account);
    }

    /** Unique among the open partitions of the pool. */
    public String name() {
        return name;
    }

    /** What the group holds and may hold. */
    public Account account() {
        return account;
    }

    void countRefusal() {
        refusals.increment();
    }

    /** How many allocations the limit has refused. */
    public long refusals() {
        return refusals.sum();
    }
}
