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
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.std.NullSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes and reads texts, numbers and booleans in components as JSON has them. What an application does with these values, such
 * as escaping texts or writing numbers as texts, concerns clients. Done a second time, it would change the values.
 */
final class ComponentScalars {
    private static final List<Class<?>> TYPES = List.of(String.class, Boolean.class, Byte.class, Short.class,
            Integer.class, Long.class, Float.class, Double.class, BigInteger.class, BigDecimal.class, Number.class,
            boolean.class, byte.class, short.class, int.class, long.class, float.class, double.class);

    /** Of maps, and of maps in values of any class. */
    private static final List<Class<?>> KEYS = List.of(String.class, Object.class);

    private ComponentScalars() {}

    /** A builder of a mapper for components. Modifiers of its factories see the results of the application's modifiers. */
    static JsonMapper.Builder rebuild(JsonMapper mapper) {
        JsonMapper.Builder builder = mapper.rebuild();
        return builder
                .serializerFactory(builder.serializerFactory().withSerializerModifier(new Serializers())
                        .withSerializerModifier(new ComponentProperties(mapper))
                        .withSerializerModifier(new ComponentTexts(mapper)))
                .deserializerFactory(builder.deserializerFactory().withDeserializerModifier(new Deserializers()))
                .addModule(new SimpleModule("dev.arena.components")
                        .setDefaultNullValueSerializer(NullSerializer.instance));
    }

    private static final class Serializers extends ValueSerializerModifier {
        private static final long serialVersionUID = 1;

        @Override
        public ValueSerializer<?> modifySerializer(SerializationConfig config, BeanDescription.Supplier description,
                ValueSerializer<?> serializer) {
            Class<?> type = description.getBeanClass();
            return TYPES.contains(type) ? new Unformatted<>(type) : serializer;
        }

        @Override
        public ValueSerializer<?> modifyKeySerializer(SerializationConfig config, JavaType type,
                BeanDescription.Supplier description, ValueSerializer<?> serializer) {
            Class<?> raw = type.getRawClass();
            return KEYS.contains(raw) ? StandardValues.keySerializer(raw) : serializer;
        }
    }

    private static final class Deserializers extends ValueDeserializerModifier {
        private static final long serialVersionUID = 1;

        @Override
        public ValueDeserializer<?> modifyDeserializer(DeserializationConfig config,
                BeanDescription.Supplier description, ValueDeserializer<?> deserializer) {
            Class<?> type = description.getBeanClass();
            return TYPES.contains(type) ? StandardValues.deserializer(type) : deserializer;
        }

        @Override
        public KeyDeserializer modifyKeyDeserializer(DeserializationConfig config, JavaType type,
                KeyDeserializer deserializer) {
            Class<?> raw = type.getRawClass();
            return KEYS.contains(raw) ? StandardValues.keyDeserializer(raw) : deserializer;
        }
    }

    /** Ignores the formats of classes and properties. */
    private static final class Unformatted<T> extends StdSerializer<T> {
        private final ValueSerializer<T> standard;

        @SuppressWarnings("unchecked")
        Unformatted(Class<T> type) {
            super(type);
            this.standard = (ValueSerializer<T>) StandardValues.serializer(type);
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
