package dev.arena.json;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JsonGenerator;

import dev.arena.record.Field;
import dev.arena.record.RecordLayout;

/** How rows of a record class are encoded as objects. Made once for a class; immutable. */
final class RecordWriter {
    private static final ClassValue<RecordWriter> KNOWN = new ClassValue<>() {
        @Override
        protected RecordWriter computeValue(Class<?> type) {
            return new RecordWriter(RecordLayout.of(type.asSubclass(Record.class)));
        }
    };

    private final FieldWriter[] fields;

    RecordWriter(RecordLayout<?> layout) {
        List<FieldWriter> writers = new ArrayList<>();
        for (Field field : layout.fields()) {
            PropertyName name = PropertyName.ofComponent(layout.type(), field.name());
            if (name.written()) {
                writers.add(new FieldWriter(field, name.name()));
            }
        }
        this.fields = writers.toArray(FieldWriter[]::new);
    }

    static RecordWriter of(Class<? extends Record> type) {
        return KNOWN.get(type);
    }

    void write(JsonSink sink, MemorySegment rows, long row, MemorySegment text) {
        JsonGenerator generator = sink.generator();
        generator.writeStartObject();
        for (FieldWriter field : fields) {
            field.write(sink, rows, row, text);
        }
        generator.writeEndObject();
    }
}
