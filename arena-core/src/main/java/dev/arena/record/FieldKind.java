package dev.arena.record;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;

import org.jspecify.annotations.Nullable;

/** How a component of a record is represented in memory. */
public enum FieldKind {
    /** One byte, 0 or 1. */
    BOOLEAN(ValueLayout.JAVA_BOOLEAN),
    /** One byte, signed. */
    BYTE(ValueLayout.JAVA_BYTE),
    /** Two bytes, signed. */
    SHORT(ValueLayout.JAVA_SHORT),
    /** Two bytes, one unit of UTF-16. */
    CHAR(ValueLayout.JAVA_CHAR),
    /** Four bytes, signed. */
    INT(ValueLayout.JAVA_INT),
    /** Eight bytes, signed. */
    LONG(ValueLayout.JAVA_LONG),
    /** Four bytes, IEEE 754. */
    FLOAT(ValueLayout.JAVA_FLOAT),
    /** Eight bytes, IEEE 754. */
    DOUBLE(ValueLayout.JAVA_DOUBLE),
    /** The ordinal plus one, 0 for null: one byte, or two where an enum has more than 127 constants. */
    ENUM(ValueLayout.JAVA_BYTE),
    /**
     * Where a {@link String} lies in the text beside the rows: four bytes of offset, four of length plus one, all 0 for null.
     */
    STRING(TextSlot.LAYOUT),
    /** Where a {@link dev.arena.text.Utf8String} lies in the text beside the rows, as for {@link #STRING}. */
    UTF8(TextSlot.LAYOUT),
    /** The layout of another record, in place. */
    RECORD(null);

    @SuppressWarnings("ImmutableEnumChecker") // layouts are immutable
    private final @Nullable MemoryLayout layout;

    FieldKind(@Nullable MemoryLayout layout) {
        this.layout = layout;
    }

    /** Its layout, or null where that depends on the type. */
    @Nullable
    MemoryLayout layout() {
        return layout;
    }

    /** Whether it is one of the eight primitive types, boxed or not. */
    boolean isPrimitive() {
        return compareTo(ENUM) < 0;
    }

    /** Whether its bytes lie in the text beside the rows. */
    boolean isText() {
        return this == STRING || this == UTF8;
    }
}
