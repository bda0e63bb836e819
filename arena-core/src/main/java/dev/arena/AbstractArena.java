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

package dev.arena;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.alloc.ArenaCounters;
import dev.arena.engine.alloc.GenerationAllocator;
import dev.arena.engine.budget.Account;
import dev.arena.engine.chunk.Refusal;
import dev.arena.engine.pool.ChunkPool;
import dev.arena.engine.util.CoarseClock;

/**
 * The common part of confined and shared arenas: the life of an arena around its {@link GenerationAllocator}. Subclasses decide which
 * threads may call it ({@link #beginCall}, {@link #endCall}). Every call runs between these two methods.
 */
abstract sealed class AbstractArena extends GenerationAllocator implements Arena permits ConfinedArena, SharedArena {

    /** Whether this arena has its pool to itself and closes it. */
    private final boolean standalone;

    /** Owner, thread and time of the opening; null for an arena that was opened without options. */
    private final @Nullable Opener opener;

    /** Children, marks and cleanups of the generation; null if there were none so far. */
    private @Nullable Attachments attachments;

    private boolean ending;
    private boolean ended;
    private long endedNanos;

    /** An arena of a pool, or one that has its pool to itself. */
    AbstractArena(ChunkPool pool, long byteBudget, boolean standalone, Confinement confinement) {
        super(pool, byteBudget, confinement == Confinement.SHARED, null);
        this.standalone = standalone;
        this.opener = null;
        track(standalone);
    }

    /** An arena of a pool with options of its own; an arena of a partition if {@code partition} is not null. */
    AbstractArena(ChunkPool pool, long byteBudget, Confinement confinement, ArenaOptions options,
            @Nullable Account partition) {
        super(pool, byteBudget, confinement == Confinement.SHARED, partition);
        this.standalone = false;
        this.opener = new Opener(options.owner(), Thread.currentThread(), CoarseClock.nanoTime());
        track(false);
        if (options.expectedBytes() > 0) {
            expect(options.expectedBytes());
        }
        if (!options.mayWait()) {
            neverWait();
        }
        if (options.longLived()) {
            liveLong();
        }
    }

    /** A child. */
    AbstractArena(AbstractArena parent, long byteBudget, Confinement confinement) {
        super(parent.pool(), byteBudget, confinement == Confinement.SHARED, parent);
        this.standalone = false;
        this.opener = parent.opener;
        track(false);
    }

    /** Owner, thread and time ({@link CoarseClock}) of the opening of an arena. */
    private record Opener(@Nullable Object owner, Thread thread, long nanos) {

        String text() {
            return owner == null ? "" : owner.toString();
        }
    }

    /** Lets the calling thread use the arena, or throws {@link WrongThreadException}. */
    abstract void beginCall();

    /** Ends the call that {@link #beginCall} has begun. */
    abstract void endCall();

    /** Records that the calling thread ends this arena. */
    abstract void endedByCaller();

    /** The thread that ended it. */
    abstract @Nullable Thread endedBy();

    /** Opens an arena for the same threads, whose chunks are charged to this arena as well. */
    abstract AbstractArena newChild(long byteBudget);

    /** Allocates within a call that has begun. */
    final MemorySegment allocateInCall(long byteSize, long byteAlignment) {
        checkSizes(byteSize, byteAlignment);
        return bump(byteSize, byteAlignment);
    }

    @Override
    public final @Nullable MemorySegment tryAllocate(long byteSize, long byteAlignment) {
        beginCall();
        try {
            checkSizes(byteSize, byteAlignment);
            return tryBump(byteSize, byteAlignment);
        } finally {
            endCall();
        }
    }

    @Override
    public final @Nullable MemorySegment tryAllocateNow(long byteSize, long byteAlignment) {
        beginCall();
        try {
            checkSizes(byteSize, byteAlignment);
            return tryBumpNow(byteSize, byteAlignment, 0);
        } finally {
            endCall();
        }
    }

    static void checkSizes(long byteSize, long byteAlignment) {
        if (byteSize < 0) {
            throw new IllegalArgumentException("byteSize must not be negative: " + byteSize);
        }
        if (byteAlignment <= 0 || (byteAlignment & (byteAlignment - 1)) != 0) {
            throw new IllegalArgumentException("byteAlignment must be a power of two: " + byteAlignment);
        }
    }

