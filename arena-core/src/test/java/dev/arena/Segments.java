package dev.arena;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Questions that many tests ask about segments. */
final class Segments {

    private Segments() {}

    /** Whether every byte of {@code segment} has this value. */
    static boolean isFilledWith(MemorySegment segment, int value) {
        return firstOtherThan(segment, value) == -1;
    }

    /** The offset of the first byte that is not {@code value}, or −1. */
    static long firstOtherThan(MemorySegment segment, int value) {
        for (long i = 0; i < segment.byteSize(); i++) {
            if (segment.get(ValueLayout.JAVA_BYTE, i) != (byte) value) {
                return i;
            }
        }
        return -1;
    }
}
