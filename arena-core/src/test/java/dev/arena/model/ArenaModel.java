package dev.arena.model;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.ArenaExhaustedException.Reason;
import dev.arena.Mark;
import dev.arena.Owned;
import dev.arena.Shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * One arena and what must be true of it. Each request is foretold as far as it depends on this arena alone; which chunk it
 * gets is then read from the address. Used by one thread at a time.
 */
final class ArenaModel {
    private static final long SOURCE_ALIGNMENT = 16;
    private static final int MOST_MARKS = 3;

    final Arena arena;
    final PoolModel pool;
    final CleanupsModel cleanups = new CleanupsModel(this);

    /** What the open generation has allocated. */
    final List<Piece> pieces = new ArrayList<>();

    /** What the generation that is ending has allocated; its cleanups may still read it. */
    private final List<Piece> ending = new ArrayList<>();
    private final ArenaFigures figures = new ArenaFigures();

    private @Nullable Block current;
    private long cursor;

    /** Bytes of the current chunk that went to handles, gaps included. */
    private long escapedBytes;

    /** The generation and its marks, the innermost last. */
    private final List<Level> levels = new ArrayList<>(List.of(new Level()));
    private final List<EscapeModel> givenUp = new ArrayList<>();

    /** What the current chunk is given up to if a refill takes its place. */
    private @Nullable EscapeModel lettingGo;

    /** Class of the next chunk; −1 until the first. */
    private int ratchet = -1;
    private boolean entered;

    /** The outermost level that is ending. */
    private int lettingGoFrom;

    /** Whether the source refuses what the next operations ask of it. */
    boolean sourceFails;

    /** Whether the source throws when it is next given something back. */
    boolean releaseFails;
    boolean closed;

    ArenaModel(PoolModel pool, Arena arena) {
        this.pool = pool;
        this.arena = arena;
    }

    /** Allocates; null where memory is exhausted. */
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

    /** Allocates for a handle; null where memory is exhausted. */
    @Nullable
    HandleModel allocateOwned(long byteSize, long byteAlignment) {
        Owned<MemorySegment> handle = request(byteSize, byteAlignment, true,
                () -> arena.allocateOwned(byteSize, byteAlignment), Owned::get);
        return handle == null ? null : handle(handle, handle.get());
    }

    /** Likewise, for a handle that can be shared. */
    @Nullable
    HandleModel allocateShared(long byteSize, long byteAlignment) {
        Shared<MemorySegment> handle = request(byteSize, byteAlignment, true,
                () -> arena.allocateShared(byteSize, byteAlignment), Shared::get);
        return handle == null ? null : handle(handle, handle.get());
    }

    private HandleModel handle(Object handle, MemorySegment memory) {
        return new HandleModel(pool, escapeOf(pool.ledger.find(memory.address())),
                new Piece(memory, pool.regions.add(memory)), handle);
    }

    private static EscapeModel escapeOf(Block block) {
        EscapeModel escape = block.escape;
        if (escape == null) {
            throw new AssertionError("nothing has escaped from " + block);
        }
        return escape;
    }

    /** Lets a slice escape that begins at a whole word. */
    HandleModel escape(Piece piece, long offset, long byteSize) {
        MemorySegment slice = piece.segment().asSlice(offset, byteSize);
        Block block = holding(slice);
        boolean copies = block.escape == null && block.bytes / 8 > byteSize;
        Ledger.Call call = pool.ledger.begin();
        call.refuseNext = sourceFails;
        if (copies) {
            forgetWhatIsOver();
        }
        Owned<MemorySegment> handle = arena.escape(slice);
        MemorySegment memory = handle.get();
        assertThat(memory.byteSize()).isEqualTo(byteSize);
        if (call.obtained == 0) {
            if (copies) {
                syncHeld(0);
                long need = byteSize + Math.clamp(Long.lowestOneBit(slice.address()), 1, 64);
                assertThat(!pool.alone || pool.closed || call.refused > 0 || need > room()
                        || pool.isJustifiedRefusal(need)).as("kept though there was memory for a copy").isTrue();
                pool.events.add(Event.KEPT_FOR_WANT_OF_MEMORY);
            }
            pool.events.add(Event.ESCAPED_IN_PLACE);
            countHandle(block, memory);
            if (byteSize == 0) { // its chunk may have been given up
                return handle(handle, memory);
            }
            assertThat(memory.address()).isEqualTo(slice.address());
            return new HandleModel(pool, escapeOf(block), new Piece(memory, pool.regions.share(piece.region())),
                    handle);
        }
        assertThat(copies && !pool.closed).as("copied").isTrue();
        assertThat(memory.mismatch(slice)).isEqualTo(-1);
        pool.events.add(Event.ESCAPED_AS_COPY);
        Block copy = pool.ledger.find(memory.address());
        assertThat(copy.bytes).isBetween(byteSize + 1, byteSize + 64);
        assertThat(call.obtained).isEqualTo(1);
        pool.claim(copy, this, true, false);
        syncHeld(copy.bytes);
        figures.hold(copy.bytes, true, false);
        countHandle(copy, memory);
        giveUp(copy);
        return handle(handle, memory);
    }