    @Override
    public final ArenaExhaustedException exhausted(Refusal refusal) {
        ArenaExhaustedException exhausted = RefusalReport.exception(this, refusal);
        pool().observer().refused(exhausted);
        return exhausted;
    }

    @Override
    public final @Nullable MemorySegment tryGrow(MemorySegment segment, long newByteSize) {
        beginCall();
        try {
            checkGrowth(segment, newByteSize);
            return tryGrowInPlace(segment, newByteSize);
        } finally {
            endCall();
        }
    }

    @Override
    public final MemorySegment grow(MemorySegment segment, long newByteSize, long byteAlignment) {
        return growAtLeast(segment, newByteSize, newByteSize, byteAlignment, 0);
    }

    @Override
    public final MemorySegment growAtLeast(MemorySegment segment, long leastByteSize, long preferredByteSize,
            long byteAlignment, long spareBytes) {
        beginCall();
        try {
            checkGrowth(segment, leastByteSize);
            checkSizes(leastByteSize, byteAlignment);
            if (spareBytes < 0) {
                throw new IllegalArgumentException("spareBytes must not be negative: " + spareBytes);
            }
            return Growth.grow(this, segment, leastByteSize, preferredByteSize, byteAlignment, spareBytes);
        } finally {
            endCall();
        }
    }

    /** Makes a segment larger if there is memory for it now, for {@link Growth}. */
    final @Nullable MemorySegment tryGrowNow(MemorySegment segment, long newByteSize, long byteAlignment, long spare) {
        MemorySegment grown = leaves(spare, newByteSize - segment.byteSize())
                ? tryGrowInPlace(segment, newByteSize)
                : null;
        if (grown != null) {
            return grown;
        }
        MemorySegment moved = tryBumpNow(newByteSize, byteAlignment, spare);
        return moved == null ? null : move(segment, moved);
    }

    /** Makes a segment larger, for {@link Growth}. */
    final MemorySegment growInCall(MemorySegment segment, long newByteSize, long byteAlignment) {
        MemorySegment grown = tryGrowInPlace(segment, newByteSize);
        return grown != null ? grown : move(segment, bump(newByteSize, byteAlignment));
    }

    private MemorySegment move(MemorySegment segment, MemorySegment moved) {
        MemorySegment.copy(segment, 0, moved, 0, segment.byteSize());
        relocated();
        return moved;
    }

    @Override
    public final MemorySegment shrink(MemorySegment segment, long newByteSize) {
        beginCall();
        try {
            if (newByteSize < 0 || newByteSize > segment.byteSize()) {
                throw new IllegalArgumentException(
                        "newByteSize must be from 0 to the current size " + segment.byteSize() + ": " + newByteSize);
            }
            requireAlive();
            requireLive(segment, "shrink");
            takeBack(segment, newByteSize);
            return segment.asSlice(0, newByteSize);
        } finally {
            endCall();
        }
    }

    @Override
    public final Owned<MemorySegment> allocateOwned(long byteSize, long byteAlignment) {
        beginCall();
        try {
            checkSizes(byteSize, byteAlignment);
            return bumpEscaped(byteSize, byteAlignment, Owned::new);
        } finally {
            endCall();
        }
    }

    @Override
    public final Shared<MemorySegment> allocateShared(long byteSize, long byteAlignment) {
        beginCall();
        try {
            checkSizes(byteSize, byteAlignment);
            return bumpEscaped(byteSize, byteAlignment, Shared::new);
        } finally {
            endCall();
        }
    }

    @Override
    public final Owned<MemorySegment> escape(MemorySegment segment) {
        beginCall();
        try {
            requireAlive();
            Owned<MemorySegment> handle = escapeFrom(segment, Owned::new);
            if (handle == null) {
                throw new IllegalArgumentException(
                        "The segment does not belong to the current generation of " + describe() + ": " + segment);
            }
            return handle;
        } finally {
            endCall();
        }
    }

