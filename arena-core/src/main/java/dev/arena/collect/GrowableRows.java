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
import java.util.Objects;
import java.util.function.LongPredicate;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.engine.util.Capacities;
import dev.arena.record.RecordLayout;

/**
 * The part of {@link RecordVec} that deals with rows as bytes: their memory, how it grows, and how rows move in it. It neither
 * creates records nor knows their texts.
 *
 * @param <R> type of the records
 */
abstract sealed class GrowableRows<R extends Record> extends RecordRows<R> permits RecordVec {
    private static final long FIRST_BYTES = 256; // a few rows of most kinds
    private static final long FROZEN = -1;

    private final Arena arena;

    /** Number of rows that the vector will probably have; 0 if that is not known. */
    private long expected;

    /** Offset of the next row in bytes. It equals size times row size, but saves each append the multiplication. */
    long end;

    /** End of the room for rows in bytes; {@link #FROZEN} once frozen. The segment has one spare row after it, for swaps. */
    long limit;

    GrowableRows(Arena arena, RecordLayout<R> layout, long capacity) {
        super(layout, MemorySegment.NULL, 0);
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity must not be negative: " + capacity);
        }
        this.arena = arena;
        long first = capacity == 0 ? FIRST_BYTES / rowBytes : capacity;
        this.rows = arena.allocate(bytesFor(first), layout.byteAlignment());
        this.limit = first * rowBytes;
    }

    final Arena arena() {
        return arena;
    }

    /** Size of so many rows and the spare one in bytes; {@link Long#MAX_VALUE}, which is always refused, on overflow. */
    private long bytesFor(long count) {
        return count >= Long.MAX_VALUE / rowBytes ? Long.MAX_VALUE : (count + 1) * rowBytes;
    }

    /**
     * Number of rows that fit without more memory.
     *
     * @return                       that number, not less than the size
     * @throws IllegalStateException if the vector was frozen
     */
    public final long capacity() {
        size();
        return limit / rowBytes;
    }

    /**
     * Makes room for more rows.
     *
     * @param  additional               number of rows that are about to be added, 0 or more
     * @throws ArenaExhaustedException  if there is no memory for them
     * @throws IllegalArgumentException if the number is negative
     * @throws IllegalStateException    if the vector was frozen or its generation has ended
     */
    public final void reserve(long additional) {
        if (additional < 0) {
            throw new IllegalArgumentException("additional must not be negative: " + additional);
        }
        if (additional > capacity() - size) {
            growTo(size > Long.MAX_VALUE - additional ? Long.MAX_VALUE : size + additional, 0);
        }
    }

    /**
     * Tells how many rows the vector will probably have, so that it grows to that size instead of twice its size. It takes no
     * memory before it grows, and then at most four times its capacity. A wrong number costs memory or time, nothing else.
     *
     * @param  rows                     number of rows, including those that there are; 0 or more
     * @throws IllegalArgumentException if the number is negative
     */
    public final void expectSize(long rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("rows must not be negative: " + rows);
        }
        expected = rows;
    }

    /** Makes room for one more row. */
    final void reserveRow() {
        if (end >= limit) {
            makeRoom();
        }
    }

    /** Bytes of memory that one more row needs at least; 0 if there is room for it. */
    final long bytesToGrow() {
        return end >= limit ? bytesFor(size + 1) : 0;
    }

    final void makeRoom() {
        growTo(size() + 1, Capacities.next(capacity(), expected));
    }

    private void growTo(long least, long preferred) {
        MemorySegment grown = arena.growAtLeast(rows, bytesFor(least), bytesFor(preferred), layout.byteAlignment());
        grown.asSlice(limit, rowBytes).fill((byte) 0);
        rows = grown;
        limit = (grown.byteSize() / rowBytes - 1) * rowBytes;
    }

    /**
     * Gives unused memory for rows back to the arena. That is possible if the rows are the last allocation of their chunk.
     * Segments that {@link #rows} returned before must not be used any more.
     *
     * @throws IllegalStateException if the vector was frozen or its generation has ended
     */
    public final void shrink() {
        rows = arena.shrink(rows, bytesFor(size()));
        limit = end;
    }

    /**
     * Appends a row of zeros and nulls, to be filled by the setters of {@link dev.arena.record.Field}.
     *
     * @return                         start of the row in {@link #rows}, in bytes
     * @throws ArenaExhaustedException if there is no memory for it
     * @throws IllegalStateException   if the vector was frozen or its generation has ended
     */
    public final long addRow() {
        long at = end;
        if (at >= limit) {
            makeRoom();
        }
        end = at + rowBytes;
        size++;
        return at;
    }

    /**
     * Keeps the first records and removes the others. Their room stays.
     *
     * @param  newSize                   number of records to keep
     * @throws IndexOutOfBoundsException if there are not so many, or the number is negative
     * @throws IllegalStateException     if the vector was frozen or its generation has ended
     */
    public final void truncate(long newSize) {
        Objects.checkIndex(newSize, size() + 1);
        rows.asSlice(newSize * rowBytes, (size - newSize) * rowBytes).fill((byte) 0);
        size = newSize;
        end = newSize * rowBytes;
    }

    /** Moves the last row to an index; the rows from there on move down. */
    final void moveLastTo(long index) {
        long last = size - 1;
        long offset = index * rowBytes;
        MemorySegment.copy(rows, last * rowBytes, rows, limit, rowBytes);
        MemorySegment.copy(rows, offset, rows, offset + rowBytes, last * rowBytes - offset);
        MemorySegment.copy(rows, limit, rows, offset, rowBytes);
    }

    /**
     * Removes the records of a range, and moves the following ones forward.
     *
     * @param  from                      number of the first to be removed
     * @param  to                        number after the last row
     * @throws IndexOutOfBoundsException if that is no range of this vector
     * @throws IllegalStateException     if the vector was frozen or its generation has ended
     */
    public final void removeRange(long from, long to) {
        long before = size();
        Objects.checkFromToIndex(from, to, before);
        MemorySegment.copy(rows, to * rowBytes, rows, from * rowBytes, (before - to) * rowBytes);
        truncate(before - (to - from));
    }

    /** Removes a row, whose place the last one takes. */
    final void swapRemoveRow(long index) {
        copyRow(size - 1, index);
        truncate(size - 1);
    }

    final void copyRow(long from, long to) {
        MemorySegment.copy(rows, from * rowBytes, rows, to * rowBytes, rowBytes);
    }

    /** Removes rows by their numbers. */
    final boolean removeRowsIf(LongPredicate condition) {
        long before = size();
        long kept = 0;
        long seen = 0;
        try {
            while (seen < before) {
                boolean remove = condition.test(seen);
                if (size != before) {
                    throw new ConcurrentModificationException();
                }
                if (!remove) {
                    copyRow(seen, kept++);
                }
                seen++;
            }
        } finally {
            if (seen <= size) {
                removeRange(kept, seen);
            }
        }
        return kept < before;
    }

    /** Moves the rows from {@code added} on to the place of a range before them. */
    final void putInPlace(long from, long to, long added) {
        long moved = size - added;
        removeRange(from, to);
        reverse(from, size - moved);
        reverse(size - moved, size);
        reverse(from, size);
    }

    private void reverse(long from, long to) {
        for (long low = from, high = to - 1; low < high; low++, high--) {
            MemorySegment.copy(rows, low * rowBytes, rows, limit, rowBytes);
            copyRow(high, low);
            MemorySegment.copy(rows, limit, rows, high * rowBytes, rowBytes);
        }
    }

    /** Truncates the vector to a size, or makes room for the missing rows and returns true. */
    final boolean cutOrReserve(long newSize) {
        if (newSize < 0) {
            throw new IllegalArgumentException("newSize must not be negative: " + newSize);
        }
        if (newSize <= size()) {
            truncate(newSize);
            return false;
        }
        reserve(newSize - size);
        return true;
    }

    /** Appends copies of the last row, for which there is room. They have its text in common. */
    final void repeatLast(long newSize) {
        long last = size - 1;
        while (size < newSize) {
            addRow();
            copyRow(last, size - 1);
        }
    }

    /** Moves the rows to their new places, along the cycles of the permutation. */
    final void permute(int[] sources) {
        for (int start = 0; start < sources.length; start++) {
            if (sources[start] == start) {
                continue;
            }
            MemorySegment.copy(rows, start * rowBytes, rows, limit, rowBytes);
            int to = start;
            while (sources[to] != start) {
                int from = sources[to];
                MemorySegment.copy(rows, from * rowBytes, rows, to * rowBytes, rowBytes);
                sources[to] = to;
                to = from;
            }
            MemorySegment.copy(rows, limit, rows, to * rowBytes, rowBytes);
            sources[to] = to;
        }
    }

    final void end() {
        size = FROZEN;
        limit = FROZEN;
        rows = MemorySegment.NULL;
    }
}
