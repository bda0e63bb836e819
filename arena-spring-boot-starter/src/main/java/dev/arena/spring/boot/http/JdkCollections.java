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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.arena.collect.BooleanVec;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.FloatVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongMap;
import dev.arena.collect.LongSet;
import dev.arena.collect.LongVec;
import dev.arena.collect.RecordMap;
import dev.arena.collect.RecordRows;
import dev.arena.collect.RecordSet;
import dev.arena.collect.ShortVec;
import dev.arena.collect.StringLongMap;
import dev.arena.collect.StringMap;
import dev.arena.collect.StringSet;
import dev.arena.collect.StringVec;
import dev.arena.json.JsonValue;

/** Converts vectors, sets and maps to the corresponding collections of the JDK on the heap. */
final class JdkCollections {

    private JdkCollections() {}

    /** An entry of a map whose keys are no texts. Documents have a list of such objects. */
    private record Entry(Record key, Record value) {}

    /** Returns the collection, or any other value unchanged. */
    static Object copyOf(Object body) {
        return switch (body) {
            case RecordRows<?> rows -> list(rows);
            case BooleanVec booleans -> list(booleans);
            case ShortVec shorts -> shorts.toArray();
            case IntVec ints -> ints.toArray();
            case LongVec longs -> longs.toArray();
            case FloatVec floats -> floats.toArray();
            case DoubleVec doubles -> doubles.toArray();
            case StringVec strings -> {
                List<@Nullable String> copy = new ArrayList<>();
                strings.forEach(it -> copy.add(it == null ? null : it.toString()));
                yield copy;
            }
            case StringSet strings -> {
                Set<String> copy = new LinkedHashSet<>();
                strings.forEach(it -> copy.add(it.toString()));
                yield copy;
            }
            case LongSet longs -> set(longs);
            case RecordSet<?> records -> set(records);
            case StringLongMap map -> {
                Map<String, Long> copy = new LinkedHashMap<>();
                map.forEach((key, value) -> copy.put(key.toString(), value));
                yield copy;
            }
            case RecordMap<?, ?> map -> {
                List<Object> entries = new ArrayList<>();
                map.forEach((key, value) -> entries.add(new Entry(key, value)));
                yield entries;
            }
            case StringMap<?> map -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((key, value) -> copy.put(key.toString(), value));
                yield copy;
            }
            case LongMap<?> map -> {
                Map<Long, Object> copy = new LinkedHashMap<>();
                map.forEach(copy::put);
                yield copy;
            }
            default -> body;
        };
    }

    /** Returns a JSON value as maps, lists, strings, numbers and booleans. */
    static @Nullable Object treeOf(JsonValue value) {
        return switch (value.kind()) {
            case OBJECT -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                value.members().forEach(it -> members.put(it.name().toString(), treeOf(it.value())));
                yield members;
            }
            case ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                value.elements().forEach(it -> elements.add(treeOf(it)));
                yield elements;
            }
            case STRING -> value.asText().toString();
            case NUMBER -> value.asBigDecimal();
            case BOOLEAN -> value.asBoolean();
            case NULL -> null;
        };
    }

    private static List<Object> list(Iterable<?> elements) {
        List<Object> copy = new ArrayList<>();
        elements.forEach(copy::add);
        return copy;
    }

    private static Set<Object> set(Iterable<?> elements) {
        Set<Object> copy = new LinkedHashSet<>();
        elements.forEach(copy::add);
        return copy;
    }
}
