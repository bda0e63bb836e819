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

import java.lang.reflect.Type;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

import dev.arena.collect.RecordVec;

/**
 * The readers of records, created once for each type. Safe for use by any thread.
 *
 * <p>They are in maps, as what a {@link ClassValue} computes is kept until the class is unloaded if it refers to the
 * {@code ClassValue}. Readers refer to the mapper, and thereby to the application.
 */
final class RecordReaders {
    private final LazyMapper mapper;
    private final UnlockedCache<Type, RecordReader<?>> known = new UnlockedCache<>();
    private final UnlockedCache<JavaType, Optional<RecordReader<?>>> ofVectors = new UnlockedCache<>();

    RecordReaders(LazyMapper mapper) {
        this.mapper = mapper;
    }

    private RecordReader<?> make(Type type) {
        var reader = new RecordReader<>(type, mapper.bound());
        ArenaJson.log(reader.layout(), "reads", reader::way);
        return reader;
    }

    @SuppressWarnings("unchecked")
    <R extends Record> RecordReader<R> of(Class<R> type) {
        return (RecordReader<R>) of((Type) type);
    }

    RecordReader<?> of(Type type) {
        return known.get(type, this::make);
    }

    /**
     * Returns the reader of the elements of a vector. Null for other types, and if the mapper has a custom deserializer of
     * the vector.
     */
    @Nullable
    RecordReader<?> ofVector(JavaType type) {
        if (!type.hasRawClass(RecordVec.class)) {
            return null;
        }
        return ofVectors.get(type, this::findOfVector).orElse(null);
    }

    private Optional<RecordReader<?>> findOfVector(JavaType type) {
        BoundMapper bound = mapper.bound();
        JavaType element = type.containedType(0);
        boolean isUsual = element != null && element.isRecordType() && bound.isStandard() && bound.readContext()
                .findRootValueDeserializer(type) instanceof ArenaDeserializers.Component it && it.isPlain();
        return isUsual ? Optional.of(of(Types.of(element))) : Optional.empty();
    }
}
