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
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** The part of {@link Field} that reads and writes primitives and enums. */
abstract sealed class ScalarField extends FieldDescription permits CompositeField {

    ScalarField(Class<?> owner, int index, Component component, long offset, long presence) {
        super(owner, index, component, offset, presence);
    }

    /**
     * Reads a boolean.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the value; where the component is null, that of zero bytes
     */
    public final boolean getBoolean(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_BOOLEAN, at(FieldKind.BOOLEAN, rowOffset));
    }

    /**
     * Writes a boolean.
     *
     * @param rows      memory of the row
     * @param rowOffset start of the row, in bytes
     * @param value     the value
     */
    public final void setBoolean(MemorySegment rows, long rowOffset, boolean value) {
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
    public final byte getByte(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_BYTE, at(FieldKind.BYTE, rowOffset));
    }

    /**
     * Writes a byte.
     *
     * @param rows      memory of the row
     * @param rowOffset start of the row, in bytes
     * @param value     the value
     */
    public final void setByte(MemorySegment rows, long rowOffset, byte value) {
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
    public final short getShort(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_SHORT, at(FieldKind.SHORT, rowOffset));
    }

    /**
     * Writes a short.
     *
     * @param rows      memory of the row
     * @param rowOffset start of the row, in bytes
     * @param value     the value
     */
    public final void setShort(MemorySegment rows, long rowOffset, short value) {
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
    public final char getChar(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_CHAR, at(FieldKind.CHAR, rowOffset));
    }

    /**
     * Writes a char.
     *
     * @param rows      memory of the row
     * @param rowOffset start of the row, in bytes
     * @param value     the value
     */
    public final void setChar(MemorySegment rows, long rowOffset, char value) {
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
    public final int getInt(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_INT, at(FieldKind.INT, rowOffset));
    }

    /**
     * Writes an int.
     *
     * @param rows      memory of the row
     * @param rowOffset start of the row, in bytes
     * @param value     the value
     */
    public final void setInt(MemorySegment rows, long rowOffset, int value) {
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
    public final long getLong(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_LONG, at(FieldKind.LONG, rowOffset));
    }

    /**
     * Writes a long.
     *
     * @param rows      memory of the row
     * @param rowOffset start of the row, in bytes
     * @param value     the value
     */
    public final void setLong(MemorySegment rows, long rowOffset, long value) {
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
    public final float getFloat(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_FLOAT, at(FieldKind.FLOAT, rowOffset));
    }

    /**
     * Writes a float.
     *
     * @param rows      memory of the row
     * @param rowOffset start of the row, in bytes
     * @param value     the value
     */
    public final void setFloat(MemorySegment rows, long rowOffset, float value) {
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
    public final double getDouble(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_DOUBLE, at(FieldKind.DOUBLE, rowOffset));
    }

    /**
     * Writes a double.
     *
     * @param rows      memory of the row
     * @param rowOffset start of the row, in bytes
     * @param value     the value
     */
    public final void setDouble(MemorySegment rows, long rowOffset, double value) {
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
    public final @Nullable Enum<?> getEnum(MemorySegment rows, long rowOffset) {
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
    public final void setEnum(MemorySegment rows, long rowOffset, int ordinal) {
        at(FieldKind.ENUM, rowOffset);
        Objects.checkIndex(ordinal, constants == null ? 0 : constants.length);
        storeOrdinal(rows, rowOffset, ordinal + 1);
    }

    final int storedOrdinal(MemorySegment rows, long rowOffset) {
        return layout.byteSize() == Short.BYTES
                ? rows.get(ValueLayout.JAVA_SHORT, rowOffset + offset)
                : rows.get(ValueLayout.JAVA_BYTE, rowOffset + offset);
    }

    final void storeOrdinal(MemorySegment rows, long rowOffset, int stored) {
        if (layout.byteSize() == Short.BYTES) {
            rows.set(ValueLayout.JAVA_SHORT, rowOffset + offset, (short) stored);
        } else {
            rows.set(ValueLayout.JAVA_BYTE, rowOffset + offset, (byte) stored);
        }
    }
}
