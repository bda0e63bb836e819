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

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Objects;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;
import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.chunk.ChunkList;
import dev.arena.engine.chunk.EscapedMemory;
import dev.arena.engine.pool.ChunkPool;
import dev.arena.engine.reclaim.Epoch;
import dev.arena.engine.reclaim.EscapedChunk;

/**
 * Manages the life of the allocations of a {@link BumpAllocator}: sessions, generations, marks and escaped values. Every
 * arena extends this class.
 *
 * <p>A <em>generation</em> is everything that is allocated between two calls of {@link #endGeneration}. In a confined arena
 * each generation has its own memory session. The session is opened with the first chunk and closed before any chunk goes back:
 * this order isolates one user of a chunk from the next. In a shared arena the session is that of an {@link Epoch}, and the
 * chunks wait in quarantine until it closes. A {@link Savepoint} is a generation within a generation, with a session of its
 * own.
 *
 * <p>Not thread safe: the arena ensures that one thread at a time calls it. Other threads may read {@link #wasted},
 * {@link #used} and the counters, and then see a recent value.
 *
 * @since 0.1.0
 */
public abstract class GenerationAllocator extends BumpAllocator {
    private final boolean shared;

    /** Whether each generation gets an epoch of its own from the start. */
    private boolean longLived;

    /** The epoch that owns the session of a shared arena. */
    private @Nullable Epoch epoch;

    /** The innermost mark. */
    @Nullable
    Savepoint savepoint;

    /** The values that have escaped; null without any. */
    @Nullable
    EscapedSegments escapes;

    /** The chunks from before the generation changed to an epoch of its own; null if it has not changed. */
    private @Nullable EarlierEpoch earlier;

    /**
     * An allocator that has allocated nothing and holds nothing.
     *
     * @param byteBudget limit of the chunks held, in bytes
     * @param shared     whether any thread may use what it allocates
     * @param parent     account of the parent arena or of the partition, which is charged as well; null without one
     */
    protected GenerationAllocator(ChunkPool pool, long byteBudget, boolean shared, @Nullable Account parent) {
        super(pool, byteBudget, parent);
        this.shared = shared;
        this.longLived = parent instanceof GenerationAllocator arena && arena.longLived;
    }

    /** Gives each generation an epoch of its own, also the generations of children that are opened later. */
    protected final void liveLong() {
        longLived = true;
    }

    @Override
    public final @Nullable Epoch sharedEpoch() {
        EarlierEpoch left = earlier;
        Epoch joined = left == null ? epoch : left.epoch();
        for (Savepoint outer = savepoint; outer != null && joined == null; outer = outer.outer) {
            joined = outer.epoch;
        }
        return joined;
    }

    /** The session of new allocations. */
    protected final Arena session() {
        if (session == null) {
            requireUsable();
            openSession(pool.settings().minChunkSize());
        }
        return Objects.requireNonNull(session);
    }

    /** Opens a session if there is none. Changes to an epoch of its own if the current epoch has no room for {@code chunk}. */
    @Override
    final void openSessionFor(Chunk chunk) {
        Epoch joined = epoch;
        if (session == null) {
            openSession(chunk.bytes());
        } else if (joined != null && !pool.quarantine().tryAdd(joined, chunk.bytes())) {
            leaveSharedEpoch(joined);
        }
        keepReachable(chunk);
    }

    private void openSession(long firstBytes) {
        if (shared) {
            useEpoch(longLived ? pool.quarantine().joinAlone() : pool.quarantine().join(firstBytes));
        } else {
            session = Arena.ofConfined();
        }
    }

    private void useEpoch(Epoch joined) {
        session = joined.session();
        epoch = joined;
        if (reclaimable != null) {
            reclaimable.setEpoch(joined);
        }
    }

    /**
     * Continues under an epoch of its own. The chunks so far stay in the previous epoch, and the rest of the current chunk is
     * not used any more.
     */
    private void leaveSharedEpoch(Epoch before) {
        Epoch own = pool.quarantine().joinAlone();
        var left = new EarlierEpoch(before, retired == null ? new ChunkList() : retired);
        retired = left.chunks();
        retireCurrent();
        retired = null;
        earlier = left;
        useEpoch(own);
    }

    /**
     * Lets the session keep objects reachable that must not be collected before it closes: the memory of the chunk, and this
     * arena if it is tracked. The session of an epoch must not refer to the arena, because other arenas use the session too.
     */
    private void keepReachable(Chunk chunk) {
        chunk.keepReachable(Objects.requireNonNull(session), reclaimable != null && epoch == null ? this : null);
    }

