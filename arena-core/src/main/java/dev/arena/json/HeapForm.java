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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.type.TypeFactory;

import dev.arena.Arena;
import dev.arena.collect.LongMap;
import dev.arena.collect.RecordSet;
import dev.arena.collect.RecordVec;
import dev.arena.collect.StringLongMap;
import dev.arena.collect.StringMap;
import dev.arena.text.Utf16Builder;
import dev.arena.text.Utf16String;
import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

/**
 * The type of the JDK that has the same JSON form as a type in an arena: a list, a map or a string. Databind reads it if the
 * mapper or the property has {@link PartSettings}, and its content is then copied into the arena.
 *
 * @param type the type of the JDK
 * @param copy creates the arena type from it
 */
record HeapForm(JavaType type, Copy copy) {

    /** Creates an arena type. */
    @FunctionalInterface
    interface Copy {
        Object of(Object heap, ComponentInput in);
    }

    /** Returns the form of an arena type; null if it has none. */
    static @Nullable HeapForm of(JavaType type, TypeFactory types) {
        Class<?> raw = type.getRawClass();
        if (raw == RecordVec.class) {
            JavaType element = type.containedType(0);
            return list(types, element,
                    in -> new RecordVec<>(in.arena(), in.json().layoutOf(Types.of(element)), ComponentReader.FEW),
                    RecordVec<Record>::add);
        }
        if (raw == RecordSet.class) {
            JavaType element = type.containedType(0);
            return list(types, element,
                    in -> new RecordSet<>(in.arena(), in.json().layoutOf(Types.of(element)), ComponentReader.FEW),
                    RecordSet<Record>::add);
        }
        if (raw == StringMap.class) {
            JavaType value = type.containedType(0);
            return map(types, types.constructType(String.class), value,
                    in -> new StringMap<>(in.arena(), in.json().layoutOf(Types.of(value)), ComponentReader.FEW),
                    (StringMap<Record> map, Map.Entry<String, Record> it) -> map.put(it.getKey(), it.getValue()));
        }
        if (raw == LongMap.class) {
            JavaType value = type.containedType(0);
            return map(types, types.constructType(Long.class), value,
                    in -> new LongMap<>(in.arena(), in.json().layoutOf(Types.of(value)), ComponentReader.FEW),
                    (LongMap<Record> map, Map.Entry<Long, Record> it) -> map.put(it.getKey(), it.getValue()));
        }
        return withoutRecords(raw, types);
    }

    private static @Nullable HeapForm withoutRecords(Class<?> raw, TypeFactory types) {
        ScalarContainer<?, ?> container = ScalarContainer.of(raw);
        if (container != null) {
            return list(types, container);
        }
        if (raw == Utf8String.class) {
            return text(types, Utf8String::copyOf);
        }
        if (raw == Utf8Builder.class) {
            return text(types, (arena, text) -> new Utf8Builder(arena).append(text));
        }
        if (raw == Utf16String.class) {
            return text(types, Utf16String::copyOf);
        }
        if (raw == Utf16Builder.class) {
            return text(types, (arena, text) -> new Utf16Builder(arena).append(text));
        }
        if (raw == StringLongMap.class) {
            return map(types, types.constructType(String.class), types.constructType(Long.class),
                    in -> new StringLongMap(in.arena()),
                    (StringLongMap map, Map.Entry<String, Long> it) -> map.put(it.getKey(), it.getValue()));
        }
        return null;
    }

    private static <C, E> HeapForm list(TypeFactory types, ScalarContainer<C, E> container) {
        return list(types, types.constructType(container.element()), in -> container.creation().apply(in.arena()),
                container.addition());
    }

    private static HeapForm text(TypeFactory types, BiFunction<Arena, String, Object> creation) {
        return new HeapForm(types.constructType(String.class), (heap, in) -> creation.apply(in.arena(), (String) heap));
    }

    @SuppressWarnings("unchecked")
    private static <C, E> HeapForm list(TypeFactory types, JavaType element, Function<ComponentInput, C> creation,
            BiConsumer<C, E> addition) {
        JavaType list = types.constructCollectionType(List.class, element);
        return new HeapForm(list, (heap, in) -> {
            C container = creation.apply(in);
            var elements = (Collection<@Nullable E>) heap;
            in.count(elements.size(), JsonLimit.ARRAY_LENGTH, in.json().limits().maxArrayLength());
            elements.forEach(it -> addition.accept(container, in.requirePart(it, element)));
            return container;
        });
    }

    @SuppressWarnings("unchecked")
    private static <C, K, V> HeapForm map(TypeFactory types, JavaType key, JavaType value,
            Function<ComponentInput, C> creation, BiConsumer<C, Map.Entry<K, V>> addition) {
        JavaType map = types.constructMapType(Map.class, key, value);
        return new HeapForm(map, (heap, in) -> {
            C container = creation.apply(in);
            var entries = (Map<@Nullable K, @Nullable V>) heap;
            in.count(entries.size(), JsonLimit.OBJECT_LENGTH, in.json().limits().maxObjectLength());
            entries.forEach((name, it) -> addition.accept(container,
                    Map.entry(in.requirePart(name, key), in.requirePart(it, value))));
            return container;
        });
    }

    /** Reads a value through databind. */
    @Nullable
    Object read(ValueDeserializer<?> deserializer, ComponentInput in) {
        Object heap = deserializer.deserialize(in.parser(), in.context());
        try {
            return heap == null ? null : copy.of(heap, in);
        } catch (ClassCastException e) { // a deserializer of the application has created parts of another class
            return in.context().reportInputMismatch(type, "The parts do not fit %s", type.toCanonical());
        }
    }
}
