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
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.databind.type.TypeFactory;

import dev.arena.Arena;
import dev.arena.collect.ByteVec;
import dev.arena.collect.LongMap;
import dev.arena.collect.RecordMap;
import dev.arena.collect.RecordSet;
import dev.arena.collect.RecordVec;
import dev.arena.collect.StringLongMap;
import dev.arena.collect.StringMap;
import dev.arena.text.Utf16Builder;
import dev.arena.text.Utf16String;
import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

/** Reads a value of an arena type while databind reads the surrounding object. {@link #of} has the table of these types. */
abstract class ComponentReader {
    /** Initial capacity of sets and maps, in entries. */
    static final long FEW = 8;

    private static final JavaType BYTE_ARRAY = TypeFactory.createDefaultInstance().constructType(byte[].class);

    /** Reads the value that starts with the current token. Returns null if databind reads the value as null. */
    abstract @Nullable Object read(ComponentInput in);

    /** Reads documents up to the end of the input. Each document is an element. */
    Object readLines(ComponentInput in) {
        throw new IllegalArgumentException("This type has no elements, so it cannot be read from lines");
    }

    /** Whether values have elements, each of which can be a document. */
    boolean hasElements() {
        return false;
    }

    /** The kind of value for databind: a map, a text, or, if values have elements, a collection. */
    LogicalType logicalType() {
        return LogicalType.Collection;
    }

