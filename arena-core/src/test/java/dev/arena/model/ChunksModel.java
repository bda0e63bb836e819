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
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.arena.Mark;

import static org.assertj.core.api.Assertions.assertThat;

/** The chunks of one arena and its marks, and the position of its cursor. Used by one thread at a time. */
final class ChunksModel {
    private final PoolModel pool;
    private final ArenaModel holder;
    private final ArenaFigures figures;
    final CopiesModel copies;

    @Nullable
    Block current;
    long cursor;

    /**
     * The address up to which the current chunk contains only values of handles, including gaps. 0 before the first value, −1
     * if it contains anything else. An address is necessary because a segment of no bytes counts too.
     */
    private long handlesEnd;

    /** The generation and its marks. The innermost one is the last. */
    private final List<Level> levels = new ArrayList<>(List.of(new Level()));
    private final List<EscapeModel> givenUp = new ArrayList<>();

    /** The escape that owns the current chunk after a refill. */
    private @Nullable EscapeModel transferTarget;

    /** Size class of the next chunk. */
    private int ratchet;

    ChunksModel(PoolModel pool, ArenaModel holder, ArenaFigures figures) {
        this.pool = pool;
        this.holder = holder;
        this.figures = figures;
        this.copies = new CopiesModel(pool, holder, figures);
    }

    Level level() {
        return levels.getLast();
    }

    Level level(int index) {
        return levels.get(index);
    }

    int depth() {
        return levels.size();
    }

    int indexOf(Piece piece) {
        for (Level level : levels) {
            if (level.isFrom(piece)) {
                return levels.indexOf(level);
            }
        }
        throw new AssertionError("of no level: " + piece);
    }

    /** Adds a mark. */
    void begin(Mark mark, int cleanupsBefore) {
        levels.add(new Level(mark, current, cursor, handlesEnd, cleanupsBefore));
    }

    /** Returns the end address of the current chunk. */
    long end() {
        return current == null ? -1 : current.address + current.bytes;
    }

    /** Returns whether {@code piece} ends at the cursor and has room to grow to {@code byteSize}. */
    boolean canGrow(Piece piece, long byteSize) {
        MemorySegment last = piece.segment();
        return current != null && level().isCurrent(piece) && last.address() + last.byteSize() == cursor
                && last.address() >= current.address && byteSize - last.byteSize() <= end() - cursor;
    }

    /** Returns the size of the next chunk. */
    long nextClass(long least, long room) {
        return pool.limits.wantedClass(ratchet, least, room);
    }

    /** Adds an oversized chunk. */
    void add(Block block, MemorySegment.Scope session) {
        block.session = session;
        figures.hold(block.bytes, true, false);
        level().retired.add(block);
        holdAgain();
    }

    /** Replaces the current chunk, and sets the cursor to {@code next}. */
    void install(Block block, boolean fresh, long next, MemorySegment.Scope session) {
        block.session = session;
        retireCurrent();
        current = block;
        cursor = next;
        ratchet = Long.numberOfTrailingZeros(block.bytes / pool.limits.minChunk()) + 1;
        figures.hold(block.bytes, fresh, true);
    }

    /** Returns the block that contains a segment. For a segment of no bytes, that can be the current block. */
    Block holding(MemorySegment segment) {
        return found(segment).or(() -> Optional.ofNullable(current)).orElseThrow();
    }

    /** Returns whether {@link #holding} finds a block. */
    boolean canHold(MemorySegment segment) {
        return current != null || found(segment).isPresent();
    }

    private Optional<Block> found(MemorySegment segment) {
        return Stream.concat(Stream.ofNullable(current), levels.reversed().stream()
                .flatMap(level -> Stream.concat(level.retired.stream(), Stream.ofNullable(level.base))))
                .filter(block -> segment.address() >= block.address
                        && segment.address() + segment.byteSize() <= block.address + block.bytes)
                .findFirst();
    }

    private void retireCurrent() {
        Block full = current;
        if (full == null) {
            return;
        }
        if (transferTarget != null) {
            givenUp.add(transferTarget);
            transferTarget = null;
        } else if (full.equals(level().base)) {
            level().filledTo = cursor;
        } else {
            level().retired.add(full);
            level().retiredTails += end() - cursor;
        }
        current = null;
        handlesEnd = 0;
    }

    /** Adds a value that escapes from a block. */
    void countHandle(Block block, MemorySegment memory) {
        synchronized (pool.ledger) {
            EscapeModel escape = block.escape;
            if (escape == null) {
                escape = new EscapeModel(block, memory.scope());
                block.escape = escape;
            }
            assertThat(memory.scope()).as("one session for each chunk").isEqualTo(escape.scope);
            escape.handles++;
        }
        for (Level level : levels) {
            level.keepsBase |= block.equals(level.base);
        }
    }

    /** Marks the current chunk, from {@code address} to the cursor, as a value of a handle. */
    void escapedFrom(long address) {
        boolean first = handlesEnd == 0 && address == Objects.requireNonNull(current).address;
        handlesEnd = first || address == handlesEnd ? cursor : -1;
    }

    private boolean containsHandlesOnly(Block block) {
        return block.escape != null && cursor == handlesEnd && !block.equals(level().base);
    }

