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

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.Owned;
import dev.arena.Shared;

/**
 * A growable sequence of bytes in arena memory. It is also an {@link OutputStream}, a
 * {@link java.nio.channels.WritableByteChannel} and a {@link java.io.DataOutput}, which is big-endian. It need not be closed,
 * because it ends with the generation of its arena. After that, every call that needs memory or a byte throws
 * {@link IllegalStateException}.
 *
 * <p>A vector grows in place if it is the last allocation of its chunk. Otherwise it moves to a place of twice the size, or
 * less if memory is scarce. If the arena has no memory for new elements, the method throws {@link ArenaExhaustedException},
 * and the vector is unchanged. Indices out of range throw {@link IndexOutOfBoundsException}. A frozen vector throws
 * {@link IllegalStateException}. Not thread safe.
 *
 * @since 0.1.0
 */
public final class ByteVec extends ByteSink implements ArenaCollection, Iterable<Byte> {
    private static final ValueLayout.OfByte ELEMENT = ValueLayout.JAVA_BYTE;

    /** Bytes that are copied at a time where a stream wants them on the heap. */
    private static final int COPIED_BYTES = 8192;

    /**
     * An empty vector.
     *
     * @param  arena                   where its bytes live
     * @throws ArenaExhaustedException if there is no memory
     * @throws IllegalStateException   if the arena has been closed
     */
    public ByteVec(Arena arena) {
        super(new Bytes(arena));
    }

    /**
     * An empty vector with room for some bytes.
     *
     * @param  arena                    where its bytes live
     * @param  capacity                 number of bytes, 0 or more
     * @throws ArenaExhaustedException  if there is no memory for them
     * @throws IllegalArgumentException if the capacity is negative
     * @throws IllegalStateException    if the arena has been closed
     */
    public ByteVec(Arena arena, long capacity) {
        super(new Bytes(arena, capacity));
    }

    /**
     * Creates a vector that starts with existing bytes of an arena, without copying them.
     *
     * @param  arena                 the arena that allocated the bytes, where the vector grows
     * @param  bytes                 initial content; other code must not change it from now on
     * @return                       a new vector
     * @throws IllegalStateException if the generation of the bytes has ended
     */
    public static ByteVec over(Arena arena, MemorySegment bytes) {
        return new ByteVec(new Bytes(arena, bytes));
    }

    private ByteVec(Bytes bytes) {
        super(bytes);
    }

    /**
     * Number of bytes written.
     *
     * @return                       the number of bytes, 0 or more
     * @throws IllegalStateException if the vector is frozen
     */
    @Override
    public long size() {
        return bytes.size();
    }

    /**
     * Whether the vector is empty.
     *
     * @return                       true if there is none
     * @throws IllegalStateException if the vector is frozen
     */
    @Override
    public boolean isEmpty() {
        return bytes.isEmpty();
    }

    /**
     * Number of bytes that fit without more memory.
     *
     * @return                       that number, not less than the size
     * @throws IllegalStateException if the vector is frozen
     */
    public long capacity() {
        return bytes.capacity();
    }

    /**
     * Makes room for this many more bytes, and for no others.
     *
     * @param  additional               number of bytes that are about to be added, 0 or more
     * @throws ArenaExhaustedException  if there is no memory for them; the vector is unchanged
     * @throws IllegalArgumentException if the number is negative
     * @throws IllegalStateException    if the vector is frozen, or its generation has ended
     */
    public void reserve(long additional) {
        bytes.reserve(additional);
    }

    /**
     * Releases unused memory to the arena. This is possible if the vector is the last allocation of its chunk, and only for
     * memory without a {@linkplain #segment view}.
     *
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public void shrink() {
        bytes.shrink();
    }

    /** Removes all bytes. The room for them stays. */
    public void clear() {
        bytes.clear();
    }

    /**
     * Keeps the first bytes and removes the others. The room for them stays.
     *
     * @param  newSize                   number of bytes to keep
     * @throws IndexOutOfBoundsException if there are not so many, or the number is negative
     * @throws IllegalStateException     if the vector is frozen
     */
    public void truncate(long newSize) {
        bytes.truncate(newSize);
    }

    /**
     * Removes the bytes of a range, and moves the following ones forward.
     *
     * @param  from                      index of the first to be removed
     * @param  to                        index after the last element
     * @throws IndexOutOfBoundsException if that is no range of this vector
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public void removeRange(long from, long to) {
        bytes.removeRange(from, to);
    }

    /**
     * Appends a byte.
     *
     * @param  value                   the byte
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     * @throws IllegalStateException   if the vector is frozen, or its generation has ended
     */
    public void add(byte value) {
        bytes.add(value);
    }

    /**
     * Appends the bytes of an array.
     *
     * @param  values                  the bytes
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     * @throws IllegalStateException   if the vector is frozen, or its generation has ended
     */
    public void addAll(byte... values) {
        addAll(values, 0, values.length);
    }

