/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.json;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;

import dev.arena.record.Field;
import dev.arena.record.RecordLayout;

/**
 * Encodes rows without creating records. Used for classes of which databind writes only components, each in the standard way.
 * Their serializer determines the components, names and order.
 *
 * @param generated  writes the fields one after the other to a generator of JSON as UTF-8; null where no class can be generated
 * @param plainDepth how deep arrays and objects in a row are nested, itself included; {@link #NOT_PLAIN} if databind may write some
 *                   of it
 */
record RowWriter(List<FieldWriter> fields, @Nullable RowFields generated, int plainDepth) implements RecordWriter {
    static final int NOT_PLAIN = -1;

    private static RowWriter of(List<FieldWriter> fields) {
        int depth = 0;
        for (FieldWriter field : fields) {
            int within = field.plainDepth();
            depth = within < 0 || depth < 0 ? NOT_PLAIN : Math.max(depth, within);
        }
        return new RowWriter(List.copyOf(fields), RowFieldsGenerator.fieldsFor(fields),
                depth < 0 ? NOT_PLAIN : depth + 1);
    }

    /** Returns a writer that is equivalent to a serializer, or null if there is none. */
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
        return of(fields);
    }

    @Override
    public JsonComponent.Way way(Field component) {
        return fields.stream().filter(it -> it.isOf(component)).findFirst()
                .map(it -> it.isStandard() ? JsonComponent.Way.DIRECT : JsonComponent.Way.DATABIND)
                .orElse(JsonComponent.Way.NONE);
    }

    @Override
    public void write(JsonSink sink, MemorySegment rows, long row, MemorySegment text) {
        boolean isPlain = sink.startObject(plainDepth);
        RowFields known = generated;
        if (known != null && sink.takesUtf8()) {
            known.write(sink, rows, row, text);
        } else {
            for (FieldWriter field : fields) {
                field.write(sink, rows, row, text);
            }
        }
        sink.endObject(isPlain);
    }
}
