package dev.arena.json;

import java.lang.foreign.MemorySegment;

import dev.arena.text.Utf8Builder;

/** How objects are decoded into rows of a record class. Made once for a class; immutable. */
sealed interface RowReader permits RecordPlan, DatabindReader {

    /**
     * Decodes the object that begins with the current token.
     *
     * @param rows memory of the row, which is zero
     * @param row  where it begins, in bytes
     * @param text takes what the row refers to
     */
    void decode(Decoding decoding, MemorySegment rows, long row, Utf8Builder text);
}
