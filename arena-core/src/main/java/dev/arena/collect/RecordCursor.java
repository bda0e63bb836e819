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
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.Owned;
import dev.arena.record.Field;
import dev.arena.record.FieldKind;
import dev.arena.record.ListSlice;
import dev.arena.record.MapSlice;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8String;

/**
 * A cursor over rows that reads single fields, and creates a record only on request. A new cursor is before the first row.
 * The cursor reads the memory in which the row was when the cursor moved there. Move it again after rows were added, removed
 * or sorted. Not thread safe.
 *
 * <p>Methods with a field parameter throw {@link IllegalArgumentException} if the field belongs to other records or has
 * another kind. They throw {@link IllegalStateException} if the cursor is not at a row, or if the memory has ended.
 *
 * @param <R> type of the records
 * @since 0.1.0
 */
public final class RecordCursor<R extends Record> {
    private final RecordRows<R> of;
    private MemorySegment rows = MemorySegment.NULL;
    private long index = -1;
    private long offset = -1;

    RecordCursor(RecordRows<R> of) {
        this.of = of;
    }

    /**
     * Copies a record to arena memory. Its components can be written there by the setters of {@link Field}, at {@link #offset} in
     * {@link #rows}.
     *
     * @param  <R>                                   type of the record
     * @param  arena                                 where the copy goes
     * @param  value                                 the record
     * @return                                       a cursor at its row, the only one
     * @throws dev.arena.ArenaExhaustedException     if there is no memory for it
     * @throws dev.arena.text.MalformedTextException if a text has a surrogate without its other half
     * @throws IllegalArgumentException              if its class cannot be {@linkplain RecordLayout#of laid out}
     */
    @SuppressWarnings("unchecked") // the class of a record is that of its type
    public static <R extends Record> RecordCursor<R> copyOf(Arena arena, R value) {
        RecordCursor<R> cursor = row(arena, RecordLayout.of((Class<R>) value.getClass()), value).cursor();
        cursor.moveTo(0);
        return cursor;
    }

    private static <R extends Record> RecordVec<R> row(Arena arena, RecordLayout<R> layout, R value) {
        var vec = new RecordVec<>(arena, layout, 1);
        vec.add(value);
        return vec;
    }

    /**
     * Creates a copy of the row that outlives its memory.
     *
     * @param  arena                             arena that allocates the copy
     * @return                                   a handle to the only row of a slice
     * @throws dev.arena.ArenaExhaustedException if there is no memory for it
     */
    public Owned<RecordSlice<R>> escape(Arena arena) {
        return row(arena, of.layout, toRecord()).freezeOwned();
    }

    /**
     * Moves to the next row.
     *
     * @return                       whether there is a next row; if not, the cursor does not move
     * @throws IllegalStateException if what it reads was frozen
     */
    public boolean next() {
        long next = index + 1;
        if (next >= of.size()) {
            return false;
        }
        enter(next);
        return true;
    }

    /**
     * Moves to a row.
     *
     * @param  row                       number of the row
     * @throws IndexOutOfBoundsException if there is no such row; the cursor then does not move
     * @throws IllegalStateException     if what it reads was frozen
     */
    public void moveTo(long row) {
        of.offsetOf(row);
        enter(row);
    }

    private void enter(long row) {
        rows = of.rows;
        index = row;
        offset = row * of.rowBytes;
    }

    /**
     * Number of the row that the cursor is at.
     *
     * @return the index, −1 before the first
     */
    public long index() {
        return index;
    }

    /**
     * Returns the start of the row in {@link #rows}.
     *
     * @return                       the offset in bytes
     * @throws IllegalStateException if the cursor is at no row
     */
    public long offset() {
        if (index < 0) {
            throw new IllegalStateException("The cursor is before the first row");
        }
        return offset;
    }

    /**
     * The memory that the row is in, to be used with {@link #offset} and the setters of {@link Field}.
     *
     * @return memory of rows
     */
    public MemorySegment rows() {
        return rows;
    }

