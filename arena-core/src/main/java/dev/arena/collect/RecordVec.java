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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.Owned;
import dev.arena.Shared;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8Builder;

/**
 * A growable list of records in arena memory. Adding a record copies it to a row, and reading a row creates a new record. The
 * texts of all rows are in one builder. Texts of removed or replaced rows remain there until the vector is
 * {@linkplain #clear cleared}.
 *
 * <p>A vector grows in place if it is the last allocation of its chunk, and moves otherwise. If memory is exhausted, a method
 * throws and leaves the vector unchanged. Not thread safe, even if its arena is shared. It ends with the generation in which
 * it was created. After that, every call that reads or writes a row throws {@link IllegalStateException}.
 *
 * @param <R> type of the records
 * @since 0.1.0
 */
public final class RecordVec<R extends Record> extends GrowableRows<R> {
    private static final long TEXT_BYTES_A_ROW = 16; // a short name
    private static final long MOST_ROWS_WITH_TEXT = 64; // a guess for more rows would be too rough

    /** Null if the layout has no text. */
    private final @Nullable Utf8Builder text;

    /**
     * An empty vector.
     *
     * @param  arena                    where it grows
     * @param  type                     class of the records
     * @throws ArenaExhaustedException  if there is no memory for the first rows
     * @throws IllegalArgumentException if the class cannot be {@linkplain RecordLayout#of laid out}
     * @throws IllegalStateException    if the arena has been closed
     * @throws WrongThreadException     if it is confined to another thread
     */
    public RecordVec(Arena arena, Class<R> type) {
        this(arena, RecordLayout.of(type), 0);
    }

    /**
     * An empty vector with room for some rows.
     *
     * @param  arena                    where it grows
     * @param  layout                   how rows are laid out
     * @param  capacity                 number of rows that fit without growing, 0 or more
     * @throws ArenaExhaustedException  if there is no memory for them
     * @throws IllegalArgumentException if the capacity is negative
     * @throws IllegalStateException    if the arena has been closed
     * @throws WrongThreadException     if it is confined to another thread
     */
    public RecordVec(Arena arena, RecordLayout<R> layout, long capacity) {
        super(arena, layout, capacity);
        this.text = layout.hasText()
                ? layout.newText(arena, TEXT_BYTES_A_ROW * Math.min(capacity(), MOST_ROWS_WITH_TEXT))
                : null;
    }

    /**
     * The texts of the rows, for code that fills rows without making records. It appends the text that a row then refers to.
     *
     * @return                       the builder of all texts
     * @throws IllegalStateException if the layout has no text, or if the vector was frozen
     */
    public Utf8Builder text() {
        size();
        if (text == null) {
            throw new IllegalStateException("Records of type " + layout.type().getName() + " have no text");
        }
        return text;
    }

    @Override
    public MemorySegment textSegment() {
        Utf8Builder texts = text;
        return texts == null ? MemorySegment.NULL : texts.segment();
    }

    /**
     * Appends a record.
     *
     * @param  value                             what to append
     * @throws ArenaExhaustedException           if there is no memory for it
     * @throws dev.arena.text.MalformedTextException if a text has a surrogate without its other half
     * @throws IllegalStateException             if the vector was frozen or its generation has ended, or if texts exceed 2 GiB
     */
    public void add(R value) {
        long at = end;
        if (at >= limit) {
            makeRoom();
        }
        writeNew(at, value);
        end = at + rowBytes;
        size++;
    }

    /** Writes to a row of zeros. If that fails, the row is zero again. */
    private void writeNew(long offset, R value) {
        Utf8Builder texts = text;
        long mark = texts == null ? 0 : texts.byteLength();
        try {
            layout.write(rows, offset, value, texts);
        } catch (RuntimeException | Error e) {
            undo(offset, mark, null, e);
            throw e;
        }
    }

    /** Restores a row after writing to it failed. */
    private void undo(long offset, long mark, @Nullable MemorySegment before, Throwable failure) {
        try {
            MemorySegment row = rows.asSlice(offset, rowBytes);
            if (before == null) {
                row.fill((byte) 0);
            } else {
                row.copyFrom(before);
            }
            if (text != null) {
                text.truncate(mark);
            }
        } catch (IllegalStateException e) { // the generation has ended
            failure.addSuppressed(e);
        }
    }

    /**
     * Appends records. If one of them cannot be added, none is added.
     *
     * @param  values                  rows to append; may be this vector
     * @throws ArenaExhaustedException if there is no memory for them
     * @throws IllegalStateException   if the vector was frozen or its generation has ended, or if texts exceed 2 GiB
     */
    public void addAll(Iterable<? extends R> values) {
        if (values instanceof RecordRows<?> those) {
            addEach(() -> addRows(those));
        } else {
            addEach(() -> values.forEach(this::add));
        }
    }

