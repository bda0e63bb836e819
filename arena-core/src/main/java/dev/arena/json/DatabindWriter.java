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

import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

import dev.arena.record.Field;
import dev.arena.record.RecordLayout;

/**
 * Encodes records through databind, from a record object for each row. Used for classes whose JSON contains more than their
 * components, for example the results of accessors or of a custom serializer.
 */
final class DatabindWriter implements RecordWriter {
    private final RecordLayout<?> layout;
    private final ValueSerializer<Object> serializer;

    DatabindWriter(RecordLayout<?> layout, ValueSerializer<Object> serializer) {
        this.layout = layout;
        this.serializer = serializer;
    }

    @Override
    public JsonComponent.Way way(Field component) {
        return JsonComponent.Way.DATABIND;
    }

    @Override
    public void write(JsonSink sink, MemorySegment rows, long row, MemorySegment text) {
        SerializationContext context = sink.context();
        serializer.serialize(layout.read(rows, row, text), sink.generator(), context);
    }
}
