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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.collect.BooleanVec;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.FloatVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongMap;
import dev.arena.collect.LongSet;
import dev.arena.collect.LongVec;
import dev.arena.collect.RecordSet;
import dev.arena.collect.RecordVec;
import dev.arena.collect.ShortVec;
import dev.arena.collect.StringLongMap;
import dev.arena.collect.StringMap;
import dev.arena.collect.StringSet;
import dev.arena.collect.StringVec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that null elements are skipped, rejected and replaced as in the list or map that databind would read. */
class NullElementTests {
    private final Arena arena = Arena.create();

    record Item(int count) {}

    /** Has an empty value, because databind can create it without values. */
    record Spare(int count) {
        Spare() {
            this(7);
        }
    }

    /** A type in an arena, its counterpart on the heap, and a document for both. */
    record Pair(TypeReference<?> arena, TypeReference<?> heap, String document) {
        @Override
        public String toString() {
            return arena.getType().getTypeName();
        }
    }

    static Stream<Pair> pairs() {
        return Stream.of(new Pair(new TypeReference<RecordVec<Item>>() {
        }, new TypeReference<List<Item>>() {
        },
                "[null,{\"count\":1},null]"),
                new Pair(new TypeReference<RecordVec<Spare>>() {
                }, new TypeReference<List<Spare>>() {
                },
                        "[{\"count\":1},null]"),
                new Pair(new TypeReference<RecordSet<Item>>() {
                }, new TypeReference<LinkedHashSet<Item>>() {
                },
                        "[{\"count\":1},null]"),
                new Pair(new TypeReference<StringMap<Item>>() {
                }, new TypeReference<Map<String, Item>>() {
                },
                        "{\"a\":null,\"b\":{\"count\":1}}"),
                new Pair(new TypeReference<LongMap<Item>>() {
                }, new TypeReference<Map<Long, Item>>() {
                },
                        "{\"1\":null,\"2\":{\"count\":1}}"),
                new Pair(new TypeReference<StringLongMap>() {
                }, new TypeReference<Map<String, Long>>() {
                },
                        "{\"a\":null,\"b\":2}"),
                new Pair(new TypeReference<BooleanVec>() {
                }, new TypeReference<List<Boolean>>() {
                }, "[true,null]"),
                new Pair(new TypeReference<ShortVec>() {
                }, new TypeReference<List<Short>>() {
                }, "[1,null]"),
                new Pair(new TypeReference<IntVec>() {
                }, new TypeReference<List<Integer>>() {
                }, "[1,null,2]"),
                new Pair(new TypeReference<LongVec>() {
                }, new TypeReference<List<Long>>() {
                }, "[1,null,2]"),
                new Pair(new TypeReference<FloatVec>() {
                }, new TypeReference<List<Float>>() {
                }, "[1.5,null]"),
                new Pair(new TypeReference<DoubleVec>() {
                }, new TypeReference<List<Double>>() {
                }, "[1.5,null]"),
                new Pair(new TypeReference<StringVec>() {
                }, new TypeReference<List<String>>() {
                }, "[\"a\",null]"),
                new Pair(new TypeReference<StringSet>() {
                }, new TypeReference<LinkedHashSet<String>>() {
                }, "[\"a\",null]"),
                new Pair(new TypeReference<LongSet>() {
                }, new TypeReference<LinkedHashSet<Long>>() {
                }, "[1,null]"));
    }

    @AfterEach
    void close() {
        arena.close();
    }

