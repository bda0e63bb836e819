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

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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
public final class Field extends CompositeField {

    private Field(Class<?> owner, int index, Component component, long offset, long presence) {
        super(owner, index, component, offset, presence);
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
     * @return           a new object, or null. Collections and maps are unmodifiable, unless the constructor of the record does
     *                   more than assign its parameters, and may therefore change them. Only values that are views by their class,
     *                   such as {@link Utf8String}, depend on the memory
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
        Object present = Objects.requireNonNull(value, name());
        switch (kind) {
            case BOOLEAN -> setBoolean(rows, rowOffset, (boolean) present);
            case BYTE -> setByte(rows, rowOffset, (byte) present);
            case SHORT -> setShort(rows, rowOffset, (short) present);
            case CHAR -> setChar(rows, rowOffset, (char) present);
            case INT -> setInt(rows, rowOffset, (int) present);
            case LONG -> setLong(rows, rowOffset, (long) present);
            case FLOAT -> setFloat(rows, rowOffset, (float) present);
            case DOUBLE -> setDouble(rows, rowOffset, (double) present);
            case ENUM -> storeOrdinal(rows, rowOffset, Codec.stored(type().cast(present)));
            case STRING, UTF8 -> TextSlot.write(rows, rowOffset + offset, (CharSequence) present, text);
            case RECORD -> {
                markPresent(rows, rowOffset);
                Objects.requireNonNull(nested).codec().write(rows, rowOffset + offset, present, text);
            }
            default -> slot().write(rows, rowOffset + offset, present, text);
        }
    }

    /** Whether two rows contain the same value of this component. The texts of both are in the same memory. */
    boolean isSame(MemorySegment one, long row, MemorySegment other, long otherRow, MemorySegment text) {
        boolean isNull = isNull(one, row);
        if (isNull || isNull(other, otherRow)) {
            return isNull == isNull(other, otherRow);
        }
        long at = row + offset;
        long otherAt = otherRow + offset;
        return switch (kind) {
            case BOOLEAN, BYTE, SHORT, CHAR, INT, LONG, FLOAT, DOUBLE, ENUM ->
                ValueSlot.areSameBytes(one, at, other, otherAt, layout.byteSize());
            case STRING, UTF8 -> TextSlot.isSame(one, at, other, otherAt, text);
            case RECORD -> Objects.requireNonNull(nested).fields().stream()
                    .allMatch(it -> it.isSame(one, at, other, otherAt, text));
            default -> slot().isSame(one, at, other, otherAt, text);
        };
    }

    /** Whether the values that {@link #getValue} returns are immutable, with all objects in them. */
    boolean isImmutable() {
        return isImmutable(0);
    }

    /**
     * Whether they are immutable.
     *
     * @param depth number of the records around the component
     */
    boolean isImmutable(int depth) {
        return kind.isImmutable() || (nested != null ? nested.isImmutable(depth) : slot().isImmutable(depth));
    }

    /** Keeps a value of the component, with everything in it that can be changed. */
    void keep(@Nullable Object value, ConstructorArguments arguments) {
        if (value == null || isImmutable()) {
            arguments.add(value);
        } else if (kind == FieldKind.RECORD) {
            arguments.add(value);
            Objects.requireNonNull(nested).keepParts(value, arguments);
        } else {
            slot().keep(value, arguments);
        }
    }

    /** Whether a value is the one that was kept next, and has not been changed. */
    boolean isKept(@Nullable Object value, ConstructorArguments arguments) {
        if (value == null || isImmutable()) {
            return arguments.isNext(value);
        }
        return kind == FieldKind.RECORD
                ? arguments.isNext(value) && Objects.requireNonNull(nested).hasKeptParts(value, arguments)
                : slot().isKept(value, arguments);
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
}
