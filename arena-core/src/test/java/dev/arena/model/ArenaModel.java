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

package dev.arena.model;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.ArenaExhaustedException.Reason;
import dev.arena.Mark;
import dev.arena.SoftLimitEvent;
import dev.arena.engine.alloc.CurrentChunks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The model of one arena. It predicts the result of each request as far as that depends only on this arena. It derives the
 * chunk from the address of the segment. Used by one thread at a time.
 */
final class ArenaModel implements Counted {
    private static final long SOURCE_ALIGNMENT = 16;
    private static final int MOST_MARKS = 3;

    final Arena arena;
    final PoolModel pool;
    final FamilyModel family;
    final CleanupsModel cleanups;
    final HandlesModel handles = new HandlesModel(this);

    /** Segments of the open generation. */
    final List<Piece> pieces = new ArrayList<>();

    /** Segments of the generation that is ending. Its cleanups may still read them. */
    private final List<Piece> ending = new ArrayList<>();
    private final ArenaFigures figures = new ArenaFigures();
    final ChunksModel chunks;
    private boolean entered;

    /**
     * Whether a refusal of the last request may have reclaimed closed escapes of this arena or its parents, and led to a second
     * attempt.
     */
    private boolean tookClosedEscapes;

    /** The outermost level that is ending. */
    private int lettingGoFrom;

    /** Whether the source refuses the next requests. */
    boolean sourceFails;

    /** Whether the source throws at the next release. */
    boolean releaseFails;
    boolean closed;

    ArenaModel(PoolModel pool, Arena arena) {
        this(pool, arena, pool.limits.arenaBudget(), null);
    }

    private ArenaModel(PoolModel pool, Arena arena, long budget, @Nullable ArenaModel parent) {
        this.pool = pool;
        this.arena = arena;
        this.family = new FamilyModel(this, parent == null ? null : parent.family, budget);
        this.cleanups = new CleanupsModel(this, parent == null ? null : parent.cleanups);
        this.chunks = new ChunksModel(pool, this, figures);
    }

    /** Opens a child, or returns null if there are enough children. */
    @Nullable
    ArenaModel child(long budget) {
        if (!family.mayHaveAnother()) {
            return null;
        }
        var child = new ArenaModel(pool, arena.child(budget), budget, this);
        family.add(child);
        pool.opened(child);
        pool.events.add(child.family.isGrandchild() ? Event.GRANDCHILD : Event.CHILD);
        if (chunks.depth() > 1) {
            pool.events.add(Event.CHILD_BELOW_MARK);
        }
        return child;
    }

    /** Allocates a segment. Returns null if memory is exhausted. */
    @Nullable
    Piece allocate(long byteSize, long byteAlignment, boolean tries) {
        MemorySegment segment = request(byteSize, byteAlignment, false,
                () -> tries ? arena.tryAllocate(byteSize, byteAlignment) : arena.allocate(byteSize, byteAlignment),
                Function.identity());
        return segment == null ? null : keep(segment);
    }

    private Piece keep(MemorySegment segment) {
        var piece = new Piece(segment, pool.regions.add(segment));
        pieces.add(piece);
        return piece;
    }

    /** Grows a segment. Returns null if that fails. */
    @Nullable
    Piece grow(Piece piece, long byteSize, boolean tries) {
        MemorySegment old = piece.segment();
        boolean inPlace = chunks.canGrow(piece, byteSize);
        if (tries || inPlace) {
            pool.ledger.begin();
            MemorySegment grown = tries ? arena.tryGrow(old, byteSize) : arena.grow(old, byteSize, 1);
            if (!inPlace) {
                assertThat(grown).isNull();
                return null;
            }
            if (grown == null || grown.address() != old.address()) {
                throw new AssertionError("did not grow in place: " + old);
            }
            chunks.cursor += byteSize - old.byteSize();
            pool.events.add(Event.GROWN_IN_PLACE);
            return replace(piece, grown);
        }
        MemorySegment moved = request(byteSize, 1, false, () -> arena.grow(old, byteSize, 1), Function.identity(),
                old.byteSize());
        if (moved == null) {
            return null;
        }
        assertThat(MemorySegment.mismatch(moved, 0, old.byteSize(), old, 0, old.byteSize())).isEqualTo(-1);
        synchronized (pool.ledger) {
            pool.relocations++;
        }
        figures.relocations++;
        pool.events.add(Event.RELOCATION);
        return keep(moved);
    }

