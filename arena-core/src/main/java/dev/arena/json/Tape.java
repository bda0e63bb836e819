package dev.arena.json;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

import dev.arena.Arena;

/**
 * A sequence of 64-bit words that grows by pages, so that what was written never moves and no memory is left behind. Only the
 * first page grows itself, as most documents are small.
 */
final class Tape {
    private static final int PAGE_SHIFT = 11;
    private static final int PAGE_WORDS = 1 << PAGE_SHIFT;
    private static final int PAGE_MASK = PAGE_WORDS - 1;
    private static final int FIRST_WORDS = 32;

    private final Arena arena;
    private MemorySegment[] pages = new MemorySegment[4];
    private int pageCount;

    /** The page that is being filled, the index of its first word, and that of the word behind it. */
    private MemorySegment page;
    private int begin;
    private int limit;

    private int size;

    Tape(Arena arena) {
        this.arena = arena;
        page = arena.allocate((long) FIRST_WORDS * Long.BYTES, Long.BYTES);
        pages[0] = page;
        pageCount = 1;
        limit = FIRST_WORDS;
    }

    /** The number of words, which is the index of the next. */
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

    private void addRoom() {
        if (limit < PAGE_WORDS) {
            page = arena.grow(page, (long) limit * 2 * Long.BYTES, Long.BYTES);
            pages[0] = page;
            limit *= 2;
            return;
        }
        if (size > Integer.MAX_VALUE - PAGE_WORDS) {
            throw new IllegalStateException("The document has more than " + size + " words");
        }
        MemorySegment next = arena.allocate((long) PAGE_WORDS * Long.BYTES, Long.BYTES);
        if (pageCount == pages.length) {
            pages = Arrays.copyOf(pages, pageCount * 2);
        }
        pages[pageCount++] = next;
        page = next;
        begin = size;
        limit = size + PAGE_WORDS;
    }

    long get(int index) {
        return pages[index >>> PAGE_SHIFT].get(ValueLayout.JAVA_LONG, (long) (index & PAGE_MASK) << 3);
    }

    void set(int index, long word) {
        pages[index >>> PAGE_SHIFT].set(ValueLayout.JAVA_LONG, (long) (index & PAGE_MASK) << 3, word);
    }
}
