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

package dev.arena.record;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

/**
 * A component of a record in memory. It reads and writes the component in a row without creating the record. A row is given
 * by a segment and the byte offset of the row in it. A setter makes a nullable field non-null. A field that was never written
 * reads as zero or null.
 *
 * <p>Every method with a row parameter throws {@link IndexOutOfBoundsException} if the field is outside the segment, and
 * {@link IllegalStateException} if the segment has ended. It throws {@link IllegalArgumentException} if the field has another
 * kind, or if the segment is not {@linkplain RecordLayout#byteAlignment aligned}. Immutable. Any thread that may use the
 * segment may use the field.
 *
 * @since 0.1.0
 */
public final class Field {
    private static final long NEVER_NULL = -1;

    private final Class<?> owner;
    private final String name;
    private final int index;
    private final Class<?> type;
    private final Type genericType;
    private final FieldKind kind;
    private final MemoryLayout layout;
    private final long offset;
    private final long presence;
    private final @Nullable RecordLayout<?> nested;
    private final @Nullable ValueSlot slot;
    private final Object @Nullable [] constants;

    private Field(Class<?> owner, int index, Component component, long offset, long presence) {
        this.owner = owner;
        this.name = component.name();
        this.index = index;
        this.type = component.type();
        this.genericType = component.genericType();
        this.kind = component.kind();
        this.offset = offset;
        this.presence = presence;
        this.nested = component.nested();
        this.slot = component.slot();
        this.layout = component.layout();
        this.constants = component.type().getEnumConstants();
    }