    private void checkGrowth(MemorySegment segment, long newByteSize) {
        if (newByteSize < segment.byteSize()) {
            throw new IllegalArgumentException(
                    "newByteSize must not be less than the current size " + segment.byteSize() + ": " + newByteSize);
        }
        requireAlive();
        requireLive(segment, "grow");
    }

    private static void requireLive(MemorySegment segment, String change) {
        if (!segment.scope().isAlive()) {
            throw new IllegalStateException(
                    "Cannot " + change + " a segment after its arena was reset or its mark was closed");
        }
    }

    @Override
    public final void onReset(Runnable cleanup) {
        beginCall();
        try {
            requireAlive();
            attachments().add(cleanup);
        } finally {
            endCall();
        }
    }

    @Override
    public final void reset() {
        beginCall();
        try {
            requireAlive();
            end(false);
        } finally {
            endCall();
        }
    }

    @Override
    public final void close() {
        beginCall();
        try {
            if (!ended) {
                end(true);
            }
        } finally {
            endCall();
        }
    }

    @Override
    public final Mark mark() {
        beginCall();
        try {
            requireAlive();
            requireNotEnding();
            OpenMark mark = attachments().nextMark(this);
            openSavepoint();
            attachments().set(mark);
            return mark;
        } finally {
            endCall();
        }
    }

    private Attachments attachments() {
        Attachments mine = attachments;
        if (mine == null) {
            mine = new Attachments();
            attachments = mine;
        }
        return mine;
    }

    /** The open child that was opened last; null without one. Other threads see a recent value. */
    final @Nullable AbstractArena lastChild() {
        Attachments mine = attachments;
        return mine == null ? null : mine.lastChild();
    }

    /** Removes a child that has ended or is about to end. Called by any thread. */
    final void removeChild(AbstractArena child) {
        Attachments mine = attachments;
        if (mine != null) {
            mine.remove(child);
        }
    }

    /** Ends a mark and the marks that were set after it. */
    final void end(OpenMark mark) {
        beginCall();
        try {
            if (!mark.hasEnded()) {
                end(failures -> attachments().endMarks(this, mark, failures));
            }
        } finally {
            endCall();
        }
    }

    /**
     * Ends the innermost mark, for {@link Attachments}. Returns the exception of an action that was attached to its session, or
     * null.
     */
    final @Nullable Throwable endInnermostMark() {
        return closeSavepoint();
    }

    private void end(boolean arenaEnds) {
        Attachments first = attachments;
        if (first == null) {
            endAlone(arenaEnds);
        } else {
            end(failures -> {
                first.endAll(this, failures);
                failures.add(endGeneration(arenaEnds));
                if (arenaEnds) {
                    markEnded();
                }
            });
        }
    }

    /** Ends an arena without attachments. Most arenas have none. */
    private void endAlone(boolean arenaEnds) {
        requireNotEnding();
        ending = true;
        try {
            Throwable attached = endGeneration(arenaEnds);
            if (arenaEnds) {
                markEnded();
            }
            if (attached != null) {
                Failures.rethrow(attached);
            }
        } finally {
            ending = false;
        }
    }

    private void end(Consumer<Failures> how) {
        requireNotEnding();
        ending = true;
        var failures = new Failures();
        try {
            how.accept(failures);
        } catch (RuntimeException | Error e) { // first, because the caller must see that the arena has not ended
            failures.addFirst(e);
        } finally {
            ending = false;
        }
        failures.rethrow();
    }

    private void requireNotEnding() {
        if (ending) {
            throw new IllegalStateException(describe()
                    + " is being reset or closed: a cleanup action must not reset or close it, or set or end a mark");
        }
    }

    final void changeByteBudget(long byteBudget) {
        beginCall();
        try {
            requireAlive();
            changeLimit(byteBudget);
        } finally {
            endCall();
        }
    }