    /** The segment was grown in place. A handle to a part of it must still find its bytes. */
    private Piece replace(Piece piece, MemorySegment grown) {
        piece.verify();
        assertThat(grown.byteSize()).isGreaterThanOrEqualTo(piece.segment().byteSize());
        assertThat(Region.isZero(grown, piece.segment().byteSize())).isTrue();
        var larger = new Piece(grown, pool.regions.grow(piece.region(), grown));
        pieces.set(pieces.indexOf(piece), larger);
        return larger;
    }

    <T> @Nullable T request(long byteSize, long byteAlignment, boolean forHandle, Supplier<@Nullable T> operation,
            Function<T, MemorySegment> memory) {
        return request(byteSize, byteAlignment, forHandle, operation, memory, 0);
    }

    private <T> @Nullable T request(long byteSize, long byteAlignment, boolean forHandle,
            Supplier<@Nullable T> operation,
            Function<T, MemorySegment> memory, long written) {
        var request = new Request(byteSize, byteAlignment);
        Ledger.Call call = pool.ledger.begin();
        call.refuseNext = sourceFails && !request.fits;
        long cursorBefore = chunks.cursor;
        long reservedBefore = pool.ledger.outstanding();
        if (!request.fits) {
            chunks.removeClosedEscapes();
            request.predict();
            tookClosedEscapes = chunks.servesClosedHandlesOnly() || chunks.copies.areClosed()
                    || family.andAbove().stream().anyMatch(each -> each.owner().chunks.hasClosedEscapes());
            entered |= !pool.closed || request.oversized || request.need > room(); // set first, because a refusal counts too
            if (pool.alone && request.need > room()) {
                takeClosedEscapes();
            }
            chunks.releaseHandlesOnly();
        }
        T result;
        try {
            result = operation.get();
        } catch (ArenaExhaustedException e) {
            refused(request, call, e);
            return null;
        } catch (IllegalStateException e) {
            updateLostChunk();
            chunks.holdAgain();
            family.andAbove().forEach(each -> each.owner().syncHeld(0));
            request.verifyHeard(call, 0);
            assertThat(pool.closed && !request.fits && request.need <= room())
                    .as("%s: fits %s, need %d, room %d", e, request.fits, request.need, room()).isTrue();
            pool.events.add(Event.CLOSED_POOL);
            return null;
        }
        if (result == null) {
            refused(request, call, null);
            return null;
        }
        MemorySegment segment = memory.apply(result);
        assertThat(segment.byteSize()).isEqualTo(byteSize);
        assertThat(segment.address() % byteAlignment).isZero();
        assertThat(Region.isZero(segment, written)).as("new memory is zero").isTrue();
        if (request.fits) {
            assertThat(segment.address()).isEqualTo(request.start);
            assertThat(call.obtained + call.heard.size()).isZero();
            assertThat(call.released == 0 || forHandle)
                    .as("only the epoch of a handle can replace an older one")
                    .isTrue();
            chunks.cursor = request.start + byteSize;
            pool.events.add(Event.FAST_PATH);
        } else {
            takeChunk(request, call, segment, reservedBefore);
        }
        if (forHandle) {
            handedOut(request, segment, cursorBefore);
        } else {
            askedForScope(segment.scope());
        }
        return result;
    }

    private void askedForScope(MemorySegment.Scope scope) {
        Level level = chunks.level();
        assertThat(level.session == null || level.session.equals(scope)).as("one session for each level").isTrue();
        level.session = scope;
    }

    /** The memory that a request needs, and whether the current chunk has room for it. */
    private final class Request {
        final long byteSize;
        final long byteAlignment;
        final long start;
        final boolean fits;
        final long need;
        final boolean oversized;
        private final List<SoftLimitEvent> toHear = new ArrayList<>();