    /** Returns the reader of a type; null if the type is not stored in an arena. */
    static @Nullable ComponentReader of(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw == RecordVec.class) {
            return new Rows(type);
        }
        if (raw == RecordSet.class) {
            return recordSet(type, requireRecord(type, 0));
        }
        if (raw == StringMap.class) {
            return stringMap(requireRecord(type, 0));
        }
        if (raw == LongMap.class) {
            return longMap(type, requireRecord(type, 0));
        }
        if (raw == RecordMap.class) {
            return recordMap(type, requireRecord(type, 0), requireRecord(type, 1));
        }
        ScalarContainer<?, ?> container = ScalarContainer.of(raw);
        return container == null ? scalar(type, raw) : elements(type, container);
    }

    private static <C> ComponentReader elements(JavaType type, ScalarContainer<C, ?> container) {
        return new Elements<>(type, in -> container.creation().apply(in.arena()), container.reading());
    }

    private static @Nullable ComponentReader scalar(JavaType type, Class<?> raw) {
        if (raw == JsonValue.class) {
            return new Simple(LogicalType.Untyped, in -> in.json().readValue(in.asJson(), in.arena()));
        }
        if (raw == Utf8String.class) {
            return new Simple(LogicalType.Textual, ComponentReader::utf8);
        }
        if (raw == Utf8Builder.class) {
            return text((text, arena) -> new Utf8Builder(arena).append(text));
        }
        if (raw == Utf16String.class) {
            return text((text, arena) -> Utf16String.copyOf(arena, text));
        }
        if (raw == Utf16Builder.class) {
            return text((text, arena) -> new Utf16Builder(arena).append(text));
        }
        if (raw == ByteVec.class) {
            return new Simple(LogicalType.Binary, ComponentReader::bytes);
        }
        if (raw == StringLongMap.class) {
            return new Simple(LogicalType.Map, in -> {
                var map = new StringLongMap(in.arena());
                in.forEachMember(type, name -> map.put(name, in.longValue()));
                return map;
            });
        }
        return null;
    }

    private static ComponentReader text(BiFunction<String, Arena, Object> making) {
        return new Simple(LogicalType.Textual, in -> {
            String text = in.textOrNull();
            return text == null ? null : making.apply(text, in.arena());
        });
    }

    private static @Nullable Utf8String utf8(ComponentInput in) {
        if (in.parser().hasToken(JsonToken.VALUE_STRING)) {
            return in.json().readText(in.asJson(), in.arena());
        }
        String text = in.textOrNull();
        return text == null ? null : Utf8String.copyOf(in.arena(), text);
    }

    private static ByteVec bytes(ComponentInput in) {
        byte[] bytes = in.value(BYTE_ARRAY);
        var vector = new ByteVec(in.arena(), bytes.length);
        vector.addAll(bytes);
        return vector;
    }

    private static ComponentReader recordSet(JavaType type, JavaType element) {
        Type elements = Types.of(element);
        return new Elements<RecordSet<Record>>(type,
                in -> new RecordSet<>(in.arena(), in.json().layoutOf(elements), FEW),
                (set, in) -> set.add(in.value(element)));
    }

    private static ComponentReader stringMap(JavaType value) {
        Type values = Types.of(value);
        return new Simple(LogicalType.Map, in -> in.json().readMap(in.asJson(), values, in.arena()));
    }

    private static ComponentReader longMap(JavaType type, JavaType value) {
        Type values = Types.of(value);
        return new Simple(LogicalType.Map, in -> {
            var map = new LongMap<>(in.arena(), in.json().layoutOf(values), FEW);
            in.forEachMember(type, name -> map.put(key(name, in.context()), in.<Record>value(value)));
            return map;
        });
    }

    private static long key(String name, DeserializationContext context) {
        try {
            return Long.parseLong(name);
        } catch (NumberFormatException e) {
            return (Long) context.handleWeirdKey(Long.class, name, "The name is not an integer");
        }
    }

    private static ComponentReader recordMap(JavaType type, JavaType key, JavaType value) {
        Type keys = Types.of(key);
        Type values = Types.of(value);
        return new Elements<RecordMap<Record, Record>>(type,
                in -> new RecordMap<>(in.arena(), in.json().layoutOf(keys), in.json().layoutOf(values), FEW),
                (map, in) -> {
                    var entry = new Entry();
                    in.forEachMember(type, name -> {
                        switch (name) {
                            case "key" -> entry.key = in.value(key);
                            case "value" -> entry.value = in.value(value);
                            default -> in.parser().skipChildren();
                        }
                    });
                    Record entryKey = entry.key;
                    Record entryValue = entry.value;
                    if (entryKey == null || entryValue == null) {
                        in.context().reportInputMismatch(type, "An entry needs a key and a value");
                    } else {
                        map.put(entryKey, entryValue);
                    }
                });
    }

    /** The parts of a key and its value that have been read. */
    private static final class Entry {
        private @Nullable Record key;
        private @Nullable Record value;
    }

    /** A type argument with its own arguments. */
    private static JavaType requireRecord(JavaType type, int index) {
        JavaType argument = type.containedType(index);
        if (argument == null || !argument.getRawClass().isRecord()) {
            throw new IllegalArgumentException(
                    type.toCanonical() + " cannot be read: its type arguments must be records");
        }
        return argument;
    }

    /** A value without elements. */
    private static final class Simple extends ComponentReader {
        private final LogicalType logicalType;
        private final Function<ComponentInput, @Nullable Object> reading;

        Simple(LogicalType logicalType, Function<ComponentInput, @Nullable Object> reading) {
            this.logicalType = logicalType;
            this.reading = reading;
        }

        @Override
        LogicalType logicalType() {
            return logicalType;
        }

        @Override
        @Nullable
        Object read(ComponentInput in) {
            return reading.apply(in);
        }
    }

    /** A vector or set: an array, or a document for each element. */
    private static final class Elements<C> extends ComponentReader {
        private final JavaType type;
        private final Function<ComponentInput, C> creation;
        private final BiConsumer<C, ComponentInput> addition;

        Elements(JavaType type, Function<ComponentInput, C> creation, BiConsumer<C, ComponentInput> addition) {
            this.type = type;
            this.creation = creation;
            this.addition = addition;
        }

        @Override
        boolean hasElements() {
            return true;
        }

        @Override
        Object read(ComponentInput in) {
            C container = creation.apply(in);
            in.forEachElement(type, () -> addition.accept(container, in));
            return container;
        }

        @Override
        Object readLines(ComponentInput in) {
            C container = creation.apply(in);
            in.forEachDocument(() -> addition.accept(container, in));
            return container;
        }
    }

    /** A vector of records. Its rows are decoded without record objects where possible. */
    private static final class Rows extends ComponentReader {
        private final Type record;
        private final JavaType element;

        Rows(JavaType type) {
            this.element = requireRecord(type, 0);
            this.record = Types.of(element);
        }

        @Override
        boolean hasElements() {
            return true;
        }

        @Override
        Object read(ComponentInput in) {
            boolean single = !in.parser().hasToken(JsonToken.START_ARRAY)
                    && in.context().isEnabled(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY);
            return single || in.isUntyped()
                    ? copied(in)
                    : in.json().readRows(in.asJson(), record, in.arena());
        }

        private RecordVec<?> copied(ComponentInput in) {
            JavaType list = in.context().getTypeFactory().constructCollectionType(List.class, element);
            List<Record> records = in.value(list);
            var rows = new RecordVec<>(in.arena(), in.json().layoutOf(record), records.size());
            rows.addAll(records);
            return rows;
        }

        @Override
        Object readLines(ComponentInput in) {
            return in.json().readRecordLines(in.asJson(), record, in.arena());
        }
    }
}