    /** Moves this arena into another partition, or out of its partition if {@code partition} is null. */
    final void adoptInto(@Nullable Account partition) {
        beginCall();
        try {
            requireAlive();
            if (hasEscapes() || lastChild() != null) {
                throw new IllegalStateException(
                        describe()
                                + " cannot move to another partition, because it has child arenas or handles: close them first");
            }
            Account full = moveToPartition(partition);
            if (full != null) {
                Refusal refusal = Refusal.by(full, Refusal.Kind.PARTITION_BUDGET, used());
                pool().refused(this, refusal);
                throw exhausted(refusal);
            }
        } finally {
            endCall();
        }
    }

    @Override
    public final Arena child(long byteBudget) {
        ArenaBuilder.requireRange("byteBudget", byteBudget, pool().settings().minChunkSize(), Long.MAX_VALUE);
        beginCall();
        try {
            requireAlive();
            AbstractArena child = newChild(byteBudget);
            attachments().add(child);
            return child;
        } finally {
            endCall();
        }
    }

    private void markEnded() {
        ended = true;
        if (number() != 0) { // the end of an unused arena is not recorded, which saves reading the clock
            endedNanos = CoarseClock.nanoTime();
            endedByCaller();
        }
        if (standalone) {
            pool().close();
        }
        if (parentArena() instanceof AbstractArena parent) {
            parent.removeChild(this);
        }
    }

    final boolean hasEnded() {
        return ended;
    }

    final void requireAlive() {
        if (ended) {
            String when = number() == 0
                    ? " was closed without having been used"
                    : " was closed " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - endedNanos) + " ms ago by "
                            + endedBy();
            throw new IllegalStateException(
                    describe() + when + ": an arena and its segments cannot be used after its end");
        }
    }

    @Override
    protected final String describe() {
        String name = pool().settings().name();
        if (standalone) {
            return "Arena '" + name + "'";
        }
        String owner = opener == null ? "" : opener.text();
        return (isChild() ? "Child arena " : "Arena ") + (number() == 0 ? "" : "#" + number() + " ") + "of pool '"
                + name + "'" + (owner.isEmpty() ? "" : " for " + owner);
    }

    /** A snapshot of this arena. Called by any thread. */
    final OpenArena snapshot() {
        Confinement confinement = this instanceof ConfinedArena ? Confinement.CONFINED : Confinement.SHARED;
        Opener known = opener;
        long waiting = pool().bytesWaitingFor(this);
        return known == null
                ? new OpenArena(number(), "", confinement, null, null, used(), waiting)
                : new OpenArena(number(), known.text(), confinement, known.thread,
                        Duration.ofNanos(Math.max(0, CoarseClock.nanoTime() - known.nanos)), used(), waiting);
    }

    final boolean isChild() {
        return parentArena() != null;
    }

    @Override
    public final MemorySegment.Scope scope() {
        beginCall();
        try {
            return session().scope();
        } finally {
            endCall();
        }
    }

    @Override
    public final Admission admit(long inputBytes) {
        beginCall();
        try {
            if (inputBytes <= 0) {
                throw new IllegalArgumentException("inputBytes must be positive: " + inputBytes);
            }
            requireAlive();
            var admission = new Admission(this);
            Refusal refusal = admission.ask(inputBytes);
            if (refusal != null) {
                throw refused(refusal);
            }
            return admission;
        } finally {
            endCall();
        }
    }

    @Override
    public final long byteBudget() {
        return limit();
    }

    @Override
    public final long remaining() {
        beginCall();
        try {
            requireAlive();
            releaseClosed();
            return Math.max(0, room());
        } finally {
            endCall();
        }
    }

    @Override
    public final ArenaStats stats() {
        ArenaCounters lifetime = lifetime();
        ArenaCounters now = resets() == 0 ? lifetime : sinceReset();
        ChunkPool pool = pool();
        return new ArenaStats(
                new ArenaStats.Figures(used(), peak(), wasted(), pool.cachedChunks(), pool.cachedBytes(), resets(),
                        lifetime.normalChunks, lifetime.oversizedChunks, lifetime.reusedChunks, lifetime.backingBytes,
                        lifetime.relocations, now.normalChunks, now.oversizedChunks, now.reusedChunks, now.backingBytes,
                        now.relocations, now.oversizedBytes));
    }

    @Override
    public final String toString() {
        return describe() + "[" + (ended ? "closed" : used() + " bytes held") + "]";
    }
}