    /** Runs what adds rows one by one; if it fails, none of them stays. */
    void addEach(Runnable additions) {
        long before = size();
        long mark = text == null ? 0 : text.byteLength();
        try {
            additions.run();
            if (size < before) {
                throw new ConcurrentModificationException();
            }
        } catch (RuntimeException | Error e) {
            if (size >= before && rows.scope().isAlive()) {
                truncate(before);
                if (text != null) {
                    text.truncate(mark);
                }
            }
            throw e;
        }
    }

    /**
     * Appends the records of a stream. If one of them cannot be added, none is added.
     *
     * @param  values                  records to append; must not be parallel
     * @throws ArenaExhaustedException if there is no memory for them
     * @throws IllegalStateException   if the vector was frozen or its generation has ended, or if texts exceed 2 GiB
     */
    public void addAll(Stream<? extends R> values) {
        addEach(() -> values.sequential().forEachOrdered(this::add));
    }

    private void addRows(RecordRows<?> those) {
        long count = those.size();
        reserve(count);
        if (those.layout == layout && !layout.hasText()) {
            MemorySegment.copy(those.rows, 0, rows, end, count * rowBytes);
            size += count;
            end = size * rowBytes;
            return;
        }
        for (long i = 0; i < count; i++) {
            add(layout.type().cast(those.get(i)));
        }
    }

    /**
     * Replaces a record.
     *
     * @param  index                     number of the row
     * @param  value                     what to put there
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws ArenaExhaustedException   if there is no memory for a text
     * @throws IllegalStateException     if the vector was frozen or its generation has ended, or if texts exceed 2 GiB
     */
    public void set(long index, R value) {
        long offset = offsetOf(index);
        Utf8Builder texts = text;
        long mark = texts == null ? 0 : texts.byteLength();
        MemorySegment.copy(rows, offset, rows, limit, rowBytes);
        try {
            layout.write(rows, offset, value, texts);
        } catch (RuntimeException | Error e) {
            undo(offset, mark, rows.asSlice(limit, rowBytes), e);
            throw e;
        }
    }

    /**
     * Inserts a record. The records from that row on move down.
     *
     * @param  index                     number of the row that it gets, at most the size
     * @param  value                     what to insert
     * @throws IndexOutOfBoundsException if the index is negative or more than the size
     * @throws ArenaExhaustedException   if there is no memory for it
     * @throws IllegalStateException     if the vector was frozen or its generation has ended, or if texts exceed 2 GiB
     */
    public void insert(long index, R value) {
        Objects.checkIndex(index, size() + 1);
        add(value);
        moveLastTo(index);
    }

    /**
     * Removes a record, and moves the following ones forward. {@link #removeRange} does the same without making a record.
     *
     * @param  index                     number of the row
     * @return                           the record that was there
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws IllegalStateException     if the vector was frozen or its generation has ended
     */
    public R remove(long index) {
        R removed = get(index);
        removeRange(index, index + 1);
        return removed;
    }

    /**
     * Removes the last record.
     *
     * @return                        the record
     * @throws NoSuchElementException if the vector is empty
     * @throws IllegalStateException  if the vector was frozen or its generation has ended
     */
    public R pop() {
        if (isEmpty()) {
            throw new NoSuchElementException("The vector is empty");
        }
        return swapRemove(size - 1);
    }

    /**
     * Removes a record in constant time: the last one takes its place.
     *
     * @param  index                     number of the row
     * @return                           the record that was there
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws IllegalStateException     if the vector was frozen or its generation has ended
     */
    public R swapRemove(long index) {
        R removed = get(index);
        swapRemoveRow(index);
        return removed;
    }

    /**
     * Removes the records that a condition is true for. If the condition throws, the records that it has not seen stay.
     *
     * @param  condition                       the condition
     * @return                                 whether records were removed
     * @throws ConcurrentModificationException if the condition changes the size of the vector
     * @throws IllegalStateException           if the vector was frozen or its generation has ended
     */
    public boolean removeIf(Predicate<? super R> condition) {
        return removeRowsIf(row -> condition.test(get(row)));
    }

    /**
     * Removes the records that are equal to the one before them. In a sorted vector no two stay that are equal.
     *
     * @throws IllegalStateException if the vector was frozen or its generation has ended
     */
    public void dedup() {
        long kept = Math.min(1, size());
        for (long i = 1; i < size; i++) {
            if (!get(i).equals(get(kept - 1))) {
                copyRow(i, kept++);
            }
        }
        truncate(kept);
    }

    /**
     * Replaces the records of a range by others, which may be more or fewer.
     *
     * @param  from                      number of the first to be replaced
     * @param  to                        number after the last row
     * @param  values                    the replacement; may be this vector
     * @throws ArenaExhaustedException   if there is no memory; the vector is unchanged
     * @throws IndexOutOfBoundsException if that is no range of this vector
     * @throws IllegalStateException     if the vector was frozen or its generation has ended, or if texts exceed 2 GiB
     */
    public void splice(long from, long to, Iterable<? extends R> values) {
        long before = size();
        Objects.checkFromToIndex(from, to, before);
        addAll(values);
        putInPlace(from, to, before);
    }

