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

import java.util.Arrays;
import java.util.List;

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
 *
 * <p>The types that this object has seen refer to handler methods and their application, so it belongs to one application.
 *
 * <p>Safe for use by any thread.
 */
final class JsonReaders {
    private static final int MAX_CACHED_TYPES = 256;

    /** The body types as databind types, for each mapper. Their number is limited by the handlers and client calls. */
    private final ConcurrentLruCache<DocumentType, JavaType> types = new ConcurrentLruCache<>(MAX_CACHED_TYPES,
            it -> javaType(it.type(), it.types()));

    /** For {@link #hasRecords}. Spring asks in each request with a new description of the type, whose arguments would be resolved each time. */
    private final ConcurrentLruCache<ResolvableType, Boolean> haveRecords = new ConcurrentLruCache<>(MAX_CACHED_TYPES,
            JsonReaders::hasRecords);

    private record DocumentType(ResolvableType type, TypeFactory types) {}

    /** Reads a body. */
    @FunctionalInterface
    interface Reader {

        /** The value; null if the document is {@code null}. */
        @Nullable
        Object read(ArenaJson json, JsonInput in, Arena arena);
    }

    /** Returns a reader for a type; null for a type that other converters read. */
    @Nullable
    Reader of(ResolvableType type, boolean lines) {
        Class<?> raw = type.toClass();
        BodyType body = BodyTypes.of(raw);
        boolean isRead = body == null
                ? JsonBody.isRecordInArena(raw) && !lines
                : body.isReadAsJson() && haveRecords.get(type) && (!lines || body.hasLines());
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

    /** Returns a reader for several values of a type. The result is a {@link List}. */
    Reader ofList(ResolvableType element) {
        ResolvableType list = ResolvableType.forClassWithGenerics(List.class, element);
        return (json, in, arena) -> json.read(in, javaType(list, json), arena);
    }

    /** Whether the type arguments, if a type has any, are records: only those can be in arena memory. */
    private static boolean hasRecords(ResolvableType type) {
        for (int i = 0; i < type.toClass().getTypeParameters().length; i++) {
            if (!type.getGeneric(i).toClass().isRecord()) {
                return false;
            }
        }
        return true;
    }

    /** Returns the type with its type arguments, also if the superclass of the handler declares them as type variables. */
    private JavaType javaType(ResolvableType type, ArenaJson json) {
        return types.get(new DocumentType(type, json.mapper().getTypeFactory()));
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
}
