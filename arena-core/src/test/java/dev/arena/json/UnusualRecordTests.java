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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonRootName;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests records that databind does not read and write by their components. */
class UnusualRecordTests {
    private final Arena arena = Arena.create();

    record Point(int x, int y) {}

    record Around(@Nullable Point point, @Nullable String name) {}

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record AsArray(int a, @Nullable String b) {}

    record AroundArray(@Nullable AsArray inner) {}

    record Unwrapped(int id, @JsonUnwrapped Point point) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
    record Typed(int a) {}

    record AroundTyped(@Nullable Typed typed, int b) {}

    record Raw(@JsonRawValue String json) {}

    record Formatted(@JsonFormat(shape = JsonFormat.Shape.STRING) int number,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) boolean flag) {}

    record Computing(int a, int b) {
        @JsonGetter("total")
        int sum() {
            return a + b;
        }

        public String getText() {
            return a + "/" + b;
        }

        public boolean isEven() {
            return (a + b) % 2 == 0;
        }
    }

    record AroundComputing(@Nullable Computing inner, @Nullable Utf8String text) {}

    record AsValue(@JsonValue String value) {}

    record Defaulted(@JsonSetter(nulls = Nulls.AS_EMPTY) String text, int a) {}

    @JsonRootName("root")
    record Rooted(int a) {}

    record Nothing() {}

    record AroundNothing(@Nullable Nothing nothing, int a) {}

    record Text(@Nullable String text, int a) {}

    @AfterEach
    void close() {
        arena.close();
    }

    static Stream<Record> records() {
        return Stream.of(new Point(1, 2), new Around(new Point(1, 2), "n"), new AsArray(1, "b"),
                new AroundArray(new AsArray(1, "b")), new Unwrapped(1, new Point(2, 3)), new Typed(5),
                new AroundTyped(new Typed(5), 6), new Computing(1, 2),
                new AroundComputing(new Computing(3, 4), null), new Defaulted("x", 1), new Rooted(1), new Nothing(),
                new AroundNothing(new Nothing(), 1));
    }

    private static String encode(ArenaJson json, Object value) {
        var out = new ByteArrayOutputStream();
        json.write(value, JsonOutput.of(out));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static JsonInput in(String document) {
        return JsonInput.of(document.getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked")
    private <R extends Record> RecordVec<R> vector(R value) {
        var vector = new RecordVec<>(arena, (Class<R>) value.getClass());
        vector.add(value);
        return vector;
    }

    @ParameterizedTest
    @MethodSource("records")
    void recordsAreWrittenAndReadAsByDatabind(Record value) {
        JsonMapper mapper = JsonMapper.builder().addModule(new ArenaModule()).build();
        ArenaJson json = ArenaJson.of(mapper);
        String expected = mapper.writeValueAsString(value);
        assertThat(encode(json, value)).isEqualTo(expected);
        assertThat(encode(json, vector(value))).isEqualTo("[" + expected + "]");
        assertThat(mapper.writeValueAsString(vector(value))).isEqualTo("[" + expected + "]");
        assertThat(json.readRecord(in(expected), value.getClass(), arena)).isEqualTo(value)
                .isEqualTo(mapper.readValue(expected, value.getClass()));
    }

    @Test
    void recordsThatAreOnlyWrittenAreWrittenAsByDatabind() {
        JsonMapper mapper = JsonMapper.builder().build();
        for (Record value : List.of(new Raw("{\"a\":1}"), new AsValue("x"), new Formatted(1, true))) {
            assertThat(encode(ArenaJson.of(mapper), vector(value)))
                    .isEqualTo("[" + mapper.writeValueAsString(value) + "]");
        }
    }

    @Test
    void rootNameAppliesToTheVectorAndNotToEachRow() {
        JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.WRAP_ROOT_VALUE).build();
        assertThat(encode(ArenaJson.of(mapper), vector(new Computing(1, 1))))
                .startsWith("{\"List\":[{\"a\":1,\"b\":1,");
    }

    @Test
    void namesInAnyCaseAreReadIfDatabindReadsThem() {
        ArenaJson json = ArenaJson.of(
                JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES).build());
        assertThat(json.readRecord(in("{\"Point\":{\"X\":1,\"y\":2},\"NAME\":\"n\"}"), Around.class, arena))
                .isEqualTo(new Around(new Point(1, 2), "n"));
    }

    @Test
    void nullIsReadAsByDatabind() {
        assertThat(ArenaJson.create().readRecord(in("{\"text\":null,\"a\":1}"), Defaulted.class, arena))
                .isEqualTo(new Defaulted("", 1));
    }

    @Test
    void deserializersOfModulesAreUsed() {
        var module = new SimpleModule().addDeserializer(String.class, new StdDeserializer<>(String.class) {
            @Override
            public String deserialize(JsonParser parser, DeserializationContext context) {
                return parser.getString().toUpperCase(Locale.ROOT);
            }
        });
        ArenaJson json = ArenaJson.of(JsonMapper.builder().addModule(module).build());
        assertThat(json.readRecords(in("[{\"text\":\"a\",\"a\":1}]"), Text.class, arena))
                .containsExactly(new Text("A", 1));
    }

    record Twice(int a, @JsonProperty("a") int b) {}

    @Test
    void recordThatDatabindCannotDescribeIsRejectedWithItsName() {
        ArenaJson json = ArenaJson.create();
        assertThatThrownBy(() -> json.readRecord(in("{}"), Twice.class, arena))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Twice");
    }

    record Primitive(int number, boolean flag) {}

    record Sorted(@Nullable Map<String, Integer> map, @Nullable List<Integer> list,
            Optional<List<Point>> optional) {}

    static Stream<JsonMapper> unusualMappers() {
        return Stream.of(
                JsonMapper.builder().changeDefaultNullHandling(it -> it.withValueNulls(Nulls.SKIP)).build(),
                JsonMapper.builder()
                        .addModule(new SimpleModule().addDeserializer(int.class, new StdDeserializer<>(int.class) {
                            @Override
                            public Integer deserialize(JsonParser parser, DeserializationContext context) {
                                return parser.getIntValue() + 1;
                            }
                        })).build(),
                JsonMapper.builder().addModule(new SimpleModule().addAbstractTypeMapping(Map.class, TreeMap.class)
                        .addAbstractTypeMapping(List.class, LinkedList.class)).build(),
                JsonMapper.builder()
                        .addModule(new SimpleModule().setDefaultNullValueSerializer(new StdSerializer<>(Object.class) {
                            @Override
                            public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
                                generator.writeString("nothing");
                            }
                        })).build(),
                JsonMapper.builder().activateDefaultTyping(
                        BasicPolymorphicTypeValidator.builder().allowIfSubType(Object.class).build(),
                        DefaultTyping.JAVA_LANG_OBJECT).build());
    }

    /**
     * Would fail if null were read as zero although databind rejects it, or if a map or list of another class were created
     * differently.
     */
    @ParameterizedTest
    @MethodSource("unusualMappers")
    void unusualMappersAreFollowed(JsonMapper mapper) {
        var oracle = new DatabindOracle(mapper);
        for (String document : List.of("{}", "{\"number\":null}", "{\"number\":1,\"flag\":true}", "{\"number\":1}")) {
            assertThat(oracle.differenceInReading(document, mapper.constructType(Primitive.class))).as(document)
                    .isNull();
        }
        for (String document : List.of("{}", "{\"map\":{\"b\":1,\"a\":2},\"list\":[2,1]}",
                "{\"optional\":[{\"x\":1,\"y\":2}]}", "{\"optional\":null}")) {
            assertThat(oracle.differenceInReading(document, mapper.constructType(Sorted.class))).as(document).isNull();
        }
    }
}