    private static JsonMapper mapper(Nulls nulls) {
        return JsonMapper.builder().changeDefaultNullHandling(it -> it.withContentNulls(nulls)).build();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void bodiesFollowTheDefaultOfTheMapper(Pair pair) {
        for (Nulls nulls : List.of(Nulls.SKIP, Nulls.FAIL, Nulls.AS_EMPTY)) {
            JsonMapper plain = mapper(nulls);
            ArenaJson json = ArenaJson.of(plain);
            JavaType heap = plain.constructType(pair.heap());
            JavaType type = json.mapper().constructType(pair.arena());
            String withoutNull = pair.document().replaceAll("(\"\\w+\":)?null,|,null", "");
            for (String document : List.of(pair.document(), withoutNull)) {
                assertThat(read(json, type, document)).as(nulls + " " + document)
                        .isEqualTo(read(plain, heap, document));
            }
        }
    }

    private String read(ArenaJson json, JavaType type, String document) {
        try {
            return json.mapper().writeValueAsString(json.read(input(document), type, arena));
        } catch (JsonDecodingException | IllegalArgumentException e) {
            return "refused";
        }
    }

    private static String read(JsonMapper mapper, JavaType type, String document) {
        try {
            return mapper.writeValueAsString(mapper.<Object>readValue(document, type));
        } catch (JacksonException e) {
            return "refused";
        }
    }

    private static JsonInput input(String document) {
        return JsonInput.of(document.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(names = {"SKIP", "FAIL", "AS_EMPTY"})
    void readersOfOneTypeFollowTheDefaultOfTheMapper(Nulls nulls) {
        JsonMapper plain = mapper(nulls);
        ArenaJson json = ArenaJson.of(plain);
        assertThat(read(json, "[1,null,2]", in -> json.readInts(in, arena)))
                .isEqualTo(read(plain, "[1,null,2]", new TypeReference<List<Integer>>() {
                }));
        assertThat(read(json, "[1,null,2]", in -> json.readLongs(in, arena)))
                .isEqualTo(read(plain, "[1,null,2]", new TypeReference<List<Long>>() {
                }));
        assertThat(read(json, "[1.5,null]", in -> json.readDoubles(in, arena)))
                .isEqualTo(read(plain, "[1.5,null]", new TypeReference<List<Double>>() {
                }));
        assertThat(read(json, "{\"a\":null,\"b\":2}", in -> json.readLongMap(in, arena)))
                .isEqualTo(read(plain, "{\"a\":null,\"b\":2}", new TypeReference<Map<String, Long>>() {
                }));
        String items = "[null,{\"count\":1},null]";
        String expected = read(plain, items, new TypeReference<List<Item>>() {
        });
        assertThat(read(json, items, in -> json.readRecords(in, Item.class, arena))).isEqualTo(expected);
        assertThat(read(json, items, in -> {
            List<Item> seen = new ArrayList<>();
            json.forEach(in, Item.class, arena, cursor -> seen.add(cursor.toRecord()));
            return seen;
        })).isEqualTo(expected);
        String map = "{\"a\":null,\"b\":{\"count\":1}}";
        assertThat(read(json, map, in -> json.readMap(in, Item.class, arena)))
                .isEqualTo(read(plain, map, new TypeReference<Map<String, Item>>() {
                }));
    }

    private static String read(JsonMapper mapper, String document, TypeReference<?> type) {
        return read(mapper, mapper.constructType(type), document);
    }

    /** Reads a value from a document. */
    @FunctionalInterface
    private interface Reading {
        Object read(JsonInput in);
    }

    private static String read(ArenaJson json, String document, Reading reading) {
        try {
            return json.mapper().writeValueAsString(reading.read(input(document)));
        } catch (JsonDecodingException | IllegalArgumentException e) {
            return "refused";
        }
    }

    record Parts(RecordVec<Item> items, IntVec numbers, StringVec texts, StringLongMap counts) {}

    record HeapParts(List<Item> items, List<Integer> numbers, List<String> texts, Map<String, Long> counts) {}

    record Annotated(@JsonSetter(contentNulls = Nulls.SKIP) RecordVec<Item> items,
            @JsonSetter(contentNulls = Nulls.AS_EMPTY) IntVec numbers,
            @JsonSetter(contentNulls = Nulls.FAIL) StringVec texts,
            @JsonSetter(contentNulls = Nulls.SET) StringLongMap counts) {}

    record HeapAnnotated(@JsonSetter(contentNulls = Nulls.SKIP) List<Item> items,
            @JsonSetter(contentNulls = Nulls.AS_EMPTY) List<Integer> numbers,
            @JsonSetter(contentNulls = Nulls.FAIL) List<String> texts,
            @JsonSetter(contentNulls = Nulls.SET) Map<String, Long> counts) {}

    static Stream<JsonMapper> mappers() {
        return Stream.of(mapper(Nulls.SKIP), mapper(Nulls.FAIL), mapper(Nulls.SET), JsonMapper.builder()
                .withConfigOverride(List.class, it -> it.setNullHandling(JsonSetter.Value.forContentNulls(Nulls.SKIP)))
                .withConfigOverride(RecordVec.class,
                        it -> it.setNullHandling(JsonSetter.Value.forContentNulls(Nulls.SKIP)))
                .withConfigOverride(IntVec.class,
                        it -> it.setNullHandling(JsonSetter.Value.forContentNulls(Nulls.SKIP)))
                .withConfigOverride(StringVec.class,
                        it -> it.setNullHandling(JsonSetter.Value.forContentNulls(Nulls.SKIP)))
                .build());
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void componentsFollowTheMapperAndTheirAnnotations(JsonMapper plain) {
        ArenaJson json = ArenaJson.of(plain);
        for (String document : List.of("{\"items\":[{\"count\":1},null]}", "{\"numbers\":[null,1]}",
                "{\"texts\":[null,\"a\"]}", "{\"counts\":{\"a\":1,\"b\":null}}", "{\"items\":[],\"counts\":{}}")) {
            assertEqual(json, Parts.class, plain, HeapParts.class, document);
            assertEqual(json, Annotated.class, plain, HeapAnnotated.class, document);
        }
    }

    private void assertEqual(ArenaJson json, Class<?> type, JsonMapper plain, Class<?> heap, String document) {
        String expected = read(plain, plain.constructType(heap), document);
        if (!expected.contains("null]") && !expected.contains("[null") && !expected.contains("\"b\":null")) {
            assertThat(read(json, json.mapper().constructType(type), document)).as(document).isEqualTo(expected);
        }
    }

    @Test
    void limitsApply() {
        ArenaJson json = ArenaJson.builder().mapper(mapper(Nulls.SKIP))
                .limits(JsonLimits.DEFAULTS.withMaxArrayLength(2)).build();
        assertThat(read(json, "[1,2]", in -> json.readInts(in, arena))).isEqualTo("[1,2]");
        assertThat(read(json, "[1,2,3]", in -> json.readInts(in, arena))).isEqualTo("refused");
    }

    /** Databind's iterator rejects such a line, too. */
    @Test
    void nullLineIsReportedAsError() {
        JsonMapper plain = JsonMapper.builder().build();
        String lines = "{\"count\":1}\nnull\n";
        assertThatThrownBy(() -> plain.readerFor(Item.class).<Item>readValues(lines).readAll())
                .isInstanceOf(JacksonException.class);
        ArenaJson json = ArenaJson.of(plain);
        assertThatThrownBy(() -> json.readRecordLines(input(lines), Item.class, arena))
                .hasMessage("Expected an object for Item, but found null (line 2, column 1)");
        for (Class<?> type : List.of(BooleanVec.class, ShortVec.class, IntVec.class, LongVec.class, FloatVec.class,
                DoubleVec.class, StringSet.class, LongSet.class)) {
            assertThatThrownBy(() -> json.readLines(input("null"), plain.constructType(type), arena))
                    .as(type.getName()).hasMessage("Null is no value here (line 1, column 1)");
        }
        StringVec texts = json.readLines(input("null"), plain.constructType(StringVec.class), arena);
        assertThat(texts.size()).isEqualTo(1);
        assertThat(texts).hasToString("[null]");
    }
}