    /**
     * Appends bytes of an array.
     *
     * @param  values                    holds the bytes
     * @param  from                      index of the first in the array
     * @param  length                    number of bytes
     * @throws ArenaExhaustedException   if there is no memory; the vector is unchanged
     * @throws IndexOutOfBoundsException if that is no range of the array
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public void addAll(byte[] values, int from, int length) {
        bytes.append(values, from, length);
    }

    /**
     * Appends the bytes of another vector.
     *
     * @param  values                  the other vector, or this one
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     * @throws IllegalStateException   if one of the vectors is frozen, or its generation has ended
     */
    public void addAll(ByteVec values) {
        bytes.append(values.bytes);
    }

    /**
     * Appends the bytes of a segment.
     *
     * @param  values                  the bytes
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     * @throws IllegalStateException   if the vector is frozen, or its generation or that of the segment has ended
     */
    public void addAll(MemorySegment values) {
        bytes.append(values);
    }

    /**
     * Appends the bytes that an iterable answers. If one of them cannot be added, none is added.
     *
     * @param  values                  the bytes
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     * @throws IllegalStateException   if the vector is frozen, or its generation has ended
     */
    public void addAll(Iterable<Byte> values) {
        if (values instanceof ByteVec vector) {
            addAll(vector);
        } else {
            bytes.addEach(() -> values.forEach(this::add));
        }
    }

    /**
     * Appends the numbers of a stream, the lowest eight bits of each. If one of them cannot be added, none is added.
     *
     * @param  values                  the numbers; must not be parallel
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     * @throws IllegalStateException   if the vector is frozen, or its generation has ended
     */
    public void addAll(IntStream values) {
        bytes.addEach(() -> values.sequential().forEachOrdered(each -> add((byte) each)));
    }

    /**
     * The byte at an index.
     *
     * @param  index                     from 0 to the size, which is excluded
     * @return                           the byte
     * @throws IndexOutOfBoundsException if the index is out of range
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public byte get(long index) {
        return bytes.segment.get(ELEMENT, bytes.offset(index));
    }

    /**
     * Replaces the byte at an index.
     *
     * @param  index                     from 0 to the size, which is excluded
     * @param  value                     the new byte
     * @throws IndexOutOfBoundsException if the index is out of range
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public void set(long index, byte value) {
        bytes.segment.set(ELEMENT, bytes.offset(index), value);
    }

    /**
     * Inserts a byte; those from the index on move back.
     *
     * @param  index                     index that it will have, from 0 to the size, which is included
     * @param  value                     the byte
     * @throws ArenaExhaustedException   if there is no memory; the vector is unchanged
     * @throws IndexOutOfBoundsException if the index is out of range
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public void insert(long index, byte value) {
        long at = bytes.openGap(index); // first, because it may move the segment
        bytes.segment.set(ELEMENT, at, value);
    }

    /**
     * Removes a byte, and moves the following ones forward.
     *
     * @param  index                     from 0 to the size, which is excluded
     * @return                           the byte
     * @throws IndexOutOfBoundsException if the index is out of range
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public byte remove(long index) {
        byte removed = get(index);
        bytes.removeRange(index, index + 1);
        return removed;
    }

    /**
     * Removes the last byte.
     *
     * @return                                  the byte
     * @throws java.util.NoSuchElementException if the vector is empty
     * @throws IllegalStateException            if the vector is frozen, or its generation has ended
     */
    public byte pop() {
        return (byte) bytes.popKey();
    }

    /**
     * Removes a byte in constant time: the last one takes its place.
     *
     * @param  index                     from 0 to the size, which is excluded
     * @return                           the byte
     * @throws IndexOutOfBoundsException if the index is out of range
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public byte swapRemove(long index) {
        return (byte) bytes.swapRemoveKey(index);
    }

    /**
     * Removes the bytes that a condition is true for. If the condition throws, the bytes that it has not seen stay.
     *
     * @param  condition                       the condition
     * @return                                 whether bytes were removed
     * @throws ConcurrentModificationException if the condition changes the size of the vector
     * @throws IllegalStateException           if the vector is frozen, or its generation has ended
     */
    public boolean removeIf(IntPredicate condition) {
        return bytes.removeKeysIf(key -> condition.test((byte) key));
    }

    /**
     * Removes the bytes that are equal to the one before them. In a sorted vector no two stay that are equal.
     *
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public void dedup() {
        bytes.dedup();
    }

    /**
     * Replaces the bytes of a range by others, which may be more or fewer.
     *
     * @param  from                      index of the first to be replaced
     * @param  to                        index after the last element
     * @param  values                    the replacement
     * @throws ArenaExhaustedException   if there is no memory; the vector is unchanged
     * @throws IndexOutOfBoundsException if that is no range of this vector
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public void splice(long from, long to, byte... values) {
        long at = bytes.openRange(from, to, values.length);
        MemorySegment.copy(values, 0, bytes.segment, ELEMENT, at, values.length);
    }

    /**
     * Moves the bytes from an index on to a new vector of the same arena.
     *
     * @param  index                     index of the first that is moved, from 0 to the size, which is included
     * @return                           a vector of these bytes
     * @throws ArenaExhaustedException   if there is no memory for it; this vector is unchanged
     * @throws IndexOutOfBoundsException if the index is out of range
     * @throws IllegalStateException     if the vector is frozen, or its generation has ended
     */
    public ByteVec splitOff(long index) {
        var tail = new ByteVec(bytes.arena(), bytes.countFrom(index));
        bytes.moveTail(index, tail.bytes);
        return tail;
    }

