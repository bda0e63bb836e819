package dev.arena.model;

import java.lang.foreign.MemorySegment;

/** A segment and the region in which it must find what was written. */
record Piece(MemorySegment segment, Region region) {

    void verify() {
        if (!region.isIntact(segment)) {
            throw new AssertionError("damaged: " + segment);
        }
    }

    /** Reads after the end: it throws, or, where the session may still be open, shows what was written. */
    boolean isStillReadable() {
        try {
            verify();
            return segment.byteSize() > 0;
        } catch (IllegalStateException ended) {
            return false;
        }
    }
}
