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
import java.util.Comparator;
import java.util.Iterator;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.arena.record.RecordLayout;

/**
 * Readable rows of records in arena memory: a {@link RecordVec}, which grows, or a {@link RecordSlice}. Callers read them as
 * records, which are created on request, or field by field through a {@linkplain #cursor cursor}. Two objects are equal if their
 * records are equal, like lists.
 *
 * <p>Not thread safe while it changes. Once the memory has ended, methods that read a row throw
 * {@link IllegalStateException}.
 *
 * @param <R> type of the records
 * @since 0.1.0
 */
public abstract sealed class RecordRows<R extends Record> implements ArenaCollection, Iterable<R>
        permits GrowableRows, RecordSlice {
    final RecordLayout<R> layout;
    final long rowBytes;

    /** Rows, and perhaps room for more of them. */
    MemorySegment rows;

    /** Rows in use; negative once they were handed on. */
    long size;

    RecordRows(RecordLayout<R> layout, MemorySegment rows, long size) {
        this.layout = layout;
        this.rowBytes = layout.byteSize();
        this.rows = rows;
        this.size = size;
    }

    /**
     * Returns the layout of a record in its row.
     *
     * @return the layout
     */
    public final RecordLayout<R> layout() {
        return layout;
    }

    /**
     * Number of rows.
     *
     * @return                       that number, 0 or more
     * @throws IllegalStateException if this was frozen
     */
    @Override
    public final long size() {
        long now = size;
        if (now < 0) {
            throw new IllegalStateException("This vector was frozen: its rows now belong to the result of freeze()");
        }
        return now;
    }

    /**
     * Whether there is no row.
     *
     * @return                       whether the size is 0
     * @throws IllegalStateException if this was frozen
     */
    @Override
    public final boolean isEmpty() {
        return size() == 0;
    }

    /**
     * Returns the memory of the rows. Row {@code i} starts at byte {@code i * layout().byteSize()}. The segment may have room
     * for more rows after the last row. Leave this room zero.
     *
     * @return                       the memory; another one after rows were added, or the room for them was changed
     * @throws IllegalStateException if this was frozen
     */
    public final MemorySegment rows() {
        size();
        return rows;
    }

    /**
     * The text that the rows refer to, as it is now.
     *
     * @return                       a view; {@link MemorySegment#NULL} if the layout has no text
     * @throws IllegalStateException if this was frozen
     */
    public abstract MemorySegment textSegment();

    /**
     * Makes the record of a row. Its components of type {@link dev.arena.text.Utf8String} are views of arena memory.
     *
     * @param  index                     number of the row
     * @return                           a new record
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws IllegalStateException     if this was frozen or the memory has ended
     */
    public final R get(long index) {
        return layout.read(rows, offsetOf(index), textSegment());
    }

    final long offsetOf(long index) {
        return Objects.checkIndex(index, size()) * rowBytes;
    }

    /**
     * A view of one row at a time that reads fields without making a record.
     *
     * @return a cursor before the first row
     */
    public final RecordCursor<R> cursor() {
        return new RecordCursor<>(this);
    }

    /**
     * Looks for a record in rows that are sorted.
     *
     * @param  key                   a record
     * @param  order                 the order in which the rows are
     * @return                       number of a row that is equal in that order; if there is none, −1 minus the number of the
     *                               row before which the key would have to be inserted
     * @throws IllegalStateException if this was frozen or the memory has ended
     */
    public final long binarySearch(R key, Comparator<? super R> order) {
        long low = 0;
        long high = size() - 1;
        while (low <= high) {
            long middle = (low + high) >>> 1;
            int sign = order.compare(get(middle), key);
            if (sign == 0) {
                return middle;
            }
            if (sign < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1 - low;
    }

    /**
     * The records in their order. Removing is not supported. Rows that are added on the way are seen.
     *
     * @return an iterator
     */
    @Override
    public final Iterator<R> iterator() {
        return new IndexIterator<>(this::size, this::get);
    }

    /**
     * The records in their order.
     *
     * @return                       a stream of as many as there are now
     * @throws IllegalStateException if this was frozen
     */
    public final Stream<R> stream() {
        return LongStream.range(0, size()).mapToObj(this::get);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        if (!(other instanceof RecordRows<?> those) || size() != those.size()) {
            return false;
        }
        for (long i = 0; i < size; i++) {
            if (!get(i).equals(those.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** As {@link java.util.List#hashCode} has it. */
    @Override
    public final int hashCode() {
        int hash = 1;
        for (R each : this) {
            hash = 31 * hash + each.hashCode();
        }
        return hash;
    }

    /** The records in brackets. */
    @Override
    public final String toString() {
        var text = new StringJoiner(", ", "[", "]");
        forEach(each -> text.add(each.toString()));
        return text.toString();
    }
}