    private long row(Field field) {
        if (field.owner() != of.layout.type()) {
            throw new IllegalArgumentException(field + " is not a component of " + of.layout.type().getName());
        }
        return offset();
    }

    /**
     * Whether a component is null.
     *
     * @param  field which one
     * @return       whether it is null
     */
    public boolean isNull(Field field) {
        return field.isNull(rows, row(field));
    }

    /**
     * Reads a boolean.
     *
     * @param  field which component
     * @return       its value; zero if it is null
     */
    public boolean getBoolean(Field field) {
        return field.getBoolean(rows, row(field));
    }

    /**
     * Reads a byte.
     *
     * @param  field which component
     * @return       its value; zero if it is null
     */
    public byte getByte(Field field) {
        return field.getByte(rows, row(field));
    }

    /**
     * Reads a short.
     *
     * @param  field which component
     * @return       its value; zero if it is null
     */
    public short getShort(Field field) {
        return field.getShort(rows, row(field));
    }

    /**
     * Reads a char.
     *
     * @param  field which component
     * @return       its value; zero if it is null
     */
    public char getChar(Field field) {
        return field.getChar(rows, row(field));
    }

    /**
     * Reads an int.
     *
     * @param  field which component
     * @return       its value; zero if it is null
     */
    public int getInt(Field field) {
        return field.getInt(rows, row(field));
    }

    /**
     * Reads a long.
     *
     * @param  field which component
     * @return       its value; zero if it is null
     */
    public long getLong(Field field) {
        return field.getLong(rows, row(field));
    }

    /**
     * Reads a float.
     *
     * @param  field which component
     * @return       its value; zero if it is null
     */
    public float getFloat(Field field) {
        return field.getFloat(rows, row(field));
    }

    /**
     * Reads a double.
     *
     * @param  field which component
     * @return       its value; zero if it is null
     */
    public double getDouble(Field field) {
        return field.getDouble(rows, row(field));
    }

    /**
     * Reads a constant of an enum.
     *
     * @param  field which component
     * @return       the constant, or null
     */
    public @Nullable Enum<?> getEnum(Field field) {
        return field.getEnum(rows, row(field));
    }

    /**
     * Reads a text without copying it.
     *
     * @param  field which component, a {@link String} or {@link Utf8String}
     * @return       a view of it, or null
     */
    public @Nullable Utf8String getText(Field field) {
        return field.getText(rows, row(field), of.textSegment());
    }

    /**
     * Reads a component of any kind.
     *
     * @param  field which component
     * @return       a new object, or null, see {@link Field#getValue}
     */
    public @Nullable Object get(Field field) {
        return field.getValue(rows, row(field), of.textSegment());
    }

    /**
     * Reads a list, set or array without making it.
     *
     * @param  field which component
     * @return       a view of its elements, or null
     */
    public @Nullable ListSlice getList(Field field) {
        return field.getList(rows, row(field), of.textSegment());
    }

    /**
     * Reads a map without making it.
     *
     * @param  field which component
     * @return       a view of its entries, or null
     */
    public @Nullable MapSlice getMap(Field field) {
        return field.getMap(rows, row(field), of.textSegment());
    }

    /**
     * Reads a list, set or array of records without making it.
     *
     * @param  <E>                   type of the elements
     * @param  field                 which component
     * @param  type                  class of the elements
     * @return                       a view of the elements, or null
     * @throws IllegalStateException also if an element is null; use {@link #getList} then
     */
    public <E extends Record> @Nullable RecordSlice<E> getRecords(Field field, Class<E> type) {
        ListSlice list = getList(field);
        if (list == null) {
            return null;
        }
        if (list.hasNullBits()) {
            throw new IllegalStateException(field + " has null elements: read it by getList");
        }
        return new RecordSlice<>(nested(list.element(), type), list.size(), list.block(), list.textSegment());
    }

