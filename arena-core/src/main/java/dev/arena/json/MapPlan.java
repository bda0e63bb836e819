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
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.jdk.MapDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.util.TokenBuffer;

import dev.arena.json.token.BlockParser;
import dev.arena.json.token.Utf8JsonReader;
import dev.arena.record.ElementBuffer;
import dev.arena.record.Field;
import dev.arena.record.FieldKind;
import dev.arena.text.Utf8Builder;

/**
 * Decodes an object into the entries of a component. Used for maps with string keys that databind creates from the entries
 * without further processing.
 */
final class MapPlan {
    private final Field field;
    private final Field key;
    private final ValuePlan value;

    /** Index of its buffer in a decoding. */
    private final int buffer;

    private MapPlan(Field field, ValuePlan value, int buffer) {
        this.field = field;
        this.key = field.key();
        this.value = value;
        this.buffer = buffer;
    }

    /** Returns a plan that is equivalent to a deserializer, or null if there is none. */
    static @Nullable MapPlan of(Field field, String name, ValueDeserializer<?> deserializer, BoundMapper mapper,
            Scratch.Space space) {
        if (field.type() != Map.class || field.key().kind() != FieldKind.STRING) {
            return null;
        }
        DatabindValue content = values(deserializer, mapper);
        if (content == null) {
            return null;
        }
        if (field.element().kind() == FieldKind.DOCUMENT) {
            ValuePlan value = ValuePlan.ofPart(field.element(), name, content, mapper, space);
            return new MapPlan(field, value, space.buffer());
        }
        if (content.hasType() || content.deserializer().getNullValue(mapper.readContext()) != null) {
            return null;
        }
        ValuePlan value = ValuePlan.ofPart(field.element(), name, new Part(deserializer, content.deserializer()),
                mapper, space);
        return value.isStandard() ? new MapPlan(field, value, space.buffer()) : null;
    }

    /**
     * Returns the deserializer of the values; null if the deserializer of the map does more than collect entries with string
     * keys.
     */
    static @Nullable DatabindValue values(ValueDeserializer<?> deserializer, BoundMapper mapper) {
        DatabindValue content = deserializer.getClass() == MapDeserializer.class
                ? StandardMap.content((MapDeserializer) deserializer)
                : null;
        return content != null && keepsNulls(deserializer, content, mapper) ? content : null;
    }

    private static boolean keepsNulls(ValueDeserializer<?> deserializer, DatabindValue content, BoundMapper mapper) {
        DeserializationContext context = mapper.readContext();
        TokenBuffer tokens = mapper.writeContext().bufferForValueConversion();
        tokens.writeStartObject();
        tokens.writeName("a");
        tokens.writeNull();
        tokens.writeEndObject();
        try (JsonParser parser = tokens.asParserOnFirstToken(context)) {
            return deserializer.deserialize(parser, context) instanceof LinkedHashMap<?, ?> map && map.containsKey("a")
                    && Objects.equals(map.get("a"), content.deserializer().getNullValue(context));
        } catch (DatabindException e) {
            return false;
        }
    }

    /** Decodes the object that begins with the current token. */
    void decode(Decoding decoding, MemorySegment rows, long row, Utf8Builder text) {
        ElementBuffer entries = decoding.buffer(buffer, field);
        EntryNames names = decoding.scratch().names(buffer);
        entries.clear();
        names.clear();
        Utf8JsonReader reader = decoding.reader();
        long members = 0;
        while (true) {
            int found = reader != null ? reader.nextAsciiName() : nextName(decoding);
            if (found == PropertyNameMatcher.MATCH_END_OBJECT) {
                break;
            }
            decoding.countMember(++members);
            long start = text.byteLength();
            int before;
            if (reader != null && found == BlockParser.NAME_IN_BLOCK) {
                int length = reader.nameEnd() - reader.nameStart();
                before = names.findOrAdd(reader.block(), reader.nameStart(), length);
                if (before < 0) {
                    text.appendUtf8(reader.block(), reader.nameStart(), length);
                }
            } else {
                before = findOrAdd(decoding, names, text);
            }
            if (before >= 0) { // the last value counts, at the position of the first
                value.decodeAgain(decoding, decoding.next(), entries.block(), entries.offset(before), text);
                continue;
            }
            long at = entries.add();
            key.setText(entries.block(), at, start, (int) (text.byteLength() - start));
            if (reader == null || !(value.decodeNext(reader, decoding, entries.block(), at, text)
                    || value.takeNull(reader))) {
                value.decodePart(decoding, decoding.next(), entries.block(), at, text);
            }
        }
        entries.finish(rows, row, text);
    }

    private static int nextName(Decoding decoding) {
        return decoding.next() == JsonToken.END_OBJECT
                ? PropertyNameMatcher.MATCH_END_OBJECT
                : PropertyNameMatcher.MATCH_UNKNOWN_NAME;
    }

    /** Finds the entry of the current name, or appends the name to the text. */
    private static int findOrAdd(Decoding decoding, EntryNames names, Utf8Builder text) {
        long start = text.byteLength();
        String name = decoding.parser().currentName();
        decoding.appendText(text, name); // this rejects malformed UTF-8
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        int before = names.findOrAdd(utf8, 0, utf8.length);
        if (before >= 0) {
            text.truncate(start);
        }
        return before;
    }

    /** Reads a value as the only value of a map, so that it has the same meaning as in a map. */
    private record Part(ValueDeserializer<?> map, ValueDeserializer<?> deserializer) implements DatabindValue {
        @Override
        public @Nullable Object read(JsonParser parser, DeserializationContext context) {
            TokenBuffer tokens = context.bufferForInputBuffering(parser);
            tokens.writeStartObject();
            tokens.writeName("a");
            tokens.copyCurrentStructure(parser);
            tokens.writeEndObject();
            try (JsonParser single = tokens.asParserOnFirstToken(context, parser)) {
                return map.deserialize(single, context) instanceof Map<?, ?> entries ? entries.get("a") : null;
            }
        }

        @Override
        public int containers() {
            return 1;
        }

        @Override
        public @Nullable TypeDeserializer typeDeserializer() {
            return null;
        }

        @Override
        public boolean isNullStandard() {
            return true;
        }
    }

    /** The information of databind about the entries of a map. It is accessible to subclasses only. */
    private static final class StandardMap extends MapDeserializer {
        private StandardMap(MapDeserializer deserializer) {
            super(deserializer);
        }

        static @Nullable DatabindValue content(MapDeserializer deserializer) {
            var known = new StandardMap(deserializer);
            return known._standardStringKey && known._delegateDeserializer == null
                    && known._propertyBasedCreator == null && known._hasDefaultCreator
                    && known._inclusionChecker == null
                            ? DatabindValue.of(known._valueDeserializer, known._valueTypeDeserializer)
                            : null;
        }
    }
}
