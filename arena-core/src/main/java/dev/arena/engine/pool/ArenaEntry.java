package dev.arena.engine.pool;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;
import dev.arena.engine.reclaim.Epoch;

/**
 * An entry in the list of open arenas: the account of the arena itself, or what stands for it while it is tracked for leaks. It
 * carries the links of the list, so that entering it needs no memory.
 */
public abstract class ArenaEntry extends Account {

    /** For messages; 0 until the arena needs its first chunk. Written by {@link CacheShard}. */
    long id;

    /** The shard in whose list this is. */
    @Nullable
    CacheShard home;

    /** Neighbours in the list, guarded by the shard. */
    @Nullable
    ArenaEntry nextEntry;
    @Nullable
    ArenaEntry previousEntry;

    /** An entry that is in no list. */
    protected ArenaEntry(long limit, @Nullable Account parent) {
        super(limit, parent);
    }

    /** The entry's arena; null if it has leaked. */
    public abstract @Nullable ArenaEntry arena();

    /** Bytes of the arena's chunks behind their last allocations. Called by any thread. */
    public abstract long wasted();

    /** The epoch that the arena's generation shares with others; null if it shares none. Called by any thread. */
    public abstract @Nullable Epoch sharedEpoch();

    /** A number that tells this arena from others of its pool in messages, from 1; 0 as long as it has needed no chunk. */
    public final long id() {
        return id;
    }

    /** Whether it is in no list. */
    public final boolean isNew() {
        return home == null;
    }
}