    /** Transfers an oversized chunk to its only handle. */
    void giveUp(Block block) {
        level().retired.remove(block);
        synchronized (pool.ledger) {
            block.holder = null;
            givenUp.add(block.escape());
        }
    }

    /** Transfers the full chunk of copies to its handles. */
    void giveUpCopies() {
        Block full = copies.take();
        if (full != null) {
            synchronized (pool.ledger) {
                full.holder = null;
                givenUp.add(full.escape());
            }
        }
    }

    /** A refill may transfer the current chunk, and another thread may reuse it before this thread notices that. */
    void releaseHandlesOnly() {
        Block block = current;
        synchronized (pool.ledger) {
            if (block != null && containsHandlesOnly(block)) {
                transferTarget = block.escape;
                block.holder = null;
            }
            copies.letGo();
        }
    }

    /** The generation has changed to its own epoch. The rest of the current chunk is not used. */
    void leaveEpoch() {
        Block block = current;
        if (block != null) {
            if (transferTarget == null) {
                block.holder = holder;
            }
            retireCurrent();
            cursor = 0;
        }
        pool.events.add(Event.EPOCH_LEFT);
    }

    /** Returns whether the current chunk contains only values of handles, and all of them are closed. */
    boolean servesClosedHandlesOnly() {
        Block block = current;
        synchronized (pool.ledger) {
            return block != null && containsHandlesOnly(block) && block.escape().handles == 0;
        }
    }

    /** A refusal releases the current chunk if all of its handles are closed. */
    void giveUpClosed() {
        Block block = Objects.requireNonNull(current);
        synchronized (pool.ledger) {
            if (transferTarget == null) {
                block.holder = null;
            }
            transferTarget = null;
        }
        figures.held -= block.bytes;
        current = null;
        cursor = 0;
        handlesEnd = 0;
        pool.events.add(Event.GIVEN_UP_FOR_WANT_OF_MEMORY);
    }

    void holdAgain() {
        Block block = current;
        synchronized (pool.ledger) {
            if (block != null) {
                block.holder = holder;
                transferTarget = null;
            }
        }
    }

    /** Returns whether any of the transferred chunks has only closed handles. */
    boolean hasClosedEscapes() {
        synchronized (pool.ledger) {
            return givenUp.stream().anyMatch(escape -> escape.handles == 0);
        }
    }

    /** Removes the transferred chunks whose handles are closed. */
    void removeClosedEscapes() {
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

    /** Closes the innermost mark: its chunks are released, and the arena continues at the position of the mark. */
    void endLevel() {
        Level over = level();
        Block base = over.base;
        long reached = cursor;
        Block last = current;
        if (base != null && !base.equals(last)) {
            reached = over.filledTo < 0 ? over.cursor : over.filledTo;
        }
        if (last != null && !last.equals(base)) {
            if (containsHandlesOnly(last)) {
                transferTarget = last.escape;
            }
            retireCurrent();
        }
        figures.held -= over.retired.stream().mapToLong(block -> block.bytes).sum();
        levels.removeLast();
        current = base;
        handlesEnd = over.handlesEnd;
        cursor = over.keepsBase ? reached : over.cursor;
        if (over.keepsBase) {
            pool.events.add(Event.MARK_KEPT_FOR_HANDLES);
        }
    }

    /** Ends the generation. The next one starts with a chunk of the class that this one needed. */
    void endGeneration() {
        if (current != null) {
            ratchet--;
        }
        current = null;
        cursor = 0;
        handlesEnd = 0;
        givenUp.clear();
        copies.endGeneration();
        levels.clear();
        levels.add(new Level());
    }

    /** Releases the blocks of this level and all inner ones in the model. From their end on, others may use them. */
    void letGo(int outermost) {
        Block kept = levels.get(outermost).base;
        synchronized (pool.ledger) {
            if (outermost == 0) {
                copies.letGo();
            }
            for (int i = outermost; i < levels.size(); i++) {
                Level level = levels.get(i);
                level.retired.forEach(block -> letGo(block, block.session));
                Block last = i + 1 < levels.size() ? levels.get(i + 1).base : current;
                if (last != null && !last.equals(kept) && !last.equals(level.base)) {
                    letGo(last, i == 0 && willServeHandlesOnly(last) ? null : last.session);
                }
            }
        }
    }

    /** Returns whether the last chunk of the generation will contain only values of handles after all marks are closed. */
    private boolean willServeHandlesOnly(Block last) {
        long reached = last.equals(current) ? cursor : -1;
        for (Level level : levels.reversed()) {
            if (last.equals(level.base)) {
                reached = level.keepsBase ? Math.max(reached, level.filledTo) : level.cursor;
            }
        }
        return last.escape != null && reached == (levels.size() == 1 ? handlesEnd : levels.get(1).handlesEnd);
    }

    private static void letGo(Block block, MemorySegment.@Nullable Scope session) {
        block.ended = session;
        block.holder = null;
    }

    long wasted() {
        return levels.stream().mapToLong(Level::wasted).sum() + (current == null ? 0 : end() - cursor)
                + copies.wasted();
    }
}
