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

import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decides which values have the same JSON form as in a mapper without settings, so that no mapper is needed. The class of the
 * serializer shows this, because databind uses another class for a value with a format or shape.
 */
final class StandardValues {
    private static final JsonMapper PLAIN = JsonMapper.builder().build();

    private static final ClassValue<ValueSerializer<?>> SERIALIZERS = new ClassValue<>() {
        @Override
        protected ValueSerializer<?> computeValue(Class<?> type) {
            return PLAIN._serializationContext().findPrimaryPropertySerializer(type, null);
        }
    };

    private static final ClassValue<ValueDeserializer<?>> DESERIALIZERS = new ClassValue<>() {
        @Override
        protected ValueDeserializer<?> computeValue(Class<?> type) {
            DeserializationContext context = PLAIN._deserializationContext();
            return context.findContextualValueDeserializer(context.constructType(type), null);
        }
    };

    private StandardValues() {}

    static ValueSerializer<?> serializer(Class<?> type) {
        return SERIALIZERS.get(type);
    }

    static ValueDeserializer<?> deserializer(Class<?> type) {
        return DESERIALIZERS.get(type);
    }

    static ValueSerializer<Object> keySerializer(Class<?> type) {
        SerializationContext context = PLAIN._serializationContext();
        return context.findKeySerializer(context.constructType(type), null);
    }

    static KeyDeserializer keyDeserializer(Class<?> type) {
        DeserializationContext context = PLAIN._deserializationContext();
        return context.findKeyDeserializer(context.constructType(type), null);
    }

    static boolean areWrittenBy(ValueSerializer<?> serializer, Class<?> type) {
        return serializer.getClass() == serializer(type).getClass();
    }

    static boolean areReadBy(ValueDeserializer<?> deserializer, Class<?> type) {
        return deserializer.getClass() == deserializer(type).getClass();
    }
}
