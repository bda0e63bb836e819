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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.NullSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes and reads texts, numbers and booleans in components as JSON has them. What an application does with these values, such
 * as escaping texts or writing numbers as texts, concerns clients. Done a second time, it would change the values.
 */
final class ComponentScalars extends SimpleModule {
    private static final long serialVersionUID = 1;
    private static final List<Class<?>> TYPES = List.of(String.class, Boolean.class, Byte.class, Short.class,
            Integer.class, Long.class, Float.class, Double.class, BigInteger.class, BigDecimal.class, Number.class,
            boolean.class, byte.class, short.class, int.class, long.class, float.class, double.class);

    ComponentScalars() {
        super("dev.arena.components");
        TYPES.forEach(this::add);
        addKeySerializer(String.class, StandardValues.keySerializer());
        addKeyDeserializer(String.class, StandardValues.keyDeserializer());
        setDefaultNullValueSerializer(NullSerializer.instance);
    }

    @SuppressWarnings("unchecked")
    private <T> void add(Class<T> type) {
        addSerializer(type, new Unformatted<>(type, (ValueSerializer<T>) StandardValues.serializer(type)));
        addDeserializer(type, (ValueDeserializer<T>) StandardValues.deserializer(type));
    }

    /** Ignores the formats of classes and properties. */
    private static final class Unformatted<T> extends StdSerializer<T> {
        private final ValueSerializer<T> standard;

        Unformatted(Class<T> type, ValueSerializer<T> standard) {
            super(type);
            this.standard = standard;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            standard.serialize(value, generator, context);
        }

        @Override
        public void serializeWithType(T value, JsonGenerator generator, SerializationContext context,
                TypeSerializer types) {
            standard.serializeWithType(value, generator, context, types);
        }
    }
}
