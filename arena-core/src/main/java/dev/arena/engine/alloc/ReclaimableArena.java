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
 * What one arena holds, noted apart from the arena while it is {@linkplain LeakTracker tracked}, so that it can be reclaimed
 * when the arena leaks. Nothing here may refer to the arena or to a session of its own.
 *
 * <p>An arena has leaked when neither the arena nor, if it is confined, any of its segments can be reached: the sessions of a
 * tracked arena refer to it, by {@link Chunk#keepReachable}. Its session cannot be closed then, as that takes its owner's
 * thread, but nobody is left who could use it. A shared arena has leaked as soon as the arena itself cannot be reached; its
 * chunks go through quarantine like those of any other, so that a segment that is left throws.
 *
 * <p>Belongs to the arena's thread as the allocator does, and to the cleaner's thread once the arena has leaked.
 */
final class ReclaimableArena extends ArenaEntry implements ChunkHolder {
    private final WeakReference<ArenaEntry> arena;
    private final ChunkPool pool;

    /** Whether the arena had its pool to itself. */
    private final boolean standalone;

    private final Set<Chunk> chunks = new HashSet<>();

    /** Those of the children, which leak with the arena. */
    private final Set<ReclaimableArena> children = ConcurrentHashMap.newKeySet();

    /** That of the parent; null for an arena that is tracked by itself. */
    private final @Nullable ReclaimableArena parentArena;
    private final @Nullable LeakTracker tracker;

    /** Of which the arena is a member just now. */
    private @Nullable Epoch epoch;

    /** Of which it is still a member, with the chunks that it took as such. */
    private @Nullable Epoch earlierEpoch;
    private final Set<Chunk> earlierChunks = new HashSet<>();

    private @Nullable EscapeCharge charge;

    /** For an arena that is no child. Its own account is that of the partition, which pays for what the arena holds. */
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

    /** The arena holds one more chunk. {@link Chunk#removeFromHolder} is the counterpart. */
    void add(Chunk chunk) {
        chunk.setHolder(this); // first, so that it can be undone where there is no heap left for the second
        chunks.add(chunk);
    }

    @Override
    public void remove(Chunk chunk) {
        if (!chunks.remove(chunk)) {
            earlierChunks.remove(chunk);
        }
    }

    /** The arena has joined an epoch, which may be its second in a generation; what it holds so far belongs to the first. */
    void setEpoch(Epoch joined) {
        if (epoch != null) {
            earlierEpoch = epoch;
            earlierChunks.addAll(chunks);
            chunks.clear();
        }
        epoch = joined;
    }

    /** Values escape from the arena. */
    void setCharge(EscapeCharge newCharge) {
        charge = newCharge;
    }

    /** The arena has ended a generation, and with it its memberships. */
    void beginGeneration() {
        epoch = null;
        earlierEpoch = null;
        charge = null;
    }

    /** The arena was closed. */
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

    /** Ends the arena and its children in its place; with a stack of its own, as children may be nested deeply. */
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
        for (ReclaimableArena each : parentsFirst) { // the last pushed first, so children before their parents
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

    /** The partition goes on paying for chunks that handles keep. */
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
            chunk.setUsed(chunk.bytes()); // how far the arena has allocated is lost
            chunk.setNext(linked);
            linked = chunk;
        }
        return linked;
    }
}
