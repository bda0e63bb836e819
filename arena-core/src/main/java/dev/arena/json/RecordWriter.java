package dev.arena.json;

import java.lang.foreign.MemorySegment;

import dev.arena.record.Field;

/** How rows of a record class are encoded as objects. Made once for a class; immutable. */
sealed interface RecordWriter permits RowWriter, DatabindWriter {

    /** How a component is written. */
    JsonComponent.Way way(Field component);

    void write(JsonSink sink, MemorySegment rows, long row, MemorySegment text);
}
