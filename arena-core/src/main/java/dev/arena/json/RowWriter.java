package dev.arena.json;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
        return of(layout, serializer, context, new HashSet<>());
    }

    /**
     * Likewise.
     *
     * @param around the types that these records are in: those within their own type are left to databind
     */
    static @Nullable RowWriter of(RecordLayout<?> layout, ValueSerializer<?> serializer, SerializationContext context,
            Set<Type> around) {
        if (!around.add(layout.genericType())) {
            return null;
        }
        try {
            return rowWriter(layout, serializer, context, around);
        } finally {
            around.remove(layout.genericType());
        }
    }

    private static @Nullable RowWriter rowWriter(RecordLayout<?> layout, ValueSerializer<?> serializer,
            SerializationContext context, Set<Type> around) {
        List<BeanPropertyWriter> properties = StandardSerializer.properties(serializer, context.getActiveView());
        if (properties == null || !layout.hasPlainAccessors()) {
            return null;
        }
        List<FieldWriter> fields = new ArrayList<>();
        for (BeanPropertyWriter property : properties) {
            FieldWriter field = FieldWriter.of(property, layout, context, around);
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