    /** The block in which the arena finds a segment; one of no bytes is as good in the current one. */
    private Block holding(MemorySegment segment) {
        return Stream.concat(Stream.ofNullable(current), levels.reversed().stream()
                .flatMap(level -> Stream.concat(level.retired.stream(), Stream.ofNullable(level.base))))
                .filter(block -> segment.address() >= block.address
                        && segment.address() + segment.byteSize() <= block.address + block.bytes)
                .findFirst()
                .or(() -> Optional.ofNullable(current))
                .orElseThrow();
    }

    /** Grows; null where it cannot. */
    @Nullable
    Piece grow(Piece piece, long byteSize, boolean tries) {
        MemorySegment old = piece.segment();
        boolean inPlace = current != null && level().isFrom(piece) && old.address() + old.byteSize() == cursor
                && old.address() >= current.address && byteSize - old.byteSize() <= end() - cursor;
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
            cursor += byteSize - old.byteSize();
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

    /** The segment was grown over its own bytes; a handle to a part of it must still find them. */
    private Piece replace(Piece piece, MemorySegment grown) {
        piece.verify();
        assertThat(grown.byteSize()).isGreaterThanOrEqualTo(piece.segment().byteSize());
        assertThat(Region.isZero(grown, piece.segment().byteSize())).isTrue();
        var larger = new Piece(grown, pool.regions.grow(piece.region(), grown));
        pieces.set(pieces.indexOf(piece), larger);
        return larger;
    }

    private <T> @Nullable T request(long byteSize, long byteAlignment, boolean forHandle,
            Supplier<@Nullable T> operation,
            Function<T, MemorySegment> memory) {
        return request(byteSize, byteAlignment, forHandle, operation, memory, 0);
    }

    private <T> @Nullable T request(long byteSize, long byteAlignment, boolean forHandle,
            Supplier<@Nullable T> operation,
            Function<T, MemorySegment> memory, long written) {
        var request = new Request(byteSize, byteAlignment);
        Ledger.Call call = pool.ledger.begin();
        call.refuseNext = sourceFails && !request.fits;
        long cursorBefore = cursor;
        Block before = current;
        long reservedBefore = pool.ledger.outstanding();
        if (!request.fits) {
            forgetWhatIsOver();
            entered |= !pool.closed || request.oversized || request.need > room();
            letGoOfHandlesOnly();
        }
        T result;
        try {
            result = operation.get();
        } catch (ArenaExhaustedException e) {
            refused(request, call, e.reason());
            return null;
        } catch (IllegalStateException e) {
            holdAgain();
            syncHeld(0);
            assertThat(pool.closed && !request.fits && request.need <= room()).as(e.toString()).isTrue();
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
            assertThat(call.obtained + call.released).isZero();
            cursor = request.start + byteSize;
            pool.events.add(Event.FAST_PATH);
        } else {
            takeChunk(request, call, segment, reservedBefore);
        }
        if (forHandle) {
            handedOut(request, segment, before, cursorBefore);
        } else {
            askedForScope(segment.scope());
        }
        return result;
    }

    private Level level() {
        return levels.getLast();
    }

    private void askedForScope(MemorySegment.Scope scope) {
        Level level = level();
        assertThat(level.session == null || level.session.equals(scope)).as("one session a level").isTrue();
        level.session = scope;
    }

    /** What a request asks of the arena, and whether the current chunk has it. */
    private final class Request {
        final long byteSize;
        final long byteAlignment;
        final long start;
        final boolean fits;
        final long need;
        final boolean oversized;

        Request(long byteSize, long byteAlignment) {
            this.byteSize = byteSize;
            this.byteAlignment = byteAlignment;
            start = align(cursor, byteAlignment);
            fits = current != null && byteSize <= end() - start;
            long bytes = byteSize + Math.max(0, byteAlignment - SOURCE_ALIGNMENT);
            oversized = bytes > pool.limits.maxNormalAlloc();
            need = oversized ? bytes : pool.limits.classFor(bytes);
        }

    }

    private void takeChunk(Request request, Ledger.Call call, MemorySegment segment, long reservedBefore) {
        Block block = pool.ledger.find(segment.address());
        syncHeld(block.bytes);
        assertThat(pool.closed).as("a closed pool gave memory").isFalse();
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
            figures.hold(block.bytes, true, false);
            level().retired.add(block);
            holdAgain();
        } else {
            long least = pool.limits.wantedClass(ratchet < 0 ? pool.floor.lowest() : ratchet, request.need, room());
            long most = pool.limits.wantedClass(ratchet < 0 ? pool.floor.highest() : ratchet, request.need, room());
            assertThat(block.bytes).isBetween(request.need, most);
            if (block.bytes < least) {
                assertThat(!pool.alone || least > pool.budget() - reservedBefore).as("smaller for no reason").isTrue();
                pool.events.add(Event.SMALLER_CLASS);
            }
            if (ratchet < 0 && request.need == pool.limits.minChunk()) {
                synchronized (pool.ledger) {
                    pool.floor.begun(block.bytes);
                }
            }
            retireCurrent();
            current = block;
            cursor = align(block.address, request.byteAlignment) + request.byteSize;
            ratchet = Long.numberOfTrailingZeros(block.bytes / pool.limits.minChunk()) + 1;
            figures.hold(block.bytes, fresh, true);
            assertThat(segment.address()).isEqualTo(cursor - request.byteSize);
        }
        askForScope();
    }

