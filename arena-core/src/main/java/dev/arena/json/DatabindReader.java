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

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ValueDeserializer;

import dev.arena.record.RecordLayout;
import dev.arena.text.MalformedTextException;
import dev.arena.text.Utf8Builder;

/**
 * Decodes records through databind and writes each record to its row. Used for JSON that is not an object, and for classes
 * that databind does not create from the values of their components, for example because of a factory method or a custom
 * deserializer.
 */
final class DatabindReader<R extends Record> implements RowReader {
    private final RecordLayout<R> layout;
    private final ValueDeserializer<?> deserializer;

    DatabindReader(RecordLayout<R> layout, ValueDeserializer<?> deserializer) {
        this.layout = layout;
        this.deserializer = deserializer;
    }

    @Override
    public void decode(Decoding decoding, MemorySegment rows, long row, Utf8Builder text) {
        JsonToken token = decoding.parser().currentToken();
        String name = layout.type().getSimpleName();
        ValuePath path = ValuePath.of(decoding.parser());
        Object value;
        try {
            value = deserializer.deserialize(decoding.counted(), decoding.databind());
        } catch (RuntimeException e) {
            throw decoding.failed(e, token == JsonToken.START_OBJECT
                    ? Decoding.unfit(layout.type())
                    : Decoding.expected("an object for " + name, token), path);
        }
        if (value == null) {
            throw decoding.wrong(Decoding.unfit(layout.type()));
        }
        try {
            R record = layout.type().cast(value);
            layout.write(rows, row, record, text);
            decoding.scratch().setConstructed(record);
        } catch (MalformedTextException | JacksonException | ClassCastException e) {
            throw decoding.wrong(Decoding.unfit(layout.type()), e);
        }
    }
}
