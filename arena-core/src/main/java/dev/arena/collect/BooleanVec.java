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

import java.lang.foreign.ValueLayout;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;

/**
 * A growable sequence of {@code boolean} values in arena memory, with one byte for each. It grows, ends and fails like an
 * {@link IntVec}. Not thread safe.
 *
 * @since 0.1.0
 */
public final class BooleanVec extends PrimitiveVec implements Iterable<Boolean> {
    private static final ValueLayout.OfBoolean ELEMENT = ValueLayout.JAVA_BOOLEAN;

    /**
     * An empty vector.
     *
     * @param  arena                   where its elements live
     * @throws ArenaExhaustedException if there is no memory
     * @throws IllegalStateException   if the arena has been closed
     */
    public BooleanVec(Arena arena) {
        super(ElementKind.BOOLEAN, arena);
    }

    /**
     * An empty vector with room for some elements.
     *
     * @param  arena                    where its elements live
     * @param  capacity                 number of elements, 0 or more
     * @throws ArenaExhaustedException  if there is no memory for them
     * @throws IllegalArgumentException if the capacity is negative
     * @throws IllegalStateException    if the arena has been closed
     */
    public BooleanVec(Arena arena, long capacity) {
        super(ElementKind.BOOLEAN, arena, capacity);
    }

    /**
     * Appends an element.
     *
     * @param  value                   the element
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     * @throws IllegalStateException   if the vector is frozen, or its generation has ended
     */
    public void add(boolean value) {
        long index = size;
        if (index == capacity) {
            makeRoom(1);
        }
        segment.set(ELEMENT, index, value);
        size = index + 1;
    }

    /**
     * Appends the elements of an array.
     *
     * @param  values                  the elements
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     * @throws IllegalStateException   if the vector is frozen, or its generation has ended
     */
    public void addAll(boolean... values) {
        splice(size(), size(), values);
    }

    /**
     * Appends the elements of another vector.
     *
     * @param  values                  the other vector, or this one
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     * @throws IllegalStateException   if one of the vectors is frozen, or its generation has ended
     */
    public void addAll(BooleanVec values) {
        append(values);
    }

    /**
     * Appends the elements that an iterable answers. If one of them cannot be added, none is added.
     *
     * @param  values                  the elements
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     * @throws IllegalStateException   if the vector is frozen, or its generation has ended
     */
    public void addAll(Iterable<Boolean> values) {
        if (values instanceof BooleanVec vector) {
            append(vector);
        } else {
            addEach(() -> values.forEach(this::add));
        }
    }

    /**
     * Appends the elements of a stream. If one of them cannot be added, none is added.
     *
     * @param  values                  the elements
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     * @throws IllegalStateException   if the vector is frozen, or its generation has ended
     */
    public void addAll(Stream<Boolean> values) {
        addEach(() -> values.sequential().forEachOrdered(this::add));
    }

    /**
     * The element at an index.
     *
     * @param  index                     from 0 to the size, which is excluded
     * @return                           the element
     * @throws IndexOutOfBoundsException if the index is out of range
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public boolean get(long index) {
        return segment.get(ELEMENT, offset(index));
    }

    /**
     * Replaces the element at an index.
     *
     * @param  index                     from 0 to the size, which is excluded
     * @param  value                     the new element
     * @throws IndexOutOfBoundsException if the index is out of range
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public void set(long index, boolean value) {
        segment.set(ELEMENT, offset(index), value);
    }

    /**
     * Inserts an element; those from the index on move back.
     *
     * @param  index                     index that it will have, from 0 to the size, which is included
     * @param  value                     the element
     * @throws ArenaExhaustedException   if there is no memory; the vector is unchanged
     * @throws IndexOutOfBoundsException if the index is out of range
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public void insert(long index, boolean value) {
        long at = openGap(index); // first, because it may move the segment
        segment.set(ELEMENT, at, value);
    }

    /**
     * Removes an element, and moves the following ones forward.
     *
     * @param  index                     from 0 to the size, which is excluded
     * @return                           the element
     * @throws IndexOutOfBoundsException if the index is out of range
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public boolean remove(long index) {
        boolean removed = get(index);
        removeRange(index, index + 1);
        return removed;
    }

    /**
     * Removes the last element.
     *
     * @return                                  the element
     * @throws java.util.NoSuchElementException if the vector is empty
     * @throws IllegalStateException            if the vector is frozen, or its generation has ended
     */
    public boolean pop() {
        return popKey() != 0;
    }