    private void handedOut(Request request, MemorySegment memory, @Nullable Block before, long cursorBefore) {
        Block block = pool.ledger.find(memory.address());
        countHandle(block, memory);
        if (request.fits || !request.oversized) {
            escapedBytes += cursor - (block.equals(before) ? cursorBefore : block.address);
        } else {
            level().retired.remove(block);
            giveUp(block);
        }
    }

    private void countHandle(Block block, MemorySegment memory) {
        synchronized (pool.ledger) {
            EscapeModel escape = block.escape;
            if (escape == null) {
                escape = new EscapeModel(block, memory.scope());
                block.escape = escape;
            }
            assertThat(memory.scope()).as("one session a chunk").isEqualTo(escape.scope);
            escape.handles++;
        }
        for (Level level : levels) {
            level.keepsBase |= block.equals(level.base);
        }
    }

    private void refused(Request request, Ledger.Call call, @Nullable Reason reason) {
        holdAgain();
        syncHeld(0);
        boolean overArena = request.need > room();
        Reason foretold = overArena ? Reason.ARENA_BUDGET : call.refused > 0 ? Reason.SOURCE : Reason.POOL_BUDGET;
        assertThat(reason == null ? foretold : reason).isEqualTo(foretold);
        assertThat(request.fits).as("refused what fits").isFalse();
        synchronized (pool.ledger) {
            switch (foretold) {
                case ARENA_BUDGET -> pool.arenaRefusals++;
                case POOL_BUDGET -> pool.poolRefusals++;
                case SOURCE -> pool.sourceRefusals++;
            }
        }
        pool.events.add(switch (foretold) {
            case ARENA_BUDGET -> Event.ARENA_REFUSAL;
            case POOL_BUDGET -> Event.POOL_REFUSAL;
            case SOURCE -> Event.SOURCE_REFUSAL;
        });
        if (foretold == Reason.POOL_BUDGET && pool.alone) {
            assertThat(pool.isJustifiedRefusal(request.need)).as("refused though there was room").isTrue();
        }
    }

    private static long align(long address, long alignment) {
        return (address + alignment - 1) & -alignment;
    }

    private long end() {
        return current == null ? -1 : current.address + current.bytes;
    }

