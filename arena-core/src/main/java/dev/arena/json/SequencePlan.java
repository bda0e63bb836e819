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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.jdk.CollectionDeserializer;
import tools.jackson.databind.deser.jdk.StringCollectionDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.util.TokenBuffer;

import dev.arena.json.token.Utf8JsonReader;
import dev.arena.record.ElementBuffer;
import dev.arena.record.Field;
import dev.arena.record.FieldKind;
import dev.arena.text.Utf8Builder;

/**
 * Decodes an array into the elements of a component. Used for lists that databind creates from their elements without further
 * processing. For a set, databind would remove equal elements and choose the order.
 */
final class SequencePlan {
    private final Field field;
    private final ValuePlan element;

    /** Which of the buffers of a decoding it uses. */
    private final int buffer;

    private SequencePlan(Field field, ValuePlan element, int buffer) {
        this.field = field;
        this.element = element;
        this.buffer = buffer;
    }

    /** Returns a plan that is equivalent to a deserializer, or null if there is none. */
    static @Nullable SequencePlan of(Field field, String name, ValueDeserializer<?> deserializer, BoundMapper mapper,
            Scratch.Space space) {
        if (!Collection.class.isAssignableFrom(field.type()) || Set.class.isAssignableFrom(field.type())) {
            return null;
        }
        DatabindValue content = elements(deserializer, mapper);
        if (content == null) {
            return null;
        }
        if (field.element().kind() == FieldKind.DOCUMENT) {
            ValuePlan element = ValuePlan.ofPart(field.element(), name, content, mapper, space);
            return new SequencePlan(field, element, space.buffer());
        }
        if (content.hasType() || content.deserializer().getNullValue(mapper.readContext()) != null) {
            return null;
        }
        ValuePlan element = ValuePlan.ofPart(field.element(), name, new Part(deserializer, content.deserializer()),
                mapper, space);
        return element.isStandard() ? new SequencePlan(field, element, space.buffer()) : null;
    }

    /** What elements are read by, or null if a deserializer does not only collect what has been read. */
    static @Nullable DatabindValue elements(ValueDeserializer<?> deserializer, BoundMapper mapper) {
        DeserializationContext context = mapper.readContext();
        DatabindValue content = null;
        if (deserializer.getClass() == CollectionDeserializer.class) {
            content = StandardCollection.content((CollectionDeserializer) deserializer);
        } else if (deserializer instanceof StringCollectionDeserializer strings
                && strings.getContentDeserializer() == null) {
            content = DatabindValue
                    .of(context.findContextualValueDeserializer(context.constructType(String.class), null));
        }
        return content != null && keepsNulls(deserializer, content, mapper) ? content : null;
    }

    /** Whether null is an element, which may be what its deserializer makes of it; and the list is a usual one. */
    private static boolean keepsNulls(ValueDeserializer<?> deserializer, DatabindValue content, BoundMapper mapper) {
        DeserializationContext context = mapper.readContext();
        TokenBuffer tokens = mapper.writeContext().bufferForValueConversion();
        tokens.writeStartArray();
        tokens.writeNull();
        tokens.writeEndArray();
        try (JsonParser parser = tokens.asParserOnFirstToken(context)) {
            return deserializer.deserialize(parser, context) instanceof ArrayList<?> list && list.size() == 1
                    && Objects.equals(list.iterator().next(), content.deserializer().getNullValue(context));
        } catch (DatabindException e) {
            return false;
        }
    }

    /** Decodes the array that begins with the current token. */
    void decode(Decoding decoding, MemorySegment rows, long row, Utf8Builder text) {
        ElementBuffer elements = decoding.buffer(buffer, field);
        elements.clear();
        long count = 0;
        Utf8JsonReader reader = decoding.reader();
        while (decoding.nextElement()) {
            decoding.countElement(++count);
            long at = elements.add();
            if (reader != null) {
                if (element.decodeNext(reader, decoding, elements.block(), at, text)) {
                    continue;
                }
                if (element.takeNull(reader)) {
                    elements.setNull();
                    continue;
                }
            }
            if (!element.decodePart(decoding, decoding.elementToken(), elements.block(), at, text)) {
                elements.setNull();
            }
        }
        elements.finish(rows, row, text);
    }

    /** Reads an element as the only element of an array, so that it has the same meaning as in an array. */
    private record Part(ValueDeserializer<?> sequence, ValueDeserializer<?> deserializer) implements DatabindValue {
        @Override
        public @Nullable Object read(JsonParser parser, DeserializationContext context) {
            TokenBuffer tokens = context.bufferForInputBuffering(parser);
            tokens.writeStartArray();
            tokens.copyCurrentStructure(parser);
            tokens.writeEndArray();
            try (JsonParser single = tokens.asParserOnFirstToken(context, parser)) {
                Object list = sequence.deserialize(single, context);
                if (single.nextToken() != null) { // databind has lost its position and would fail later
                    context.reportInputMismatch(sequence, "Unexpected array");
                }
                return list instanceof Collection<?> one && !one.isEmpty() ? one.iterator().next() : null;
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

    /** The information of databind about the elements of a collection. It is accessible to subclasses only. */
    private static final class StandardCollection extends CollectionDeserializer {
        private StandardCollection(CollectionDeserializer deserializer) {
            super(deserializer);
        }

        static @Nullable DatabindValue content(CollectionDeserializer deserializer) {
            var known = new StandardCollection(deserializer);
            return known._delegateDeserializer == null && !known._valueInstantiator.canCreateUsingDelegate()
                    ? DatabindValue.of(known._valueDeserializer, known._valueTypeDeserializer)
                    : null;
        }
    }
}
