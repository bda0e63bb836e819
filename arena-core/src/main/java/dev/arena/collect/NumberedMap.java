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
import java.util.List;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.Owned;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8Builder;

/**
 * Base of the maps to records. Keys are numbered from 0 in the order in which they are added. Each key has a row that stores
 * the record of its value. When a key is removed, the last key takes its number.
 *
 * <p>The map reuses the memory of keys and texts that were removed or replaced. A view of a key is therefore valid until the
 * key is removed. A view of the text of a value is valid until any value is removed or replaced.
 *
 * <p>A map ends with the generation of its arena. After that, its methods throw {@link IllegalStateException}. Not safe for
 * use by several threads, not even for reading.
 *
 * @param <K> type of the keys that the map returns
 * @param <V> type of the values
 * @since 0.1.0
 */
public abstract sealed class NumberedMap<K, V extends Record> extends NumberedKeys<K>
        permits StringMap, LongMap, RecordMap {

    private final RecordRows<V> values;

    /** The values, to be changed; null in a map that has escaped. */
    private final @Nullable RecordVec<V> vec;

    private final TextCompaction<V> compaction = new TextCompaction<>();

    NumberedMap(Arena arena, RecordLayout<V> layout, long expectedSize) {
        this.vec = new RecordVec<>(arena, layout, HashIndex.requireCapacity(expectedSize));
        this.values = vec;
    }

    /** The values of a map that has escaped. */
    NumberedMap(RecordSlice<V> values) {
        this.values = values;
        this.vec = null;
    }

    private RecordVec<V> vec() {
        RecordVec<V> mine = vec;
        if (mine == null) {
            throw new IllegalStateException("This map has escaped from its arena and is read-only");
        }
        return mine;
    }

    /** Lets a copy escape, which is made of the copied memory of keys and values. */
    final <M> Owned<M> escapeAs(BiFunction<List<MemorySegment>, RecordSlice<V>, M> copy) {
        List<MemorySegment> parts = new ArrayList<>(keySet().parts());
        int keyParts = parts.size();
        long size = size();
        parts.add(values.rows().asSlice(0, size * layout().byteSize()));
        parts.add(values.textSegment());
        return EscapedParts.copyOf(keySet().index().arena(), parts).map(copied -> copy.apply(copied,
                new RecordSlice<>(layout(), size, copied.get(keyParts), copied.get(keyParts + 1))));
    }

    @Override
    final void removeValueAt(long number) {
        RecordVec<V> mine = vec();
        mine.swapRemoveRow(number);
        compaction.textReleased(mine);
    }

    @Override
    final void clearValues() {
        vec().clear();
        compaction.allReleased();
    }

    /** The rows of the values, in which there is room for each key that is added. */
    final Column column() {
        return new Column() {
            @Override
            public long bytesToGrow() {
                return vec().bytesToGrow();
            }

            @Override
            public void reserve() {
                vec().reserveRow();
            }
        };
    }

    /** The number of a key that was found or added. If it was added, so is its row, for which there is room. */
    final long withRow(long number) {
        if (number == values.size()) {
            vec().addRow();
        }
        return number;
    }

    /** Sets the value of a key that was found or added. If that fails, a key that was added is removed again. */
    final void putAt(long number, V value) {
        if (number < values.size()) {
            setAt(number, value);
            return;
        }
        try {
            vec().add(value);
        } catch (RuntimeException | Error e) {
            keySet().removeAt(number);
            throw e;
        }
    }

    /**
     * Combines the value of a key that was found, or sets that of a key that was added. If that fails, a key that was added is
     * removed again.
     */
    final @Nullable V mergeAt(long number, V value,
            BiFunction<? super V, ? super V, ? extends @Nullable V> combination) {
        if (number == values.size()) {
            putAt(number, value);
            return valueAt(number);
        }
        int changes = keySet().index().changes();
        V merged = combination.apply(valueAt(number), value);
        keySet().index().requireUnchanged(changes);
        if (merged == null) {
            removeAt(number);
            return null;
        }
        setAt(number, merged);
        return valueAt(number); // the texts of the merged value may have moved
    }

    /** The value of a key by its number; null for −1. */
    final @Nullable V valueOfFound(long number) {
        return number < 0 ? null : valueAt(number);
    }

    /**
     * The value of a key.
     *
     * @param  number                    of the key, from 0 to the size, exclusive
     * @return                           a new record
     * @throws IndexOutOfBoundsException if the number is out of range
     */
    public final V valueAt(long number) {
        return values.get(number);
    }

    /**
     * Sets the value of a key.
     *
     * @param  number                            of the key, from 0 to the size, exclusive
     * @param  value                             its value from now on
     * @throws IndexOutOfBoundsException         if the number is out of range
     * @throws dev.arena.ArenaExhaustedException if there is no memory for a text; nothing has changed then
     */
    public final void setAt(long number, V value) {
        RecordVec<V> mine = vec();
        mine.set(number, value);
        compaction.textReleased(mine);
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
     * Returns the memory of the values, for code that reads or writes single fields. The row of the key with the number
     * {@code i} starts at byte {@code i * layout().byteSize()}. The segment may have room for more rows after the last row.
     * Leave this room zero.
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
        return vec().text();
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
