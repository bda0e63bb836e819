package dev.arena.json;

import java.lang.foreign.MemorySegment;
import java.util.function.BiConsumer;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;

import dev.arena.record.RecordLayout;

/**
 * Encodes records through databind, which gets a record made of each row. For classes of which databind writes more than their
 * components, such as what an accessor computes or a serializer of their own makes of them.
 */
final class DatabindWriter implements RecordWriter {
    private final RecordLayout<?> layout;
    private final BiConsumer<JsonGenerator, Object> databind;

    DatabindWriter(RecordLayout<?> layout, BiConsumer<JsonGenerator, Object> databind) {
        this.layout = layout;
        this.databind = databind;
    }

    /** A writer of values in the middle of a document, which goes on after them. */
    static ObjectWriter inTheMiddle(ObjectWriter writer) {
        return writer.withoutRootName().without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
    }

    @Override
    public void write(JsonSink sink, MemorySegment rows, long row, MemorySegment text) {
        write(sink, layout.read(rows, row, text));
    }

    /** Writes a record that is there already. */
    void write(JsonSink sink, Record value) {
        databind.accept(sink.generator(), value);
    }
}