    @Override
    protected final boolean releaseClosed() {
        if (escapes == null) {
            return false;
        }
        long closed = escapes.charge().takeClosed();
        release(closed);
        return closed > 0;
    }

    /**
     * Releases chunks whose last handle has closed from the accounts of this arena and its parents. This includes the current
     * chunk if it has served handles only. Returns whether any bytes were released.
     */
    @Override
    final boolean releaseAllClosed() {
        Chunk chunk = currentChunk;
        if (chunk != null && escapes != null && (savepoint == null || !savepoint.has(chunk))
                && escapes.servedOnlyClosedHandles(chunk)) {
            retireCurrent();
        }
        if (escapes != null) {
            escapes.copies().giveUpClosed();
        }
        boolean any = false;
        for (PooledArena each = this; each != null; each = each.parentArena()) {
            any |= each.releaseClosed();
        }
        return any;
    }

    @Override
    final boolean isTakenOver(Chunk full) {
        boolean takenOver;
        if (savepoint != null && savepoint.has(full)) {
            savepoint.chunkIsFull(cursor);
            takenOver = true;
        } else {
            takenOver = escapes != null && escapes.giveUpIfOnlyHandles(full, cursor);
        }
        if (escapes != null) {
            escapes.beginChunk();
        }
        return takenOver;
    }

    /** See {@link EscapedSegments#allocate}. */
    protected final <H> H bumpEscaped(long byteSize, long byteAlignment,
            BiFunction<EscapedChunk, MemorySegment, H> constructor) {
        return escapes().allocate(byteSize, byteAlignment, constructor);
    }

    /** See {@link EscapedSegments#escape}. */
    protected final <H> @Nullable H escapeFrom(MemorySegment segment,
            BiFunction<EscapedChunk, MemorySegment, H> constructor) {
        return escapes().escape(segment, constructor);
    }

    private EscapedSegments escapes() {
        EscapedSegments mine = escapes;
        if (mine == null) {
            mine = new EscapedSegments(this);
            if (reclaimable != null) {
                reclaimable.setCharge(mine.charge());
            }
            escapes = mine;
        }
        return mine;
    }

    /** The chunk that contains {@code segment}; null if this arena does not hold it. */
    @Nullable
    Chunk chunkOf(MemorySegment segment) {
        if (currentChunk != null && currentChunk.contains(segment)) {
            return currentChunk;
        }
        Chunk found = retired == null ? null : retired.find(segment);
        for (Savepoint outer = savepoint; outer != null && found == null; outer = outer.outer) {
            found = outer.find(segment);
        }
        return found != null || earlier == null ? found : earlier.chunks().find(segment);
    }

    /** Whether {@code segment} was allocated under the session of this generation or of one of its marks. */
    boolean isLive(MemorySegment segment) {
        MemorySegment.Scope scope = segment.scope();
        boolean live = session != null && scope.equals(session.scope());
        for (Savepoint outer = savepoint; outer != null && !live; outer = outer.outer) {
            live = outer.session != null && scope.equals(outer.session.scope());
        }
        return live || (earlier != null && scope.equals(earlier.epoch().session().scope()));
    }

    /** Whether values have escaped from this generation. */
    protected final boolean hasEscapes() {
        return escapes != null;
    }

    /** Begins a generation within the current one, with a session of its own. */
    protected final void openSavepoint() {
        requireUsable();
        Arena inner = shared ? Arena.ofShared() : Arena.ofConfined();
        if (currentChunk != null) {
            chunkOfMark(currentChunk, inner);
        }
        savepoint = new Savepoint(savepoint, session, epoch, currentChunk, cursor, chunkEnd, retired,
                escapes == null ? 0 : escapes.handlesEnd());
        session = inner;
        epoch = null;
        retired = null;
    }

    private void chunkOfMark(Chunk chunk, Arena inner) {
        chunk.keepReachable(inner, reclaimable == null ? null : this);
    }

