/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.engine.alloc;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;
import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.chunk.ChunkResult;
import dev.arena.engine.chunk.Refusal;
import dev.arena.engine.chunk.SizeClass;
import dev.arena.engine.leak.AllocationSite;
import dev.arena.engine.pool.ArenaEntry;
import dev.arena.engine.pool.ChunkPool;

/**
 * The part of an arena that deals with its pool. It charges the chunks that it takes, selects their sizes, counts them, and
 * represents the arena in the pool. The arena is the {@link Account} of the chunks that it and its children hold.
 *
 * <p>Not thread safe: the arena ensures that one thread at a time calls it. Other threads may read {@link #used} and the
 * counters, and then see a recent value.
 *
 * @since 0.1.0
 */
public abstract class PooledArena extends ArenaEntry {
    final ChunkPool pool;

    /** Index of the class of the next chunk, unless the request or the budget requires another class. */
    int ratchet;

    /** Whether allocations may wait for memory of the pool. Children inherit the value. */
    private boolean mayWait;

    /** Chunks taken from the cache. Most arenas have nothing else to count. */
    private long reusedChunks;

    /** The other counters; null as long as all are 0. */
    private @Nullable ArenaCounters counters;

    /** Represents this arena in the pool while it is tracked, because the pool must not refer to a tracked arena. */
    @Nullable
    ReclaimableArena reclaimable;

    /**
     * An arena that holds nothing.
     *
     * @param byteBudget limit of the chunks held, in bytes
     * @param parent     account of the parent arena or of the partition, which is charged as well; null without one
     */
    PooledArena(ChunkPool pool, long byteBudget, @Nullable Account parent) {
        super(byteBudget, parent);
        this.pool = pool;
        this.mayWait = !(parent instanceof PooledArena arena) || arena.mayWait;
    }

    /** The pool that the chunks come from. */
    public final ChunkPool pool() {
        return pool;
    }

    /**
     * Tracks whether the arena is closed before it is garbage collected, if the detector picks it. A child is tracked if its
     * parent is.
     *
     * @param standalone whether the pool ends with the arena
     */
    protected final void track(boolean standalone) {
        PooledArena parent = parentArena();
        if (parent == null) {
            AllocationSite site = pool.leaks().sample();
            if (site != null) {
                reclaimable = new ReclaimableArena(this, pool, partition(), standalone, site);
            }
        } else if (parent.reclaimable != null) {
            reclaimable = new ReclaimableArena(this, partition(), parent.reclaimable);
        }
    }

    /** Lets the first chunk have the class for {@code bytes}, or the largest class. */
    protected final void expect(long bytes) {
        ratchet = pool.sizeClasses().smallestFor(Math.min(bytes, pool.settings().maxChunkSize())).index();
    }

    /** Refuses allocations that would have to wait, also those of children that are opened later. */
    protected final void neverWait() {
        mayWait = false;
    }

    @Override
    public final ArenaEntry arena() {
        return this;
    }

    final ArenaEntry entry() {
        return reclaimable == null ? this : reclaimable;
    }

    /** The parent arena; null if this arena is not a child. */
    protected final @Nullable PooledArena parentArena() {
        return parent() instanceof PooledArena arena ? arena : null;
    }

    /** The account of the partition that the arena belongs to; null without one. */
    final @Nullable Account partition() {
        Account above = parent();
        while (above instanceof PooledArena) {
            above = above.parent();
        }
        return above;
    }

    /**
     * Moves this arena to another partition, or out of its partition if that is null. Returns the account that has no room for
     * it, or null if it has moved.
     */
    protected final @Nullable Account moveToPartition(@Nullable Account partition) {
        Account full = moveTo(partition);
        if (full == null && reclaimable != null) {
            reclaimable.moveTo(partition);
        }
        return full;
    }

    /** Number of this arena within its pool, from 1; 0 if it never allocated. */
    protected final long number() {
        return entry().id();
    }

    /** Throws if the arena has ended, or if the calling thread may not use it. Called before a chunk is taken. */
    protected abstract void requireUsable();

    /**
     * Stops paying for chunks that the arena has given up and whose last handle has closed. Returns whether there were any.
     * Called by the thread that uses this arena or one of its children.
     */
    protected abstract boolean releaseClosed();

    /** Names the arena in messages. */
    protected abstract String describe();

    final long leastChunkBytes(long need) {
        return isOversized(need) ? need : pool.sizeClasses().smallestFor(need).bytes();
    }

    /** Bytes that a chunk must have for {@code byteSize} bytes at any alignment, as the source may have aligned the chunk less. */
    static long withSlack(long byteSize, long byteAlignment) {
        long slack = Math.max(0, byteAlignment - Chunk.ALIGNMENT);
        return byteSize > Long.MAX_VALUE - slack ? Long.MAX_VALUE : byteSize + slack;
    }