        Request(long byteSize, long byteAlignment) {
            this.byteSize = byteSize;
            this.byteAlignment = byteAlignment;
            start = align(chunks.cursor, byteAlignment);
            fits = chunks.current != null && byteSize <= chunks.end() - start;
            long bytes = byteSize + Math.max(0, byteAlignment - SOURCE_ALIGNMENT);
            oversized = bytes > pool.limits.maxNormalAlloc();
            need = oversized ? bytes : pool.limits.classFor(bytes);
        }

        /** Predicts the events for the listener. Must be called before the chunk is taken. */
        void predict() {
            if (pool.alone) {
                boolean normal = !oversized && need <= room();
                toHear.addAll(pool.softLimit.beforeTaking(family, normal ? chunks.nextClass(need, room()) : need));
            }
        }

        void verifyHeard(Ledger.Call call, long taken) {
            if (pool.alone && !tookClosedEscapes) {
                assertThat(call.heard).isEqualTo(toHear);
            } else if (pool.alone) { // the second attempt may cause further events
                assertThat(call.heard.subList(0, Math.min(toHear.size(), call.heard.size()))).isEqualTo(toHear);
                pool.softLimit.applyUnpredicted(family, call.heard);
                pool.softLimit.noteCrossed(!CurrentChunks.mayReportSoftLimit(arena));
            } else {
                pool.softLimit.verify(family, call.heard, need, taken);
            }
            if (call.heard.stream().anyMatch(event -> event.scope() == SoftLimitEvent.Scope.ARENA
                    && event.limit() != family.budget)) {
                pool.events.add(Event.PRESSURE_ABOVE);
            }
        }
    }

    private void takeChunk(Request request, Ledger.Call call, MemorySegment segment, long reservedBefore) {
        Block block = pool.ledger.find(segment.address());
        MemorySegment.Scope session = arena.scope();
        Level level = chunks.level();
        if (level.session != null && !level.session.equals(session)) {
            assertThat(level.hasChanged() || chunks.depth() > 1).as("changed its session twice, or within a mark")
                    .isFalse();
            chunks.leaveEpoch();
            level.changeSession(session);
        }
        updateLostChunk();
        if (pool.alone && family.andAbove().stream().anyMatch(each -> each.holdsLess(block.bytes))) {
            takeClosedEscapes();
        }
        family.andAbove().forEach(each -> each.owner().syncHeld(block.bytes));
        assertThat(pool.closed).as("a closed pool returned memory").isFalse();
        assertThat(request.need).isLessThanOrEqualTo(room());
        boolean fresh = call.obtained == 1;
        assertThat(call.obtained).isLessThanOrEqualTo(1);
        if (call.released > 0) {
            pool.events.add(Event.EVICTION);
        }
        pool.claim(block, this, fresh, !request.oversized);
        if (request.oversized) {
            assertThat(block.bytes).isEqualTo(request.need);
            assertThat(fresh).isTrue();
            chunks.add(block, session);
        } else {
            long wanted = chunks.nextClass(request.need, room());
            assertThat(block.bytes).isBetween(request.need, wanted);
            if (block.bytes < wanted) {
                assertThat(!pool.alone || wanted > pool.budget() - reservedBefore).as("smaller than necessary")
                        .isTrue();
                pool.events.add(Event.SMALLER_CLASS);
            }
            chunks.install(block, fresh, align(block.address, request.byteAlignment) + request.byteSize, session);
            assertThat(segment.address()).isEqualTo(chunks.cursor - request.byteSize);
        }
        family.taken();
        request.verifyHeard(call, block.bytes);
        askForScope();
        updateClosedEscapes();
    }

    /** A refusal by a budget reclaims closed escapes of the arena and its parents. */
    private void takeClosedEscapes() {
        if (chunks.servesClosedHandlesOnly()) {
            chunks.giveUpClosed();
        }
        if (chunks.copies.areClosed()) {
            chunks.copies.giveUpClosed();
        }
        family.andAbove().forEach(each -> each.owner().chunks.removeClosedEscapes());
    }

    /** If an attempt was refused, the arena has released a current chunk whose handles are all closed. */
    private void updateLostChunk() {
        if (chunks.current != null && !CurrentChunks.has(arena)) {
            chunks.giveUpClosed();
        }
        chunks.copies.hold(CurrentChunks.hasCopies(arena));
    }

