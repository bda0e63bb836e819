package dev.arena.collect;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.record.Field;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8String;

/**
 * A growable sequence of texts in arena memory, as UTF-8. Texts lie one behind the other; those of removed or replaced elements stay
 * there until the vector is {@linkplain #clear cleared}. It ends with the generation of its arena. After that, every call that needs memory
 * or an element throws {@link IllegalStateException}.
 *
 * <p>If the arena has no memory for an element, {@link ArenaExhaustedException} is thrown and the vector is unchanged. Indices out of
 * range throw {@link IndexOutOfBoundsException}. A {@link Utf8String} that was read is a view of the vector's memory. Not thread safe.
 */
public final class StringVec implements Iterable<@Nullable Utf8String> {
    private record Row(@Nullable Utf8String text) {}

    private static final RecordLayout<Row> LAYOUT = RecordLayout.of(Row.class);
    private static final Field TEXT = LAYOUT.field("text");

    private final RecordVec<Row> rows;

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
        this.rows = new RecordVec<>(arena, LAYOUT, capacity);
    }

    /**
     * Number of elements.
     *
     * @return the number of elements, 0 or more
     */
    public long size() {
        return rows.size();
    }

    /**
     * Whether the vector is empty.
     *
     * @return true if there is no element
     */
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
        long before = rows.size();
        long row = rows.addRow();
        try {
            TEXT.setValue(rows.rows(), row, text, rows.text());
        } catch (RuntimeException | Error e) {
            if (rows.rows().scope().isAlive()) {
                rows.truncate(before);
            }
            throw e;
        }
    }

    /**
     * Appends texts. If one of them cannot be added, none is.
     *
     * @param  texts                   what to append
     * @throws ArenaExhaustedException if there is no memory; the vector is unchanged
     */
    public void addAll(Iterable<? extends @Nullable CharSequence> texts) {
        long before = rows.size();
        try {
            for (CharSequence text : texts) {
                add(text);
            }
        } catch (RuntimeException | Error e) {
            if (rows.rows().scope().isAlive()) {
                rows.truncate(before);
            }
            throw e;
        }
    }

    /**
     * The text at an index.
     *
     * @param  index                     from 0 to the size, which is excluded
     * @return                           a view of it, or null
     * @throws IndexOutOfBoundsException if there is none
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
        TEXT.setValue(rows.rows(), offset(index), text, rows.text());
    }

    /**
     * Removes an element; those behind it move up.
     *
     * @param  index                     from 0 to the size, which is excluded
     * @throws IndexOutOfBoundsException if there is none
     */
    public void remove(long index) {
        rows.remove(index);
    }

    /**
     * Keeps the first elements and removes the others.
     *
     * @param  newSize                   number of elements to keep
     * @throws IndexOutOfBoundsException if there are not so many, or the number is negative
     */
    public void truncate(long newSize) {
        rows.truncate(newSize);
    }

    /** Removes all elements and their texts. Their memory is used again, so that views of them must not be used any more. */
    public void clear() {
        rows.clear();
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
     * Iterates over the elements. The iterator goes by index, so it sees changes of the vector.
     *
     * @return an iterator that cannot remove
     */
    @Override
    public Iterator<@Nullable Utf8String> iterator() {
        return new Iterator<>() {
            private long next;

            @Override
            public boolean hasNext() {
                return next < size();
            }

            @Override
            public @Nullable Utf8String next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return get(next++);
            }
        };
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
