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

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.jsontype.TypeDeserializer;

/** Reads a value through databind. */
interface DatabindValue {

    /** Reads the value that begins with the current token, which may be null. */
    @Nullable
    Object read(JsonParser parser, DeserializationContext context);

    /** The deserializer of values that are not null. */
    ValueDeserializer<?> deserializer();

    /** The deserializer of the type id; null if the document contains none. */
    @Nullable
    TypeDeserializer typeDeserializer();

    /** Whether the document contains a type id. */
    default boolean hasType() {
        return typeDeserializer() != null;
    }

    /** Number of containers that are put around the value in order to read it. The path of an exception begins with them. */
    default int containers() {
        return 0;
    }

    /** Whether only the deserializer defines the result of null. */
    boolean isNullStandard();

    /** Returns the reader of a property's value. */
    static DatabindValue of(SettableBeanProperty property) {
        return new DatabindValue() {
            @Override
            public @Nullable Object read(JsonParser parser, DeserializationContext context) {
                return property.deserialize(parser, context);
            }

            @Override
            public ValueDeserializer<?> deserializer() {
                return property.getValueDeserializer();
            }

            @Override
            public @Nullable TypeDeserializer typeDeserializer() {
                return property.getValueTypeDeserializer();
            }

            @Override
            @SuppressWarnings("ReferenceEquality") // a property without a setting for nulls asks its deserializer
            public boolean isNullStandard() {
                return property.getNullValueProvider() == property.getValueDeserializer();
            }
        };
    }

    /** Returns the reader of a value that is not a property. */
    static DatabindValue of(ValueDeserializer<?> deserializer) {
        return of(deserializer, null);
    }

    /** Returns the reader of a value whose type id may be in the document. */
    static DatabindValue of(ValueDeserializer<?> deserializer, @Nullable TypeDeserializer type) {
        return new DatabindValue() {
            @Override
            public @Nullable Object read(JsonParser parser, DeserializationContext context) {
                if (parser.hasToken(JsonToken.VALUE_NULL)) {
                    return deserializer.getNullValue(context);
                }
                return type == null
                        ? deserializer.deserialize(parser, context)
                        : deserializer.deserializeWithType(parser, context, type);
            }

            @Override
            public ValueDeserializer<?> deserializer() {
                return deserializer;
            }

            @Override
            public @Nullable TypeDeserializer typeDeserializer() {
                return type;
            }

            @Override
            public boolean isNullStandard() {
                return true;
            }
        };
    }
}
