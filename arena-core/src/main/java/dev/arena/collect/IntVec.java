package dev.arena.collect;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.PrimitiveIterator;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;

/**
 * A growable sequence of {@code int} in arena memory. It need not be closed: it ends with the generation of its arena. After
 * that, every call that needs memory or an element throws {@link IllegalStateException}.
 *
 * <p>It grows in place as long as nothing was allocated after it in its chunk. Otherwise it moves to twice the room, or to less
 * if memory is scarce. If the arena has no memory for the elements to be added, {@link ArenaExhaustedException} is thrown and
 * the vector is unchanged. Indices out of range throw {@link IndexOutOfBoundsException}. Not thread safe.
 */
public final class IntVec extends PrimitiveVec {
    private static final ValueLayout.OfInt ELEMENT = ValueLayout.JAVA_INT;

    /**
     * An empty vector.
     *
     * @param  arena                   where its elements live
     * @throws ArenaExhaustedException if there is no memory
     * @throws IllegalStateException   if the arena has been closed
     */
    public IntVec(Arena arena) {
        super(ElementKind.INT, arena);
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
    public IntVec(Arena arena, long capacity) {
        super(ElementKind.INT, arena, capacity);
    }

    /**
     * Appends an element.
     *
     * @param  value                   the element
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     * @throws IllegalStateException   if the vector is frozen, or its generation has ended
     */
    public void add(int value) {
        long index = size;
        if (index == capacity) {
            makeRoom(1);
        }
        segment.set(ELEMENT, index << 2, value);
        size = index + 1;
    }

    /**
     * Appends the elements of an array.
     *
     * @param  values                  the elements
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     * @throws IllegalStateException   if the vector is frozen, or its generation has ended
     */
    public void addAll(int... values) {
        addAll(values, 0, values.length);
    }

    /**
     * Appends elements of an array.
     *
     * @param  values                    holds the elements
     * @param  from                      index of the first in the array
     * @param  length                    number of elements
     * @throws ArenaExhaustedException   if there is no memory; the vector is unchanged
     * @throws IndexOutOfBoundsException if that is no range of the array
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public void addAll(int[] values, int from, int length) {
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
    public void addAll(IntVec values) {
        append(values);
    }

    /**
     * Appends elements in native byte order.
     *
     * @param  values                   the elements, at any alignment
     * @throws ArenaExhaustedException  if there is no memory; the vector is unchanged
     * @throws IllegalArgumentException if the size of the segment is no multiple of 4 bytes
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
     * @throws IndexOutOfBoundsException if there is none
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public int get(long index) {
        long at = offset(index);
        return segment.get(ELEMENT, at);
    }

    /**
     * Replaces the element at an index.
     *
     * @param  index                     from 0 to the size, which is excluded
     * @param  value                     the new element
     * @throws IndexOutOfBoundsException if there is none
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public void set(long index, int value) {
        long at = offset(index);
        segment.set(ELEMENT, at, value);
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
    public void insert(long index, int value) {
        long at = openGap(index); // first, as it may move the segment
        segment.set(ELEMENT, at, value);
    }

    /**
     * Removes an element; those behind it move up.
     *
     * @param  index                     from 0 to the size, which is excluded
     * @return                           the element
     * @throws IndexOutOfBoundsException if there is none
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public int remove(long index) {
        int removed = get(index);
        removeRange(index, index + 1);
        return removed;
    }

    /**
     * Searches for an element from the beginning.
     *
     * @param  value                 the element
     * @return                       the index of the first that is equal, or −1
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public long indexOf(int value) {
        return indexOfKey(value);
    }

    /**
     * Whether there is such an element.
     *
     * @param  value                 the element
     * @return                       true if one is equal
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public boolean contains(int value) {
        return indexOf(value) >= 0;
    }

    /**
     * Searches for an element by bisection. The vector must be sorted.
     *
     * @param  value                 the element
     * @return                       the index of one that is equal, or <code>-(<i>index where to insert it</i>) - 1</code>
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public long binarySearch(int value) {
        return binarySearchKey(value);
    }

    /**
     * Calls an action for each element, in order. The iteration goes by index. It sees elements that the action adds or
     * removes.
     *
     * @param  action                the action
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public void forEach(IntConsumer action) {
        for (long i = 0; i < size(); i++) {
            action.accept(get(i));
        }
    }

    /**
     * Iterates over the elements without boxing them. The iterator goes by index, so it sees changes of the vector.
     *
     * @return                       an iterator that cannot remove
     * @throws IllegalStateException if the vector is frozen
     */
    public PrimitiveIterator.OfInt iterator() {
        requireThawed();
        return new PrimitiveIterator.OfInt() {
            private long next;

            @Override
            public boolean hasNext() {
                return next < size();
            }

            @Override
            public int nextInt() {
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
    public IntStream stream() {
        return LongStream.range(0, size()).mapToInt(this::get);
    }

    /**
     * Copies the elements to the heap.
     *
     * @return                       the elements in order
     * @throws IllegalStateException if the vector is frozen, its generation has ended, or it is too large for an array
     */
    public int[] toArray() {
        return elements().toArray(ELEMENT);
    }
}
