package dev.arena.json;

import java.lang.foreign.MemorySegment;

import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

import dev.arena.record.RecordLayout;

/**
 * Encodes records through databind, which gets a record made of each row. For classes of which databind writes more than their
 * components, such as what an accessor computes or a serializer of their own makes of them.
 */
final class DatabindWriter implements RecordWriter {
    private final RecordLayout<?> layout;
    private final ValueSerializer<Object> serializer;

    DatabindWriter(RecordLayout<?> layout, ValueSerializer<Object> serializer) {
        this.layout = layout;
        this.serializer = serializer;
    }

    @Override
    public void write(JsonSink sink, MemorySegment rows, long row, MemorySegment text) {
        SerializationContext context = sink.context();
        serializer.serialize(layout.read(rows, row, text), sink.generator(), context);
    }
}
