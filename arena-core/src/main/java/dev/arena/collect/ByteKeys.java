package dev.arena.collect;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import dev.arena.Arena;

/**
 * Distinct byte strings, numbered from 0 without gaps: the storage of sets of strings and of records. It has three segments:
 * the {@link HashIndex}; the <em>entries</em>, with offset and length of each key; and the <em>text</em>, the keys one after
 * the other. Each key is padded with zeros to whole words, so that keys are compared a word at a time.
 *
 * <p>Text is only appended, so the view of a key stays valid after the key has been removed.
 */
final class ByteKeys {
    private static final ValueLayout.OfLong ENTRY = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfLong WORD = Words.WORD;

    /** Initial guess of the size of a key, enough for most names. */
    private static final int BYTES_PER_KEY = 16;

    /** From this length in bytes on, a vectorised comparison is faster. */
    private static final int LONG_KEY = 64;

    /** Largest text in bytes whose words can be counted in 32 bits. */
    private static final long MAX_TEXT_BYTES = 1L << 35;

    private final Arena arena;
    private final KeyHash hash;
    private final HashIndex index;
    private final Column column;

    /** An entry has the offset of the key, in words, in its upper half, and the length in bytes in the lower. */
    private MemorySegment entries;

    private MemorySegment text;
    private long textEnd;

    ByteKeys(Arena arena, long expectedSize, KeyHash hash, Column column) {
        this.arena = arena;
        this.hash = hash;
        this.column = column;
        this.index = new HashIndex(arena, expectedSize);
        long room = Math.max(1, expectedSize);
        this.entries = arena.allocate(room * ENTRY.byteSize(), ENTRY.byteAlignment());
        this.text = arena.allocate(room * BYTES_PER_KEY, Long.BYTES);
    }

    HashIndex index() {
        return index;
    }

    int size() {
        return index.size();
    }

    KeyHash hash() {
        return hash;
    }

    /**
     * Finds a key.
     *
     * @param  keyHash of the key
     * @return         its number, −1 if it is unknown
     */
    int find(MemorySegment key, long start, int length, int keyHash) {
        MemorySegment slots = index.slots;
        long at = index.home(keyHash);
        for (long slot = slots.get(HashIndex.SLOT, at); slot != 0; slot = slots.get(HashIndex.SLOT, at)) {
            if (HashIndex.hash(slot) == keyHash && isKey(HashIndex.entry(slot), key, start, length)) {
                return HashIndex.entry(slot);
            }
            at = index.next(at);
        }
        return -1;
    }

    private boolean isKey(int number, MemorySegment key, long start, int length) {
        long entry = entries.getAtIndex(ENTRY, number);
        if (length(entry) != length) {
            return false;
        }
        long offset = offset(entry);
        if (length >= LONG_KEY) {
            return MemorySegment.mismatch(text, offset, offset + length, key, start, start + length) < 0;
        }
        MemorySegment words = text;
        int done = 0;
        for (; done <= length - Long.BYTES; done += Long.BYTES) {
            if (words.get(WORD, offset + done) != key.get(WORD, start + done)) {
                return false;
            }
        }
        return done == length || words.get(WORD, offset + done) == Words.tail(key, start + done, length - done);
    }

    private static long entry(long offset, int length) {
        return offset << 29 | length; // the offset is a multiple of 8: its lowest bits are those of the upper half
    }

    private static long offset(long entry) {
        return entry >>> 32 << 3;
    }

    private static int length(long entry) {
        return (int) entry;
    }

    /**
     * Copies a key that {@link #find} did not find to its place, and makes room for everything that {@link #commit} needs.
     *
     * @return the copy, to be checked before {@link #commit}
     */
    MemorySegment stage(MemorySegment key, long start, int length) {
        long padded = Words.roundUp(length);
        reserveText(padded);
        reserveEntry();
        column.reserve();
        index.reserve(); // last, as the table can often do without more memory
        if (length > 0) {
            text.set(WORD, textEnd + padded - Long.BYTES, 0);
            MemorySegment.copy(key, start, text, textEnd, length);
        }
        return text.asSlice(textEnd, length);
    }

    /**
     * Adds the key that was staged.
     *
     * @param  keyHash of the key
     * @return         its number
     */
    int commit(int length, int keyHash) {
        int number = index.size();
        entries.setAtIndex(ENTRY, number, entry(textEnd, length));
        textEnd += Words.roundUp(length);
        index.add(keyHash);
        return number;
    }

    private void reserveEntry() {
        if (entryBytesToGrow() > 0) {
            long spare = column.bytesToGrow() + index.bytesToGrow();
            entries = arena.growAtLeast(entries, entryBytesToGrow(), 2 * entries.byteSize(), ENTRY.byteAlignment(),
                    spare);
        }
    }

    private long entryBytesToGrow() {
        long end = (index.size() + 1) * ENTRY.byteSize();
        return end > entries.byteSize() ? end : 0;
    }

    private void reserveText(long bytes) {
        if (bytes > text.byteSize() - textEnd) {
            if (textEnd + bytes > MAX_TEXT_BYTES) {
                throw new IllegalStateException("Keys of more than " + MAX_TEXT_BYTES + " bytes are not possible");
            }
            long spare = entryBytesToGrow() + column.bytesToGrow() + index.bytesToGrow();
            text = arena.growAtLeast(text, textEnd + bytes, 2 * text.byteSize(), Long.BYTES, spare);
        }
    }

    /** The bytes of a key. */
    MemorySegment key(int number) {
        long entry = entries.getAtIndex(ENTRY, number);
        return text.asSlice(offset(entry), length(entry));
    }

    /** Removes a key. The last one gets its number. */
    void remove(int number) {
        int last = index.size() - 1;
        index.remove(number, hashOf(number), hashOf(last));
        entries.setAtIndex(ENTRY, number, entries.getAtIndex(ENTRY, last));
    }

    private int hashOf(int number) {
        long entry = entries.getAtIndex(ENTRY, number);
        return hash.hash(text, offset(entry), length(entry));
    }

    /** Removes all keys. Their memory is reused, so views of them show other keys later. */
    void clear() {
        index.clear();
        textEnd = 0;
    }
}