    private void retireCurrent() {
        Block full = current;
        if (full == null) {
            return;
        }
        if (lettingGo != null) {
            givenUp.add(lettingGo);
            lettingGo = null;
        } else if (full.equals(level().base)) {
            level().filledTo = cursor;
        } else {
            level().retired.add(full);
            level().retiredTails += end() - cursor;
        }
        current = null;
        escapedBytes = 0;
    }

    private boolean servesHandlesOnly(Block block) {
        return block.escape != null && cursor - block.address == escapedBytes && !block.equals(level().base);
    }

    private void giveUp(Block block) {
        synchronized (pool.ledger) {
            block.holder = null;
            givenUp.add(escapeOf(block));
        }
    }

    /** A refill may give the current chunk up, and another thread may have it before this one notes that. */
    private void letGoOfHandlesOnly() {
        Block block = current;
        synchronized (pool.ledger) {
            if (block != null && servesHandlesOnly(block)) {
                lettingGo = block.escape;
                block.holder = null;
            }
        }
    }

    private void holdAgain() {
        Block block = current;
        synchronized (pool.ledger) {
            if (block != null) {
                block.holder = this;
                lettingGo = null;
            }
        }
    }

    private void forgetWhatIsOver() {
        synchronized (pool.ledger) {
            for (EscapeModel escape : List.copyOf(givenUp)) {
                if (escape.handles == 0) {
                    givenUp.remove(escape);
                    figures.held -= escape.block.bytes;
                    pool.events.add(Event.GIVEN_UP_EARLY);
                }
            }
        }
    }

    /** Bytes that the arena may still take. */
    private long room() {
        return pool.limits.arenaBudget() - figures.held;
    }

    /**
     * Asks the arena what it held before it took so many bytes: whether it has noticed the end of a handle on another thread
     * cannot be foretold.
     */
    private void syncHeld(long takenSince) {
        if (!pool.alone) {
            figures.held = arena.stats().bytesHeld() - takenSince;
        }
    }

    /** Begins a generation, also without any memory. */
    void askForScope() {
        askedForScope(arena.scope());
    }

    /** Sets a mark; does nothing where there are many. */
    void mark() {
        if (levels.size() <= MOST_MARKS) {
            Mark mark = arena.mark();
            levels.add(new Level(mark, current, cursor, escapedBytes, cleanups.registered()));
            askForScope();
            pool.events.add(levels.size() > 2 ? Event.NESTED_MARK : Event.MARK);
        }
    }

    /** Ends one of the marks, and with it those set since; answers what has ended. */
    List<Piece> endMark(Random random) {
        if (levels.size() == 1) {
            return List.of();
        }
        int ended = 1 + random.nextInt(levels.size() - 1);
        Level outermost = levels.get(ended);
        Mark mark = Objects.requireNonNull(outermost.mark);
        if (levels.size() > ended + 1) {
            pool.events.add(Event.OUTER_MARK_FIRST);
        }
        List<Piece> over = pieces.stream().filter(piece -> levels.indexOf(levelOf(piece)) >= ended).toList();
        pool.ledger.begin();
        letGo(ended);
        cleanups.endDownTo(outermost.cleanupsBefore, mark::close);
        endLevelsFrom(ended);
        mark.close(); // does nothing
        ending.clear();
        return over;
    }

    private Level levelOf(Piece piece) {
        return levels.stream().filter(level -> level.isFrom(piece)).findFirst().orElseThrow();
    }

    /** What a cleanup comes upon: the marks set after it was registered have ended. */
    void beforeCleanup(int position) {
        while (level().cleanupsBefore > position) {
            endLevelsFrom(levels.size() - 1);
        }
    }

    private void endLevelsFrom(int outermost) {
        while (levels.size() > outermost) {
            endLevel(level());
        }
    }

    /** A mark has ended: its chunks are gone, and the arena goes on where the mark was set. */
    private void endLevel(Level over) {
        assertThat(over.session).satisfies(session -> assertThat(session.isAlive()).isFalse());
        ending.removeIf(over::isFrom);
        Block base = over.base;
        long reached = cursor;
        Block last = current;
        if (last != null && !last.equals(base)) {
            reached = over.filledTo < 0 ? over.cursor : over.filledTo;
            if (servesHandlesOnly(last)) {
                lettingGo = escapeOf(last);
            }
            retireCurrent();
        }
        figures.held -= over.retired.stream().mapToLong(block -> block.bytes).sum();
        levels.removeLast();
        current = base;
        escapedBytes = over.escapedBytes;
        cursor = over.keepsBase ? reached : over.cursor;
        if (over.keepsBase) {
            pool.events.add(Event.MARK_KEPT_FOR_HANDLES);
        }
    }