    /** Whether an attempt was refused, and has reclaimed closed escapes, cannot be predicted. The held bytes show it. */
    private void updateClosedEscapes() {
        for (FamilyModel each : family.andAbove()) {
            if (!pool.alone) {
                each.owner().syncHeld(0);
            } else if (each.holdsLess(0)) {
                each.owner().chunks.removeClosedEscapes();
            }
        }
    }

    private void handedOut(Request request, MemorySegment memory, long cursorBefore) {
        Block block = pool.ledger.find(memory.address());
        chunks.countHandle(block, memory);
        if (request.fits) {
            chunks.escapedFrom(cursorBefore);
        } else if (!request.oversized) { // from the start of the block, even if it was the current one before and was taken again
            chunks.escapedFrom(block.address);
        } else {
            chunks.giveUp(block);
        }
    }

    private void refused(Request request, Ledger.Call call, @Nullable ArenaExhaustedException thrown) {
        updateLostChunk();
        chunks.holdAgain();
        family.andAbove().forEach(each -> each.owner().syncHeld(0));
        request.verifyHeard(call, 0);
        boolean overArena = call.refused == 0 && request.need > room();
        Reason predicted = overArena ? Reason.ARENA_BUDGET : call.refused > 0 ? Reason.SOURCE : Reason.POOL_BUDGET;
        if (thrown != null) {
            assertThat(thrown.reason()).isEqualTo(predicted);
        }
        assertThat(request.fits).as("refused although it fits").isFalse();
        synchronized (pool.ledger) {
            switch (predicted) {
                case ARENA_BUDGET -> pool.arenaRefusals++;
                case POOL_BUDGET -> pool.poolRefusals++;
                case SOURCE -> pool.sourceRefusals++;
                case PARTITION_BUDGET -> throw new AssertionError("there is no partition");
            }
        }
        pool.events.add(switch (predicted) {
            case ARENA_BUDGET -> Event.ARENA_REFUSAL;
            case POOL_BUDGET -> Event.POOL_REFUSAL;
            case SOURCE -> Event.SOURCE_REFUSAL;
            case PARTITION_BUDGET -> throw new AssertionError("there is no partition");
        });
        if (overArena) {
            FamilyModel tightest = family.tightest();
            if (!tightest.equals(family)) {
                pool.events.add(Event.ANCESTOR_REFUSAL);
            }
            if (thrown != null) {
                assertThat(List.of(thrown.requested(), thrown.held(), thrown.limit()))
                        .isEqualTo(List.of(request.need, tightest.held(), tightest.budget));
            }
        }
        if (predicted == Reason.POOL_BUDGET && pool.alone) {
            assertThat(pool.isJustifiedRefusal(request.need)).as("refused although there was room").isTrue();
        }
        updateClosedEscapes();
    }

    private static long align(long address, long alignment) {
        return (address + alignment - 1) & -alignment;
    }

    /** Returns the bytes that the arena may still take. */
    private long room() {
        return family.room();
    }

    /** Returns the held bytes, without those of children. */
    long heldAlone() {
        return figures.held;
    }

    /** Updates the peak with a number of held bytes, including those of children. */
    void peaks(long held) {
        figures.peaks(held);
    }

    /**
     * Reads the bytes that the arena held before it took {@code takenSince} bytes. The model cannot predict whether the arena
     * has noticed a handle that another thread has closed.
     */
    void syncHeld(long takenSince) {
        if (!pool.alone) {
            figures.held = arena.stats().bytesHeld() - family.heldByChildren() - takenSince;
        }
    }

    /** Begins a generation, possibly without memory. */
    void askForScope() {
        askedForScope(arena.scope());
    }

    /** Sets a mark, unless there are enough marks. */
    void mark() {
        if (chunks.depth() <= MOST_MARKS) {
            chunks.begin(arena.mark(), cleanups.registered());
            askForScope();
            pool.events.add(chunks.depth() > 2 ? Event.NESTED_MARK : Event.MARK);
        }
    }