    /**
     * Moves the records from an index on to a new vector of the same arena.
     *
     * @param  index                     number of the first that is moved, from 0 to the size, which is included
     * @return                           a vector of these records
     * @throws ArenaExhaustedException   if there is no memory for it; this vector is unchanged
     * @throws IndexOutOfBoundsException if the index is out of range
     * @throws IllegalStateException     if the vector was frozen or its generation has ended
     */
    public RecordVec<R> splitOff(long index) {
        long count = size() - Objects.checkIndex(index, size() + 1);
        var tail = new RecordVec<>(arena(), layout, count);
        tail.addAll(new RecordSlice<>(layout, count, rows.asSlice(index * rowBytes, count * rowBytes), textSegment()));
        truncate(index);
        return tail;
    }

    /**
     * Brings the vector to a size: removes records at its end, or appends one again and again.
     *
     * @param  newSize                  number of records, 0 or more
     * @param  value                    value of the added elements
     * @throws ArenaExhaustedException  if there is no memory; the vector is unchanged
     * @throws IllegalArgumentException if the size is negative
     * @throws IllegalStateException    if the vector was frozen or its generation has ended
     */
    public void resize(long newSize, R value) {
        if (cutOrReserve(newSize)) {
            add(value);
            repeatLast(newSize);
        }
    }

    /**
     * Removes all records and their texts. Their memory is reused, so every {@link dev.arena.text.Utf8String} that was read
     * must not be used any more.
     *
     * @throws IllegalStateException if the vector was frozen or its generation has ended
     */
    public void clear() {
        truncate(0);
        if (text != null) {
            text.clear();
        }
    }

    /** Length of the texts of all rows, those included that are not in use any more. */
    long textLength() {
        return text == null ? 0 : text.byteLength();
    }

    /**
     * Sorts the records; equal ones keep their order. Makes each record once, on the heap, and moves rows when the order is known.
     *
     * @param  order                 the order to bring them in; if it throws, nothing has changed
     * @throws IllegalStateException if the vector was frozen or its generation has ended
     * @throws ArithmeticException   if there are more than 2<sup>31</sup>−1
     */
    public void sort(Comparator<? super R> order) {
        List<Numbered<R>> sorted = new ArrayList<>(Math.toIntExact(size()));
        for (int i = 0; i < size; i++) {
            sorted.add(new Numbered<>(get(i), i));
        }
        sorted.sort((a, b) -> order.compare(a.value, b.value));
        if (size != sorted.size()) {
            throw new ConcurrentModificationException();
        }
        permute(sorted.stream().mapToInt(Numbered::index).toArray());
    }

    private record Numbered<T>(T value, int index) {}

    /**
     * Ends the vector and returns its rows, which are not copied. Unused memory is given back where possible, so segments that
     * {@link #rows} returned before must not be used any more.
     *
     * @return                       the rows, which live as long as this generation
     * @throws IllegalStateException if the vector was frozen before or its generation has ended
     */
    public RecordSlice<R> freeze() {
        long count = size();
        MemorySegment texts = text == null ? MemorySegment.NULL : text.freeze().segment();
        MemorySegment kept = arena().shrink(rows, count * rowBytes);
        end();
        return new RecordSlice<>(layout, count, kept, texts);
    }

    /**
     * Ends the vector and lets its rows escape from the arena. Rows without texts are copied only if that is cheaper, see
     * {@link Arena#escape}. Rows with texts are copied to one block.
     *
     * @return                         a handle to the rows, with one owner
     * @throws ArenaExhaustedException if there is no memory for a copy; the vector remains usable
     * @throws IllegalStateException   if the vector was frozen before or its generation has ended
     */
    public Owned<RecordSlice<R>> freezeOwned() {
        long count = size();
        long bytes = count * rowBytes;
        Owned<MemorySegment> block;
        if (text == null) {
            block = arena().escape(rows.asSlice(0, bytes));
        } else {
            MemorySegment texts = text.segment();
            block = arena().allocateOwned(bytes + texts.byteSize(), layout.byteAlignment());
            MemorySegment.copy(rows, 0, block.get(), 0, bytes);
            MemorySegment.copy(texts, 0, block.get(), bytes, texts.byteSize());
        }
        end();
        return block.map(memory -> new RecordSlice<>(layout, count, memory));
    }

    /**
     * Ends the vector and lets its rows escape from the arena, like {@link #freezeOwned}.
     *
     * @return                         a handle to the rows, which can be shared
     * @throws ArenaExhaustedException if there is no memory for a copy; the vector remains usable
     * @throws IllegalStateException   if the vector was frozen before or its generation has ended
     */
    public Shared<RecordSlice<R>> freezeShared() {
        return freezeOwned().share();
    }
}
