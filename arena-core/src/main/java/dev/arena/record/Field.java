package dev.arena.record;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf8String;

/**
 * A component of a record in memory, read and written in a row without making the record. A row is told by a segment and the
 * byte offset of its start therein. What a setter writes to a nullable field is there afterwards; what nobody has written reads
 * as zero or null.
 *
 * <p>Every method that takes a row throws {@link IndexOutOfBoundsException} if the field does not lie within the segment,
 * {@link IllegalStateException} if the segment has ended, and {@link IllegalArgumentException} if the field is of another kind or
 * the segment is not {@linkplain RecordLayout#byteAlignment aligned}. Immutable; may be used by any thread that may use the
 * segment.
 */
public final class Field {
    private static final long NEVER_NULL = -1;

    private final Class<?> owner;
    private final String name;
    private final int index;
    private final Class<?> type;
    private final FieldKind kind;
    private final MemoryLayout layout;
    private final long offset;
    private final long presence;
    private final @Nullable RecordLayout<?> nested;
    private final Object @Nullable [] constants;

    Field(Class<?> owner, int index, Component component, long offset, long presence) {
        this.owner = owner;
        this.name = component.name();
        this.index = index;
        this.type = component.type();
        this.kind = component.kind();
        this.offset = offset;
        this.presence = component.hasPresence() ? presence : NEVER_NULL;
        this.nested = component.nested();
        this.layout = component.layout();
        this.constants = component.type().getEnumConstants();
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
     * How it is represented.
     *
     * @return the kind
     */
    public FieldKind kind() {
        return kind;
    }

    /**
     * Where the value lies in a row.
     *
     * @return the offset from the start of the row, in bytes
     */
    public long offset() {
        return offset;
    }

    /**
     * Whether the component can be null: all but primitive ones can.
     *
     * @return whether it can be null
     */
    public boolean nullable() {
        return !type.isPrimitive();
    }

    /**
     * The layout of a component that is a record itself; a row of it begins at {@link #offset} of the row around it.
     *
     * @return the layout, or null for other kinds
     */
    public @Nullable RecordLayout<?> nested() {
        return nested;
    }

    /** Whether a byte of its own says that the value is there. */
    boolean hasPresence() {
        return presence != NEVER_NULL;
    }

    /** Where that byte lies in a row. */
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

    /** The layout of a primitive, boxed or not, or of what is kept of an enum. */
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
     * @param  rowOffset where the row begins, in bytes
     * @return           whether it is null
     */
    public boolean isNull(MemorySegment rows, long rowOffset) {
        if (presence != NEVER_NULL) {
            return rows.get(ValueLayout.JAVA_BYTE, rowOffset + presence) == 0;
        }
        return switch (kind) {
            case ENUM -> storedOrdinal(rows, rowOffset) == 0;
            case STRING, UTF8 -> TextSlot.isNull(rows, rowOffset + offset);
            default -> false;
        };
    }

    /**
     * Makes the component null in a row.
     *
     * @param  rows                     memory of the row
     * @param  rowOffset                where the row begins, in bytes
     * @throws IllegalArgumentException if it is a primitive
     */
    public void setNull(MemorySegment rows, long rowOffset) {
        if (!nullable()) {
            throw new IllegalArgumentException(this + " cannot be null");
        }
        switch (kind) {
            case ENUM -> storeOrdinal(rows, rowOffset, 0);
            case STRING, UTF8 -> TextSlot.clear(rows, rowOffset + offset);
            default -> Codec.clear(rows, rowOffset + offset, layout.byteSize());
        }
        if (presence != NEVER_NULL) {
            rows.set(ValueLayout.JAVA_BYTE, rowOffset + presence, (byte) 0);
        }
    }

    /**
     * Makes a nested record be there in a row, so that its fields can be written one by one. Those not yet written are zero or
     * null.
     *
     * @param rows      memory of the row
     * @param rowOffset where the row begins, in bytes
     */
    public void setPresent(MemorySegment rows, long rowOffset) {
        at(FieldKind.RECORD, rowOffset);
        markPresent(rows, rowOffset);
    }

    /**
     * Reads a boolean.
     *
     * @param  rows      memory of the row
     * @param  rowOffset where the row begins, in bytes
     * @return           the value; where the component is null, that of zero bytes
     */
    public boolean getBoolean(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_BOOLEAN, at(FieldKind.BOOLEAN, rowOffset));
    }

