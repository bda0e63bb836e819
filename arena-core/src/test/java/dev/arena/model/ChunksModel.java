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

/** The chunks that one arena holds, its marks among them, and where it goes on. Used by one thread at a time. */
final class ChunksModel {
    private final PoolModel pool;
    private final ArenaModel holder;
    private final ArenaFigures figures;
    final CopiesModel copies;

    @Nullable
    Block current;
    long cursor;

    /**
     * The address up to which all of the current chunk went to handles, gaps included; 0 before the first, −1 if something
     * else has some of it. A number of bytes is not enough: a piece of no bytes is something else, too.
     */
    private long handlesEnd;

    /** The generation and its marks, the innermost last. */
    private final List<Level> levels = new ArrayList<>(List.of(new Level()));
    private final List<EscapeModel> givenUp = new ArrayList<>();

    /** What the current chunk is given up to if a refill takes its place. */
    private @Nullable EscapeModel lettingGo;

    /** Class of the next chunk. */
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

    /** A mark was set. */
    void begin(Mark mark, int cleanupsBefore) {
        levels.add(new Level(mark, current, cursor, handlesEnd, cleanupsBefore));
    }

    /** The address behind the current chunk. */
    long end() {
        return current == null ? -1 : current.address + current.bytes;
    }

    /** Whether {@code piece} is what the cursor has just passed and has room for so many bytes. */
    boolean canGrow(Piece piece, long byteSize) {
        MemorySegment last = piece.segment();
        return current != null && level().isCurrent(piece) && last.address() + last.byteSize() == cursor
                && last.address() >= current.address && byteSize - last.byteSize() <= end() - cursor;
    }

    /** The class of chunk that comes next. */
    long nextClass(long least, long room) {
        return pool.limits.wantedClass(ratchet, least, room);
    }

    /** An oversized chunk. */
    void add(Block block, MemorySegment.Scope session) {
        block.session = session;
        figures.hold(block.bytes, true, false);
        level().retired.add(block);
        holdAgain();
    }

    /** A chunk takes the current one's place; the cursor goes to {@code next}. */
    void install(Block block, boolean fresh, long next, MemorySegment.Scope session) {
        block.session = session;
        retireCurrent();
        current = block;
        cursor = next;
        ratchet = Long.numberOfTrailingZeros(block.bytes / pool.limits.minChunk()) + 1;
        figures.hold(block.bytes, fresh, true);
    }

    /** The block in which the arena finds a segment; one of no bytes is as good in the current one. */
    Block holding(MemorySegment segment) {
        return found(segment).or(() -> Optional.ofNullable(current)).orElseThrow();
    }

    /** Whether there is a block for {@link #holding}. */
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
        handlesEnd = 0;
    }

    /** A value escapes from a block. */
    void countHandle(Block block, MemorySegment memory) {
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

    /** All of the current chunk from that address up to the cursor went to a handle. */
    void escapedFrom(long address) {
        boolean first = handlesEnd == 0 && address == Objects.requireNonNull(current).address;
        handlesEnd = first || address == handlesEnd ? cursor : -1;
    }

    private boolean servesHandlesOnly(Block block) {
        return block.escape != null && cursor == handlesEnd && !block.equals(level().base);
    }

    /** An oversized chunk that a handle has for itself. */
    void giveUp(Block block) {
        level().retired.remove(block);
        synchronized (pool.ledger) {
            block.holder = null;
            givenUp.add(block.escape());
        }
    }

    /** The chunk of copies is full. */
    void giveUpCopies() {
        Block full = copies.take();
        if (full != null) {
            synchronized (pool.ledger) {
                full.holder = null;
                givenUp.add(full.escape());
            }
        }
    }

    /** A refill may give the current chunk up, and another thread may have it before this one notes that. */
    void letGoOfHandlesOnly() {
        Block block = current;
        synchronized (pool.ledger) {
            if (block != null && servesHandlesOnly(block)) {
                lettingGo = block.escape;
                block.holder = null;
            }
            copies.letGo();
        }
    }

    /** The generation has changed to an epoch of its own: the rest of the current chunk is lost. */
    void leaveEpoch() {
        Block block = current;
        if (block != null) {
            if (lettingGo == null) {
                block.holder = holder;
            }
            retireCurrent();
            cursor = 0;
        }
        pool.events.add(Event.EPOCH_LEFT);
    }

    /** Whether the current chunk has served handles only, all of which have ended. */
    boolean servesClosedHandlesOnly() {
        Block block = current;
        synchronized (pool.ledger) {
            return block != null && servesHandlesOnly(block) && block.escape().handles == 0;
        }
    }

    /** A refusal lets go of a current chunk that only handles had, which have ended. */
    void giveUpClosed() {
        Block block = Objects.requireNonNull(current);
        synchronized (pool.ledger) {
            if (lettingGo == null) {
                block.holder = null;
            }
            lettingGo = null;
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
                lettingGo = null;
            }
        }
    }

    /** Whether any of what was given up has ended. */
    boolean hasClosedEscapes() {
        synchronized (pool.ledger) {
            return givenUp.stream().anyMatch(escape -> escape.handles == 0);
        }
    }

    /** Takes what was given up and has ended off the books. */
    void forgetWhatIsOver() {
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

    /** The innermost mark has ended: its chunks are gone, and the arena goes on where it was set. */
    void endLevel() {
        Level over = level();
        Block base = over.base;
        long reached = cursor;
        Block last = current;
        if (base != null && !base.equals(last)) {
            reached = over.filledTo < 0 ? over.cursor : over.filledTo;
        }
        if (last != null && !last.equals(base)) {
            if (servesHandlesOnly(last)) {
                lettingGo = last.escape;
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

    /** The generation has ended; the next one begins with a chunk of the class that this one needed. */
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

    /** Hands on, in the books, the blocks of all levels from that one: from their end on others may have them. */
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

    /** Whether the last chunk of the generation has served handles only, once all marks have ended. */
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
