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

package dev.arena.collect;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

import dev.arena.Arena;

/**
 * Distinct byte strings, numbered from 0 without gaps: the storage of sets of strings and of records. It has three segments:
 * the {@link HashIndex}; the <em>entries</em>, with offset and length of each key; and the <em>text</em>, the keys one after
 * the other. Each key is padded with zeros to whole words, so that keys are compared a word at a time.
 *
 * <p>A key stays where it is until it is removed. Then its place is for a new key of that size.
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

    private final KeyHash hash;
    private final HashIndex index;
    private final Column column;

    /** An entry has the offset of the key, in words, in its upper half, and the length in bytes in the lower. */
    private MemorySegment entries;

    private MemorySegment text;
    private long textEnd;
    private final FreePlaces free = new FreePlaces();

    ByteKeys(Arena arena, long expectedSize, KeyHash hash, Column column) {
        this.hash = hash;
        this.column = column;
        this.index = new HashIndex(arena, expectedSize);
        long room = Math.max(1, expectedSize);
        this.entries = arena.allocate(room * ENTRY.byteSize(), ENTRY.byteAlignment());
        this.text = arena.allocate(room * BYTES_PER_KEY, Long.BYTES);
    }

    /** Keys that have escaped. */
    ByteKeys(KeyHash hash, long size, List<MemorySegment> parts) {
        this.hash = hash;
        this.column = Column.NONE;
        this.index = new HashIndex(parts.get(0), size);
        this.entries = parts.get(1);
        this.text = parts.get(2);
        this.textEnd = text.byteSize();
    }

    /** The memory of all keys. */
    List<MemorySegment> parts() {
        return List.of(index.slots, entries.asSlice(0, size() * ENTRY.byteSize()), text.asSlice(0, textEnd));
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
        reserveText(FreePlaces.bytesFor(length));
        reserveEntry();
        column.reserve();
        index.reserve(); // last, because the table can often continue without more memory
        if (length > 0) {
            text.set(WORD, textEnd + Words.roundUp(length) - Long.BYTES, 0);
            MemorySegment.copy(key, start, text, textEnd, length);
        }
        return text.asSlice(textEnd, length);
    }

    /**
     * Adds the key that was staged, and moves it to the place of a removed key if there is one of its size.
     *
     * @param  keyHash of the key
     * @return         its number
     */
    int commit(int length, int keyHash) {
        int number = index.size();
        long bytes = FreePlaces.bytesFor(length);
        long place = free.take(text, bytes);
        if (place < 0) {
            place = textEnd;
            textEnd += bytes;
        } else {
            MemorySegment.copy(text, textEnd, text, place, Words.roundUp(length));
        }
        entries.setAtIndex(ENTRY, number, entry(place, length));
        index.add(keyHash);
        return number;
    }

    private void reserveEntry() {
        if (entryBytesToGrow() > 0) {
            long spare = column.bytesToGrow() + index.bytesToGrow();
            entries = index.arena().growAtLeast(entries, entryBytesToGrow(), 2 * entries.byteSize(),
                    ENTRY.byteAlignment(),
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
                throw new IllegalStateException("The keys can have at most " + MAX_TEXT_BYTES + " bytes together");
            }
            long spare = entryBytesToGrow() + column.bytesToGrow() + index.bytesToGrow();
            text = index.arena().growAtLeast(text, textEnd + bytes, 2 * text.byteSize(), Long.BYTES, spare);
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
        long removed = entries.getAtIndex(ENTRY, number);
        index.remove(number, hashOf(number), hashOf(last));
        entries.setAtIndex(ENTRY, number, entries.getAtIndex(ENTRY, last));
        free.add(text, offset(removed), FreePlaces.bytesFor(length(removed)));
    }

    private int hashOf(int number) {
        long entry = entries.getAtIndex(ENTRY, number);
        return hash.hash(text, offset(entry), length(entry));
    }

    /** Removes all keys. Their memory is reused, so views of them show other keys later. */
    void clear() {
        index.clear();
        free.clear();
        textEnd = 0;
    }
}