    /**
     * Writes a boolean.
     *
     * @param rows      memory of the row
     * @param rowOffset where the row begins, in bytes
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
     * @param  rowOffset where the row begins, in bytes
     * @return           the value; where the component is null, that of zero bytes
     */
    public byte getByte(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_BYTE, at(FieldKind.BYTE, rowOffset));
    }

    /**
     * Writes a byte.
     *
     * @param rows      memory of the row
     * @param rowOffset where the row begins, in bytes
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
     * @param  rowOffset where the row begins, in bytes
     * @return           the value; where the component is null, that of zero bytes
     */
    public short getShort(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_SHORT, at(FieldKind.SHORT, rowOffset));
    }

    /**
     * Writes a short.
     *
     * @param rows      memory of the row
     * @param rowOffset where the row begins, in bytes
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
     * @param  rowOffset where the row begins, in bytes
     * @return           the value; where the component is null, that of zero bytes
     */
    public char getChar(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_CHAR, at(FieldKind.CHAR, rowOffset));
    }

    /**
     * Writes a char.
     *
     * @param rows      memory of the row
     * @param rowOffset where the row begins, in bytes
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
     * @param  rowOffset where the row begins, in bytes
     * @return           the value; where the component is null, that of zero bytes
     */
    public int getInt(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_INT, at(FieldKind.INT, rowOffset));
    }

    /**
     * Writes an int.
     *
     * @param rows      memory of the row
     * @param rowOffset where the row begins, in bytes
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
     * @param  rowOffset where the row begins, in bytes
     * @return           the value; where the component is null, that of zero bytes
     */
    public long getLong(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_LONG, at(FieldKind.LONG, rowOffset));
    }

    /**
     * Writes a long.
     *
     * @param rows      memory of the row
     * @param rowOffset where the row begins, in bytes
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
     * @param  rowOffset where the row begins, in bytes
     * @return           the value; where the component is null, that of zero bytes
     */
    public float getFloat(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_FLOAT, at(FieldKind.FLOAT, rowOffset));
    }

    /**
     * Writes a float.
     *
     * @param rows      memory of the row
     * @param rowOffset where the row begins, in bytes
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
     * @param  rowOffset where the row begins, in bytes
     * @return           the value; where the component is null, that of zero bytes
     */
    public double getDouble(MemorySegment rows, long rowOffset) {
        return rows.get(ValueLayout.JAVA_DOUBLE, at(FieldKind.DOUBLE, rowOffset));
    }

    /**
     * Writes a double.
     *
     * @param rows      memory of the row
     * @param rowOffset where the row begins, in bytes
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
     * @param  rowOffset                 where the row begins, in bytes
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
     * @param  rowOffset                 where the row begins, in bytes
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
     * @param  rowOffset where the row begins, in bytes
     * @param  text      the text beside the rows
     * @return           a view of it, or null
     */
    public @Nullable Utf8String getText(MemorySegment rows, long rowOffset, MemorySegment text) {
        return TextSlot.read(rows, textSlot(rowOffset), text);
    }

    /**
     * Reads where a text lies, for whoever makes no view of it. What it says is to be checked against the text beside the rows.
     *
     * @param  rows      memory of the row
     * @param  rowOffset where the row begins, in bytes
     * @return           the offset in the text beside the rows, in bytes; 0 where the component is null
     */
    public long textOffset(MemorySegment rows, long rowOffset) {
        return TextSlot.offset(rows, textSlot(rowOffset));
    }

    /**
     * Reads how long a text is.
     *
     * @param  rows      memory of the row
     * @param  rowOffset where the row begins, in bytes
     * @return           its length in bytes, or −1 where the component is null
     */
    public int textLength(MemorySegment rows, long rowOffset) {
        return TextSlot.length(rows, textSlot(rowOffset));
    }

    /**
     * Makes a component that is a {@link String} or a {@link Utf8String} refer to text that was written beside the rows before.
     *
     * @param  rows                  memory of the row
     * @param  rowOffset             where the row begins, in bytes
     * @param  textOffset            where it begins in the text beside the rows, in bytes
     * @param  byteLength            its length in bytes; it must be valid UTF-8
     * @throws IllegalStateException also if it does not lie within the first 2 GiB
     */
    public void setText(MemorySegment rows, long rowOffset, long textOffset, int byteLength) {
        TextSlot.set(rows, textSlot(rowOffset), textOffset, Objects.checkIndex(byteLength, Integer.MAX_VALUE));
    }

    private long textSlot(long rowOffset) {
        if (!kind.isText()) {
            throw otherKind("text");
        }
        return rowOffset + offset;
    }

    /** Record, component and kind, such as {@code Reading.temperature (DOUBLE)}. */
    @Override
    public String toString() {
        return owner.getSimpleName() + "." + name + " (" + kind + (nullable() ? ", nullable)" : ")");
    }
}