    /** Adds components to a struct, followed by the bytes that indicate their presence. */
    static List<Field> addAll(Class<?> owner, List<Component> components, Struct struct) {
        long[] offsets = components.stream().mapToLong(it -> struct.add(it.name(), it.layout())).toArray();
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < offsets.length; i++) {
            Component component = components.get(i);
            long presence = component.hasPresence()
                    ? struct.add(presenceName(component.name()), ValueLayout.JAVA_BYTE)
                    : NEVER_NULL;
            fields.add(new Field(owner, i, component, offsets[i], presence));
        }
        return List.copyOf(fields);
    }

    /**
     * The record that it is a component of.
     *
     * @return a record class
     */
    public Class<?> owner() {
        return owner;
    }

    /**
     * The name of the component.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The place of the component among those of its record.
     *
     * @return the index, from 0
     */
    public int index() {
        return index;
    }

    /**
     * The type that the component was declared with.
     *
     * @return the type
     */
    public Class<?> type() {
        return type;
    }

    /**
     * The type that the component was declared with, in which there are no type variables.
     *
     * @return a class, or a class with arguments
     */
    public Type genericType() {
        return genericType;
    }

    /**
     * How it is represented.
     *
     * @return the kind
     */
    public FieldKind kind() {
        return kind;
    }

    /**
     * Returns the offset of the value in a row.
     *
     * @return the offset from the start of the row, in bytes
     */
    public long offset() {
        return offset;
    }

    /**
     * Returns whether the component can be null. Only primitive components cannot.
     *
     * @return whether it can be null
     */
    public boolean nullable() {
        return !type.isPrimitive();
    }

    /**
     * Returns the layout of a component that is a record itself. Its row starts at {@link #offset} of the outer row.
     *
     * @return the layout, or null for other kinds
     */
    public @Nullable RecordLayout<?> nested() {
        return nested;
    }

    /** Whether it has anything beside the rows. */
    boolean usesText() {
        return slot == null ? kind.isText() || (nested != null && nested.hasText()) : slot.usesText();
    }

    /** The alignment of what it has beside the rows, in bytes. */
    long textAlignment() {
        return switch (slot) {
            case null -> nested == null ? 1 : nested.textAlignment();
            case SequenceSlot _ -> Long.BYTES;
            case OptionalSlot optional -> optional.value().textAlignment();
            default -> 1;
        };
    }

    /** How many bytes of a row the value takes. */
    long byteSize() {
        return layout.byteSize();
    }

    /** The layouts of the records that values have in place, in an optional, and in elements or entries. */
    Stream<RecordLayout<?>> layouts() {
        return switch (slot) {
            case null -> Stream.ofNullable(nested);
            case SequenceSlot sequence -> sequence.elements().fields().flatMap(Field::layouts);
            case OptionalSlot optional -> optional.value().layouts();
            default -> Stream.empty();
        };
    }

    /** What reads and writes a component that has no methods of its own here. */
    ValueSlot slot() {
        return Objects.requireNonNull(slot);
    }

    SequenceSlot sequenceSlot() {
        if (slot instanceof SequenceSlot sequence) {
            return sequence;
        }
        throw otherKind("a list, set, array or map");
    }

    /**
     * Returns the layout of an element of a list, set or array, or of a value of a map, in the memory beside the rows.
     *
     * @return                          the field of an element
     * @throws IllegalArgumentException if this is of another kind
     */
    public Field element() {
        return sequenceSlot().elements().field();
    }

    /**
     * Returns the layout of a key of a map.
     *
     * @return                          the field of a key
     * @throws IllegalArgumentException if this is of another kind
     */
    public Field key() {
        return sequenceSlot().elements().key();
    }

    /** Whether a byte of its own says that the value is there. */
    boolean hasPresence() {
        return presence != NEVER_NULL;
    }

    /** Where that byte is in a row. */
    long presenceOffset() {
        return presence;
    }

    /** Its name in the struct, which no component can have. */
    static String presenceName(String component) {
        return component + "?";
    }

    /** The constants of an enum. */
    Object @Nullable [] constants() {
        return constants;
    }

    /** The layout of a primitive, boxed or not, or of the stored value of an enum. */
    ValueLayout valueLayout() {
        return (ValueLayout) layout;
    }

    private long at(FieldKind expected, long rowOffset) {
        if (kind != expected) {
            throw otherKind(expected.name());
        }
        return rowOffset + offset;
    }

    private IllegalArgumentException otherKind(String expected) {
        return new IllegalArgumentException(this + " is not " + expected);
    }

    private void markPresent(MemorySegment rows, long rowOffset) {
        if (presence != NEVER_NULL) {
            rows.set(ValueLayout.JAVA_BYTE, rowOffset + presence, (byte) 1);
        }
    }

    /**
     * Whether the component is null in a row; never for a primitive.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           whether it is null
     */
    public boolean isNull(MemorySegment rows, long rowOffset) {
        if (presence != NEVER_NULL) {
            return rows.get(ValueLayout.JAVA_BYTE, rowOffset + presence) == 0;
        }
        return switch (kind) {
            case ENUM -> storedOrdinal(rows, rowOffset) == 0;
            case STRING, UTF8 -> TextSlot.isNull(rows, rowOffset + offset);
            default -> slot != null && slot.isNull(rows, rowOffset + offset);
        };
    }

    /**
     * Makes the component null in a row.
     *
     * @param  rows                     memory of the row
     * @param  rowOffset                start of the row, in bytes
     * @throws IllegalArgumentException if it is a primitive
     */
    public void setNull(MemorySegment rows, long rowOffset) {
        if (!nullable()) {
            throw new IllegalArgumentException(this + " cannot be null");
        }
        switch (kind) {
            case ENUM -> storeOrdinal(rows, rowOffset, 0);
            case STRING, UTF8 -> TextSlot.clear(rows, rowOffset + offset);
            case OPTIONAL -> slot().clear(rows, rowOffset + offset);
            default -> Codec.clear(rows, rowOffset + offset, layout.byteSize());
        }
        if (presence != NEVER_NULL) {
            rows.set(ValueLayout.JAVA_BYTE, rowOffset + presence, (byte) 0);
        }
    }

    /**
     * Sets a nested record in a row to a record of zeros and nulls, so that its fields can be written one by one.
     *
     * @param rows      memory of the row
     * @param rowOffset start of the row, in bytes
     */
    public void setPresent(MemorySegment rows, long rowOffset) {
        at(FieldKind.RECORD, rowOffset);
        markPresent(rows, rowOffset);
    }

    /**
     * Reads a boolean.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the value; where the component is null, that of zero bytes
     */
    public boolean getBoolean(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_BOOLEAN, at(FieldKind.BOOLEAN, rowOffset));
    }

    /**
     * Writes a boolean.
     *
     * @param rows      memory of the row
     * @param rowOffset start of the row, in bytes
     * @param value     the value
     */
    public void setBoolean(MemorySegment rows, long rowOffset, boolean value) {
        rows.set(ValueLayout.JAVA_BOOLEAN, at(FieldKind.BOOLEAN, rowOffset), value);
        markPresent(rows, rowOffset);
    }

    /**
     * Reads a byte.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the value; where the component is null, that of zero bytes
     */
    public byte getByte(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_BYTE, at(FieldKind.BYTE, rowOffset));
    }

    /**
     * Writes a byte.
     *
     * @param rows      memory of the row
     * @param rowOffset start of the row, in bytes
     * @param value     the value
     */
    public void setByte(MemorySegment rows, long rowOffset, byte value) {
        rows.set(ValueLayout.JAVA_BYTE, at(FieldKind.BYTE, rowOffset), value);
        markPresent(rows, rowOffset);
    }

    /**
     * Reads a short.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the value; where the component is null, that of zero bytes
     */
    public short getShort(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_SHORT, at(FieldKind.SHORT, rowOffset));
    }

    /**
     * Writes a short.
     *
     * @param rows      memory of the row
     * @param rowOffset start of the row, in bytes
     * @param value     the value
     */
    public void setShort(MemorySegment rows, long rowOffset, short value) {
        rows.set(ValueLayout.JAVA_SHORT, at(FieldKind.SHORT, rowOffset), value);
        markPresent(rows, rowOffset);
    }

    /**
     * Reads a char.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the value; where the component is null, that of zero bytes
     */
    public char getChar(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_CHAR, at(FieldKind.CHAR, rowOffset));
    }

    /**
     * Writes a char.
     *
     * @param rows      memory of the row
     * @param rowOffset start of the row, in bytes
     * @param value     the value
     */
    public void setChar(MemorySegment rows, long rowOffset, char value) {
        rows.set(ValueLayout.JAVA_CHAR, at(FieldKind.CHAR, rowOffset), value);
        markPresent(rows, rowOffset);
    }

    /**
     * Reads an int.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the value; where the component is null, that of zero bytes
     */
    public int getInt(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_INT, at(FieldKind.INT, rowOffset));
    }

    /**
     * Writes an int.
     *
     * @param rows      memory of the row
     * @param rowOffset start of the row, in bytes
     * @param value     the value
     */
    public void setInt(MemorySegment rows, long rowOffset, int value) {
        rows.set(ValueLayout.JAVA_INT, at(FieldKind.INT, rowOffset), value);
        markPresent(rows, rowOffset);
    }

    /**
     * Reads a long.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the value; where the component is null, that of zero bytes
     */
    public long getLong(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_LONG, at(FieldKind.LONG, rowOffset));
    }

    /**
     * Writes a long.
     *
     * @param rows      memory of the row
     * @param rowOffset start of the row, in bytes
     * @param value     the value
     */
    public void setLong(MemorySegment rows, long rowOffset, long value) {
        rows.set(ValueLayout.JAVA_LONG, at(FieldKind.LONG, rowOffset), value);
        markPresent(rows, rowOffset);
    }

    /**
     * Reads a float.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the value; where the component is null, that of zero bytes
     */
    public float getFloat(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_FLOAT, at(FieldKind.FLOAT, rowOffset));
    }

    /**
     * Writes a float.
     *
     * @param rows      memory of the row
     * @param rowOffset start of the row, in bytes
     * @param value     the value
     */
    public void setFloat(MemorySegment rows, long rowOffset, float value) {
        rows.set(ValueLayout.JAVA_FLOAT, at(FieldKind.FLOAT, rowOffset), value);
        markPresent(rows, rowOffset);
    }

    /**
     * Reads a double.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the value; where the component is null, that of zero bytes
     */
    public double getDouble(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_DOUBLE, at(FieldKind.DOUBLE, rowOffset));
    }

    /**
     * Writes a double.
     *
     * @param rows      memory of the row
     * @param rowOffset start of the row, in bytes
     * @param value     the value
     */
    public void setDouble(MemorySegment rows, long rowOffset, double value) {
        rows.set(ValueLayout.JAVA_DOUBLE, at(FieldKind.DOUBLE, rowOffset), value);
        markPresent(rows, rowOffset);
    }

    /**
     * Reads an enum's constant.
     *
     * @param  rows                      memory of the row
     * @param  rowOffset                 start of the row, in bytes
     * @return                           the constant, or null
     * @throws IndexOutOfBoundsException also if the row has the number of no constant
     */
    public @Nullable Enum<?> getEnum(MemorySegment rows, long rowOffset) {
        at(FieldKind.ENUM, rowOffset);
        return constants == null ? null : (Enum<?>) Codec.constant(constants, storedOrdinal(rows, rowOffset));
    }

    /**
     * Writes an enum's constant.
     *
     * @param  rows                      memory of the row
     * @param  rowOffset                 start of the row, in bytes
     * @param  ordinal                   the ordinal of the constant
     * @throws IndexOutOfBoundsException also if no constant has the ordinal
     */
    public void setEnum(MemorySegment rows, long rowOffset, int ordinal) {
        at(FieldKind.ENUM, rowOffset);
        Objects.checkIndex(ordinal, constants == null ? 0 : constants.length);
        storeOrdinal(rows, rowOffset, ordinal + 1);
    }

    private int storedOrdinal(MemorySegment rows, long rowOffset) {
        return layout.byteSize() == Short.BYTES
                ? rows.get(ValueLayout.JAVA_SHORT, rowOffset + offset)
                : rows.get(ValueLayout.JAVA_BYTE, rowOffset + offset);
    }

    private void storeOrdinal(MemorySegment rows, long rowOffset, int stored) {
        if (layout.byteSize() == Short.BYTES) {
            rows.set(ValueLayout.JAVA_SHORT, rowOffset + offset, (short) stored);
        } else {
            rows.set(ValueLayout.JAVA_BYTE, rowOffset + offset, (byte) stored);
        }
    }

    /**
     * Reads a text, of a component that is a {@link String} or a {@link Utf8String}, without copying it.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @param  text      the text beside the rows
     * @return           a view of it, or null
     */
    public @Nullable Utf8String getText(MemorySegment rows, long rowOffset, MemorySegment text) {
        return TextSlot.read(rows, textSlot(rowOffset), text);
    }

    /**
     * Reads the place of a text, for code that creates no view of it. Check the place against the text beside the rows.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the offset in the text beside the rows, in bytes; 0 where the component is null
     */
    public long textOffset(MemorySegment rows, long rowOffset) {
        return TextSlot.offset(rows, textSlot(rowOffset));
    }

    /**
     * Reads how long a text is.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           its length in bytes, or −1 where the component is null
     */
    public int textLength(MemorySegment rows, long rowOffset) {
        return TextSlot.length(rows, textSlot(rowOffset));
    }

    /**
     * Makes a component that is a {@link String} or a {@link Utf8String} refer to text that was written beside the rows before.
     *
     * @param  rows                  memory of the row
     * @param  rowOffset             start of the row, in bytes
     * @param  textOffset            start offset in the text beside the rows, in bytes
     * @param  byteLength            its length in bytes; it must be valid UTF-8
     * @throws IllegalStateException also if it does not lie within the first 2 GiB
     */
    public void setText(MemorySegment rows, long rowOffset, long textOffset, int byteLength) {
        TextSlot.set(rows, textSlot(rowOffset), textOffset, Objects.checkIndex(byteLength, Integer.MAX_VALUE));
    }

    private long textSlot(long rowOffset) {
        if (!kind.hasTextSlot()) {
            throw otherKind("text");
        }
        return rowOffset + offset;
    }

    /**
     * Reads a component of any kind.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @param  text      the text beside the rows
     * @return           a new object, or null. Collections and maps are unmodifiable. Only values that are views by their
     *                   class, such as {@link Utf8String}, depend on the memory
     */
    public @Nullable Object getValue(MemorySegment rows, long rowOffset, MemorySegment text) {
        if (isNull(rows, rowOffset)) {
            return null;
        }
        return switch (kind) {
            case BOOLEAN -> getBoolean(rows, rowOffset);
            case BYTE -> getByte(rows, rowOffset);
            case SHORT -> getShort(rows, rowOffset);
            case CHAR -> getChar(rows, rowOffset);
            case INT -> getInt(rows, rowOffset);
            case LONG -> getLong(rows, rowOffset);
            case FLOAT -> getFloat(rows, rowOffset);
            case DOUBLE -> getDouble(rows, rowOffset);
            case ENUM -> getEnum(rows, rowOffset);
            case STRING -> TextSlot.readString(rows, rowOffset + offset, text);
            case UTF8 -> TextSlot.read(rows, rowOffset + offset, text);
            case RECORD -> Objects.requireNonNull(nested).read(rows, rowOffset + offset, text);
            default -> slot().readPresent(rows, rowOffset + offset, text);
        };
    }

    /**
     * Writes a component of any kind.
     *
     * @param  rows                 memory of the row
     * @param  rowOffset            start of the row, in bytes
     * @param  value                a value of the {@linkplain #genericType() type}, or null
     * @param  text                 destination of data beside the rows; null only if the component has none
     * @throws ClassCastException   if the value is of another type
     * @throws NullPointerException if it is null and the component is primitive
     */
    public void setValue(MemorySegment rows, long rowOffset, @Nullable Object value, @Nullable Utf8Builder text) {
        if (value == null && nullable()) {
            setNull(rows, rowOffset);
            return;
        }
        Object present = Objects.requireNonNull(value, name);
        switch (kind) {
            case BOOLEAN -> setBoolean(rows, rowOffset, (boolean) present);
            case BYTE -> setByte(rows, rowOffset, (byte) present);
            case SHORT -> setShort(rows, rowOffset, (short) present);
            case CHAR -> setChar(rows, rowOffset, (char) present);
            case INT -> setInt(rows, rowOffset, (int) present);
            case LONG -> setLong(rows, rowOffset, (long) present);
            case FLOAT -> setFloat(rows, rowOffset, (float) present);
            case DOUBLE -> setDouble(rows, rowOffset, (double) present);
            case ENUM -> storeOrdinal(rows, rowOffset, Codec.stored(type.cast(present)));
            case STRING, UTF8 -> TextSlot.write(rows, rowOffset + offset, (CharSequence) present, text);
            case RECORD -> {
                markPresent(rows, rowOffset);
                Objects.requireNonNull(nested).codec().write(rows, rowOffset + offset, present, text);
            }
            default -> slot().write(rows, rowOffset + offset, present, text);
        }
    }

    /**
     * Reads a list, set or array without making it.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @param  text      the text beside the rows
     * @return           a view of its elements, or null
     */
    public @Nullable ListSlice getList(MemorySegment rows, long rowOffset, MemorySegment text) {
        SequenceSlot sequence = sequenceSlot();
        long at = rowOffset + offset;
        if (sequence.isNull(rows, at)) {
            return null;
        }
        return new ListSlice(sequence.elements(), SequenceSlot.size(rows, at), SequenceSlot.hasNulls(rows, at),
                sequence.block(rows, at, text), text);
    }

    /**
     * Reads how many elements a list, set, array or map has.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the number, −1 where the component is null
     */
    public int size(MemorySegment rows, long rowOffset) {
        sequenceSlot();
        return SequenceSlot.size(rows, rowOffset + offset);
    }

    /**
     * Reads the place of an element of a list, set or array, or of an entry of a map, for code that creates no view of it.
     * Read the element by {@link #element} and the key of an entry by {@link #key}, both from the text beside the rows.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @param  index     number of the element, less than {@link #size}
     * @return           the offset in the text beside the rows, in bytes
     */
    public long elementOffset(MemorySegment rows, long rowOffset, long index) {
        return SequenceSlot.offset(rows, rowOffset + offset) + index * sequenceSlot().elements().stride();
    }

    /**
     * Whether an element of a list, set or array is null, or the value of an entry.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @param  text      the text beside the rows
     * @param  index     number of the element, less than {@link #size}
     * @return           whether it is null
     */
    public boolean isElementNull(MemorySegment rows, long rowOffset, MemorySegment text, long index) {
        ElementLayout elements = sequenceSlot().elements();
        long at = rowOffset + offset;
        return SequenceSlot.hasNulls(rows, at)
                ? elements.isNull(text, SequenceSlot.offset(rows, at), SequenceSlot.size(rows, at), index)
                : elements.field().isNull(text, elementOffset(rows, rowOffset, index));
    }

    /**
     * Reads a map without making it.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @param  text      the text beside the rows
     * @return           a view of its entries, or null
     */
    public @Nullable MapSlice getMap(MemorySegment rows, long rowOffset, MemorySegment text) {
        at(FieldKind.MAP, rowOffset);
        ListSlice entries = getList(rows, rowOffset, text);
        return entries == null ? null : new MapSlice(entries);
    }

    /**
     * Reads the seconds since 1970 of an {@code Instant}, or of a time with date as if it were in UTC; those of a {@code Duration}.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the seconds; 0 where the component is null
     */
    public long getEpochSecond(MemorySegment rows, long rowOffset) {
        return switch (kind) {
            case INSTANT, LOCAL_DATE_TIME, OFFSET_DATE_TIME, DURATION -> fixed().getLong(rows, rowOffset + offset, 0);
            case ZONED_DATE_TIME -> ZonedSlot.epochSecond(rows, rowOffset + offset);
            default -> throw otherKind("a time with date, or a duration");
        };
    }

    /**
     * Reads the nanoseconds that belong to {@link #getEpochSecond}.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the nanoseconds, from 0 to 999,999,999; 0 where the component is null
     */
    public int getNano(MemorySegment rows, long rowOffset) {
        return switch (kind) {
            case INSTANT, LOCAL_DATE_TIME, OFFSET_DATE_TIME, DURATION -> fixed().getInt(rows, rowOffset + offset, 0);
            case ZONED_DATE_TIME -> ZonedSlot.nano(rows, rowOffset + offset);
            default -> throw otherKind("a time with date, or a duration");
        };
    }

    /**
     * Reads the offset from UTC of a time that has one.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the offset in seconds; 0 where the component is null
     */
    public int getOffsetSeconds(MemorySegment rows, long rowOffset) {
        return switch (kind) {
            case OFFSET_DATE_TIME -> fixed().getInt(rows, rowOffset + offset, 1);
            case OFFSET_TIME -> fixed().getInt(rows, rowOffset + offset, 0);
            case ZONED_DATE_TIME -> ZonedSlot.offsetSeconds(rows, rowOffset + offset);
            default -> throw otherKind("a time with an offset");
        };
    }

    /**
     * Reads a {@code LocalDate}.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the days since 1970; 0 where the component is null
     */
    public long getEpochDay(MemorySegment rows, long rowOffset) {
        return fixed().getLong(rows, at(FieldKind.LOCAL_DATE, rowOffset), 0);
    }

    /**
     * Reads a {@code LocalTime} or the time of an {@code OffsetTime}.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the nanoseconds since midnight; 0 where the component is null
     */
    public long getNanoOfDay(MemorySegment rows, long rowOffset) {
        if (kind != FieldKind.LOCAL_TIME && kind != FieldKind.OFFSET_TIME) {
            throw otherKind("a time without date");
        }
        return fixed().getLong(rows, rowOffset + offset, 0);
    }

    /**
     * Reads a part of a value that has several of the same size, by their order in {@link FieldKind}: the halves of a {@code UUID}, year
     * and month of a {@code YearMonth}, the parts of a {@code Period}; the number of a {@code Year}, or the milliseconds of a
     * {@code Date}, as the first.
     *
     * @param  rows                      memory of the row
     * @param  rowOffset                 start of the row, in bytes
     * @param  part                      which part, from 0
     * @return                           its value; 0 where the component is null
     * @throws IndexOutOfBoundsException also if there is no such part
     */
    public long getPart(MemorySegment rows, long rowOffset, int part) {
        return switch (kind) {
            case UUID -> fixed().getLong(rows, rowOffset + offset, Objects.checkIndex(part, 2));
            case DATE -> fixed().getLong(rows, rowOffset + offset, Objects.checkIndex(part, 1));
            case YEAR -> fixed().getInt(rows, rowOffset + offset, Objects.checkIndex(part, 1));
            case YEAR_MONTH -> fixed().getInt(rows, rowOffset + offset, Objects.checkIndex(part, 2));
            case PERIOD -> fixed().getInt(rows, rowOffset + offset, Objects.checkIndex(part, 3));
            default -> throw otherKind("of several parts");
        };
    }

    /**
     * Writes the parts of a value that has a fixed number of them, in the order of {@link FieldKind}: first up to two of eight bytes,
     * then up to three of four.
     *
     * @param  rows                     memory of the row
     * @param  rowOffset                start of the row, in bytes
     * @param  first                    the first part of eight bytes, or 0
     * @param  second                   the second one, or 0
     * @param  third                    the first part of four bytes, or 0
     * @param  fourth                   the second one, or 0
     * @param  fifth                    the third one, or 0
     * @throws IllegalArgumentException also if this is a {@code ZonedDateTime}, or of a kind without such parts
     */
    public void setParts(MemorySegment rows, long rowOffset, long first, long second, int third, int fourth,
            int fifth) {
        fixed().set(rows, rowOffset + offset, first, second, third, fourth, fifth);
    }

    private FixedSlot fixed() {
        if (slot instanceof FixedSlot fixed) {
            return fixed;
        }
        throw otherKind("of a fixed number of parts");
    }

    /**
     * Returns whether the unscaled value of a decimal or big integer fits in a {@code long}, so that {@link #getUnscaledLong}
     * can return it.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           whether it does; false where the component is null
     */
    public boolean isCompactDecimal(MemorySegment rows, long rowOffset) {
        return DecimalSlot.isCompact(rows, decimal(rowOffset));
    }

    /**
     * Reads the unscaled value of a decimal or big integer.
     *
     * @param  rows                  memory of the row
     * @param  rowOffset             start of the row, in bytes
     * @return                       the value; 0 where the component is null
     * @throws IllegalStateException also if it does not fit in a {@code long}
     */
    public long getUnscaledLong(MemorySegment rows, long rowOffset) {
        long at = decimal(rowOffset);
        if (!DecimalSlot.isCompact(rows, at) && !isNull(rows, rowOffset)) {
            throw new IllegalStateException("The unscaled value of " + this + " does not fit in a long");
        }
        return DecimalSlot.compact(rows, at);
    }

    /**
     * Reads the scale of a decimal.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the scale; 0 where the component is null, or a big integer
     */
    public int getScale(MemorySegment rows, long rowOffset) {
        return DecimalSlot.scale(rows, decimal(rowOffset));
    }

    /**
     * Writes a decimal or big integer.
     *
     * @param rows      memory of the row
     * @param rowOffset start of the row, in bytes
     * @param unscaled  the unscaled value
     * @param scale     the scale; 0 for a big integer
     */
    public void setDecimal(MemorySegment rows, long rowOffset, long unscaled, int scale) {
        DecimalSlot.setCompact(rows, decimal(rowOffset), unscaled, scale);
    }

    private long decimal(long rowOffset) {
        if (kind != FieldKind.DECIMAL && kind != FieldKind.INTEGER) {
            throw otherKind("a decimal or a big integer");
        }
        return rowOffset + offset;
    }

    /** Record, component and kind, such as {@code Reading.temperature (DOUBLE)}. */
    @Override
    public String toString() {
        return owner.getSimpleName() + "." + name + " (" + kind + (nullable() ? ", nullable)" : ")");
    }
}
