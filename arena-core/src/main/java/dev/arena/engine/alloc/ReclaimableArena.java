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

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;
import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.chunk.ChunkHolder;
import dev.arena.engine.chunk.EscapedMemory;
import dev.arena.engine.leak.AllocationSite;
import dev.arena.engine.leak.LeakDetector;
import dev.arena.engine.leak.LeakTracker;
import dev.arena.engine.pool.ArenaEntry;
import dev.arena.engine.pool.ChunkPool;
import dev.arena.engine.reclaim.Epoch;
import dev.arena.engine.reclaim.EscapeCharge;

/**
 * Records the resources of a {@linkplain LeakTracker tracked} arena outside the arena object, so that the leak detector can
 * release them if the arena leaks. It must not refer strongly to the arena or to the arena's sessions.
 *
 * <p>A confined arena has leaked when neither the arena nor any of its segments is reachable: the sessions of a tracked arena
 * refer to it by {@link Chunk#keepReachable}. The detector cannot close its session, because that requires the owner thread,
 * but no code can use the session any more. A shared arena has leaked as soon as the arena itself is unreachable. Its chunks
 * go through quarantine like those of any other shared arena, so that access through a remaining segment throws.
 *
 * <p>Used by the thread that uses the arena, and by the cleaner's thread after the arena has leaked.
 */
final class ReclaimableArena extends ArenaEntry implements ChunkHolder {
    private final WeakReference<ArenaEntry> arena;
    private final ChunkPool pool;

    /** Whether the arena was the only one of its pool. */
    private final boolean standalone;

    private final Set<Chunk> chunks = new HashSet<>();

    /** Records of the children, which leak together with the arena. */
    private final Set<ReclaimableArena> children = ConcurrentHashMap.newKeySet();

    /** Record of the parent; null for an arena that is not a child. */
    private final @Nullable ReclaimableArena parentArena;
    private final @Nullable LeakTracker tracker;

    /** The epoch that the arena has joined last. */
    private @Nullable Epoch epoch;

    /** The epoch before {@link #epoch}, of which the arena is still a member. */
    private @Nullable Epoch earlierEpoch;
    private final Set<Chunk> earlierChunks = new HashSet<>();

    private @Nullable EscapeCharge charge;

    /** For an arena that is not a child. The parent account is that of the partition, which pays for what the arena holds. */
    ReclaimableArena(ArenaEntry arena, ChunkPool pool, @Nullable Account partition, boolean standalone,
            AllocationSite site) {
        super(0, partition);
        this.arena = new WeakReference<>(arena);
        this.pool = pool;
        this.standalone = standalone;
        this.parentArena = null;
        this.tracker = new LeakTracker(pool.leaks(), LeakDetector.Kind.ARENA, site, arena, this::reclaim);
    }

    /** For a child. Parent and child reach each other, so they leak together. */
    ReclaimableArena(ArenaEntry arena, @Nullable Account partition, ReclaimableArena parent) {
        super(0, partition);
        this.arena = new WeakReference<>(arena);
        this.pool = parent.pool;
        this.standalone = false;
        this.parentArena = parent;
        this.tracker = null;
        parent.children.add(this);
    }

    /** Adds a chunk that the arena holds. {@link Chunk#removeFromHolder} is the counterpart. */
    void add(Chunk chunk) {
        chunk.setHolder(this); // first, so that it can be undone if no heap is left for the second step
        chunks.add(chunk);
    }

    @Override
    public void remove(Chunk chunk) {
        if (!chunks.remove(chunk)) {
            earlierChunks.remove(chunk);
        }
    }

    /** Sets the epoch that the arena has joined. If it is the second one of a generation, the chunks so far belong to the first. */
    void setEpoch(Epoch joined) {
        if (epoch != null) {
            earlierEpoch = epoch;
            earlierChunks.addAll(chunks);
            chunks.clear();
        }
        epoch = joined;
    }

    /** Sets the charge for values that escape from the arena. */
    void setCharge(EscapeCharge newCharge) {
        charge = newCharge;
    }

    /** Called when the arena has ended a generation, and with it its memberships. */
    void beginGeneration() {
        epoch = null;
        earlierEpoch = null;
        charge = null;
    }

    /** Called when the arena was closed. */
    void close() {
        if (tracker != null) {
            tracker.close();
        }
        if (parentArena != null) {
            parentArena.children.remove(this);
        }
    }

    @Override
    public @Nullable ArenaEntry arena() {
        return arena.get();
    }

    @Override
    public long wasted() {
        return 0;
    }

    @Override
    public @Nullable Epoch sharedEpoch() {
        return epoch;
    }

    /** Ends the arena and its children on behalf of the arena. Uses a stack of its own, because children may be nested deeply. */
    private long reclaim() {
        long bytes = standalone ? pool.idleBytes() : 0;
        Deque<ReclaimableArena> stack = new ArrayDeque<>();
        Deque<ReclaimableArena> parentsFirst = new ArrayDeque<>();
        stack.push(this);
        while (!stack.isEmpty()) {
            ReclaimableArena next = stack.pop();
            parentsFirst.push(next);
            next.children.forEach(stack::push);
        }
        for (ReclaimableArena each : parentsFirst) { // children before their parents
            bytes += each.reclaimAlone();
        }
        if (standalone) {
            pool.close();
        }
        return bytes;
    }

    private long reclaimAlone() {
        long bytes = bytes(chunks) + bytes(earlierChunks);
        releaseFromPartition();
        if (earlierEpoch != null) {
            pool.quarantine().leave(earlierEpoch, takeAll(earlierChunks));
        }
        pool.endGeneration(this, epoch, takeAll(chunks), true);
        return bytes;
    }

    /** Releases the bytes from the partition, which continues to pay for chunks that handles keep. */
    private void releaseFromPartition() {
        if (charge != null) {
            release(charge.endGeneration());
        }
        for (Set<Chunk> each : List.of(chunks, earlierChunks)) {
            for (Chunk chunk : each) {
                EscapedMemory escaped = chunk.escaped();
                if (escaped == null) {
                    release(chunk.bytes());
                } else if (epoch != null) {
                    escaped.endGeneration();
                }
            }
        }
    }

    private static long bytes(Set<Chunk> held) {
        return held.stream().mapToLong(Chunk::bytes).sum();
    }

    private static @Nullable Chunk takeAll(Set<Chunk> held) {
        Chunk linked = null;
        for (Chunk chunk : Set.copyOf(held)) {
            chunk.removeFromHolder();
            chunk.setUsed(chunk.bytes()); // the cursor of the arena is lost
            chunk.setNext(linked);
            linked = chunk;
        }
        return linked;
    }
}
