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

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

/**
 * The texts of a document as UTF-8, in pages. A page is a part of the document itself, or contains texts that are not in the
 * document in this form. A text does not cross pages, and a large text has its own page. The place and length of a text fit
 * in the payload of a {@link Word}.
 */
final class Texts {
    /** The largest offset and the largest length in a page that other texts are in, too. */
    static final int MAX_IN_PAGE = (1 << 14) - 1;

    private static final int OFFSET_SHIFT = 14;
    private static final int PAGE_SHIFT = 28;
    private static final long ALONE = 1L << 59;

    private static final int PAGE_BYTES = MAX_IN_PAGE + 1;
    private static final int FIRST_BYTES = 256;

    /** From this length in bytes on, a text gets its own page. So little of a page is left unused. */
    private static final int LARGE_BYTES = PAGE_BYTES / 16;

    private static final byte[] NO_BYTES = {};

    /** Null for texts that have escaped. */
    private final @Nullable Arena arena;
    private MemorySegment[] pages = new MemorySegment[4];
    private int pageCount;

    /** The page that is being filled, its index, and in bytes its size and how much of it is used. */
    private MemorySegment page = MemorySegment.NULL;
    private int index;
    private int capacity;
    private int used;

    /** Texts are composed here before it is known how long they are. */
    private @Nullable Utf8Builder composed;

    Texts(Arena arena) {
        this.arena = arena;
    }

    /** Texts that have escaped. */
    Texts(List<MemorySegment> pages) {
        this.arena = null;
        this.pages = pages.toArray(MemorySegment[]::new);
        this.pageCount = pages.size();
    }

    private Arena arena() {
        return Objects.requireNonNull(arena); // a document that has escaped is complete
    }

    /** A place in a page that holds other texts, too. */
    static long place(int page, int offset, int length) {
        return (long) page << PAGE_SHIFT | (long) offset << OFFSET_SHIFT | length;
    }

    /** The place of a text that is all of a page. */
    static long place(int page) {
        return ALONE | (long) page << PAGE_SHIFT;
    }

    /** Adds a page that is provided later. */
    int addPage() {
        return addPage(MemorySegment.NULL);
    }

    /** Provides a page. */
    void setPage(int number, MemorySegment bytes) {
        pages[number] = bytes;
    }

    private int addPage(MemorySegment added) {
        if (pageCount == pages.length) {
            pages = Arrays.copyOf(pages, pageCount * 2);
        }
        pages[pageCount] = added;
        return pageCount++;
    }

    /** Where a text is to be written, of some so many bytes, before it is passed to {@link #add}. */
    Utf8Builder compose(int bytes) {
        if (bytes >= LARGE_BYTES) {
            return new Utf8Builder(arena(), bytes);
        }
        Utf8Builder text = composed;
        if (text == null) {
            text = new Utf8Builder(arena(), FIRST_BYTES);
            composed = text;
        }
        text.clear();
        return text;
    }

    /**
     * Adds a text that was composed.
     *
     * @return                                        its place
     * @throws dev.arena.text.MalformedTextException if it ends with half of a surrogate pair
     */
    long add(Utf8Builder text) {
        text.appendUtf8(NO_BYTES, 0, 0); // requires that no surrogate is pending
        long length = text.byteLength();
        if (text != composed) {
            return place(addPage(text.freeze().segment()));
        }
        long place = allocate(length);
        MemorySegment.copy(text.segment(), 0, page(place), offset(place), length);
        return place;
    }

    /** Adds a text that lies at the beginning of an array. */
    long add(byte[] utf8, int length) {
        long place = allocate(length);
        MemorySegment.copy(utf8, 0, page(place), ValueLayout.JAVA_BYTE, offset(place), length);
        return place;
    }

    private long allocate(long length) {
        if (length >= LARGE_BYTES) {
            return place(addPage(arena().allocate(length, 1)));
        }
        if (length >= capacity - used) { // also if equal, because an empty text would start after the page
            makeRoom((int) length + 1);
        }
        long place = place(index, used, (int) length);
        used += (int) length;
        return place;
    }

    private void makeRoom(int least) {
        if (capacity > 0 && used + least <= PAGE_BYTES) {
            int preferred = Math.min(Math.max(2 * capacity, used + least), PAGE_BYTES);
            page = arena().growAtLeast(page, used + least, preferred, 1);
            pages[index] = page;
        } else {
            page = newPage(least, Math.max(capacity == 0 ? FIRST_BYTES : PAGE_BYTES, least));
            used = 0;
            index = addPage(page);
        }
        capacity = (int) page.byteSize();
    }

    private MemorySegment newPage(int least, int preferred) {
        MemorySegment next = arena().tryAllocateNow(preferred, 1);
        return next == null ? arena().allocate(least, 1) : next;
    }

    /** The page that holds the text at {@code place}. */
    MemorySegment page(long place) {
        return pages[(int) ((place & ~ALONE) >>> PAGE_SHIFT)];
    }

    /** Offset of the text in its page, in bytes. */
    static int offset(long place) {
        return (int) (place >>> OFFSET_SHIFT) & MAX_IN_PAGE;
    }

    /** The length of the text in bytes. */
    long length(long place) {
        return (place & ALONE) == 0 ? place & MAX_IN_PAGE : page(place).byteSize();
    }

    /** The text, read-only. */
    MemorySegment get(long place) {
        return page(place).asSlice(offset(place), length(place)).asReadOnly();
    }

    /** A copy of the text. */
    String string(long place) {
        return Utf8String.string(page(place), offset(place), Math.toIntExact(length(place)));
    }

    int hash(long place) {
        MemorySegment held = page(place);
        long begin = offset(place);
        long end = begin + length(place);
        int hash = 0;
        for (long at = begin; at < end; at++) {
            hash = 31 * hash + held.get(ValueLayout.JAVA_BYTE, at);
        }
        return hash;
    }

    /** Whether the text at {@code place} equals one of this or another document. */
    boolean same(long place, Texts other, long otherPlace) {
        long length = length(place);
        if (length != other.length(otherPlace)) {
            return false;
        }
        int mine = offset(place);
        int its = offset(otherPlace);
        return MemorySegment.mismatch(page(place), mine, mine + length, other.page(otherPlace), its, its + length) < 0;
    }

    /** Whether the text at {@code place} has the characters of a part of another one. */
    boolean same(long place, CharSequence text, int from, int to) {
        int chars = to - from;
        long length = length(place);
        if (length < chars || length > 3L * chars) {
            return false;
        }
        MemorySegment held = page(place);
        long shift = offset(place) - (long) from;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return Utf8String.ofUnchecked(get(place)).contentEquals(text.subSequence(from, to));
            }
            if (held.get(ValueLayout.JAVA_BYTE, shift + i) != c) {
                return false;
            }
        }
        return length == chars;
    }
}
