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
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;

/**
 * A sequence of 64-bit words that grows by pages. Written words never move, and no old memory is left behind. The first page
 * starts small and grows, because most documents are small. A page for which there is not enough memory does so, too.
 */
final class Tape {
    private static final int PAGE_SHIFT = 11;
    private static final int PAGE_WORDS = 1 << PAGE_SHIFT;
    private static final int PAGE_MASK = PAGE_WORDS - 1;
    private static final long PAGE_BYTES = (long) PAGE_WORDS * Long.BYTES;
    private static final int FIRST_WORDS = 32;
    private static final long FIRST_BYTES = (long) FIRST_WORDS * Long.BYTES;

    /** Null for words that have escaped. */
    private final @Nullable Arena arena;
    private MemorySegment[] pages = new MemorySegment[4];
    private int pageCount;

    /** The page that is being filled, the index of its first word, and the index after its last word. */
    private MemorySegment page;
    private int begin;
    private int limit;

    private int size;

    Tape(Arena arena) {
        this.arena = arena;
        page = arena.allocate(FIRST_BYTES, Long.BYTES);
        pages[0] = page;
        pageCount = 1;
        limit = FIRST_WORDS;
    }

    /** Words that have escaped. */
    Tape(MemorySegment words) {
        arena = null;
        size = (int) (words.byteSize() / Long.BYTES);
        limit = size;
        pageCount = (size + PAGE_MASK) >>> PAGE_SHIFT;
        pages = new MemorySegment[pageCount];
        for (int i = 0; i < pageCount; i++) {
            long start = i * PAGE_BYTES;
            pages[i] = words.asSlice(start, Math.min(PAGE_BYTES, words.byteSize() - start));
        }
        page = pages[pageCount - 1];
        begin = size - (int) (page.byteSize() / Long.BYTES);
    }

    /** Number of words. It is the index of the next word. */
    int size() {
        return size;
    }

    void add(long word) {
        if (size == limit) {
            addRoom();
        }
        page.set(ValueLayout.JAVA_LONG, (long) (size - begin) << 3, word);
        size++;
    }

    /** Adds the first words of an array. */
    void add(long[] words, int count) {
        for (int from = 0; from < count;) {
            if (size == limit) {
                addRoom();
            }
            int part = Math.min(count - from, limit - size);
            MemorySegment.copy(words, from, page, ValueLayout.JAVA_LONG, (long) (size - begin) << 3, part);
            size += part;
            from += part;
        }
    }

    private void addRoom() {
        Arena from = Objects.requireNonNull(arena); // a document that has escaped is complete
        int words = size - begin;
        if (words < PAGE_WORDS) {
            page = from.growAtLeast(page, (words + 1L) * Long.BYTES, Math.min(2 * page.byteSize(), PAGE_BYTES),
                    Long.BYTES);
            pages[pageCount - 1] = page;
            limit = begin + (int) (page.byteSize() / Long.BYTES);
            return;
        }
        if (size > Integer.MAX_VALUE - PAGE_WORDS) {
            throw new IllegalStateException("The document has more than " + size
                    + " values and names, which is the maximum: read it in parts");
        }
        MemorySegment next = from.tryAllocateNow(PAGE_BYTES, Long.BYTES);
        if (next == null) {
            next = from.allocate(FIRST_BYTES, Long.BYTES);
        }
        if (pageCount == pages.length) {
            pages = Arrays.copyOf(pages, pageCount * 2);
        }
        pages[pageCount++] = next;
        page = next;
        begin = size;
        limit = size + (int) (next.byteSize() / Long.BYTES);
    }

    long get(int index) {
        return pages[index >>> PAGE_SHIFT].get(ValueLayout.JAVA_LONG, (long) (index & PAGE_MASK) << 3);
    }

    void set(int index, long word) {
        pages[index >>> PAGE_SHIFT].set(ValueLayout.JAVA_LONG, (long) (index & PAGE_MASK) << 3, word);
    }
}