    /**
     * Reads a record that is a component, without making it.
     *
     * @param  <N>   type of the record
     * @param  field which component
     * @param  type  class of the record
     * @return       a cursor at it, or null
     */
    public <N extends Record> @Nullable RecordCursor<N> getRecord(Field field, Class<N> type) {
        if (isNull(field)) {
            return null;
        }
        RecordSlice<N> slice;
        if (field.kind() == FieldKind.REFERENCE) {
            slice = Objects.requireNonNull(getRecords(field, type));
        } else {
            RecordLayout<N> layout = nested(field, type);
            MemorySegment row = rows.asSlice(offset() + field.offset(), layout.byteSize());
            slice = new RecordSlice<>(layout, 1, row, of.textSegment());
        }
        RecordCursor<N> cursor = slice.cursor();
        cursor.moveTo(0);
        return cursor;
    }

    @SuppressWarnings("unchecked")
    private static <N extends Record> RecordLayout<N> nested(Field field, Class<N> type) {
        RecordLayout<?> nested = field.nested();
        if (nested == null || nested.type() != type) {
            throw new IllegalArgumentException(field + " is not of type " + type.getName());
        }
        return (RecordLayout<N>) nested;
    }

    /**
     * Reads the seconds of a time with date or of a duration, see {@link Field#getEpochSecond}.
     *
     * @param  field which component
     * @return       the seconds; 0 if it is null
     */
    public long getEpochSecond(Field field) {
        return field.getEpochSecond(rows, row(field));
    }

    /**
     * Reads the nanoseconds that belong to {@link #getEpochSecond}.
     *
     * @param  field which component
     * @return       the nanoseconds; 0 if it is null
     */
    public int getNano(Field field) {
        return field.getNano(rows, row(field));
    }

    /**
     * Reads the offset from UTC of a time that has one.
     *
     * @param  field which component
     * @return       the offset in seconds; 0 if it is null
     */
    public int getOffsetSeconds(Field field) {
        return field.getOffsetSeconds(rows, row(field));
    }

    /**
     * Reads a date.
     *
     * @param  field which component, a {@code LocalDate}
     * @return       the days since 1970; 0 if it is null
     */
    public long getEpochDay(Field field) {
        return field.getEpochDay(rows, row(field));
    }

    /**
     * Reads a time without date.
     *
     * @param  field which component, a {@code LocalTime} or {@code OffsetTime}
     * @return       the nanoseconds since midnight; 0 if it is null
     */
    public long getNanoOfDay(Field field) {
        return field.getNanoOfDay(rows, row(field));
    }

    /**
     * Reads a part of a value that has several, see {@link Field#getPart}.
     *
     * @param  field which component
     * @param  part  which part, from 0
     * @return       its value; 0 if it is null
     */
    public long getPart(Field field, int part) {
        return field.getPart(rows, row(field), part);
    }

    /**
     * Whether the unscaled value of a decimal or big integer fits in a {@code long}.
     *
     * @param  field which component
     * @return       whether it does; false if it is null
     */
    public boolean isCompactDecimal(Field field) {
        return field.isCompactDecimal(rows, row(field));
    }

    /**
     * Reads the unscaled value of a decimal or big integer.
     *
     * @param  field                 which component
     * @return                       the value; 0 if it is null
     * @throws IllegalStateException also if it does not fit in a {@code long}
     */
    public long getUnscaledLong(Field field) {
        return field.getUnscaledLong(rows, row(field));
    }

    /**
     * Reads the scale of a decimal.
     *
     * @param  field which component
     * @return       the scale; 0 if it is null
     */
    public int getScale(Field field) {
        return field.getScale(rows, row(field));
    }

    /**
     * Makes the record of this row.
     *
     * @return a new record
     */
    public R toRecord() {
        return of.layout.read(rows, offset(), of.textSegment());
    }
}