    /** Bytes of the chunk that a request of {@code need} bytes would take. */
    final long nextChunkBytes(long need) {
        return isOversized(need) ? need : nextClass(pool.sizeClasses().smallestFor(need)).bytes();
    }

    /**
     * The class that the ratchet has reached, or the largest smaller class that the budget has room for, but not below
     * {@code least}.
     */
    final SizeClass nextClass(SizeClass least) {
        SizeClass most = pool.sizeClasses().largestWithin(room());
        return most == null || most.index() <= least.index()
                ? least
                : pool.sizeClasses().get(Math.clamp(ratchet, least.index(), most.index()));
    }

    final boolean isOversized(long need) {
        return need > pool.settings().maxNormalAlloc();
    }

    final void registerEntry() {
        if (entry().isNew()) {
            pool.register(entry());
        }
    }

    final ChunkResult takeOversized(long bytes) {
        registerEntry();
        if (!tryCharge(bytes)) {
            return overBudget(bytes);
        }
        boolean taken = false;
        try {
            ChunkResult result = pool.acquireOversized(bytes);
            taken = result instanceof Chunk;
            return result;
        } finally {
            if (!taken) {
                release(bytes);
            }
        }
    }

    /** Names a partition only if the arena and its parents have room: otherwise, more room in the partition would not help. */
    final Refusal overBudget(long bytes) {
        Account partition = partition();
        Account ofArenas = tightestBelow(partition);
        return partition == null || bytes > ofArenas.limit() - ofArenas.used()
                ? Refusal.by(ofArenas, Refusal.Kind.ARENA_BUDGET, bytes)
                : Refusal.by(partition.tightestBelow(null), Refusal.Kind.PARTITION_BUDGET, bytes);
    }

    final ChunkResult awaitMemory(Refusal early, long need) {
        if (!mayWait || early.kind() != Refusal.Kind.POOL_BUDGET) {
            return early;
        }
        long bytes = early.requested();
        long held = used();
        if (!tryCharge(bytes)) {
            return overBudget(bytes);
        }
        boolean taken = false;
        try {
            ChunkResult result = pool.awaitMemory(early,
                    isOversized(need) ? null : pool.sizeClasses().smallestFor(need), held);
            taken = result instanceof Chunk;
            return result;
        } finally {
            if (!taken) {
                release(bytes);
            }
        }
    }

    /** Gives back a charged chunk that could not be put into use. */
    final void undo(Chunk chunk) {
        chunk.removeFromHolder();
        release(chunk.bytes());
        pool.destroy(chunk);
    }

    /** Releases chunks from the accounts. The partition continues to pay for chunks that handles keep. */
    final void stopPayingFor(@Nullable Chunk linked) {
        long kept = 0;
        long free = 0;
        for (Chunk chunk = linked; chunk != null; chunk = chunk.next()) {
            if (chunk.escaped() == null) {
                free += chunk.bytes();
            } else {
                kept += chunk.bytes();
            }
        }
        release(free);
        if (kept > 0) {
            releaseBelow(partition(), kept);
        }
    }

    /** Counts a chunk, for which {@link #prepareToCount} was called. */
    final void count(Chunk chunk) {
        if (chunk.isFresh()) {
            counters().count(chunk);
        } else {
            reusedChunks++;
        }
    }

    /** Allocates the heap objects that {@link #count} needs, which can fail, and records the chunk for the case of a leak. */
    final void prepareToCount(Chunk chunk) {
        if (chunk.isFresh()) {
            counters();
        }
        if (reclaimable != null) {
            reclaimable.add(chunk);
        }
    }

    /** The counters now, for {@link #countReset}. Allocates heap objects, which can fail. */
    final ArenaCounters snapshotCounters() {
        return counters().snapshot(reusedChunks);
    }

    /** Counts a reset and takes {@code before} as the counters at that time. */
    final void countReset(ArenaCounters before) {
        counters().resetAt(before);
    }

    private ArenaCounters counters() {
        ArenaCounters mine = counters;
        if (mine == null) {
            mine = new ArenaCounters();
            counters = mine;
        }
        return mine;
    }

    /** Counts a buffer that was moved. */
    protected final void relocated() {
        counters().relocations++;
        pool.relocated();
    }

    /** Completed resets, without the end of the arena. */
    public final long resets() {
        ArenaCounters counted = counters;
        return counted == null ? 0 : counted.resets();
    }

    /** Counters since the arena was opened. */
    public final ArenaCounters lifetime() {
        ArenaCounters counted = counters;
        return counted == null ? new ArenaCounters().snapshot(reusedChunks) : counted.snapshot(reusedChunks);
    }

    /** Counters since the last reset. */
    public final ArenaCounters sinceReset() {
        ArenaCounters counted = counters;
        return counted == null ? lifetime() : counted.sinceReset(reusedChunks);
    }
}