    /**
     * Removes an element in constant time: the last one takes its place.
     *
     * @param  index                     from 0 to the size, which is excluded
     * @return                           the element
     * @throws IndexOutOfBoundsException if the index is out of range
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public boolean swapRemove(long index) {
        return swapRemoveKey(index) != 0;
    }

    /**
     * Removes the elements that a condition is true for. If the condition throws, the elements that it has not seen stay.
     *
     * @param  condition                       the condition
     * @return                                 whether elements were removed
     * @throws ConcurrentModificationException if the condition changes the size of the vector
     * @throws IllegalStateException           if the vector is frozen, or its generation has ended
     */
    public boolean removeIf(Predicate<? super Boolean> condition) {
        return removeKeysIf(key -> condition.test(key != 0));
    }

    /**
     * Replaces the elements of a range by others, which may be more or fewer.
     *
     * @param  from                      index of the first to be replaced
     * @param  to                        index after the last element
     * @param  values                    the replacement
     * @throws ArenaExhaustedException   if there is no memory; the vector is unchanged
     * @throws IndexOutOfBoundsException if that is no range of this vector
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public void splice(long from, long to, boolean... values) {
        long at = openRange(from, to, values.length);
        for (int i = 0; i < values.length; i++) {
            segment.set(ELEMENT, at + i, values[i]);
        }
    }

    /**
     * Moves the elements from an index on to a new vector of the same arena.
     *
     * @param  index                     index of the first that is moved, from 0 to the size, which is included
     * @return                           a vector of these elements
     * @throws ArenaExhaustedException   if there is no memory for it; this vector is unchanged
     * @throws IndexOutOfBoundsException if the index is out of range
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public BooleanVec splitOff(long index) {
        var tail = new BooleanVec(arena(), countFrom(index));
        moveTail(index, tail);
        return tail;
    }

    /**
     * Brings the vector to a size: removes elements at its end, or appends one again and again.
     *
     * @param  newSize                  number of elements, 0 or more
     * @param  value                    value of the added elements
     * @throws ArenaExhaustedException  if there is no memory; the vector is unchanged
     * @throws IllegalArgumentException if the size is negative
     * @throws IllegalStateException    if the vector is frozen, or its generation has ended
     */
    public void resize(long newSize, boolean value) {
        for (long i = cutOrReserve(newSize); i > 0; i--) {
            add(value);
        }
    }

    /**
     * Searches for an element from the beginning.
     *
     * @param  value                 the element
     * @return                       the index of the first that is equal, or −1
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public long indexOf(boolean value) {
        return indexOfKey(value ? 1 : 0);
    }

    /**
     * Whether there is such an element.
     *
     * @param  value                 the element
     * @return                       true if one is equal
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public boolean contains(boolean value) {
        return indexOf(value) >= 0;
    }

    /**
     * Counts elements.
     *
     * @param  value                 the element
     * @return                       how many are equal
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public long count(boolean value) {
        long count = 0;
        for (long i = 0; i < size(); i++) {
            count += get(i) == value ? 1 : 0;
        }
        return count;
    }

    /**
     * Iterates over the elements. The iterator uses the index, so it sees changes of the vector.
     *
     * @return                       an iterator that cannot remove
     * @throws IllegalStateException if the vector is frozen
     */
    @Override
    public Iterator<Boolean> iterator() {
        requireThawed();
        return new IndexIterator<>(this::size, this::get);
    }

    /**
     * Streams the present elements. The stream of a vector in a confined arena must not be parallel.
     *
     * @return                       the elements in order
     * @throws IllegalStateException if the vector is frozen
     */
    public Stream<Boolean> stream() {
        return LongStream.range(0, size()).mapToObj(this::get);
    }

    /**
     * Copies the elements to the heap.
     *
     * @return                       the elements in order
     * @throws IllegalStateException if the vector is frozen, its generation has ended, or it is too large for an array
     */
    public boolean[] toArray() {
        byte[] bytes = elements().toArray(ValueLayout.JAVA_BYTE);
        boolean[] values = new boolean[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = bytes[i] != 0;
        }
        return values;
    }
}
