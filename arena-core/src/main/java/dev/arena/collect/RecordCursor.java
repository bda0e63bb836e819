package dev.arena.collect;

import java.lang.foreign.MemorySegment;

import org.jspecify.annotations.Nullable;

import dev.arena.record.Field;
import dev.arena.text.Utf8String;

/**
 * A view of one row at a time, which reads single fields and makes no record unless asked to. It is before the first row when it
 * is new. It shows the memory that the row was in when the cursor was moved there; move it again after rows were added, removed or
 * sorted. Not thread safe.
 *
 * <p>Methods that take a field throw {@link IllegalArgumentException} if it is not one of these records or of another kind,
 * {@link IllegalStateException} if the cursor is at no row, or if the memory has ended.
 *
 * @param <R> type of the records
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
     * Moves to the next row.
     *
     * @return                       whether there is one; if not, the cursor stays where it is
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
     * @throws IndexOutOfBoundsException if there is no such row; the cursor stays where it is
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
     * Where the row begins in {@link #rows}.
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
            throw new IllegalArgumentException(field + " is no component of " + of.layout.type().getName());
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
     * @return       its value; zero where it is null
     */
    public boolean getBoolean(Field field) {
        return field.getBoolean(rows, row(field));
    }

    /**
     * Reads a byte.
     *
     * @param  field which component
     * @return       its value; zero where it is null
     */
    public byte getByte(Field field) {
        return field.getByte(rows, row(field));
    }

    /**
     * Reads a short.
     *
     * @param  field which component
     * @return       its value; zero where it is null
     */
    public short getShort(Field field) {
        return field.getShort(rows, row(field));
    }

    /**
     * Reads a char.
     *
     * @param  field which component
     * @return       its value; zero where it is null
     */
    public char getChar(Field field) {
        return field.getChar(rows, row(field));
    }

    /**
     * Reads an int.
     *
     * @param  field which component
     * @return       its value; zero where it is null
     */
    public int getInt(Field field) {
        return field.getInt(rows, row(field));
    }

    /**
     * Reads a long.
     *
     * @param  field which component
     * @return       its value; zero where it is null
     */
    public long getLong(Field field) {
        return field.getLong(rows, row(field));
    }

    /**
     * Reads a float.
     *
     * @param  field which component
     * @return       its value; zero where it is null
     */
    public float getFloat(Field field) {
        return field.getFloat(rows, row(field));
    }

    /**
     * Reads a double.
     *
     * @param  field which component
     * @return       its value; zero where it is null
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
     * Makes the record of this row.
     *
     * @return a new record
     */
    public R toRecord() {
        return of.layout.read(rows, offset(), of.textSegment());
    }
}
