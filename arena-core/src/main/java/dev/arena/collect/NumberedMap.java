package dev.arena.collect;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.BiConsumer;

import dev.arena.Arena;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8Builder;

/**
 * Base of the maps to records. Keys are numbered from 0 in the order in which they are added. Each has a row with the record
 * that is its value. When a key is removed, the last one gets its number.
 *
 * <p>A map ends with the generation of its arena: from then on it throws {@link IllegalStateException}. Not safe for use by
 * several threads, not even for reading.
 *
 * @param <K> what the map shows for a key
 * @param <V> type of the values
 */
public abstract sealed class NumberedMap<K, V extends Record> permits StringMap, LongMap, RecordMap {
    private final RecordVec<V> values;

    NumberedMap(Arena arena, RecordLayout<V> layout, long expectedSize) {
        this.values = new RecordVec<>(arena, layout, HashIndex.requireCapacity(expectedSize));
    }

    abstract HashIndex index();

    abstract void removeKeyAt(long number);

    abstract void clearKeys();

    /**
     * Number of keys.
     *
     * @return the size
     */
    public final long size() {
        return index().size();
    }

    /**
     * Whether the map is empty.
     *
     * @return whether the size is 0
     */
    public final boolean isEmpty() {
        return index().size() == 0;
    }

    /** The rows of the values, in which there is room for each key that is added. */
    final Column column() {
        return new Column() {
            @Override
            public long bytesToGrow() {
                return values.bytesToGrow();
            }

            @Override
            public void reserve() {
                values.reserveRow();
            }
        };
    }

    /** The number of a key that was found or added. If it was added, so is its row, for which there is room. */
    final long withRow(long number) {
        if (number == values.size()) {
            values.addRow();
        }
        return number;
    }

    /** Sets the value of a key that was found or added. If that fails, a key that was added is removed again. */
    final void putAt(long number, V value) {
        if (number < values.size()) {
            values.set(number, value);
            return;
        }
        try {
            values.add(value);
        } catch (RuntimeException | Error e) {
            removeKeyAt(number);
            throw e;
        }
    }

    /**
     * A key by its number.
     *
     * @param  number                    from 0 to the size, exclusive
     * @return                           the key; a view stays valid until the map is cleared
     * @throws IndexOutOfBoundsException if there is none with this number
     */
    public abstract K keyAt(long number);

    /**
     * The value of a key.
     *
     * @param  number                    of the key, from 0 to the size, exclusive
     * @return                           a new record
     * @throws IndexOutOfBoundsException if there is none with this number
     */
    public final V valueAt(long number) {
        return values.get(number);
    }

    /**
     * Sets the value of a key.
     *
     * @param  number                            of the key, from 0 to the size, exclusive
     * @param  value                             its value from now on
     * @throws IndexOutOfBoundsException         if there is none with this number
     * @throws dev.arena.ArenaExhaustedException if there is no memory for a text; nothing has changed then
     */
    public final void setAt(long number, V value) {
        values.set(number, value);
    }

    /**
     * Removes a key by its number. The last one gets its number.
     *
     * @param  number                    from 0 to the size, exclusive
     * @throws IndexOutOfBoundsException if there is none with this number
     */
    public final void removeAt(long number) {
        Objects.checkIndex(number, size());
        long last = size() - 1;
        removeKeyAt(number);
        long bytes = values.layout().byteSize();
        MemorySegment.copy(values.rows(), last * bytes, values.rows(), number * bytes, bytes);
        values.truncate(last);
    }

    /** Removes all keys. Their memory is reused, so views of keys and of texts must not be used any more. */
    public final void clear() {
        clearKeys();
        values.clear();
    }

    /**
     * The layout of a value in its row.
     *
     * @return the layout
     */
    public final RecordLayout<V> layout() {
        return values.layout();
    }

    /**
     * The memory of the values, for code that reads or writes single fields. The row of the key with the number {@code i}
     * begins at byte {@code i * layout().byteSize()}. There may be room for more rows behind the last, which must be left zero.
     *
     * @return the memory; adding keys may replace it
     */
    public final MemorySegment rows() {
        return values.rows();
    }

    /**
     * The texts of the values, for code that fills rows without making records. It appends the text that a row then refers to.
     *
     * @return                       the builder of all texts
     * @throws IllegalStateException if the layout has no text
     */
    public final Utf8Builder text() {
        return values.text();
    }

    /**
     * A view of one value at a time that reads fields without making a record.
     *
     * @return a cursor before the first; its index is the number of the key
     */
    public final RecordCursor<V> cursor() {
        return values.cursor();
    }

    /**
     * The keys by number.
     *
     * @return the keys; the {@code remove} of an iterator removes a key from the map. An iterator throws
     *         {@link java.util.ConcurrentModificationException} if the keys were changed by anything else
     */
    public final Iterable<K> keys() {
        return this::iterator;
    }

    private EntryIterator<K> iterator() {
        return new EntryIterator<>(index(), this::keyAt, this::removeAt);
    }

    /**
     * Calls an action for each key, in the order of their numbers.
     *
     * @param  action                                    the action, called with the key and its value
     * @throws java.util.ConcurrentModificationException when it finds the keys changed by that
     */
    public final void forEach(BiConsumer<? super K, ? super V> action) {
        for (EntryIterator<K> entries = iterator(); entries.hasNext();) {
            int number = entries.nextNumber();
            action.accept(keyAt(number), valueAt(number));
        }
    }

    /**
     * The keys and values as a map shows them, in the order of their numbers.
     *
     * @return text such as {@code {a=Point[x=1, y=2]}}
     */
    @Override
    public final String toString() {
        var text = new StringJoiner(", ", "{", "}");
        forEach((key, value) -> text.add(key + "=" + value));
        return text.toString();
    }
}
