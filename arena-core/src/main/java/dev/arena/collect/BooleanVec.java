package dev.arena.collect;

import java.lang.foreign.ValueLayout;
import java.util.Iterator;
import java.util.NoSuchElementException;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;

/**
 * A growable sequence of {@code boolean} in arena memory, a byte each. Grows, ends and fails as an {@link IntVec} does. Not thread
 * safe.
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
     * The element at an index.
     *
     * @param  index                     from 0 to the size, which is excluded
     * @return                           the element
     * @throws IndexOutOfBoundsException if there is none
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
     * @throws IndexOutOfBoundsException if there is none
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public void set(long index, boolean value) {
        segment.set(ELEMENT, offset(index), value);
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
     * Iterates over the elements. The iterator goes by index, so it sees changes of the vector.
     *
     * @return                       an iterator that cannot remove
     * @throws IllegalStateException if the vector is frozen
     */
    @Override
    public Iterator<Boolean> iterator() {
        requireThawed();
        return new Iterator<>() {
            private long next;

            @Override
            public boolean hasNext() {
                return next < size();
            }

            @Override
            public Boolean next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return get(next++);
            }
        };
    }
}
