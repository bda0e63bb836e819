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

package dev.arena.json;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.BufferRecycler;

import dev.arena.Arena;
import dev.arena.engine.util.ThreadAccess;
import dev.arena.io.Segments;

/**
 * The bytes of a document while it is read: a block on the heap for the parser, and pages of {@link Texts} for the values. The
 * reader allocates a page from the arena when its bytes have arrived. If the document is already in the arena, pages are parts
 * of the document.
 *
 * <p>A block contains a whole array, or is filled repeatedly. A token is in one block and in one page. A block therefore
 * grows if a token does not fit, and a new page starts with a token that does not fit in the current page.
 */
final class JsonBody {
    /** Result of {@link #more} at the end of the document. */
    static final int NONE = -1;

    private final Arena arena;
    private final Texts texts;

    /** Input of the block; null if the block contains the whole document. */
    private final @Nullable UncheckedInputStream source;

    /** The document if it is in the arena, and how much of it belongs to pages. */
    private final @Nullable MemorySegment inArena;
    private long paged;

    /** The pages of a document that cannot be read again. */
    private final @Nullable List<MemorySegment> history;

    private final @Nullable BufferRecycler recycler;
    private final byte[] recycled;

    private final int start;
    private byte[] block;
    private int end;
    private boolean isEnded;

    /** The page to which the bytes from an offset in the block on belong. */
    private int page;
    private int pageStart;

    private JsonBody(Arena arena, Texts texts, @Nullable UncheckedInputStream source,
            @Nullable MemorySegment inArena, @Nullable List<MemorySegment> history, @Nullable BufferRecycler recycler,
            byte[] block, int start,
            int end) {
        this.arena = arena;
        this.texts = texts;
        this.source = source;
        this.inArena = inArena;
        this.history = history;
        this.recycler = recycler;
        this.recycled = block;
        this.block = block;
        this.start = start;
        this.pageStart = start;
        this.end = end;
        this.page = texts.addPage();
    }

    static JsonBody of(byte[] bytes, int offset, int length, Texts texts, Arena arena) {
        return new JsonBody(arena, texts, null, null, null, null, bytes, offset, offset + length);
    }

    static JsonBody of(InputStream stream, BufferRecycler recycler, Texts texts, Arena arena) {
        byte[] block = recycler.allocByteBuffer(BufferRecycler.BYTE_READ_IO_BUFFER);
        return new JsonBody(arena, texts, new UncheckedInputStream(stream), null, new ArrayList<>(), recycler, block, 0,
                0);
    }

    static JsonBody of(MemorySegment memory, BufferRecycler recycler, Texts texts, Arena arena) {
        byte[] block = recycler.allocByteBuffer(BufferRecycler.BYTE_READ_IO_BUFFER);
        return new JsonBody(arena, texts, new UncheckedInputStream(Segments.inputStream(memory)),
                isOf(arena, memory) ? memory : null, null, recycler, block, 0, 0);
    }

    /**
     * Whether memory ends with the arena's generation, and not before. Shared arenas share sessions, so this is unknown for
     * them.
     */
    private static boolean isOf(Arena arena, MemorySegment memory) {
        return memory.scope().equals(arena.scope()) && ThreadAccess.isConfined(memory);
    }

    byte[] block() {
        return block;
    }

    /** Start of the document in the block, until {@link #more} is called. */
    int start() {
        return start;
    }

    /** End of the bytes in the block. */
    int end() {
        return end;
    }

    /**
     * Reads more bytes into the block. Its content may move to the start.
     *
     * @param  keep start of the current token
     * @return      by how much it has moved, and everything after it; {@link #NONE} at the end of the document
     */
    int more(int keep) {
        if (source == null || isEnded) {
            return NONE;
        }
        int moved = 0;
        if (end == block.length) {
            moved = keep;
            moveToStart(keep);
        }
        int count = source.read(block, end, block.length - end);
        if (count == 0) {
            throw new LeftToParser(); // streams should never return 0
        }
        isEnded = count < 0;
        end += Math.max(count, 0);
        return isEnded && moved == 0 ? NONE : moved;
    }

    private void moveToStart(int keep) {
        endPage(keep);
        int rest = end - keep;
        byte[] next = rest > block.length / 2 ? new byte[2 * block.length] : block;
        System.arraycopy(block, keep, next, 0, rest);
        block = next;
        end = rest;
        pageStart = 0;
    }

    /** The place of a text that is in the block. */
    long place(int from, int to) {
        int offset = from - pageStart;
        int length = to - from;
        return offset + length <= Texts.MAX_IN_PAGE
                ? Texts.place(page, offset, length)
                : placeInNextPage(from, to);
    }

    private long placeInNextPage(int from, int to) {
        endPage(from);
        if (to - from <= Texts.MAX_IN_PAGE) {
            return Texts.place(page, 0, to - from);
        }
        int alone = page;
        endPage(to);
        return Texts.place(alone);
    }

    /** Ends the document at an offset. */
    void end(int at) {
        endPage(at);
    }

    private void endPage(int at) {
        int length = at - pageStart;
        if (length > 0) {
            texts.setPage(page, page(length));
            page = texts.addPage();
            pageStart = at;
        }
    }

    private MemorySegment page(int length) {
        if (inArena != null) {
            paged += length;
            return inArena.asSlice(paged - length, length);
        }
        MemorySegment copy = arena.allocate(length, 1);
        MemorySegment.copy(block, pageStart, copy, ValueLayout.JAVA_BYTE, 0, length);
        if (history != null) {
            history.add(copy);
        }
        return copy;
    }

    /** A stream of the whole document, including the bytes that have already been read. */
    InputStream again() {
        List<InputStream> parts = new ArrayList<>();
        if (history != null) {
            history.forEach(page -> parts.add(Segments.inputStream(page)));
        }
        parts.add(new ByteArrayInputStream(Arrays.copyOfRange(block, pageStart, end)));
        if (source != null) {
            parts.add(source);
        }
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    /** Returns the block to its owner. */
    void release() {
        if (recycler != null) {
            recycler.releaseByteBuffer(BufferRecycler.BYTE_READ_IO_BUFFER, recycled);
            recycler.releaseToPool();
        }
    }
}
