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

import java.lang.foreign.ValueLayout;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.type.TypeFactory;

import dev.arena.collect.BooleanVec;
import dev.arena.collect.ByteVec;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.FloatVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongMap;
import dev.arena.collect.LongSet;
import dev.arena.collect.LongVec;
import dev.arena.collect.RecordRows;
import dev.arena.collect.RecordSet;
import dev.arena.collect.ShortVec;
import dev.arena.collect.StringLongMap;
import dev.arena.collect.StringMap;
import dev.arena.collect.StringSet;
import dev.arena.collect.StringVec;
import dev.arena.text.Utf16Builder;
import dev.arena.text.Utf16String;
import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

/**
 * A copy of a value in an arena as a value of the JDK, see {@link HeapForm}. Databind writes it if the mapper or the property
 * has {@link PartSettings}.
 */
record HeapCopy(JavaType type, Object value) {
    private static final Map<Class<?>, Kind> KINDS = Map.ofEntries(entry(RecordRows.class, Record.class, true, false),
            entry(RecordSet.class, Record.class, true, false), entry(BooleanVec.class, Boolean.class, true, false),
            entry(ShortVec.class, Short.class, true, false), entry(IntVec.class, Integer.class, true, false),
            entry(LongVec.class, Long.class, true, false), entry(FloatVec.class, Float.class, true, false),
            entry(DoubleVec.class, Double.class, true, false), entry(StringVec.class, String.class, true, false),
            entry(StringSet.class, String.class, true, false), entry(LongSet.class, Long.class, true, false),
            entry(StringMap.class, Record.class, true, true), entry(LongMap.class, Record.class, true, true),
            entry(StringLongMap.class, Long.class, true, true), entry(Utf8String.class, String.class, false, false),
            entry(Utf8Builder.class, String.class, false, false), entry(Utf16String.class, String.class, false, false),
            entry(Utf16Builder.class, String.class, false, false), entry(ByteVec.class, byte[].class, false, false));

    private static final Set<Class<?>> SETS = Set.of(RecordSet.class, StringSet.class, LongSet.class);

    /**
     * The type of a copy.
     *
     * @param part class of the elements of a list, the values of a map, or the value itself
     */
    record Kind(Class<?> type, Class<?> part, boolean isContainer, boolean isMap) {

        /** Whether the parts are rows, whose writer follows the names and filters of a property. */
        boolean isRows() {
            return type == RecordRows.class;
        }

        /** The corresponding type of the JDK. */
        Class<?> heapType() {
            if (!isContainer) {
                return part;
            }
            return isMap ? Map.class : SETS.contains(type) ? Set.class : List.class;
        }
    }

    private static Map.Entry<Class<?>, Kind> entry(Class<?> type, Class<?> part, boolean isContainer, boolean isMap) {
        return Map.entry(type, new Kind(type, part, isContainer, isMap));
    }

    /** The kind of copies of a class; null if there are none. */
    static @Nullable Kind kind(Class<?> type) {
        return KINDS.get(RecordRows.class.isAssignableFrom(type) ? RecordRows.class : type);
    }

    static HeapCopy of(Object value, TypeFactory types) {
        return switch (value) {
            case RecordRows<?> rows -> list(rows, rows.layout().genericType(), types);
            case RecordSet<?> records -> list(records, Record.class, types);
            case BooleanVec booleans -> list(booleans, Boolean.class, types);
            case ShortVec shorts -> list(shorts, Short.class, types);
            case IntVec ints -> list(ints, Integer.class, types);
            case LongVec longs -> list(longs, Long.class, types);
            case FloatVec floats -> list(floats, Float.class, types);
            case DoubleVec doubles -> list(doubles, Double.class, types);
            case StringVec texts -> list(texts, String.class, types);
            case StringSet texts -> list(texts, String.class, types);
            case LongSet longs -> list(longs, Long.class, types);
            case StringMap<?> map -> {
                Map<Object, Object> entries = new LinkedHashMap<>();
                map.forEach((key, each) -> entries.put(key.toString(), each));
                yield map(entries, String.class, map.layout().genericType(), types);
            }
            case LongMap<?> map -> {
                Map<Object, Object> entries = new LinkedHashMap<>();
                map.forEach(entries::put);
                yield map(entries, Long.class, map.layout().genericType(), types);
            }
            case StringLongMap map -> {
                Map<Object, Object> entries = new LinkedHashMap<>();
                map.forEach((key, each) -> entries.put(key.toString(), each));
                yield map(entries, String.class, Long.class, types);
            }
            case Utf8String text -> text(text, types);
            case Utf8Builder text -> text(text, types);
            case Utf16String text -> text(text, types);
            case Utf16Builder text -> text(text, types);
            case ByteVec bytes -> new HeapCopy(types.constructType(byte[].class),
                    bytes.segment().toArray(ValueLayout.JAVA_BYTE));
            default -> throw new IllegalArgumentException(value.getClass().getName() + " has no parts");
        };
    }

    private static HeapCopy text(Object text, TypeFactory types) {
        return new HeapCopy(types.constructType(String.class), text.toString());
    }

    private static HeapCopy list(Iterable<?> elements, Type type, TypeFactory types) {
        List<@Nullable Object> list = new ArrayList<>();
        elements.forEach(each -> list.add(each instanceof Utf8String text ? text.toString() : each));
        return new HeapCopy(types.constructCollectionType(List.class, types.constructType(type)), list);
    }

    private static HeapCopy map(Map<Object, Object> entries, Class<?> key, Type value, TypeFactory types) {
        return new HeapCopy(
                types.constructMapType(Map.class, types.constructType(key), types.constructType(value)), entries);
    }

    ValueSerializer<Object> serializer(@Nullable BeanProperty property, SerializationContext context) {
        return context.findPrimaryPropertySerializer(type, property);
    }
}
