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
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.Owned;
import dev.arena.record.Field;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8String;

/**
 * A growable sequence of texts in arena memory, encoded as UTF-8. The texts of removed or replaced elements remain in memory
 * until the vector is {@linkplain #clear cleared}. It ends with the generation of its arena. After that, every call that
 * needs memory or an element throws {@link IllegalStateException}.
 *
 * <p>If the arena has no memory for an element, the method throws {@link ArenaExhaustedException}, and the vector is
 * unchanged. Indices out of range throw {@link IndexOutOfBoundsException}. A returned {@link Utf8String} is a view of the
 * vector's memory. Not thread safe.
 *
 * @since 0.1.0
 */
public final class StringVec implements ArenaCollection, Iterable<@Nullable Utf8String> {
    private record Row(@Nullable Utf8String text) {}

    private static final RecordLayout<Row> LAYOUT = RecordLayout.of(Row.class);
    private static final Field TEXT = LAYOUT.field("text");

    private final RecordRows<Row> rows;

    /**
     * An empty vector.
     *
     * @param  arena                   where its texts live
     * @throws ArenaExhaustedException if there is no memory
     * @throws IllegalStateException   if the arena has been closed
     */
    public StringVec(Arena arena) {
        this(arena, 0);
    }

    /**
     * An empty vector with room for some elements.
     *
     * @param  arena                    where its texts live
     * @param  capacity                 number of elements, 0 or more
     * @throws ArenaExhaustedException  if there is no memory for them
     * @throws IllegalArgumentException if the capacity is negative
     * @throws IllegalStateException    if the arena has been closed
     */
    public StringVec(Arena arena, long capacity) {
        this(new RecordVec<>(arena, LAYOUT, capacity));
    }

    private StringVec(RecordRows<Row> rows) {
        this.rows = rows;
    }

    /** The rows of a vector that has not escaped. */
    private RecordVec<Row> vec() {
        if (rows instanceof RecordVec<Row> vec) {
            return vec;
        }
        throw new IllegalStateException("This vector has escaped from its arena and is read-only");
    }

    /**
     * Creates a copy of the vector that outlives its arena. Any thread may read the copy. The copy is immutable: methods that
     * change it throw {@link IllegalStateException}.
     *
     * @return                         a handle to the copy, to be closed by the caller
     * @throws ArenaExhaustedException if there is no memory for the copy
     * @throws IllegalStateException   if this vector has escaped, or its generation has ended
     */
    public Owned<StringVec> escape() {
        long size = size();
        List<MemorySegment> parts = List.of(rows.rows().asSlice(0, size * LAYOUT.byteSize()), rows.textSegment());
        return EscapedParts.copyOf(vec().arena(), parts)
                .map(copies -> new StringVec(new RecordSlice<>(LAYOUT, size, copies.get(0), copies.get(1))));
    }

    @Override
    public long size() {
        return rows.size();
    }

    @Override
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * Appends a text.
     *
     * @param  text                                  the text, or null
     * @throws ArenaExhaustedException               if there is no memory; the vector is unchanged
     * @throws dev.arena.text.MalformedTextException if a surrogate has no other half; the vector is unchanged
     */
    public void add(@Nullable CharSequence text) {
        RecordVec<Row> mine = vec();
        long before = mine.size();
        long row = mine.addRow();
        try {
            TEXT.setValue(mine.rows(), row, text, mine.text());
        } catch (RuntimeException | Error e) {
            if (mine.rows().scope().isAlive()) {
                mine.truncate(before);
            }
            throw e;
        }
    }

    /**
     * Appends texts. If one of them cannot be added, none is added.
     *
     * @param  texts                   what to append
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     */
    public void addAll(Iterable<? extends @Nullable CharSequence> texts) {
        if (texts instanceof StringVec vec) {
            vec().addAll(vec.rows);
        } else {
            vec().addEach(() -> texts.forEach(this::add));
        }
    }

    /**
     * Appends the texts of a stream. If one of them cannot be added, none is added.
     *
     * @param  texts                   what to append; must not be parallel
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     */
    public void addAll(Stream<? extends @Nullable CharSequence> texts) {
        vec().addEach(() -> texts.sequential().forEachOrdered(this::add));
    }

    /**
     * The text at an index.
     *
     * @param  index                     from 0 to the size, which is excluded
     * @return                           a view of it, or null
     * @throws IndexOutOfBoundsException if the index is out of range
     */
    public @Nullable Utf8String get(long index) {
        return TEXT.getText(rows.rows(), offset(index), rows.textSegment());
    }

    private long offset(long index) {
        return Objects.checkIndex(index, rows.size()) * LAYOUT.byteSize();
    }

    /**
     * Replaces the text at an index.
     *
     * @param  index                     from 0 to the size, which is excluded
     * @param  text                      the new text, or null
     * @throws ArenaExhaustedException   if there is no memory; the vector is unchanged
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public void set(long index, @Nullable CharSequence text) {
        RecordVec<Row> mine = vec();
        TEXT.setValue(mine.rows(), offset(index), text, mine.text());
    }

    /**
     * Removes an element, and moves the following ones forward.
     *
     * @param  index                     from 0 to the size, which is excluded
     * @return                           the element that was there
     * @throws IndexOutOfBoundsException if the index is out of range
     */
    public @Nullable Utf8String remove(long index) {
        Utf8String removed = get(index);
        vec().removeRange(index, index + 1);
        return removed;
    }

