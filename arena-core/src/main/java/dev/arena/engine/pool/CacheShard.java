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

package dev.arena.engine.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.chunk.SizeClass;

/**
 * One part of a pool's cache: stacks of idle chunks by size class, the arenas that took their first chunk here, and their
 * counters.
 *
 * <p>One spin lock guards everything in a shard. A critical section is a few dozen instructions of plain memory access: it
 * calls no user code, takes and returns no memory, and does not block. A thread therefore spins instead of parking and cannot
 * pin a virtual thread. It pays one compare-and-set, where a lock-free stack per class and the counters would need several. An
 * intrusive lock-free stack would also suffer the ABA problem, because a chunk returns to the same stack again and again.
 */
final class CacheShard extends OpenArenas {
    private static final int SPINS_BEFORE_YIELD = 64;

    /** Unused elements at the end of arrays, which separate cache lines as in {@link dev.arena.engine.util.Padded}. */
    private static final int SPACING = 32;
    private static final VarHandle LOCKED;
    static {
        try {
            LOCKED = MethodHandles.lookup().findVarHandle(CacheShard.class, "locked", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int index;
    private final int shards;
    private final int classes;
    private final long capacity;
    private final @Nullable Chunk[] tops;
    private final int[] counts;

    /** Lowest number of cached chunks of each class since the last trim. As many chunks were not needed in that time. */
    private final int[] lowWater;

    @SuppressWarnings("unused") // through LOCKED
    private boolean locked;

    private long cachedBytes;
    private boolean closed;
    private long arenasRegistered;
    private long reused;
    private long resets;

    /** Shard {@code index} of {@code shards}, caching at most {@code capacity} bytes. */
    CacheShard(int index, int shards, int classes, long capacity) {
        this.index = index;
        this.shards = shards;
        this.capacity = capacity;
        this.classes = classes;
        this.tops = new @Nullable Chunk[classes + SPACING];
        this.counts = new int[classes + SPACING];
        this.lowWater = new int[classes + SPACING];
    }

    @SuppressWarnings("ThreadPriorityCheck") // only a hint, in case the owner of the lock was preempted
    private void lock() {
        for (int spins = 1; !LOCKED.compareAndSet(this, false, true); spins++) {
            if (spins % SPINS_BEFORE_YIELD == 0) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private void unlock() {
        LOCKED.setRelease(this, false);
    }

    /** Whether a thread holds the lock at the moment. */
    boolean isBusy() {
        return locked;
    }

    /**
     * Registers an arena when it needs its first chunk. An arena that never allocates is not registered and costs nothing here.
     *
     * @param  sizeClass class of the chunk that it needs, or −1
     * @return           such a chunk, or null
     */
    @Nullable
    Chunk register(ArenaEntry entry, int sizeClass) {
        lock();
        try {
            entry.home = this;
            entry.id = arenasRegistered++ * shards + index + 1;
            addArena(entry);
            return sizeClass < 0 ? null : popForUse(sizeClass);
        } finally {
            unlock();
        }
    }

    /** Takes a chunk of {@code sizeClass}; null if there is none. */
    @Nullable
    Chunk pop(int sizeClass) {
        if (counts[sizeClass] == 0) { // racy read: at worst it misses a chunk that comes back now
            return null;
        }
        lock();
        try {
            return popForUse(sizeClass);
        } finally {
            unlock();
        }
    }

    private @Nullable Chunk popForUse(int sizeClass) {
        Chunk chunk = popLocked(sizeClass);
        if (chunk != null) {
            chunk.setReused();
            reused++;
        }
        return chunk;
    }

    private @Nullable Chunk popLocked(int sizeClass) {
        Chunk top = tops[sizeClass];
        if (top != null) {
            tops[sizeClass] = top.next();
            top.setNext(null);
            counts[sizeClass]--;
            lowWater[sizeClass] = Math.min(lowWater[sizeClass], counts[sizeClass]);
            cachedBytes -= top.bytes();
        }
        return top;
    }

    /**
     * Counts the end of a generation, keeps its scrubbed chunks as far as there is room, and removes the arena from the list if
     * it ends too.
     *
     * @param  chunks linked chunks, each of a size class
     * @return        the chunks that were not kept, linked
     */
    @Nullable
    Chunk endGeneration(ArenaEntry entry, @Nullable Chunk chunks, boolean arenaEnds) {
        lock();
        try {
            resets++;
            if (arenaEnds) {
                removeArena(entry);
                entry.home = null;
            }
            return pushLocked(chunks);
        } finally {
            unlock();
        }
    }

    /** Keeps the linked, scrubbed chunks as far as there is room; returns the others, linked. */
    @Nullable
    Chunk push(@Nullable Chunk chunks) {
        lock();
        try {
            return pushLocked(chunks);
        } finally {
            unlock();
        }
    }

    private @Nullable Chunk pushLocked(@Nullable Chunk chunks) {
        Chunk rest = null;
        for (Chunk chunk = chunks; chunk != null;) {
            Chunk following = chunk.next();
            SizeClass sizeClass = chunk.sizeClass();
            if (!closed && sizeClass != null && chunk.bytes() <= capacity - cachedBytes) {
                chunk.setNext(tops[sizeClass.index()]);
                tops[sizeClass.index()] = chunk;
                counts[sizeClass.index()]++;
                cachedBytes += chunk.bytes();
            } else {
                chunk.setNext(rest);
                rest = chunk;
            }
            chunk = following;
        }
        return rest;
    }

    /** Removes and returns the largest cached chunk; null if there is none. */
    @Nullable
    Chunk evict() {
        lock();
        try {
            Chunk victim = null;
            for (int i = classes - 1; i >= 0 && victim == null; i--) {
                victim = popLocked(i);
            }
            return victim;
        } finally {
            unlock();
        }
    }

    /** Removes and returns, linked, the chunks that were not needed since the last call. */
    @Nullable
    Chunk trim() {
        lock();
        try {
            Chunk idle = null;
            for (int i = 0; i < classes; i++) {
                idle = popAll(i, lowWater[i], idle);
                lowWater[i] = counts[i];
            }
            return idle;
        } finally {
            unlock();
        }
    }

    /** Removes and returns all chunks, linked. Keeps no chunk from then on. */
    @Nullable
    Chunk close() {
        lock();
        try {
            closed = true;
            Chunk all = null;
            for (int i = 0; i < classes; i++) {
                all = popAll(i, counts[i], all);
            }
            return all;
        } finally {
            unlock();
        }
    }

    private @Nullable Chunk popAll(int sizeClass, int number, @Nullable Chunk onto) {
        Chunk list = onto;
        for (int i = 0; i < number; i++) {
            Chunk chunk = popLocked(sizeClass);
            if (chunk != null) {
                chunk.setNext(list);
                list = chunk;
            }
        }
        return list;
    }

    /** Cached bytes: a recent value, read without the lock. */
    long cachedBytes() {
        return cachedBytes;
    }

    /** Cached bytes, read under the lock. */
    long exactCachedBytes() {
        lock();
        try {
            return cachedBytes;
        } finally {
            unlock();
        }
    }

    /** Cached chunks: a recent value, read without the lock. */
    long cachedChunks() {
        long sum = 0;
        for (int count : counts) { // no stream, because statistics are read at the end of each request
            sum += count;
        }
        return sum;
    }

    /** Adds this shard's figures to a snapshot of the pool. */
    void addTo(PoolFigures.Sum sum) {
        lock();
        try {
            for (int i = 0; i < classes; i++) {
                sum.cachedByClass[i] += counts[i];
            }
            sum.cachedBytes += cachedBytes;
            sum.activeArenas += openArenas();
            sum.reused += reused;
            sum.resets += resets;
            sum.wasted += wastedBytes();
        } finally {
            unlock();
        }
    }

    /** Passes each registered arena that has not ended to {@code visitor}, which must be quick and must not throw. */
    void forEachArena(Consumer<ArenaEntry> visitor) {
        lock();
        try {
            visitArenas(visitor);
        } finally {
            unlock();
        }
    }
}
