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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

import dev.arena.Arena;
import dev.arena.collect.BooleanVec;
import dev.arena.collect.ByteVec;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.FloatVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongMap;
import dev.arena.collect.LongSet;
import dev.arena.collect.LongVec;
import dev.arena.collect.RecordMap;
import dev.arena.collect.RecordSet;
import dev.arena.collect.RecordVec;
import dev.arena.collect.ShortVec;
import dev.arena.collect.StringLongMap;
import dev.arena.collect.StringMap;
import dev.arena.collect.StringSet;
import dev.arena.text.Utf16Builder;
import dev.arena.text.Utf16String;
import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ArenaModuleTests {
    private final Arena arena = Arena.create();
    private final JsonMapper mapper = JsonMapper.builder().addModule(new ArenaModule()).build();

    record Reading(String station, double temperature) {}

    record Answer(int count, RecordVec<Reading> readings, Utf8String title, JsonValue details) {}

    record Question(JsonValue filter, Utf8String title) {}

    @AfterEach
    void close() {
        arena.close();
    }

    private JsonValue read(String document) {
        return mapper.readerFor(JsonValue.class).withAttribute(ArenaModule.ARENA, arena).readValue(document);
    }

    @Test
    void arenaTypesAreSerializedInsideOrdinaryObjects() {
        var readings = new RecordVec<>(arena, Reading.class);
        readings.add(new Reading("Oslo", -3.5));
        var answer = new Answer(1, readings, Utf8String.copyOf(arena, "t\"ü"), read("{\"b\":1.50,\"a\":[]}"));
        String expected = "{\"count\":1,\"readings\":[{\"station\":\"Oslo\",\"temperature\":-3.5}],\"title\":\"t\\\"ü\","
                + "\"details\":{\"b\":1.50,\"a\":[]}}";
        assertThat(mapper.readTree(mapper.writeValueAsBytes(answer))).isEqualTo(mapper.readTree(expected));
        assertThat(mapper.readTree(mapper.writeValueAsString(answer))).isEqualTo(mapper.readTree(expected));
        assertThat(mapper.writeValueAsString(List.of(answer.details(), answer.title())))
                .isEqualTo("[{\"b\":1.50,\"a\":[]},\"t\\\"ü\"]");
        assertThat(mapper.valueToTree(Map.of("x", readings)).toString())
                .isEqualTo("{\"x\":[{\"station\":\"Oslo\",\"temperature\":-3.5}]}");
        assertThat(mapper.writeValueAsString(readings.freeze()))
                .isEqualTo("[{\"station\":\"Oslo\",\"temperature\":-3.5}]");
    }

    @Test
    void valuesAndTextsAreReadIntoTheArenaOfTheReader() {
        Question question = mapper.readerFor(Question.class).withAttribute(ArenaModule.ARENA, arena)
                .readValue("{\"title\":\"ü\",\"filter\":{\"a\":[1,2.50],\"a\":null}}");
        assertThat(question.title().toString()).isEqualTo("ü");
        assertThat(question.filter()).hasToString("{\"a\":[1,2.50],\"a\":null}");
    }

    record Person(String firstName, int birthYear) {}

    record People(RecordVec<Person> allPeople) {}

    /** Would fail if the records had the names of another mapper than the object around them. */
    @Test
    void recordsAreReadAsTheMapperReadsThem() {
        String document = "{\"all_people\":[{\"first_name\":\"Ada\",\"birth_year\":\"1815\"}]}";
        for (ArenaModule module : List.of(new ArenaModule(), new ArenaModule(ArenaJson.create(), () -> arena))) {
            JsonMapper snakes = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).addModule(module).build();
            People people = snakes.readerFor(People.class).withAttribute(ArenaModule.ARENA, arena).readValue(document);
            assertThat(people.allPeople()).containsExactly(new Person("Ada", 1815));
        }
        JsonMapper snakes = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .addModule(new ArenaModule(ArenaJson.create(), () -> arena)).build();
        People people = ArenaJson.of(snakes)
                .readRecord(JsonInput.of(document.getBytes(StandardCharsets.UTF_8)), People.class, arena);
        assertThat(people.allPeople()).containsExactly(new Person("Ada", 1815));
    }

    /** Would fail if the settings of the mapper that was rebuilt applied to the records, or if the limits did not. */
    @Test
    void recordsAreReadAsARebuiltMapperReadsThem() {
        JsonMapper snakes = ArenaJson.builder().limits(JsonLimits.DEFAULTS.withMaxArrayLength(1)).build().mapper()
                .rebuild().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
        ObjectReader reader = snakes.readerFor(People.class).withAttribute(ArenaModule.ARENA, arena);
        String person = "{\"first_name\":\"Ada\",\"birth_year\":1815}";
        People people = reader.readValue("{\"all_people\":[" + person + "]}");
        assertThat(people.allPeople()).containsExactly(new Person("Ada", 1815));
        assertThatExceptionOfType(UnreadableComponentException.class)
                .isThrownBy(() -> reader.readValue("{\"all_people\":[" + person + "," + person + "]}"));
    }

    record Parts(@JsonSetter(nulls = Nulls.AS_EMPTY) RecordVec<Reading> rows,
            @JsonSetter(nulls = Nulls.AS_EMPTY) StringMap<Reading> map,
            @JsonSetter(nulls = Nulls.AS_EMPTY) Utf8String text, @JsonSetter(nulls = Nulls.AS_EMPTY) IntVec ints) {}

    @SuppressWarnings("ArrayRecordComponent")
    record HeapParts(@JsonSetter(nulls = Nulls.AS_EMPTY) List<Reading> rows,
            @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, Reading> map,
            @JsonSetter(nulls = Nulls.AS_EMPTY) String text, @JsonSetter(nulls = Nulls.AS_EMPTY) int[] ints) {}

    static Stream<JsonMapper> coercions() {
        return Stream.of(JsonMapper.builder().build(),
                JsonMapper.builder().enable(DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT).build(),
                JsonMapper.builder().enable(DeserializationFeature.ACCEPT_EMPTY_ARRAY_AS_NULL_OBJECT).build(),
                JsonMapper.builder().enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY).build(),
                JsonMapper.builder().enable(DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS).build(),
                JsonMapper.builder().withCoercionConfig(LogicalType.Textual,
                        it -> it.setCoercion(CoercionInputShape.Integer, CoercionAction.AsNull)).build(),
                JsonMapper.builder().withCoercionConfigDefaults(it -> it.setAcceptBlankAsEmpty(true)
                        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.TryConvert)
                        .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.TryConvert)).build(),
                JsonMapper.builder().withCoercionConfigDefaults(it -> it
                        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.TryConvert)
                        .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.AsNull)).build(),
                JsonMapper.builder().withCoercionConfigDefaults(it -> it.setAcceptBlankAsEmpty(true)
                        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull)).build(),
                JsonMapper.builder().withCoercionConfigDefaults(it -> it
                        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail)).build(),
                JsonMapper.builder().withCoercionConfigDefaults(it -> it.setAcceptBlankAsEmpty(true)
                        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsEmpty)
                        .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.AsEmpty)).build());
    }

    /** Would fail if JSON of another type had another result than in databind for a collection of the JDK. */
    @ParameterizedTest
    @MethodSource("coercions")
    void coercionsOfTheMapperApply(JsonMapper plain) {
        ArenaJson json = ArenaJson.of(plain);
        JsonMapper arenas = plain.rebuild().addModule(new ArenaModule(json, () -> arena)).build();
        for (String name : List.of("rows", "map", "text", "ints")) {
            for (String value : List.of("null", "\"\"", "\" \"", "[]", "{}", "5", "\"5\"", "[5]", "[[]]", "[\"\"]",
                    "{\"station\":\"a\",\"temperature\":1.5}", "[{\"station\":\"a\",\"temperature\":1.5}]",
                    "[{\"k\":{\"station\":\"a\",\"temperature\":1.5}}]", "[\"x\"]")) {
                String document = "{\"" + name + "\":" + value + "}";
                String expected = result(plain, document, HeapParts.class);
                if (!expected.contains("[null]")) { // a row cannot be null
                    assertThat(result(arenas, document, Parts.class)).as(document).isEqualTo(expected);
                }
            }
        }
        if (plain.isEnabled(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)) {
            assertThat(json.readRecords(
                    JsonInput.of("{\"station\":\"a\",\"temperature\":1.5}".getBytes(StandardCharsets.UTF_8)),
                    Reading.class, arena)).containsExactly(new Reading("a", 1.5));
            assertThat(json.readInts(JsonInput.of("5".getBytes(StandardCharsets.UTF_8)), arena).toArray())
                    .containsExactly(5);
            assertThat(json.readLongs(JsonInput.of("\"5\"".getBytes(StandardCharsets.UTF_8)), arena).toArray())
                    .containsExactly(5);
            assertThat(json.readDoubles(JsonInput.of("5.5".getBytes(StandardCharsets.UTF_8)), arena).toArray())
                    .containsExactly(5.5);
        }
    }

    /** Databind converts an empty text to a number by reading its first character. */
    @ParameterizedTest
    @ValueSource(classes = {ShortVec.class, IntVec.class, LongVec.class, FloatVec.class, DoubleVec.class,
            BooleanVec.class,
            LongSet.class, StringLongMap.class})
    void emptyTextToConvertIsRejected(Class<?> type) {
        ArenaJson json = ArenaJson.of(JsonMapper.builder().withCoercionConfigDefaults(
                it -> it.setCoercion(CoercionInputShape.EmptyString, CoercionAction.TryConvert)).build());
        String document = type == StringLongMap.class ? "{\"a\":\"\"}" : "[\"\"]";
        JavaType known = json.mapper().constructType(type);
        assertThatExceptionOfType(JsonDecodingException.class).isThrownBy(
                () -> json.read(JsonInput.of(document.getBytes(StandardCharsets.UTF_8)), known, arena));
    }

    private static String result(JsonMapper mapper, String document, Class<?> type) {
        try {
            return mapper.writeValueAsString(mapper.readValue(document, type));
        } catch (JacksonException e) {
            return "refused";
        }
    }

    @Test
    void bytesAreReadFromTheFormsOfByteArrays() {
        for (String document : List.of("\"AQL/\"", "[1,2,-1]", "[1,2,255]")) {
            ByteVec bytes = mapper.readerFor(ByteVec.class).withAttribute(ArenaModule.ARENA, arena)
                    .readValue(document);
            assertThat(bytes.segment().toArray(ValueLayout.JAVA_BYTE)).as(document)
                    .isEqualTo(mapper.readValue(document, byte[].class)).containsExactly(1, 2, -1);
        }
    }

    @Test
    void missingArenaIsExplained() {
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> mapper.readValue("[1]", JsonValue.class))
                .withMessageContaining("ArenaModule.ARENA");
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> mapper.readValue("\"x\"", Utf8String.class))
                .withMessageContaining("ArenaModule.ARENA");
    }

    @Test
    void readerWithoutArenaUsesTheCurrentArena() {
        Arena[] current = new Arena[1];
        JsonMapper requests = JsonMapper.builder().addModule(new ArenaModule(ArenaJson.create(), () -> current[0]))
                .build();
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> requests.readValue("[1]", IntVec.class)).withMessageContaining("ArenaTemplate");
        current[0] = arena;
        assertThat(requests.readValue("[1,\"2\",3.0]", IntVec.class).toArray()).containsExactly(1, 2, 3);
        Supplier<Arena> opened = () -> arena;
        assertThat(mapper.readerFor(IntVec.class).withAttribute(ArenaModule.ARENA, opened).<IntVec>readValue("[7]")
                .toArray()).containsExactly(7);
    }

    @Test
    void everyTypeIsReadBack() {
        for (Map.Entry<JavaType, String> each : Map.of(type(IntVec.class), "[1,-2]", type(LongVec.class), "[3]",
                type(DoubleVec.class), "[1.5]", type(ByteVec.class), "\"AQID\"", type(StringSet.class), "[\"ü\"]",
                type(LongSet.class), "[5]", type(StringLongMap.class), "{\"ü\":6}", type(Utf16String.class), "\"ü\"",
                type(Utf8Builder.class), "\"ü\"", type(Utf16Builder.class), "\"ü\"").entrySet()) {
            assertRoundTrip(each.getKey(), each.getValue());
        }
        String reading = "{\"station\":\"a\",\"temperature\":1.5}";
        assertRoundTrip(type(RecordVec.class, Reading.class), "[" + reading + "]");
        assertRoundTrip(type(RecordSet.class, Reading.class), "[" + reading + "]");
        assertRoundTrip(type(StringMap.class, Reading.class), "{\"ü\":" + reading + "}");
        assertRoundTrip(type(LongMap.class, Reading.class), "{\"-1\":" + reading + "}");
        assertRoundTrip(type(RecordMap.class, Reading.class, Reading.class),
                "[{\"key\":" + reading + ",\"value\":" + reading + "}]");
    }

    private JavaType type(Class<?> raw, Class<?>... arguments) {
        return mapper.getTypeFactory().constructParametricType(raw, arguments);
    }

    private void assertRoundTrip(JavaType type, String document) {
        Object value = mapper.readerFor(type).withAttribute(ArenaModule.ARENA, arena).readValue(document);
        assertThat(mapper.writeValueAsString(value)).as(type.toCanonical()).isEqualTo(document);
    }

    @Test
    void errorInAPartHasALocation() {
        assertThatExceptionOfType(UnreadableComponentException.class)
                .isThrownBy(() -> mapper.readerFor(Answer.class).withAttribute(ArenaModule.ARENA, arena)
                        .readValue("{\"readings\":[{\"temperature\":\"x\"}]}"))
                .satisfies(e -> assertThat(e.decodingFailure().path()).isEqualTo("/readings/0/temperature"));
        assertThatExceptionOfType(UnreadableComponentException.class)
                .isThrownBy(() -> mapper.readerForListOf(Part.class).withAttribute(ArenaModule.ARENA, arena)
                        .readValue("[{\"readings\":[{\"station\":[]}],\"kind\":\"rows\"}]"))
                .satisfies(e -> assertThat(e.decodingFailure().path()).isEqualTo("/0/readings/0/station"));
        assertThatExceptionOfType(DatabindException.class)
                .isThrownBy(() -> mapper.readerForListOf(IntVec.class).withAttribute(ArenaModule.ARENA, arena)
                        .readValue("[[1],[2,\"x\"]]"))
                .satisfies(e -> assertThat(DatabindOracle.path(e)).isEqualTo("/1/1"));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes(@JsonSubTypes.Type(value = RowsPart.class, name = "rows"))
    interface Part {}

    record RowsPart(RecordVec<Reading> readings) implements Part {}

    @Test
    void emptyValuesAreEmpty() {
        JsonMapper nonEmpty = mapper.rebuild()
                .changeDefaultPropertyInclusion(it -> it.withValueInclusion(JsonInclude.Include.NON_EMPTY)).build();
        var question = new Answer(1, new RecordVec<>(arena, Reading.class), Utf8String.copyOf(arena, ""), read("[]"));
        assertThat(nonEmpty.writeValueAsString(question)).isEqualTo("{\"count\":1,\"details\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-5", "3000000000", "12345678901234567890", "2.5", "1.10", "-0.25", "1e5", "1e400",
            "0.1000000000000000055511151231257827", "[1,{\"a\":\"ü\"},null,true]"})
    void treesAreThoseThatTheMapperReads(String document) {
        JsonValue value = read(document);
        JsonNode tree = mapper.valueToTree(value);
        JsonNode exact = mapper.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).readTree(document);
        if (exact.isNumber()) {
            assertThat(tree.decimalValue()).isEqualByComparingTo(exact.decimalValue());
        } else {
            assertThat(tree).isEqualTo(exact);
        }
        assertThat(mapper.convertValue(Map.of("x", value), JsonNode.class).get("x")).isEqualTo(tree);
    }
}
