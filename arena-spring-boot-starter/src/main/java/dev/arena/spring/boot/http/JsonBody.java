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

package dev.arena.spring.boot.http;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ConcurrentLruCache;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

import dev.arena.Arena;
import dev.arena.json.ArenaJson;
import dev.arena.json.JsonInput;

/**
 * Reads JSON bodies into arena memory: the types of {@link BodyType}, and records with components of these types. Jackson
 * reads all other types, and also stores parts of these types in the arena.
 */
final class JsonBody {
    private static final ClassValue<Boolean> NEEDS_ARENA = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return needsArena(type, new HashSet<>());
        }
    };

    private static final int MAX_CACHED_TYPES = 256;

    /** The body types as databind types, for each mapper. Their number is limited by the handlers and client calls. */
    private static final ConcurrentLruCache<DocumentType, JavaType> TYPES = new ConcurrentLruCache<>(MAX_CACHED_TYPES,
            it -> javaType(it.type(), it.types()));

    /**
     * Whether the type arguments, if a type has any, are records: only those can be in arena memory. Spring asks in each request
     * with a new description of the type, whose arguments would be resolved each time.
     */
    private static final ConcurrentLruCache<ResolvableType, Boolean> HAVE_RECORDS = new ConcurrentLruCache<>(
            MAX_CACHED_TYPES,
            type -> {
                for (int i = 0; i < type.toClass().getTypeParameters().length; i++) {
                    if (!type.getGeneric(i).toClass().isRecord()) {
                        return false;
                    }
                }
                return true;
            });

    private JsonBody() {}

    private record DocumentType(ResolvableType type, TypeFactory types) {}

    /** Reads a body. */
    @FunctionalInterface
    interface Reader {

        /** The value; null if the document is {@code null}. */
        @Nullable
        Object read(ArenaJson json, JsonInput in, Arena arena);
    }

    /** Returns a reader for a type; null for a type that other converters read. */
    static @Nullable Reader reader(ResolvableType type, boolean lines) {
        Class<?> raw = type.toClass();
        BodyType body = BodyTypes.of(raw);
        boolean isRead = body == null
                ? isRecordInArena(raw) && !lines
                : body.isReadAsJson() && HAVE_RECORDS.get(type) && (!lines || body.hasLines());
        if (!isRead) {
            return null;
        }
        if (body == BodyType.VALUE) {
            return ArenaJson::readValue; // also null
        }
        return lines
                ? (json, in, arena) -> json.readLines(in, javaType(type, json), arena)
                : (json, in, arena) -> json.read(in, javaType(type, json), arena);
    }

    /** Returns the type with its type arguments, also if the superclass of the handler declares them as type variables. */
    private static JavaType javaType(ResolvableType type, ArenaJson json) {
        return TYPES.get(new DocumentType(type, json.mapper().getTypeFactory()));
    }

    private static JavaType javaType(ResolvableType type, TypeFactory types) {
        if (type.isArray()) {
            return types.constructArrayType(javaType(type.getComponentType(), types));
        }
        Class<?> raw = type.resolve(Object.class);
        int parameters = raw.getTypeParameters().length;
        if (parameters == 0) {
            return types.constructType(raw);
        }
        JavaType[] arguments = new JavaType[parameters];
        Arrays.setAll(arguments, i -> javaType(type.getGeneric(i), types));
        return types.constructParametricType(raw, arguments);
    }

    /** Returns a reader for several values of a type. The result is a {@link List}. */
    static Reader listReader(ResolvableType element) {
        ResolvableType list = ResolvableType.forClassWithGenerics(List.class, element);
        return (json, in, arena) -> json.read(in, javaType(list, json), arena);
    }

    /** Whether values of a type are written from arena memory. */
    static boolean isWritable(Class<?> type, boolean lines) {
        BodyType body = BodyTypes.of(type);
        return body != null && body.isJson() && (!lines || body.hasLines());
    }

    /** Whether values of a type, or parts of them, are in arena memory. */
    static boolean isInArena(Class<?> type) {
        return BodyTypes.of(type) != null || isRecordInArena(type);
    }

    /** Whether a type is a record with components of arena types, at any depth. */
    static boolean isRecordInArena(Class<?> type) {
        return type.isRecord() && NEEDS_ARENA.get(type);
    }

    private static boolean needsArena(Class<?> type, Set<Class<?>> seen) {
        if (BodyTypes.of(type) != null && type != MemorySegment.class) {
            return true;
        }
        if (type.isRecord() && seen.add(type)) {
            for (RecordComponent component : type.getRecordComponents()) {
                if (needsArena(component.getType(), seen)) {
                    return true;
                }
            }
        }
        return false;
    }
}
