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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What records are read by, made once for each type. For any number of threads. */
final class RecordReaders {
    private final LazyMapper mapper;
    private final ClassValue<RecordReader<?>> ofClasses;
    private final ConcurrentMap<Type, RecordReader<?>> ofOthers = new ConcurrentHashMap<>();

    RecordReaders(LazyMapper mapper) {
        this.mapper = mapper;
        this.ofClasses = new ClassValue<>() {
            @Override
            protected RecordReader<?> computeValue(Class<?> type) {
                return make(type);
            }
        };
    }

    private RecordReader<?> make(Type type) {
        var reader = new RecordReader<>(type, mapper.bound());
        ArenaJson.log(reader.layout(), "reads", reader::way);
        return reader;
    }

    @SuppressWarnings("unchecked")
    <R extends Record> RecordReader<R> of(Class<R> type) {
        return (RecordReader<R>) ofClasses.get(type);
    }

    RecordReader<?> of(Type type) {
        return type instanceof Class<?> known ? ofClasses.get(known) : ofOthers.computeIfAbsent(type, this::make);
    }
}
