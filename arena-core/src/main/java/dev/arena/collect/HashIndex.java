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
import java.util.ConcurrentModificationException;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;

/**
 * The hash table of all maps and sets: finds the number of an entry by the hash of its key. It uses open addressing with
 * linear probing. A slot contains the hash in the upper half, and the number of the entry plus one in the lower half. Zeroed
 * memory is therefore an empty table, most keys differ in their hashes alone, and growth does not read keys.
 *
 * <p>Entries are numbered from 0 without gaps. The owner stores the entries and compares their keys: it follows {@link #home}
 * and {@link #next} until a slot is 0. Each kind of key has its own probe loop, in which the JIT compiler can inline every
 * call.
 *
 * <p>The table doubles before more than five eighths of the slots are occupied. A successful search then reads 1.8 slots on
 * average, and an unsuccessful one 4.1 (Knuth, <em>The Art of Computer Programming</em>, 6.4). These slots are nearly always
 * in one cache line. A lower load would need more cache lines in total.
 *
 * <p>If there is no memory for a larger table, up to seven eighths of the slots are used before an entry is refused.
 * hashbrown and SwissTable grow at the same load. A successful search then reads 4.5 slots on average, and an unsuccessful
 * one 32.5, which are four cache lines. Some slots are always empty, so every search ends.
 */
final class HashIndex {
    static final ValueLayout.OfLong SLOT = ValueLayout.JAVA_LONG;

    /** Largest number of entries. The number of slots is then an int. */
    static final int MAX_ENTRIES = 1 << 29;

    private static final int MIN_SLOTS = 16;

    /** Null for the index of a copy that has escaped. */
    private final @Nullable Arena arena;

    /** Read by the owners' probe loops. */
    MemorySegment slots;

    /** (slots − 1) × size of a slot: maps any multiple of that size to an offset in the table. */
    private long mask;

    private int size;

    /** Number of entries from which on the table is to be larger; 0 in a copy that has escaped, which cannot. */
    private int limit;
    private int changes;

    /**
     * An empty index.
     *
     * @param expectedSize number of entries that fit without growing
     */
    HashIndex(Arena arena, long expectedSize) {
        this.arena = arena;
        long needed = Math.max(MIN_SLOTS, slotsFor(requireCapacity(expectedSize)));
        long count = Long.highestOneBit(needed - 1) << 1;
        this.slots = arena.allocate(count * SLOT.byteSize(), SLOT.byteAlignment());
        measure();
    }

    private void measure() {
        mask = slots.byteSize() - SLOT.byteSize();
        limit = (int) (slots.byteSize() / SLOT.byteSize() / 8 * 5);
    }

    /** The index of a copy that has escaped, which is not changed. */
    HashIndex(MemorySegment slots, long size) {
        this.arena = null;
        this.slots = slots;
        this.mask = slots.byteSize() - SLOT.byteSize();
        this.size = (int) size;
    }

    /**
     * The arena that entries are allocated from.
     *
     * @throws IllegalStateException if this is the index of a copy that has escaped
     */
    Arena arena() {
        Arena mine = arena;
        if (mine == null) {
            throw new IllegalStateException(
                    "This set or map has escaped from its arena: it is read-only and cannot be copied");
        }
        return mine;
    }

    /** Returns the smallest number of slots for which these entries occupy at most five eighths. */
    private static long slotsFor(long entries) {
        return entries + (entries * 3 + 4) / 5;
    }

    /** Returns {@code expectedSize} if it is in range. */
    static int requireCapacity(long expectedSize) {
        if (expectedSize < 0 || expectedSize > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    "expectedSize must be from 0 to " + MAX_ENTRIES + ": " + expectedSize);
        }
        return (int) expectedSize;
    }

    /** Number of entries. */
    int size() {
        return size;
    }

    /** Changes with every added or removed entry, so that iterators detect concurrent changes. */
    int changes() {
        return changes;
    }

    /** Throws if entries were added or removed since {@link #changes} returned {@code before}. */
    void requireUnchanged(int before) {
        if (changes != before) {
            throw new ConcurrentModificationException();
        }
    }

    /** Offset of the slot where a search for {@code hash} begins, in bytes. */
    long home(int hash) {
        return (long) hash << 3 & mask;
    }

    /** Offset of the slot after the one at {@code at}. */
    long next(long at) {
        return at + SLOT.byteSize() & mask;
    }

    static int hash(long slot) {
        return (int) (slot >>> 32);
    }

    static int entry(long slot) {
        return (int) slot - 1;
    }

    private static long slot(int hash, int entry) {
        return (long) hash << 32 | entry + 1;
    }

    /** Makes room for one more entry. A table that cannot grow throws only when it is too full. */
    void reserve() {
        if (size >= limit) {
            grow();
        }
    }

    private void grow() {
        Arena arena = arena();
        if (size == MAX_ENTRIES) {
            throw new IllegalStateException("A set or map can have at most " + MAX_ENTRIES + " entries");
        }
        long bytes = 2 * slots.byteSize();
        MemorySegment larger = arena.tryAllocateNow(bytes, SLOT.byteAlignment());
        if (larger != null) {
            moveTo(larger);
        } else if (isFull()) {
            moveTo(arena.allocate(bytes, SLOT.byteAlignment()));
        }
    }

    private boolean isFull() {
        return (size + 1L) * SLOT.byteSize() > slots.byteSize() / 8 * 7;
    }

    /** Bytes of memory that the table needs at least for one more entry; 0 if it has room. */
    long bytesToGrow() {
        return isFull() ? 2 * slots.byteSize() : 0;
    }

    private void moveTo(MemorySegment larger) {
        MemorySegment old = slots;
        slots = larger;
        measure();
        for (long at = 0; at < old.byteSize(); at += SLOT.byteSize()) {
            long slot = old.get(SLOT, at);
            if (slot != 0) {
                put(slot);
            }
        }
    }

    /** Adds an entry after {@link #reserve}. Its number is the size before. */
    void add(int hash) {
        put(slot(hash, size));
        size++;
        changes++;
    }

    private void put(long slot) {
        long at = home(hash(slot));
        while (slots.get(SLOT, at) != 0) {
            at = next(at);
        }
        slots.set(SLOT, at, slot);
    }

    /**
     * Removes an entry. The last entry gets its number, so that there is no gap. The owner moves it.
     *
     * @param entry    the number of the one to remove
     * @param hash     of its key
     * @param lastHash of the key of the last entry
     */
    void remove(int entry, int hash, int lastHash) {
        arena();
        vacate(find(hash, entry));
        int last = size - 1;
        if (entry != last) {
            slots.set(SLOT, find(lastHash, last), slot(lastHash, entry));
        }
        size = last;
        changes++;
    }

    private long find(int hash, int entry) {
        long wanted = slot(hash, entry);
        long at = home(hash);
        while (slots.get(SLOT, at) != wanted) {
            at = next(at);
        }
        return at;
    }

    /** Empties a slot and closes the gap in the probe chain (Knuth 6.4, algorithm R). */
    private void vacate(long taken) {
        long gap = taken;
        long at = next(gap);
        for (long slot = slots.get(SLOT, at); slot != 0; slot = slots.get(SLOT, at)) {
            long fromHome = at - home(hash(slot)) & mask;
            if (fromHome >= (at - gap & mask)) {
                slots.set(SLOT, gap, slot);
                gap = at;
            }
            at = next(at);
        }
        slots.set(SLOT, gap, 0);
    }

    /** Removes all entries. */
    void clear() {
        arena();
        slots.fill((byte) 0);
        size = 0;
        changes++;
    }
}