    /**
     * Ends the innermost savepoint: closes its session, returns its chunks, and moves the cursor back to where it began.
     *
     * @return                       the exception of an action that was attached to the session, or null
     * @throws IllegalStateException if a native call is using a segment; nothing has changed then
     */
    @SuppressWarnings("ReferenceEquality")
    protected final @Nullable Throwable closeSavepoint() {
        Savepoint ending = Objects.requireNonNull(savepoint);
        Throwable failure = closeSession(session());
        long reached = cursor;
        boolean same = currentChunk == ending.chunk;
        Chunk last = same ? null : takeCurrent();
        Chunk chunks = linked(retired, last);
        savepoint = ending.outer;
        session = ending.session;
        epoch = ending.epoch;
        retired = ending.retired;
        currentChunk = ending.chunk;
        chunkEnd = ending.chunkEnd;
        if (escapes != null) {
            escapes.resumeChunk(ending.handlesEnd);
        }
        cursor = ending.rollBack(same ? reached : ending.filledTo());
        stopPayingFor(chunks);
        pool.recycle(chunks);
        return failure;
    }

    /** All chunks of a generation or mark, linked: the retired ones and the one that was current last. */
    private static @Nullable Chunk linked(@Nullable ChunkList retired, @Nullable Chunk last) {
        Chunk others = retired == null ? null : retired.takeAll();
        if (last == null) {
            return others;
        }
        last.setNext(others);
        return last;
    }

    private static void letWait(@Nullable Chunk linked) {
        for (Chunk chunk = linked; chunk != null; chunk = chunk.next()) {
            EscapedMemory escaped = chunk.escaped();
            if (escaped != null) {
                escaped.endGeneration();
            }
        }
    }

    /**
     * Ends the generation: closes its session and returns its chunks, or leaves both to its epoch. Counters remain readable.
     * All savepoints must be closed.
     *
     * @param  arenaEnds             whether the arena ends with it
     * @return                       the exception of an action that was attached to the session, or null
     * @throws IllegalStateException if the arena is confined and a native call is using a segment; nothing has changed then
     */
    protected final @Nullable Throwable endGeneration(boolean arenaEnds) {
        Epoch joined = epoch;
        ArenaCounters counted = arenaEnds ? null : snapshotCounters();
        Throwable failure = session != null && joined == null ? closeSession(session) : null;
        session = null;
        epoch = null;
        if (currentChunk != null) {
            ratchet--; // begin with the class that this generation has reached: soon one chunk serves a whole generation
        }
        Chunk chunks = linked(retired, takeCurrent());
        EarlierEpoch left = earlier;
        Chunk leftChunks = left == null ? null : left.chunks().takeAll();
        earlier = null;
        retired = null;
        stopPayingFor(chunks);
        stopPayingFor(leftChunks);
        if (joined != null) {
            letWait(chunks);
            letWait(leftChunks);
        }
        if (escapes != null) {
            EscapedSegments ended = escapes;
            escapes = null;
            ended.copies().giveUp();
            release(ended.charge().endGeneration());
            releaseBelow(partition(), ended.charge().paid());
        }
        clearSoftLimitReported();
        if (counted != null) {
            countReset(counted);
        }
        try {
            if (reclaimable != null) {
                reclaimable.beginGeneration();
            }
            if (left != null) {
                pool.quarantine().leave(left.epoch(), leftChunks);
            }
            pool.endGeneration(entry(), joined, chunks, arenaEnds);
            if (arenaEnds && reclaimable != null) {
                reclaimable.close();
            }
        } finally {
            Reference.reachabilityFence(this); // otherwise the garbage collector could find it before the end
        }
        return failure;
    }

    /**
     * Closes a session. An exception may come from an action that was attached to the session; the session is closed even so.
     *
     * @return the exception of such an action, or null
     */
    private static @Nullable Throwable closeSession(Arena session) {
        MemorySegment.Scope scope = session.scope();
        try {
            session.close();
            return null;
        } catch (RuntimeException | Error e) {
            if (scope.isAlive()) {
                throw e;
            }
            return e;
        }
    }

    /** Bytes after the last allocation of each chunk that is held, including the current one. */
    @Override
    public final long wasted() {
        Chunk chunk = currentChunk;
        // clamped, because another thread may see the end of one chunk and the cursor of another
        long wasted = chunk == null ? 0 : Math.clamp(chunkEnd - cursor, 0, chunk.bytes());
        ChunkList full = retired;
        if (full != null) {
            wasted += full.wasted();
        }
        for (Savepoint outer = savepoint; outer != null; outer = outer.outer) {
            wasted += outer.wasted();
        }
        EscapedSegments escaped = escapes;
        if (escaped != null) {
            wasted += escaped.copies().wasted();
        }
        EarlierEpoch left = earlier;
        return left == null ? wasted : wasted + left.chunks().wasted();
    }
}