    /** Closes one of the marks and all later ones. Returns the segments that have ended. */
    List<Piece> endMark(Random random) {
        if (chunks.depth() == 1) {
            return List.of();
        }
        int ended = 1 + random.nextInt(chunks.depth() - 1);
        Level outermost = chunks.level(ended);
        Mark mark = Objects.requireNonNull(outermost.mark);
        if (chunks.depth() > ended + 1) {
            pool.events.add(Event.OUTER_MARK_FIRST);
        }
        if (family.hasChildren()) {
            pool.events.add(Event.CHILD_OUTLIVED_MARK);
        }
        List<Piece> over = piecesFrom(ended);
        pool.ledger.begin();
        letGo(ended);
        cleanups.endDownTo(outermost.cleanupsBefore, mark::close);
        endLevelsFrom(ended);
        mark.close(); // has no effect
        ending.clear();
        family.andAbove().forEach(each -> each.owner().syncHeld(0)); // another thread may have closed a handle
        return over;
    }

    private List<Piece> piecesFrom(int level) {
        return pieces.stream().filter(piece -> chunks.indexOf(piece) >= level).toList();
    }

    /**
     * Applies the state in which a cleanup runs: the children have ended, and all marks that were set after its registration.
     */
    void beforeCleanup(int position) {
        family.beforeCleanup();
        while (chunks.level().cleanupsBefore > position) {
            endLevelsFrom(chunks.depth() - 1);
        }
    }

    private void endLevelsFrom(int outermost) {
        while (chunks.depth() > outermost) {
            Level over = chunks.level();
            assertThat(over.session).satisfies(session -> assertThat(session.isAlive()).isFalse());
            ending.removeIf(over::isFrom);
            chunks.endLevel();
        }
    }

    /** Returns the segments of the open generation outside of marks. */
    List<Piece> piecesOfGeneration() {
        return pieces.stream().filter(chunks.level(0)::isFrom).toList();
    }

    /** Ends the generation and the children, and runs the cleanups. */
    void end(boolean forGood) {
        Ledger.Call call = pool.ledger.begin();
        call.failRelease = releaseFails;
        if (chunks.depth() > 1) {
            pool.events.add(Event.ENDED_WITH_MARKS);
        }
        if (family.hasChildren()) {
            pool.events.add(Event.ENDED_WITH_CHILDREN);
        }
        family.beginEnd();
        family.inOrderOfEnding().forEach(each -> each.letGo(0));
        cleanups.endAll(forGood ? arena::close : arena::reset);
        if (releaseFails && !call.failRelease) {
            pool.events.add(Event.FAILED_RELEASE);
        }
        ended(forGood);
    }

    /** The arena has been closed, either directly or with its parent. */
    void ended() {
        ended(true);
    }

    private void ended(boolean forGood) {
        family.end();
        endLevelsFrom(1);
        chunks.endGeneration();
        synchronized (pool.ledger) {
            pool.resets += entered ? 1 : 0;
        }
        figures.end(forGood);
        ending.clear();
        if (forGood) {
            closed = true;
            entered = false;
            family.leave();
            pool.closed |= pool.isStandalone() && !family.isChild();
            assertThatIllegalStateException().isThrownBy(() -> arena.allocate(0, 1));
            assertThatIllegalStateException().isThrownBy(arena::reset);
            assertThatIllegalStateException().isThrownBy(() -> arena.child());
            arena.close();
        }
    }

    /** Releases the memory of this level and all inner ones in the model. From their end on, others may use it. */
    private void letGo(int outermost) {
        lettingGoFrom = outermost;
        letGo();
    }

    /** Releases memory that a cleanup has allocated. */
    void letGo() {
        List<Piece> over = piecesFrom(lettingGoFrom);
        ending.addAll(over);
        over.forEach(piece -> pool.regions.drop(piece.region()));
        pieces.removeAll(over);
        chunks.letGo(lettingGoFrom);
    }

    /** Verifies the segments of the ending generation, within a cleanup. */
    void verifyEnding() {
        ending.forEach(Piece::verify);
    }

    @Override
    public boolean hasEntered() {
        return entered;
    }

    @Override
    public long wasted() {
        return chunks.wasted();
    }

    @Override
    public boolean verifyAndReturnWhetherClosed() {
        assertThat(arena.stats())
                .isEqualTo(figures.stats(family.held(), wasted(), pool.idleChunks(), pool.idleBytes()));
        assertThat(family.held()).isLessThanOrEqualTo(family.budget);
        return closed;
    }
}
