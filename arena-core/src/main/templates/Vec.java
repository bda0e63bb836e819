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
import java.util.@iteratorClass@;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.@Wide@Predicate;
import java.util.stream.LongStream;
import java.util.stream.@Wide@Stream;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;

/**
 * A growable sequence of {@code @element@} in arena memory. It does not have to be closed: it ends with the generation of its
 * arena. After that, every call that needs memory or an element throws {@link IllegalStateException}.
 *
 * <p>It grows in place as long as nothing was allocated after it in its chunk. Otherwise it moves to twice the room, or to less
 * if memory is scarce. If the arena has no memory for added elements, {@link ArenaExhaustedException} is thrown and
 * the vector is unchanged. Indices out of range throw {@link IndexOutOfBoundsException}. Not thread safe.
 *
 * @since 0.1.0
 */
public final class @Vec@ extends PrimitiveVec implements Iterable<@Boxed@> {
    private static final ValueLayout.Of@Element@ ELEMENT = ValueLayout.JAVA_@KIND@;

    /**
     * An empty vector.
     *
     * @param  arena                   arena that stores the elements
     * @throws ArenaExhaustedException if there is no memory
     * @throws IllegalStateException   if the arena has been closed
     */
    public @Vec@(Arena arena) {
        super(ElementKind.@KIND@, arena);
    }

    /**
     * An empty vector with room for some elements.
     *
     * @param  arena                    arena that stores the elements
     * @param  capacity                 number of elements, 0 or more
     * @throws ArenaExhaustedException  if there is no memory for them
     * @throws IllegalArgumentException if the capacity is negative
     * @throws IllegalStateException    if the arena has been closed
     */
    public @Vec@(Arena arena, long capacity) {
        super(ElementKind.@KIND@, arena, capacity);
    }

    /**
     * Appends an element.
     *
     * @param  value                   the element
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     * @throws IllegalStateException   if the vector is frozen, or its generation has ended
     */
    public void add(@element@ value) {
        long index = size;
        if (index == capacity) {
            makeRoom(1);
        }
        segment.set(ELEMENT, index << @shift@, value);
        size = index + 1;
    }

    /**
     * Appends the elements of an array.
     *
     * @param  values                  the elements
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     * @throws IllegalStateException   if the vector is frozen, or its generation has ended
     */
    public void addAll(@element@... values) {
        addAll(values, 0, values.length);
    }

    /**
     * Appends elements of an array.
     *
     * @param  values                    the array
     * @param  from                      index of the first element in the array
     * @param  length                    number of elements
     * @throws ArenaExhaustedException   if there is no memory; the vector is unchanged
     * @throws IndexOutOfBoundsException if the range is outside the array
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public void addAll(@element@[] values, int from, int length) {
        Objects.checkFromIndexSize(from, length, values.length);
        long at = room(length);
        MemorySegment.copy(values, from, segment, ELEMENT, at, length);
        added(length);
    }

    /**
     * Appends the elements of another vector.
     *
     * @param  values                  the other vector, or this one
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     * @throws IllegalStateException   if one of the vectors is frozen, or its generation has ended
     */
    public void addAll(@Vec@ values) {
        append(values);
    }

    /**
     * Appends elements in native byte order.
     *
     * @param  values                   the elements, at any alignment
     * @throws ArenaExhaustedException  if there is no memory; the vector is unchanged
     * @throws IllegalArgumentException if the size of the segment is not a multiple of @bytes@ bytes
     * @throws IllegalStateException    if the vector is frozen, or its generation or that of the segment has ended
     */
    public void addAll(MemorySegment values) {
        append(values);
    }

    /**
     * The element at an index.
     *
     * @param  index                     from 0 to the size, which is excluded
     * @return                           the element
     * @throws IndexOutOfBoundsException if the index is out of range
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public @element@ get(long index) {
        long at = offset(index);
        return segment.get(ELEMENT, at);
    }

    /**
     * Replaces the element at an index.
     *
     * @param  index                     from 0 to the size, which is excluded
     * @param  value                     the new element
     * @throws IndexOutOfBoundsException if the index is out of range
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public void set(long index, @element@ value) {
        long at = offset(index);
        segment.set(ELEMENT, at, value);
    }

    /**
     * Inserts an element. The elements from that index on move back.
     *
     * @param  index                     index that it will have, from 0 to the size, which is included
     * @param  value                     the element
     * @throws ArenaExhaustedException   if there is no memory; the vector is unchanged
     * @throws IndexOutOfBoundsException if the index is out of range
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public void insert(long index, @element@ value) {
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
    public @element@ remove(long index) {
        @element@ removed = get(index);
        removeRange(index, index + 1);
        return removed;
    }

    /**
     * Appends the elements of an iterable. If one of them cannot be added, none is added.
     *
     * @param  values                  the elements
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     * @throws IllegalStateException   if the vector is frozen, or its generation has ended
     */
    public void addAll(Iterable<@Boxed@> values) {
        if (values instanceof @Vec@ vector) {
            append(vector);
        } else {
            addEach(() -> values.forEach(this::add));
        }
    }

