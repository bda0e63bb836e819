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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;

/** Compares how databind and the arena read and write documents and records. */
final class DatabindOracle {
    private final JsonMapper mapper;
    private final ArenaJson json;

    DatabindOracle(JsonMapper mapper) {
        this.mapper = mapper;
        this.json = ArenaJson.of(mapper);
    }

    JavaType listOf(JavaType type) {
        return mapper.getTypeFactory().constructCollectionType(List.class, type);
    }

    /** Returns the value that databind reads, or its exception. */
    private Object byDatabind(String document, JavaType type) {
        try {
            Object value = mapper.readValue(document.getBytes(StandardCharsets.UTF_8), type);
            return value == null ? Optional.empty() : value;
        } catch (JacksonException e) {
            return e;
        }
    }

    /** Returns the value that the arena reads, or its exception. */
    private Object byArena(InputStream document, JavaType type, Arena arena) {
        try {
            return json.readRecord(JsonInput.of(document), type, arena);
        } catch (JsonDecodingException | IllegalArgumentException e) {
            return e;
        }
    }

    private static InputStream in(String document) {
        return new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the difference between the arena and databind in reading a document, or null if there is none. */
    @Nullable
    String differenceInReading(String document, JavaType type) {
        Object expected = byDatabind(document, type);
        if (expected.equals(Optional.empty())) {
            return null; // a record cannot be null
        }
        try (Arena arena = Arena.create()) {
            Object actual = byArena(in(document), type, arena);
            if (expected instanceof Exception != actual instanceof Exception
                    || !(expected instanceof Exception || same(expected, actual))) {
                return "databind: " + expected + ", arena: " + actual;
            }
            return differenceInReadingRows("[" + document + "," + document + "," + document + "]", type, arena);
        }
    }

    private @Nullable String differenceInReadingRows(String array, JavaType type, Arena arena) {
        Object expected = byDatabind(array, listOf(type));
        Object actual;
        try {
            actual = json.readRecords(JsonInput.of(in(array)), type, arena);
        } catch (JsonDecodingException | IllegalArgumentException e) {
            actual = e;
        }
        if (expected instanceof List<?> list && list.size() != 3) {
            return null; // databind has lost its position, a known fault with unwrapped arrays
        }
        if (expected instanceof List<?> list && actual instanceof RecordVec<?> rows) {
            return same(list, rows.stream().toList())
                    ? differenceInWriting(list, rows, listOf(type))
                    : "databind: " + list + ", rows: " + rows;
        }
        return expected instanceof Exception && actual instanceof Exception
                ? null
                : "databind: " + expected + ", rows: " + actual;
    }

    /**
     * Returns the difference between the paths of the failures for a document with one invalid value. Returns null if the
     * document is valid, or if the paths agree.
     */
    @Nullable
    String differenceInPath(String document, JavaType type) {
        try (Arena arena = Arena.create()) {
            return byDatabind(document, type) instanceof DatabindException expected
                    && byArena(in(document), type, arena) instanceof JsonDecodingException actual
                    && !path(expected).equals(actual.path())
                            ? "databind: " + path(expected) + " " + expected + "\narena: " + actual
                            : null;
        }
    }

    /** Returns the path of a failure as a JSON pointer. */
    static String path(DatabindException failure) {
        return failure.getPath().stream()
                .map(it -> it.getPropertyName() == null ? String.valueOf(it.getIndex()) : it.getPropertyName())
                .map(it -> "/" + it.replace("~", "~0").replace("/", "~1")).collect(Collectors.joining());
    }

    /** Returns the difference between the arena and databind in writing a value, or null if there is none. */
    @Nullable
    String differenceInWriting(Record value, JavaType type) {
        try (Arena arena = Arena.create()) {
            String difference = differenceInWriting(value, value, type);
            return difference == null
                    ? differenceInWriting(List.of(value), vector(value, arena), listOf(type))
                    : difference;
        }
    }

    private @Nullable String differenceInWriting(Object byDatabind, Object byArena, JavaType type) {
        byte[] expected;
        try {
            expected = encoded(byDatabind, type);
        } catch (JacksonException e) {
            try {
                return "databind: " + e + ", arena: " + text(encode(byArena));
            } catch (JacksonException | IllegalArgumentException refused) {
                return null;
            }
        }
        return difference(expected, encode(byArena));
    }

    @SuppressWarnings("unchecked")
    private static <R extends Record> RecordVec<R> vector(Record value, Arena arena) {
        var vector = new RecordVec<>(arena, (Class<R>) value.getClass());
        vector.add((R) value);
        return vector;
    }

    private static @Nullable String difference(byte[] expected, byte[] actual) {
        return Arrays.equals(expected, actual) ? null : "databind: " + text(expected) + "\narena: " + text(actual);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private byte[] encoded(Object value, JavaType type) {
        return mapper.writerFor(type).writeValueAsBytes(value);
    }

    private byte[] encode(Object value) {
        var out = new ByteArrayOutputStream();
        json.write(value, JsonOutput.of(out));
        return out.toByteArray();
    }

    /**
     * Reads a document in two pieces, cut at each byte, and checks that each incomplete document is rejected. Returns a
     * difference, or null if there is none.
     */
    @Nullable
    String differenceInPieces(String document, JavaType type) {
        byte[] bytes = ("[" + document + "]").getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.create()) {
            List<?> whole = json.readRecords(JsonInput.of(bytes), type, arena).stream().toList();
            for (int cut = 0; cut < bytes.length; cut++) {
                var first = new ByteArrayInputStream(bytes, 0, cut);
                var second = new ByteArrayInputStream(bytes, cut, bytes.length - cut);
                RecordVec<?> rows = json.readRecords(JsonInput.of(new SequenceInputStream(first, second)), type, arena);
                if (rows.size() != 1 || !same(whole.getFirst(), rows.get(0))) {
                    return "cut at " + cut + ": " + rows;
                }
                try {
                    json.readRecords(JsonInput.of(new ByteArrayInputStream(bytes, 0, cut)), type, arena);
                    return "accepted the first " + cut + " bytes";
                } catch (JsonDecodingException e) {
                    arena.reset();
                }
            }
        }
        return null;
    }

    /** Returns whether two values are equal. Records are compared by their components, arrays by their elements. */
    static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Record a && other instanceof Record b && a.getClass() == b.getClass()) {
            for (RecordComponent component : a.getClass().getRecordComponents()) {
                if (!same(get(component, a), get(component, b))) {
                    return false;
                }
            }
            return true;
        }
        if (one instanceof List<?> a && other instanceof List<?> b) {
            if (a.size() != b.size()) {
                return false;
            }
            for (int i = 0; i < a.size(); i++) {
                if (!same(a.get(i), b.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
            return a.keySet().equals(b.keySet()) && a.keySet().stream().allMatch(key -> same(a.get(key), b.get(key)));
        }
        if (one instanceof Set<?> a && other instanceof Set<?> b) {
            return a.size() == b.size() && a.stream().allMatch(each -> b.stream().anyMatch(it -> same(each, it)));
        }
        if (one instanceof Optional<?> a && other instanceof Optional<?> b) {
            return same(a.orElse(null), b.orElse(null));
        }
        if (one instanceof Object[] a && other instanceof Object[] b && a.getClass() == b.getClass()) {
            return same(Arrays.asList(a), Arrays.asList(b));
        }
        return Objects.deepEquals(one, other);
    }

    private static @Nullable Object get(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new LinkageError(component.toString(), e);
        }
    }
}