    /**
     * Inserts a text; those from the index on move back.
     *
     * @param  index                     index that it will have, from 0 to the size, which is included
     * @param  text                      the text, or null
     * @throws ArenaExhaustedException   if there is no memory; the vector is unchanged
     * @throws IndexOutOfBoundsException if the index is out of range
     */
    public void insert(long index, @Nullable CharSequence text) {
        Objects.checkIndex(index, size() + 1);
        add(text);
        vec().moveLastTo(index);
    }

    /**
     * Removes the last element.
     *
     * @return                        the element
     * @throws NoSuchElementException if the vector is empty
     */
    public @Nullable Utf8String pop() {
        if (isEmpty()) {
            throw new NoSuchElementException("The vector is empty");
        }
        return swapRemove(size() - 1);
    }

    /**
     * Removes an element in constant time: the last one takes its place.
     *
     * @param  index                     from 0 to the size, which is excluded
     * @return                           the element that was there
     * @throws IndexOutOfBoundsException if the index is out of range
     */
    public @Nullable Utf8String swapRemove(long index) {
        Utf8String removed = get(index);
        vec().swapRemoveRow(index);
        return removed;
    }

    /**
     * Removes the elements that a condition is true for. If the condition throws, the elements that it has not seen stay.
     *
     * @param  condition                       the condition
     * @return                                 whether elements were removed
     * @throws ConcurrentModificationException if the condition changes the size of the vector
     */
    public boolean removeIf(Predicate<? super @Nullable Utf8String> condition) {
        return vec().removeRowsIf(row -> condition.test(get(row)));
    }

    /** Removes the elements that are equal to the one before them. In a sorted vector no two stay that are equal. */
    public void dedup() {
        vec().dedup();
    }

    /**
     * Replaces the elements of a range by others, which may be more or fewer.
     *
     * @param  from                      index of the first to be replaced
     * @param  to                        index after the last element
     * @param  texts                     the replacement
     * @throws ArenaExhaustedException   if there is no memory; the vector is unchanged
     * @throws IndexOutOfBoundsException if that is no range of this vector
     */
    public void splice(long from, long to, Iterable<? extends @Nullable CharSequence> texts) {
        long before = size();
        Objects.checkFromToIndex(from, to, before);
        addAll(texts);
        vec().putInPlace(from, to, before);
    }

    /**
     * Moves the elements from an index on to a new vector of the same arena.
     *
     * @param  index                     index of the first that is moved, from 0 to the size, which is included
     * @return                           a vector of these elements
     * @throws ArenaExhaustedException   if there is no memory for it; this vector is unchanged
     * @throws IndexOutOfBoundsException if the index is out of range
     */
    public StringVec splitOff(long index) {
        return new StringVec(vec().splitOff(index));
    }

    /**
     * Brings the vector to a size: removes elements at its end, or appends one again and again.
     *
     * @param  newSize                  number of elements, 0 or more
     * @param  text                     value of the added elements, or null
     * @throws ArenaExhaustedException  if there is no memory; the vector is unchanged
     * @throws IllegalArgumentException if the size is negative
     */
    public void resize(long newSize, @Nullable CharSequence text) {
        if (vec().cutOrReserve(newSize)) {
            add(text);
            vec().repeatLast(newSize);
        }
    }

    /**
     * Keeps the first elements and removes the others.
     *
     * @param  newSize                   number of elements to keep
     * @throws IndexOutOfBoundsException if there are not so many, or the number is negative
     */
    public void truncate(long newSize) {
        vec().truncate(newSize);
    }

    /** Removes all elements and their texts. Their memory is used again, so that views of them must not be used any more. */
    public void clear() {
        vec().clear();
    }

    /**
     * Searches for a text from the beginning.
     *
     * @param  text the text, or null
     * @return      the index of the first that is equal, or −1
     */
    public long indexOf(@Nullable CharSequence text) {
        for (long i = 0; i < rows.size(); i++) {
            Utf8String each = get(i);
            if (each == null ? text == null : text != null && each.contentEquals(text)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Whether there is such an element.
     *
     * @param  text the text, or null
     * @return      true if one is equal
     */
    public boolean contains(@Nullable CharSequence text) {
        return indexOf(text) >= 0;
    }

    /**
     * Iterates over the elements. The iterator uses the index, so it sees changes of the vector.
     *
     * @return an iterator that cannot remove
     */
    @Override
    public Iterator<@Nullable Utf8String> iterator() {
        return new IndexIterator<>(this::size, this::get);
    }

    /**
     * Streams the present elements.
     *
     * @return the elements in order
     */
    public Stream<@Nullable Utf8String> stream() {
        return LongStream.range(0, size()).mapToObj(this::get);
    }

    /**
     * Copies the texts to the heap.
     *
     * @return the texts in order, in an unmodifiable list
     */
    public List<@Nullable String> toList() {
        return stream().<@Nullable String>map(each -> each == null ? null : each.toString()).toList();
    }

    /** Whether the other object is a vector of equal texts in the same order. */
    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof StringVec other && rows.equals(other.rows);
    }

    /** A hash of the texts in their order. */
    @Override
    public int hashCode() {
        return rows.hashCode();
    }

    /** The elements as a {@link List} shows them. */
    @Override
    public String toString() {
        return toList().toString();
    }
}
