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
import java.util.ConcurrentModificationException;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.LongPredicate;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.Owned;
import dev.arena.Shared;

/**
 * Base of the vectors of primitives: a block of arena memory whose first {@link #size} elements are in use.
 *
 * <p>Appending is the hot path. It compares {@code size} with {@code capacity} and writes; everything else is in
 * {@link #makeRoom}. A frozen vector needs no check there: its size equals its capacity, and {@link #makeRoom} throws.
 */
abstract sealed class PrimitiveVec implements ArenaCollection permits BooleanVec, Bytes, DoubleVec, FloatVec, IntVec,
        LongVec, ShortVec {

    /** Initial size in bytes of a vector without a given capacity: a cache line. */
    private static final long FIRST_BYTES = 64;

    private static final long FROZEN = -1;

    private final ElementKind kind;
    private final Arena arena;
    MemorySegment segment;

    /** Elements in use; {@link #FROZEN} once frozen. */
    long size;

    /** Elements that fit in the segment; {@link #FROZEN} once frozen. */
    long capacity;

    /** Number of bytes with views. These bytes are never released, because the views would show later allocations. */
    private long shownBytes;

    PrimitiveVec(ElementKind kind, Arena arena) {
        this(kind, arena, FIRST_BYTES >> kind.shift);
    }

    PrimitiveVec(ElementKind kind, Arena arena, long capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity must not be negative: " + capacity);
        }
        this.kind = kind;
        this.arena = arena;
        this.segment = arena.allocate(bytesFor(capacity), kind.bytes);
        this.capacity = capacity;
    }

    /** A vector of elements that are there. */
    PrimitiveVec(ElementKind kind, Arena arena, MemorySegment elements) {
        this.kind = kind;
        this.arena = arena;
        this.segment = elements;
        this.size = elements.byteSize() >> kind.shift;
        this.capacity = size;
    }

    /** Size of so many elements in bytes; {@link Long#MAX_VALUE}, which is always refused, if that overflows a {@code long}. */
    private long bytesFor(long elements) {
        return elements > Long.MAX_VALUE >> kind.shift ? Long.MAX_VALUE : elements << kind.shift;
    }

    /**
     * Number of elements.
     *
     * @return                       the number of elements, 0 or more
     * @throws IllegalStateException if the vector is frozen
     */
    @Override
    public final long size() {
        long elements = size;
        if (elements < 0) {
            throw frozen();
        }
        return elements;
    }

    /**
     * Whether the vector is empty.
     *
     * @return                       true if there is none
     * @throws IllegalStateException if the vector is frozen
     */
    @Override
    public final boolean isEmpty() {
        return size() == 0;
    }

    /**
     * Number of elements that fit without more memory.
     *
     * @return                       that number, not less than the size
     * @throws IllegalStateException if the vector is frozen
     */
    public final long capacity() {
        requireThawed();
        return capacity;
    }

    /**
     * Makes room for this many more elements, and for no others.
     *
     * @param  additional               number of elements that are about to be added, 0 or more
     * @throws ArenaExhaustedException  if there is no memory for them; the vector is unchanged
     * @throws IllegalArgumentException if the number is negative
     * @throws IllegalStateException    if the vector is frozen, or its generation has ended
     */
    public final void reserve(long additional) {
        if (additional < 0) {
            throw new IllegalArgumentException("additional must not be negative: " + additional);
        }
        if (additional > capacity - size()) {
            growTo(sum(size, additional), 0);
        }
    }

    /**
     * Releases unused memory to the arena. This is possible if the vector is the last allocation of its chunk, and only for
     * memory without a view.
     *
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public final void shrink() {
        long kept = Math.max(size() << kind.shift, shownBytes);
        segment = arena.shrink(segment, kept);
        capacity = kept >> kind.shift;
    }

    /** Removes all elements. The room for them stays. */
    public final void clear() {
        truncate(0);
    }

    /**
     * Keeps the first elements and removes the others. The room for them stays.
     *
     * @param  newSize                   number of elements to keep
     * @throws IndexOutOfBoundsException if there are not so many, or the number is negative
     * @throws IllegalStateException     if the vector is frozen
     */
    public final void truncate(long newSize) {
        size = Objects.checkIndex(newSize, size() + 1);
    }

    /**
     * Removes the elements of a range, and moves the following ones forward.
     *
     * @param  from                      index of the first to be removed
     * @param  to                        index after the last element
     * @throws IndexOutOfBoundsException if that is no range of this vector
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public final void removeRange(long from, long to) {
        Objects.checkFromToIndex(from, to, size());
        MemorySegment.copy(segment, to << kind.shift, segment, from << kind.shift, (size - to) << kind.shift);
        size -= to - from;
    }

    /**
     * Sorts the elements in ascending order, in place and with O(n log n) comparisons at worst. The sort is not stable.
     *
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public final void sort() {
        Introsort.sort(kind, elements());
    }

    /**
     * A view of the elements written so far. It does not grow with the vector. It shows later changes to these elements until
     * the vector moves.
     *
     * @return                       the elements in native byte order, read-only
     * @throws IllegalStateException if the vector is frozen
     */
    public final MemorySegment segment() {
        MemorySegment elements = elements();
        shownBytes = Math.max(shownBytes, elements.byteSize());
        return elements.asReadOnly();
    }

    /**
     * Ends the vector and returns its elements, which are not copied. Unused memory is given back as by {@link #shrink}. The
     * vector cannot be used any more.
     *
     * @return                       the elements in native byte order, read-only; they end with the generation
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public final MemorySegment freeze() {
        shrink();
        MemorySegment elements = segment();
        end();
        return elements;
    }

    /**
     * Ends the vector and lets its elements {@linkplain Arena#escape escape}: without copying, unless they are a small part of
     * their chunk. Unused memory is given back as by {@link #shrink}. The vector cannot be used any more.
     *
     * @return                       a handle to the elements in native byte order, read-only; to be closed by the caller
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public final Owned<MemorySegment> freezeOwned() {
        shrink();
        Owned<MemorySegment> handle = arena.escape(elements()).map(MemorySegment::asReadOnly);
        end();
        return handle;
    }

    /**
     * Ends the vector as {@link #freezeOwned} does, for a handle that can be shared.
     *
     * @return                       the first handle, to be closed by the caller
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public final Shared<MemorySegment> freezeShared() {
        return freezeOwned().share();
    }

    /** Removes the elements that are equal to the one before them, as their boxes are. In a sorted vector no two stay that are equal. */
    public final void dedup() {
        MemorySegment elements = elements();
        long kept = Math.min(1, size);
        for (long i = 1; i < size; i++) {
            long key = kind.key(elements, i);
            if (key != kind.key(elements, kept - 1)) {
                kind.setKey(elements, kept++, key);
            }
        }
        truncate(kept);
    }

    private void end() {
        segment = MemorySegment.NULL;
        size = FROZEN;
        capacity = FROZEN;
    }

    final boolean isOpen() {
        return size >= 0 && segment.scope().isAlive();
    }

    final void requireThawed() {
        if (size < 0) {
            throw frozen();
        }
    }

    private IllegalStateException frozen() {
        return new IllegalStateException("This vector was frozen and can no longer be used");
    }

    /** Makes room for more elements. If there is memory, the room doubles, so that appending takes constant time on average. */
    final void makeRoom(long additional) {
        growTo(sum(size(), additional), 2 * segment.byteSize());
    }

    private static long sum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    private void growTo(long elements, long preferredBytes) {
        segment = arena.growAtLeast(segment, bytesFor(elements), preferredBytes, kind.bytes);
        capacity = segment.byteSize() >> kind.shift;
    }

    /** Makes room for more elements. Returns the offset in bytes where to write them; the caller then calls {@link #added}. */
    final long room(long additional) {
        if (additional > capacity - size()) {
            makeRoom(additional);
        }
        return size << kind.shift;
    }

    /** Adds elements to the size that were written after the last one. */
    final void added(long elements) {
        size += elements;
    }

    /** Appends the elements of a segment. */
    final void append(MemorySegment source) {
        long bytes = source.byteSize();
        if ((bytes & (kind.bytes - 1)) != 0) {
            throw new IllegalArgumentException(
                    "The size of the segment must be a multiple of " + kind.bytes + " bytes: " + bytes);
        }
        long at = room(bytes >> kind.shift);
        MemorySegment.copy(source, 0, segment, at, bytes);
        added(bytes >> kind.shift);
    }

    /** Appends the elements of another vector, which may be this one. */
    final void append(PrimitiveVec source) {
        append(source.elements());
    }

    /** Moves the elements from an index on by one, and returns the offset of the free place in bytes. */
    final long openGap(long index) {
        Objects.checkIndex(index, size() + 1);
        long end = room(1);
        long at = index << kind.shift;
        MemorySegment.copy(segment, at, segment, at + kind.bytes, end - at);
        added(1);
        return at;
    }

    /** Runs what adds elements one by one; if it fails, none of them stays. */
    final void addEach(Runnable additions) {
        long before = size();
        try {
            additions.run();
            if (size < before) {
                throw new ConcurrentModificationException();
            }
        } catch (RuntimeException | Error e) {
            if (size >= before) {
                truncate(before);
            }
            throw e;
        }
    }

    /** Makes room for elements instead of those of a range, and returns its offset in bytes. */
    final long openRange(long from, long to, long count) {
        Objects.checkFromToIndex(from, to, size());
        long more = count - (to - from);
        if (more > 0) {
            room(more);
        }
        MemorySegment.copy(segment, to << kind.shift, segment, (to + more) << kind.shift, (size - to) << kind.shift);
        added(more);
        return from << kind.shift;
    }

    /** Moves the elements from an index on to another vector of the same type, which has room for them. */
    final void moveTail(long index, PrimitiveVec tail) {
        tail.append(segment.asSlice(index << kind.shift, (size - index) << kind.shift));
        truncate(index);
    }

    /** Number of elements from an index on, which may be the size. */
    final long countFrom(long index) {
        return size - Objects.checkIndex(index, size() + 1);
    }

    /** Removes the last element, and returns its key. */
    final long popKey() {
        requireElement();
        long key = kind.key(segment, size - 1);
        size--;
        return key;
    }

    final void requireElement() {
        if (isEmpty()) {
            throw new NoSuchElementException("The vector is empty");
        }
    }

    /** Removes an element, whose place the last one takes, and returns its key. */
    final long swapRemoveKey(long index) {
        Objects.checkIndex(index, size());
        long removed = kind.key(segment, index);
        long last = popKey();
        if (index < size) {
            kind.setKey(segment, index, last);
        }
        return removed;
    }

    /** Removes elements by their keys, as the vectors of other types do by their elements. */
    final boolean removeKeysIf(LongPredicate condition) {
        long before = size();
        long kept = 0;
        long seen = 0;
        try {
            while (seen < before) {
                long key = kind.key(segment, seen);
                boolean remove = condition.test(key);
                requireSize(before);
                seen++;
                if (!remove) {
                    kind.setKey(segment, kept++, key);
                }
            }
        } finally {
            closeGap(kept, seen);
        }
        return kept < before;
    }

    /** Throws if a function that was called has changed the size. */
    final void requireSize(long expected) {
        if (size != expected) {
            throw new ConcurrentModificationException();
        }
    }

    /** Removes the elements between those that stay and those that a condition has not seen, also after it has thrown. */
    final void closeGap(long kept, long seen) {
        if (seen <= size) {
            removeRange(kept, seen);
        }
    }

    /** Cuts the vector to a size, or makes room for the elements that are missing and returns how many. */
    final long cutOrReserve(long newSize) {
        if (newSize < 0) {
            throw new IllegalArgumentException("newSize must not be negative: " + newSize);
        }
        if (newSize <= size()) {
            truncate(newSize);
            return 0;
        }
        reserve(newSize - size);
        return newSize - size;
    }

    final Arena arena() {
        return arena;
    }

    /** The elements, for use before the vector changes. Unlike {@link #segment}, it does not count as a view. */
    final MemorySegment elements() {
        return segment.asSlice(0, size() << kind.shift);
    }

    /** Offset of the element at an index in bytes. */
    final long offset(long index) {
        return Objects.checkIndex(index, size()) << kind.shift;
    }

    final long indexOfKey(long key) {
        return Elements.indexOf(kind, elements(), key);
    }

    final long binarySearchKey(long key) {
        return Elements.binarySearch(kind, elements(), key);
    }

    /**
     * Whether the other object is a vector of the same type with equal elements in the same order. Elements are equal as their
     * boxes are.
     */
    @Override
    public final boolean equals(@Nullable Object object) {
        return object == this || (object instanceof PrimitiveVec other && kind == other.kind && size() == other.size()
                && Elements.areEqual(kind, elements(), other.elements()));
    }

    /** The hash code that a {@link java.util.List} of the boxed elements has. */
    @Override
    public final int hashCode() {
        return Elements.hash(kind, elements());
    }

    /** The elements as a {@link java.util.List} shows them. */
    @Override
    public final String toString() {
        return size < 0 ? "frozen" : Elements.text(kind, elements());
    }
}
