package dev.arena.json;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;

import dev.arena.record.RecordLayout;

/**
 * Encodes rows without making records. For classes of which databind writes nothing but components, each in the standard way: which of
 * them, under which names, and in which order is what their serializer has found out.
 */
final class RowWriter implements RecordWriter {
    private final FieldWriter[] fields;

    private RowWriter(List<FieldWriter> fields) {
        this.fields = fields.toArray(FieldWriter[]::new);
    }

    /** A writer that writes what a serializer does, or null if only that serializer can. */
    static @Nullable RowWriter of(RecordLayout<?> layout, ValueSerializer<?> serializer, SerializationContext context) {
        List<BeanPropertyWriter> properties = StandardSerializer.properties(serializer, context.getActiveView());
        if (properties == null || !layout.hasPlainAccessors()) {
            return null;
        }
        List<FieldWriter> fields = new ArrayList<>();
        for (BeanPropertyWriter property : properties) {
            FieldWriter field = FieldWriter.of(property, layout, context);
            if (field == null) {
                return null;
            }
            fields.add(field);
        }
        return new RowWriter(fields);
    }

    @Override
    public void write(JsonSink sink, MemorySegment rows, long row, MemorySegment text) {
        JsonGenerator generator = sink.generator();
        generator.writeStartObject();
        for (FieldWriter field : fields) {
            field.write(sink, rows, row, text);
        }
        generator.writeEndObject();
    }
}
