package dev.arena.json;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.arena.Arena;

/**
 * The texts of a document as UTF-8, one after the other in pages. A text does not cross pages; a large text has a page of its
 * own. Place and length of a text fit in the payload of a {@link Word}.
 */
final class Texts {
    /** Result of {@link #add} for a text with a lone surrogate, which has no UTF-8 form. */
    static final long MALFORMED = -1;

    static final int OFFSET_SHIFT = 14;
    private static final int PAGE_SHIFT = 28;
    private static final int FIELD_MASK = (1 << OFFSET_SHIFT) - 1;
    private static final long ALONE = 1L << 59;

    private static final int PAGE_BYTES = 1 << OFFSET_SHIFT;
    private static final int FIRST_BYTES = 256;

    /** From this length in bytes on, a text gets its own page. So at most a quarter of a page is left unused. */
    private static final int LARGE_BYTES = PAGE_BYTES / 4;

    private static final int MAX_BYTES_PER_CHAR = 3;

    private final Arena arena;
    private MemorySegment[] pages = new MemorySegment[4];
    private int pageCount;

    /** The page that is being filled, its index, and in bytes its size and how much of it is used. */
    private MemorySegment page = MemorySegment.NULL;
    private int index;
    private int capacity;
    private int used;

    Texts(Arena arena) {
        this.arena = arena;
    }

    /**
     * Writes a text.
     *
     * @return its place, or {@link #MALFORMED}
     */
    long add(char[] chars, int offset, int length) {
        long most = (long) length * MAX_BYTES_PER_CHAR;
        if (most >= LARGE_BYTES) {
            return addLong(chars, offset, length);
        }
        return addShort(chars, offset, length, (int) most);
    }

    private long addShort(char[] chars, int offset, int length, int most) {
        if (most >= capacity - used) { // also if equal: an empty text would begin behind the page
            makeRoom((int) Utf8.length(chars, offset, offset + length) + 1, most + 1);
        }
        int begin = used;
        int end = Utf8.encode(chars, offset, offset + length, page, begin);
        if (end < 0) {
            return MALFORMED;
        }
        used = end;
        return place(index, begin, end - begin);
    }

    private long addLong(char[] chars, int offset, int length) {
        long bytes = Utf8.length(chars, offset, offset + length);
        if (bytes < LARGE_BYTES) {
            return addShort(chars, offset, length, (int) bytes);
        }
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalStateException("A text has at most 2147483647 bytes: " + bytes);
        }
        MemorySegment alone = arena.allocate(bytes, 1);
        int at = addPage(alone);
        return Utf8.encode(chars, offset, offset + length, alone, 0) < 0 ? MALFORMED : ALONE | place(at, 0, 0);
    }

    private static long place(int page, int offset, int length) {
        return (long) page << PAGE_SHIFT | (long) offset << OFFSET_SHIFT | length;
    }

    /** Makes room for {@code least} bytes, or for {@code most} if there is memory. */
    private void makeRoom(int least, int most) {
        if (least <= capacity - used) {
            return;
        }
        if (capacity > 0 && used + least <= PAGE_BYTES) {
            int preferred = Math.min(Math.max(2 * capacity, used + most), PAGE_BYTES);
            page = arena.growAtLeast(page, used + least, preferred, 1);
            pages[index] = page;
        } else {
            page = newPage(least, Math.max(capacity == 0 ? FIRST_BYTES : PAGE_BYTES, most));
            used = 0;
            index = addPage(page);
        }
        capacity = (int) page.byteSize();
    }

    private MemorySegment newPage(int least, int preferred) {
        MemorySegment next = arena.tryAllocateNow(preferred, 1);
        return next == null ? arena.allocate(least, 1) : next;
    }

    private int addPage(MemorySegment added) {
        if (pageCount == pages.length) {
            pages = Arrays.copyOf(pages, pageCount * 2);
        }
        pages[pageCount] = added;
        return pageCount++;
    }

    /** The page that holds the text at {@code place}. */
    MemorySegment page(long place) {
        return pages[(int) ((place & ~ALONE) >>> PAGE_SHIFT)];
    }

    /** Offset of the text in its page, in bytes. */
    static int offset(long place) {
        return (int) (place >>> OFFSET_SHIFT) & FIELD_MASK;
    }

    /** The length of the text in bytes. */
    long length(long place) {
        return (place & ALONE) == 0 ? place & FIELD_MASK : page(place).byteSize();
    }

    /** The text, read-only. */
    MemorySegment get(long place) {
        return page(place).asSlice(offset(place), length(place)).asReadOnly();
    }

    /** A copy of the text. */
    String string(long place) {
        return new String(get(place).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
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

    byte byteAt(long place, long at) {
        return page(place).get(ValueLayout.JAVA_BYTE, offset(place) + at);
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
}
