package dev.arena;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A segment and the byte that it is full of. */
record Filled(MemorySegment segment, byte filling) {

    /** What is compared with, as large as the largest segment. */
    private static final MemorySegment PATTERN = MemorySegment.ofArray(new byte[ScriptState.POOL_BUDGET]);

    /** Checks that nobody has written to it. */
    void requireIntact() {
        requireFull(segment, filling, "overwritten");
    }

    /** Checks that {@code segment} cannot be read any more. */
    static void requireDead(MemorySegment segment) {
        if (segment.byteSize() == 0) {
            return; // there is nothing to read
        }
        try {
            segment.get(ValueLayout.JAVA_BYTE, 0);
        } catch (IllegalStateException expected) {
            return;
        }
        throw new AssertionError("can be read after its end: " + segment);
    }

    static void requireFull(MemorySegment segment, byte expected, String otherwise) {
        MemorySegment model = PATTERN.asSlice(0, segment.byteSize()).fill(expected);
        long at = segment.mismatch(model);
        Promises.require(at == -1,
                otherwise + " at " + at + " of " + segment + ", which should be full of " + expected);
    }
}
