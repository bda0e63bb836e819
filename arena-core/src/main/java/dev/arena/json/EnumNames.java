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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.DeserializationContextExt;
import tools.jackson.databind.deser.jdk.EnumDeserializer;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.jackson.JsonValueSerializer;
import tools.jackson.databind.ser.jdk.EnumSerializer;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Finds the constants of an enum by the names that databind accepts, without creating a string. The table may be incomplete:
 * databind reads names that are not found.
 */
final class EnumNames {
    /** A hash table of the names with linear probing. Its size is a power of two, and at most half of the slots are in use. */
    private final String[] names;

    /** The ordinals of the names, by slot. */
    private final int[] ordinals;
    private final Set<String> all;

    private EnumNames(Map<String, Integer> all) {
        int size = Integer.highestOneBit(Math.max(1, all.size())) * 4;
        this.names = new String[size];
        this.ordinals = new int[size];
        this.all = all.keySet();
        all.forEach(this::add);
    }

    /**
     * The string that databind writes for each constant, by ordinal; null if databind writes something else, or may write
     * another string the next time.
     */
    static SerializableString @Nullable [] written(Class<?> type, @Nullable BeanPropertyWriter property,
            SerializationContext context) {
        return written(type, constant -> serializer(constant, property, context), context);
    }

    /** Likewise, by the serializer of each constant. */
    static SerializableString @Nullable [] written(Class<?> type, Function<Object, ValueSerializer<?>> serializers,
            SerializationContext context) {
        List<SerializableString> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            String name = nameOf(constant, serializers.apply(constant), context);
            if (name == null) {
                return null;
            }
            names.add(new SerializedString(name));
        }
        return names.toArray(SerializableString[]::new);
    }

    /** That of the property; where there is none yet, it depends on the class of the constant. */
    private static ValueSerializer<Object> serializer(Object constant, @Nullable BeanPropertyWriter property,
            SerializationContext context) {
        ValueSerializer<Object> known = property == null ? null : property.getSerializer();
        return known == null ? context.findPrimaryPropertySerializer(constant.getClass(), property) : known;
    }

    @SuppressWarnings("unchecked")
    private static @Nullable String nameOf(Object constant, ValueSerializer<?> serializer,
            SerializationContext context) {
        Class<?> known = serializer.getClass();
        if (known != EnumSerializer.class && known != JsonValueSerializer.class) {
            return null;
        }
        TokenBuffer buffer = context.bufferForValueConversion();
        ((ValueSerializer<Object>) serializer).serialize(constant, buffer, context);
        try (JsonParser parser = buffer.asParser()) {
            return parser.nextToken() == JsonToken.VALUE_STRING ? parser.getString() : null;
        }
    }

    /** Returns the names that a deserializer of databind accepts, as far as they can be found by test calls. */
    static EnumNames read(Class<?> type, ValueDeserializer<?> deserializer, SerializationContext writing,
            DeserializationContextExt reading) {
        Map<String, Integer> known = new LinkedHashMap<>();
        if (deserializer.getClass() == EnumDeserializer.class) { // another deserializer may return another result next time
            for (String name : candidates(type, writing)) {
                if (read(name, deserializer, writing, reading) instanceof Enum<?> constant) {
                    known.put(name, ordinal(constant));
                }
            }
        }
        return new EnumNames(known);
    }

    @SuppressWarnings("EnumOrdinal") // an index into an array of this process, never stored
    private static int ordinal(Enum<?> constant) {
        return constant.ordinal();
    }

    private static Set<String> candidates(Class<?> type, SerializationContext context) {
        var constants = (Enum<?>[]) type.getEnumConstants();
        Set<String> names = new LinkedHashSet<>();
        SerializableString[] written = written(type, constant -> serializer(constant, null, context), context);
        if (written != null) {
            Arrays.stream(written).map(SerializableString::getValue).forEach(names::add);
        }
        var aliases = new String[constants.length][];
        context.getAnnotationIntrospector().findEnumAliases(context.getConfig(),
                context.introspectClassAnnotations(type), constants, aliases);
        for (int i = 0; i < constants.length; i++) {
            names.add(constants[i].name());
            names.add(constants[i].toString());
            names.addAll(aliases[i] == null ? List.of() : List.of(aliases[i]));
        }
        return names;
    }

    private static @Nullable Object read(String name, ValueDeserializer<?> deserializer,
            SerializationContext writing, DeserializationContextExt reading) {
        TokenBuffer buffer = writing.bufferForValueConversion();
        buffer.writeString(name);
        try (JsonParser parser = buffer.asParserOnFirstToken(reading)) {
            return deserializer.deserialize(parser, reading.assignParser(parser));
        } catch (DatabindException e) {
            return null; // the name is used for writing only
        }
    }

    private void add(String name, int ordinal) {
        int slot = name.hashCode() & names.length - 1;
        while (names[slot] != null) {
            slot = slot + 1 & names.length - 1;
        }
        names[slot] = name;
        ordinals[slot] = ordinal;
    }

    /** The ordinal of the constant with this name, or -1. */
    int ordinal(char[] chars, int offset, int length) {
        int hash = 0; // the hash function of String
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + chars[offset + i];
        }
        for (int slot = hash & names.length - 1; names[slot] != null; slot = slot + 1 & names.length - 1) {
            if (isSame(names[slot], chars, offset, length)) {
                return ordinals[slot];
            }
        }
        return -1;
    }

    /** Returns the ordinal of the constant with this name in ASCII, or -1. */
    int ordinal(byte[] ascii, int offset, int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + ascii[offset + i];
        }
        for (int slot = hash & names.length - 1; names[slot] != null; slot = slot + 1 & names.length - 1) {
            if (isSame(names[slot], ascii, offset, length)) {
                return ordinals[slot];
            }
        }
        return -1;
    }

    private static boolean isSame(String name, byte[] ascii, int offset, int length) {
        if (name.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(i) != ascii[offset + i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(String name, char[] chars, int offset, int length) {
        if (name.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(i) != chars[offset + i]) {
                return false;
            }
        }
        return true;
    }

    /** The names that are known here. */
    Set<String> all() {
        return all;
    }
}
