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
import java.util.PrimitiveIterator;
import java.util.function.LongPredicate;

import dev.arena.Arena;
import dev.arena.Owned;

/**
 * A set of {@code long} values in arena memory. It ends with the generation of its arena. After that, its methods throw
 * {@link IllegalStateException}.
 *
 * <p>The elements are numbered from 0 in the order in which they are added, and iterated in that order. When an element is
 * removed, the last element takes its number. The number can therefore serve as an index into vectors with further data of
 * the elements.
 *
 * <p>The hash function is random, so an attacker cannot choose colliding elements. Not safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class LongSet extends NumberedSet<Long> {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private final KeyHash hash;
    private final HashIndex index;
    private final Column column;
    private MemorySegment elements;

    /**
     * An empty set.
     *
     * @param  arena                            where it lives
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it
     */
    public LongSet(Arena arena) {
        this(arena, DEFAULT_SIZE);
    }

    /**
     * An empty set with room for some elements.
     *
     * @param  arena                            where it lives
     * @param  expectedSize                     how many elements fit without growing, from 0 to 2<sup>29</sup>
     * @throws IllegalArgumentException         if the expected size is out of range
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it
     */
    public LongSet(Arena arena, long expectedSize) {
        this(arena, expectedSize, KeyHash.ofProcess());
    }

    LongSet(Arena arena, long expectedSize, KeyHash hash) {
        this(arena, expectedSize, hash, Column.NONE);
    }

    /** The keys of a map. */
    LongSet(Arena arena, long expectedSize, Column column) {
        this(arena, expectedSize, KeyHash.ofProcess(), column);
    }

    private LongSet(Arena arena, long expectedSize, KeyHash hash, Column column) {
        this.hash = hash;
        this.column = column;
        this.index = new HashIndex(arena, expectedSize);
        this.elements = arena.allocate(Math.max(1, expectedSize) * LONG.byteSize(), LONG.byteAlignment());
    }

    /** A set that has escaped. */
    LongSet(long size, List<MemorySegment> parts) {
        this.hash = KeyHash.ofProcess();
        this.column = Column.NONE;
        this.index = new HashIndex(parts.get(0), size);
        this.elements = parts.get(1);
    }

    @Override
    List<MemorySegment> parts() {
        return List.of(index.slots, elements.asSlice(0, size() * LONG.byteSize()));
    }

    /**
     * Creates a copy of the set that outlives its arena. Any thread may read the copy. The copy is immutable: methods that
     * change it throw {@link IllegalStateException}.
     *
     * @return                                   a handle to the copy, to be closed by the caller
     * @throws dev.arena.ArenaExhaustedException if there is no memory for the copy
     */
    public Owned<LongSet> escape() {
        return escapeAs(LongSet::new);
    }

    /**
     * Whether a value is an element.
     *
     * @param  value the value
     * @return       whether it has been added
     */
    public boolean contains(long value) {
        return find(value) >= 0;
    }

    /**
     * Finds an element.
     *
     * @param  value the value
     * @return       its number, −1 if it is not in the set
     */
    public long find(long value) {
        return find(value, hash.hash(value));
    }

    private int find(long value, int valueHash) {
        MemorySegment slots = index.slots;
        long at = index.home(valueHash);
        for (long slot = slots.get(HashIndex.SLOT, at); slot != 0; slot = slots.get(HashIndex.SLOT, at)) {
            if (HashIndex.hash(slot) == valueHash
                    && elements.getAtIndex(LONG, HashIndex.entry(slot)) == value) {
                return HashIndex.entry(slot);
            }
            at = index.next(at);
        }
        return -1;
    }

    /**
     * Adds an element.
     *
     * @param  value                            the value
     * @return                                  true if it was not in the set before
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it; nothing has changed then
     */
    public boolean add(long value) {
        int sizeBefore = index.size();
        return findOrAdd(value) == sizeBefore;
    }

    /**
     * Finds an element, or adds it. The number of an added element is the size before.
     *
     * @param  value                            the value
     * @return                                  its number
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it; nothing has changed then
     */
    public long findOrAdd(long value) {
        int valueHash = hash.hash(value);
        int found = find(value, valueHash);
        return found >= 0 ? found : insert(value, valueHash);
    }

    private int insert(long value, int valueHash) {
        int number = index.size();
        long offset = number * LONG.byteSize();
        long end = offset + LONG.byteSize();
        if (end > elements.byteSize()) {
            long spare = column.bytesToGrow() + index.bytesToGrow();
            elements = index.arena().growAtLeast(elements, end, 2 * elements.byteSize(), LONG.byteAlignment(), spare);
        }
        column.reserve();
        index.reserve(); // last, because the table can often continue without more memory
        elements.set(LONG, offset, value);
        index.add(valueHash);
        return number;
    }

    /**
     * An element by its number.
     *
     * @param  number                    from 0 to the size, exclusive
     * @return                           the element
     * @throws IndexOutOfBoundsException if the number is out of range
     */
    public long elementAt(long number) {
        return elements.getAtIndex(LONG, requireNumber(number));
    }

    @Override
    Long element(long number) {
        return elements.getAtIndex(LONG, number);
    }

    /**
     * Removes an element. The last one gets its number.
     *
     * @param  value the value
     * @return       whether it was an element
     */
    public boolean remove(long value) {
        return removeFound(find(value));
    }

    @Override
    void removeElement(int number) {
        long value = elements.getAtIndex(LONG, number);
        long last = elements.getAtIndex(LONG, index.size() - 1);
        index.remove(number, hash.hash(value), hash.hash(last));
        elements.setAtIndex(LONG, number, last);
    }

    /**
     * Removes the elements that a condition is true for. If it throws, the elements that it was true for before stay removed.
     *
     * @param  condition                                 the condition, which must not change the set
     * @return                                           whether elements were removed
     * @throws java.util.ConcurrentModificationException when it finds the set changed by that
     */
    public boolean removeIf(LongPredicate condition) {
        return removeIf(index, number -> condition.test(elements.getAtIndex(LONG, number)), this::removeAt);
    }

    @Override
    public void clear() {
        index.clear();
    }

    /**
     * The elements by number.
     *
     * @return an iterator; it throws {@link java.util.ConcurrentModificationException} if the set was changed by anything
     *         but its own {@code remove}
     */
    @Override
    public PrimitiveIterator.OfLong iterator() {
        return new Elements();
    }

    /**
     * The elements by number.
     *
     * @return a read-only segment with one {@code long} for each; it shows the set as it is now
     */
    public MemorySegment segment() {
        return elements.asSlice(0, size() * LONG.byteSize()).asReadOnly();
    }

    @Override
    HashIndex index() {
        return index;
    }

    private final class Elements implements PrimitiveIterator.OfLong {
        private final EntryIterator<Long> entries = new EntryIterator<>(index, LongSet.this::elementAt,
                LongSet.this::removeAt);

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public long nextLong() {
            return elementAt(entries.nextNumber());
        }

        @Override
        public void remove() {
            entries.remove();
        }
    }
}