    /** What the open generation has allocated outside of marks. */
    List<Piece> piecesOfGeneration() {
        return pieces.stream().filter(levels.getFirst()::isFrom).toList();
    }

    /** Ends the generation; its cleanups run. */
    void end(boolean forGood) {
        Ledger.Call call = pool.ledger.begin();
        call.failRelease = releaseFails;
        if (levels.size() > 1) {
            pool.events.add(Event.ENDED_WITH_MARKS);
        }
        letGo(0);
        cleanups.endDownTo(0, forGood ? arena::close : arena::reset);
        endLevelsFrom(1);
        if (releaseFails && !call.failRelease) {
            pool.events.add(Event.FAILED_RELEASE);
        }
        Block last = current;
        if (last != null) {
            ratchet--;
            synchronized (pool.ledger) {
                pool.floor.vote(last.bytes, end() - cursor, level().retired.isEmpty());
            }
        }
        current = null;
        cursor = 0;
        escapedBytes = 0;
        givenUp.clear();
        levels.clear();
        levels.add(new Level());
        synchronized (pool.ledger) {
            pool.resets += entered ? 1 : 0;
        }
        figures.end(forGood);
        ending.clear();
        if (forGood) {
            closed = true;
            entered = false;
            pool.closed |= pool.isStandalone();
            assertThatIllegalStateException().isThrownBy(() -> arena.allocate(0, 1));
            assertThatIllegalStateException().isThrownBy(arena::reset);
            arena.close();
        }
    }

    /** Hands on, in the books, the memory of all levels from that one: from their end on others may have it. */
    private void letGo(int outermost) {
        lettingGoFrom = outermost;
        letGo();
    }

    /** Likewise, for what a cleanup has allocated. */
    void letGo() {
        List<Piece> over = pieces.stream().filter(piece -> levels.indexOf(levelOf(piece)) >= lettingGoFrom).toList();
        ending.addAll(over);
        over.forEach(piece -> pool.regions.drop(piece.region()));
        pieces.removeAll(over);
        Block kept = levels.get(lettingGoFrom).base;
        synchronized (pool.ledger) {
            for (int i = lettingGoFrom; i < levels.size(); i++) {
                Level level = levels.get(i);
                level.retired.forEach(block -> letGo(block, level.session));
                Block last = i + 1 < levels.size() ? levels.get(i + 1).base : current;
                if (last != null && !last.equals(kept) && !last.equals(level.base)) {
                    letGo(last, i == 0 && willServeHandlesOnly(last) ? null : level.session);
                }
            }
        }
    }

    /** Whether the last chunk of the generation has served handles only, once all marks have ended. */
    private boolean willServeHandlesOnly(Block last) {
        long reached = last.equals(current) ? cursor : -1;
        for (Level level : levels.reversed()) {
            if (last.equals(level.base)) {
                reached = level.keepsBase ? Math.max(reached, level.filledTo) : level.cursor;
            }
        }
        long escaped = levels.size() == 1 ? escapedBytes : levels.get(1).escapedBytes;
        return last.escape != null && reached - last.address == escaped;
    }

    private static void letGo(Block block, MemorySegment.@Nullable Scope session) {
        block.ended = session;
        block.holder = null;
    }

    /** Compares, in a cleanup, what the generation has written. */
    void verifyEnding() {
        ending.forEach(Piece::verify);
    }

    boolean hasEntered() {
        return entered;
    }

    long wasted() {
        return levels.stream().mapToLong(Level::wasted).sum() + (current == null ? 0 : end() - cursor);
    }

    /** Compares every figure, at rest; answers whether the arena has ended. */
    boolean verifyAndTellWhetherClosed() {
        assertThat(arena.stats()).isEqualTo(figures.stats(wasted(), pool.idleChunks(), pool.idleBytes()));
        assertThat(figures.held).isLessThanOrEqualTo(pool.limits.arenaBudget());
        return closed;
    }
}