    /**
     * Brings the vector to a size: removes bytes at its end, or appends one again and again.
     *
     * @param  newSize                  number of bytes, 0 or more
     * @param  value                    value of the added elements
     * @throws ArenaExhaustedException  if there is no memory; the vector is unchanged
     * @throws IllegalArgumentException if the size is negative
     * @throws IllegalStateException    if the vector is frozen, or its generation has ended
     */
    public void resize(long newSize, byte value) {
        for (long i = bytes.cutOrReserve(newSize); i > 0; i--) {
            bytes.add(value);
        }
    }

    /**
     * Searches for a byte from the beginning.
     *
     * @param  value                 the byte
     * @return                       the index of the first that is equal, or −1
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public long indexOf(byte value) {
        return bytes.indexOfKey(value);
    }

    /**
     * Whether there is such a byte.
     *
     * @param  value                 the byte
     * @return                       true if one is equal
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public boolean contains(byte value) {
        return indexOf(value) >= 0;
    }

    /**
     * Searches for a byte by bisection. The vector must be sorted.
     *
     * @param  value                 the byte
     * @return                       the index of one that is equal, or <code>-(<i>index where to insert it</i>) - 1</code>
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public long binarySearch(byte value) {
        return bytes.binarySearchKey(value);
    }

    /**
     * Sorts the bytes in ascending order, as numbers from −128 to 127.
     *
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public void sort() {
        bytes.sort();
    }

    /**
     * Iterates over the bytes. The iterator uses the index, so it sees changes of the vector.
     *
     * @return                       an iterator that cannot remove
     * @throws IllegalStateException if the vector is frozen
     */
    @Override
    public Iterator<Byte> iterator() {
        bytes.requireThawed();
        return new IndexIterator<>(this::size, this::get);
    }

    /**
     * Streams the present bytes as numbers from −128 to 127. The stream of a vector in a confined arena must not be parallel.
     *
     * @return                       the bytes in order
     * @throws IllegalStateException if the vector is frozen
     */
    public IntStream stream() {
        return LongStream.range(0, size()).mapToInt(this::get);
    }

    /**
     * A view of the bytes written so far. It does not grow with the vector. It shows later changes to these bytes until the
     * vector moves.
     *
     * @return                       the bytes, read-only
     * @throws IllegalStateException if the vector is frozen
     */
    public MemorySegment segment() {
        return bytes.segment();
    }

    /**
     * Ends the vector and returns its bytes, which are not copied. Unused memory is given back as by {@link #shrink}. The
     * vector cannot be used any more.
     *
     * @return                       the bytes, read-only; they end with the generation
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public MemorySegment freeze() {
        return bytes.freeze();
    }

    /**
     * Ends the vector and lets its bytes {@linkplain Arena#escape escape}. They are copied only if they are a small part of
     * their chunk. Unused memory is released as by {@link #shrink}. The vector can no longer be used.
     *
     * @return                       a handle to the bytes, read-only; to be closed by the caller
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public Owned<MemorySegment> freezeOwned() {
        return bytes.freezeOwned();
    }

    /**
     * Ends the vector as {@link #freezeOwned} does, for a handle that can be shared.
     *
     * @return                       the first handle, to be closed by the caller
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public Shared<MemorySegment> freezeShared() {
        return bytes.freezeShared();
    }

    /**
     * Copies the bytes to the heap.
     *
     * @return                       the bytes in order
     * @throws IllegalStateException if the vector is frozen, its generation has ended, or it is too large for an array
     */
    public byte[] toArray() {
        return bytes.elements().toArray(ELEMENT);
    }

    /**
     * Writes the bytes to a stream.
     *
     * @param  out                   the stream, which is left open
     * @throws IOException           as the stream does
     * @throws IllegalStateException if the vector is frozen, or its generation has ended
     */
    public void writeTo(OutputStream out) throws IOException {
        MemorySegment written = bytes.elements();
        byte[] copy = new byte[(int) Math.min(COPIED_BYTES, written.byteSize())];
        for (long at = 0; at < written.byteSize(); at += copy.length) {
            int length = (int) Math.min(copy.length, written.byteSize() - at);
            MemorySegment.copy(written, ELEMENT, at, copy, 0, length);
            out.write(copy, 0, length);
        }
    }

    /** Whether the other object is a vector with the same bytes in the same order. */
    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof ByteVec other && bytes.equals(other.bytes);
    }

    /** The hash code that a {@link java.util.List} of the boxed bytes has. */
    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    /** The bytes as a {@link java.util.List} shows them. */
    @Override
    public String toString() {
        return bytes.toString();
    }
}