    /**
     * Appends the elements of a stream. If one of them cannot be added, none is added.
     *
     * @param  values                  the elements; must not be parallel
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     * @throws IllegalStateException   if the vector is frozen, or its generation has ended
     */
    public void addAll(@Wide@Stream values) {
        addEach(() -> values.sequential().forEachOrdered(each -> add(@cast@each)));
    }

    /**
     * Removes the last element.
     *
     * @return                        the element
     * @throws NoSuchElementException if the vector is empty
     * @throws IllegalStateException  if the vector is frozen, or its generation has ended
     */
    public @element@ pop() {
        requireElement();
        @element@ last = get(size - 1);
        size--;
        return last;
    }

    /**
     * Removes an element in constant time: the last one takes its place.
     *
     * @param  index                     from 0 to the size, which is excluded
     * @return                           the element
     * @throws IndexOutOfBoundsException if the index is out of range
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public @element@ swapRemove(long index) {
        @element@ removed = get(index);
        @element@ last = pop();
        if (index < size) {
            set(index, last);
        }
        return removed;
    }

    /**
     * Removes the elements that a condition is true for. If the condition throws, the untested elements stay.
     *
     * @param  condition                       the condition
     * @return                                 whether elements were removed
     * @throws ConcurrentModificationException if the condition changes the size of the vector
     * @throws IllegalStateException           if the vector is frozen, or its generation has ended
     */
    public boolean removeIf(@Wide@Predicate condition) {
        long before = size();
        long kept = 0;
        long seen = 0;
        try {
            while (seen < before) {
                @element@ value = get(seen);
                boolean remove = condition.test(value);
                requireSize(before);
                seen++;
                if (!remove) {
                    set(kept++, value);
                }
            }
        } finally {
            closeGap(kept, seen);
        }
        return kept < before;
    }

    /**
     * Replaces the elements of a range by others, which may be more or fewer.
     *
     * @param  from                      index of the first element to replace
     * @param  to                        index after the last element
     * @param  values                    the replacement
     * @throws ArenaExhaustedException   if there is no memory; the vector is unchanged
     * @throws IndexOutOfBoundsException if the range is outside this vector
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public void splice(long from, long to, @element@... values) {
        long at = openRange(from, to, values.length);
        MemorySegment.copy(values, 0, segment, ELEMENT, at, values.length);
    }

    /**
     * Moves the elements from an index on to a new vector of the same arena.
     *
     * @param  index                     index of the first element to move, from 0 to the size, which is included
     * @return                           a vector of these elements
     * @throws ArenaExhaustedException   if there is no memory for it; this vector is unchanged
     * @throws IndexOutOfBoundsException if the index is out of range
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public @Vec@ splitOff(long index) {
        var tail = new @Vec@(arena(), countFrom(index));
        moveTail(index, tail);
        return tail;
    }

    /**
     * Changes the size: removes elements at the end, or appends {@code value} repeatedly.
     *
     * @param  newSize                  number of elements, 0 or more
     * @param  value                    value of the added elements
     * @throws ArenaExhaustedException  if there is no memory; the vector is unchanged
     * @throws IllegalArgumentException if the size is negative
     * @throws IllegalStateException    if the vector is frozen, or its generation has ended
     */
    public void resize(long newSize, @element@ value) {
        for (long i = cutOrReserve(newSize); i > 0; i--) {
            add(value);
        }
    }

    /**
     * Searches for an element from the beginning.
     *
     * @param  value                 the element
     * @return                       the index of the first equal element, or −1
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public long indexOf(@element@ value) {
        return indexOfKey(ElementKind.keyOf(value));
    }

    /**
     * Returns whether the vector contains an element.
     *
     * @param  value                 the element
     * @return                       true if it contains an equal element
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public boolean contains(@element@ value) {
        return indexOf(value) >= 0;
    }

    /**
     * Searches for an element by bisection. The vector must be sorted.
     *
     * @param  value                 the element
     * @return                       the index of an equal element, or <code>-(<i>index where to insert it</i>) - 1</code>
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public long binarySearch(@element@ value) {
        return binarySearchKey(ElementKind.keyOf(value));
    }

    /**
     * Iterates over the elements@unboxed@. The iterator uses the index, so it sees changes of the vector.
     *
     * @return                       an iterator that cannot remove
     * @throws IllegalStateException if the vector is frozen
     */
    @Override
    public @Iterator@ iterator() {
        requireThawed();
        return new @Iterator@() {
            private long next;

            @Override
            public boolean hasNext() {
                return next < size();
            }

            @Override
            public @nextType@ @next@() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return get(next++);
            }
        };
    }

    /**
     * Streams the present elements. The stream of a vector in a confined arena must not be parallel.
     *
     * @return                       the elements in order
     * @throws IllegalStateException if the vector is frozen
     */
    public @Wide@Stream stream() {
        return LongStream.range(0, size()).@map@(this::get);
    }

    /**
     * Copies the elements to the heap.
     *
     * @return                       the elements in order
     * @throws IllegalStateException if the vector is frozen, its generation has ended, or it is too large for an array
     */
    public @element@[] toArray() {
        return elements().toArray(ELEMENT);
    }
}
