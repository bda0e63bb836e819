package dev.arena.record;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf8Builder;

/** Reads and writes rows of one type of record; {@link CodecGenerator} makes a subclass of it for each. */
abstract class Codec {

    /** Makes a record of a row. */
    abstract Object read(MemorySegment rows, long offset, MemorySegment text);

    /**
     * Writes a record to a row.
     *
     * @param text where its texts go; null only where there are none
     */
    abstract void write(MemorySegment rows, long offset, Object value, @Nullable Utf8Builder text);

    /** What is kept of a constant; memory that is kept is read by the program that wrote it. */
    @SuppressWarnings("EnumOrdinal")
    static int stored(@Nullable Object constant) {
        return constant == null ? 0 : ((Enum<?>) constant).ordinal() + 1;
    }

    static @Nullable Object constant(Object[] constants, int stored) {
        return stored == 0 ? null : constants[stored - 1];
    }

    static byte presence(@Nullable Object value) {
        return value == null ? (byte) 0 : (byte) 1;
    }

    static void clear(MemorySegment rows, long offset, long byteSize) {
        long end = offset + byteSize;
        long at = offset;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            rows.set(ValueLayout.JAVA_LONG_UNALIGNED, at, 0L);
        }
        for (; at < end; at++) {
            rows.set(ValueLayout.JAVA_BYTE, at, (byte) 0);
        }
    }
}
