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

package dev.arena.spring.boot.springdoc;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import org.jspecify.annotations.Nullable;

import dev.arena.collect.BooleanVec;
import dev.arena.collect.ByteVec;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.FloatVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongMap;
import dev.arena.collect.LongSet;
import dev.arena.collect.LongVec;
import dev.arena.collect.RecordMap;
import dev.arena.collect.RecordSet;
import dev.arena.collect.RecordSlice;
import dev.arena.collect.RecordVec;
import dev.arena.collect.ShortVec;
import dev.arena.collect.StringLongMap;
import dev.arena.collect.StringMap;
import dev.arena.collect.StringSet;
import dev.arena.collect.StringVec;
import dev.arena.json.JsonValue;
import dev.arena.text.Utf16String;
import dev.arena.text.Utf8String;

/**
 * Describes arena types as the JDK types with the same JSON form.
 */
final class ArenaModelConverter implements ModelConverter {
    private static final Map<Class<?>, Type> SAME = Map.ofEntries(Map.entry(Utf8String.class, String.class),
            Map.entry(Utf16String.class, String.class), Map.entry(StringVec.class, String[].class),
            Map.entry(BooleanVec.class, boolean[].class), Map.entry(ShortVec.class, short[].class),
            Map.entry(IntVec.class, int[].class), Map.entry(LongVec.class, long[].class),
            Map.entry(FloatVec.class, float[].class), Map.entry(DoubleVec.class, double[].class),
            Map.entry(JsonValue.class, Object.class));

    /** Bytes: as they are in a body, and Base64 in an object. */
    private static final Set<Class<?>> BINARY = Set.of(ByteVec.class, MemorySegment.class);

    @Override
    public @Nullable Schema<?> resolve(AnnotatedType type, ModelConverterContext context,
            Iterator<ModelConverter> chain) {
        JavaType known = type.getType() == null ? null : Json.mapper().constructType(type.getType());
        if (known != null && BINARY.contains(known.getRawClass())) {
            Schema<?> binary = new StringSchema().format(type.isSchemaProperty() ? "byte" : "binary");
            binary.addType("string"); // where OpenAPI 3.1 looks for it
            return binary;
        }
        Type same = known == null ? null : same(known);
        if (same != null) {
            type.setType(same);
        }
        return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    }

    /** The type of the JDK, or null for a type that is none of these. */
    private static @Nullable Type same(JavaType type) {
        Class<?> raw = type.getRawClass();
        TypeFactory types = Json.mapper().getTypeFactory();
        JavaType element = type.containedTypeOrUnknown(0);
        if (raw == RecordVec.class || raw == RecordSlice.class) {
            return types.constructCollectionType(List.class, element);
        }
        if (raw == RecordSet.class) {
            return types.constructCollectionType(Set.class, element);
        }
        if (raw == StringSet.class) {
            return types.constructCollectionType(Set.class, String.class);
        }
        if (raw == LongSet.class) {
            return types.constructCollectionType(Set.class, Long.class);
        }
        if (raw == StringLongMap.class) {
            return types.constructMapType(Map.class, String.class, Long.class);
        }
        if (raw == StringMap.class || raw == LongMap.class) {
            return types.constructMapType(Map.class, types.constructType(String.class), element);
        }
        if (raw == RecordMap.class) {
            return types.constructCollectionType(List.class, types.constructParametricType(Entry.class, element,
                    type.containedTypeOrUnknown(1)));
        }
        return SAME.get(raw);
    }

    /** An entry of a map whose keys are records. */
    record Entry<K, V>(K key, V value) {}
}
