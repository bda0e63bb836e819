package dev.arena.json;

import java.lang.foreign.MemorySegment;

/** How rows of a record class are encoded as objects. Made once for a class; immutable. */
sealed interface RecordWriter permits RowWriter, DatabindWriter {

    void write(JsonSink sink, MemorySegment rows, long row, MemorySegment text);
}
