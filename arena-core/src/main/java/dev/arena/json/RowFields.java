package dev.arena.json;

import java.lang.foreign.MemorySegment;

/** Writes the components of a row, one after the other. */
interface RowFields {

    void write(JsonSink sink, MemorySegment rows, long row, MemorySegment text);
}
