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

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that null and null elements have the same meaning as in databind, for each kind of component. */
@NullUnmarked
@SuppressWarnings("ArrayRecordComponent")
class NullHandlingTests {

    enum Level {
        LOW, HIGH
    }

    record Item(int count, String name) {}

    /** Has an empty value. */
    record Spare(int count) {
        Spare() {
            this(7);
        }
    }

    record Trimmed(String name) {
        Trimmed {
            name = name == null ? null : name.trim();
        }
    }

    /** Has no layout, so its values are stored as JSON. */
    static final class Pojo {
        public int a = 3;
        public String b;

        @Override
        public boolean equals(Object other) {
            return other instanceof Pojo pojo && pojo.a == a && Objects.equals(pojo.b, b);
        }

        @Override
        public int hashCode() {
            return a;
        }

        @Override
        public String toString() {
            return a + b;
        }
    }

    record AnInt(int before, int v, String after) {}

    record ALong(int before, Long v, String after) {}

    record ABoolean(int before, boolean v, String after) {}

    record AChar(int before, char v, String after) {}

    record AString(int before, String v, String after) {}

    record AnEnum(int before, Level v, String after) {}

    record AnItem(int before, Item v, String after) {}

    record ASpare(int before, Spare v, String after) {}

    record ATrimmed(int before, Trimmed v, String after) {}

    record APojo(int before, Pojo v, String after) {}

    record ADecimal(int before, BigDecimal v, String after) {}

    record AnInstant(int before, Instant v, String after) {}

    record AnOptional(int before, Optional<Pojo> v, String after) {}

    record Bytes(int before, byte[] v, String after) {}

    record Untyped(int before, Object v, String after) {}

    record Strings(int before, List<String> v, String after) {}

    record Items(int before, List<Item> v, String after) {}

    record Spares(int before, List<Spare> v, String after) {}

    record Numbers(int before, List<Integer> v, String after) {}

    record Pojos(int before, List<Pojo> v, String after) {}

    record StringSet(int before, Set<String> v, String after) {}

    record PojoSet(int before, Set<Pojo> v, String after) {}

    record StringArray(int before, String[] v, String after) {}

    record IntArray(int before, int[] v, String after) {}

    record PojoArray(int before, Pojo[] v, String after) {}

    record StringMap(int before, Map<String, String> v, String after) {}

    record ItemMap(int before, Map<String, Item> v, String after) {}

    record EnumMap(int before, Map<Level, Integer> v, String after) {}

    record PojoMap(int before, Map<String, Pojo> v, String after) {}

    record ListOfLists(int before, List<List<String>> v, String after) {}

    record MapOfLists(int before, Map<String, List<Item>> v, String after) {}

    record ListOfSets(int before, List<Set<Pojo>> v, String after) {}

    record MapOfArrays(int before, Map<String, Object[]> v, String after) {}

    record Outer(int before, AString v, String after) {}

    record Outers(int before, List<Strings> v, String after) {}

    static Stream<Arguments> components() {
        String item = "{\"count\":1,\"name\":null}";
        return Stream.of(Arguments.of(AnInt.class, "1"), Arguments.of(ALong.class, "1"),
                Arguments.of(ABoolean.class, "true"), Arguments.of(AChar.class, "\"a\""),
                Arguments.of(AString.class, "\"a\""), Arguments.of(AnEnum.class, "\"LOW\""),
                Arguments.of(AnItem.class, item), Arguments.of(ASpare.class, "{\"count\":1}"),
                Arguments.of(ATrimmed.class, "{\"name\":\" a\"}"), Arguments.of(APojo.class, "{\"a\":4,\"b\":null}"),
                Arguments.of(ADecimal.class, "1.5"), Arguments.of(AnInstant.class, "\"2026-01-01T00:00:00Z\""),
                Arguments.of(AnOptional.class, "{\"a\":4}"), Arguments.of(Bytes.class, "\"AQID\""),
                Arguments.of(Untyped.class, "{\"a\":null,\"b\":[null]}"),
                Arguments.of(Strings.class, "[\"a\",null,\"b\"]"),
                Arguments.of(Items.class, "[" + item + ",null]"),
                Arguments.of(Spares.class, "[{\"count\":1},null,{}]"), Arguments.of(Numbers.class, "[1,null,2]"),
                Arguments.of(Pojos.class, "[{\"a\":4},null]"), Arguments.of(StringSet.class, "[\"a\",null]"),
                Arguments.of(PojoSet.class, "[{\"a\":4},null]"), Arguments.of(StringArray.class, "[\"a\",null]"),
                Arguments.of(IntArray.class, "[1,null]"), Arguments.of(PojoArray.class, "[{\"a\":4},null]"),
                Arguments.of(StringMap.class, "{\"a\":\"x\",\"b\":null,\"a\":null}"),
                Arguments.of(ItemMap.class, "{\"a\":null,\"b\":" + item + ",\"a\":" + item + "}"),
                Arguments.of(EnumMap.class, "{\"LOW\":1,\"HIGH\":null}"),
                Arguments.of(PojoMap.class, "{\"a\":{\"a\":4},\"b\":null}"),
                Arguments.of(ListOfLists.class, "[[\"a\",null],null]"),
                Arguments.of(MapOfLists.class, "{\"a\":[" + item + ",null],\"b\":null}"),
                Arguments.of(ListOfSets.class, "[[{\"a\":4},null],null]"),
                Arguments.of(MapOfArrays.class, "{\"a\":[1,null],\"b\":null}"),
                Arguments.of(Outer.class, "{\"before\":1,\"v\":null}"),
                Arguments.of(Outers.class, "[{\"before\":1,\"v\":[\"a\",null],\"after\":null},null]"));
    }

    private static List<String> documents(String value) {
        List<String> documents = new ArrayList<>(List.of("{\"before\":1,\"after\":null}", "{\"before\":null}"));
        for (String each : List.of(value, "null", "[]", "{}", "\"\"")) {
            documents.add("{\"before\":1,\"v\":" + each + ",\"after\":\"z\"}");
            documents.add("{\"v\":" + each + ",\"before\":1,\"v\":null}");
            documents.add("{\"v\":null,\"before\":1,\"v\":" + each + "}");
        }
        return documents;
    }

    /** Applies null handling to component {@code v}, as an annotation would. */
    private static final class Annotating extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;
        private final JsonSetter.Value nulls;

        Annotating(JsonSetter.Value nulls) {
            this.nulls = nulls;
        }

        @Override
        public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
            return annotated instanceof AnnotatedParameter parameter && parameter.getIndex() == 1
                    && parameter.getDeclaringClass() != Item.class ? nulls : super.findSetterInfo(config, annotated);
        }
    }

    /** Returns the class of a type, and those of its content. */
    private static Set<Class<?>> classes(JavaType type) {
        Set<Class<?>> classes = new LinkedHashSet<>(Set.of(type.getRawClass()));
        if (type.getContentType() != null) {
            classes.addAll(classes(type.getContentType()));
        }
        return classes;
    }

    /** Returns mappers, by a description of their settings. */
    private static Map<String, JsonMapper> mappers(JavaType type) {
        Map<String, JsonMapper> mappers = new LinkedHashMap<>();
        for (Nulls nulls : List.of(Nulls.SKIP, Nulls.FAIL, Nulls.AS_EMPTY, Nulls.SET)) {
            for (JsonSetter.Value value : List.of(JsonSetter.Value.forValueNulls(nulls),
                    JsonSetter.Value.forContentNulls(nulls), JsonSetter.Value.construct(nulls, nulls))) {
                mappers.put("default " + value, JsonMapper.builder().changeDefaultNullHandling(_ -> value).build());
                for (Class<?> part : classes(type)) {
                    mappers.put(part + " " + value, JsonMapper.builder()
                            .withConfigOverride(part, it -> it.setNullHandling(value)).build());
                }
                mappers.put("annotation " + value,
                        JsonMapper.builder().annotationIntrospector(new Annotating(value)).build());
            }
            mappers.put("null is no value, " + nulls,
                    JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                            .changeDefaultNullHandling(it -> it.withValueNulls(nulls, nulls)).build());
            mappers.put("lenient " + nulls,
                    JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                            .changeDefaultNullHandling(it -> it.withValueNulls(nulls, nulls)).build());
        }
        mappers.put("skipped by default, kept in one class", JsonMapper.builder()
                .changeDefaultNullHandling(it -> it.withContentNulls(Nulls.SKIP))
                .withConfigOverride(type.getRawClass(),
                        it -> it.setNullHandling(JsonSetter.Value.forContentNulls(Nulls.SET)))
                .build());
        return mappers;
    }

    @ParameterizedTest
    @MethodSource("components")
    void nullsAreTreatedAsByDatabind(Class<?> record, String value) {
        JavaType component = JsonMapper.shared().constructType(record.getRecordComponents()[1].getGenericType());
        mappers(component).forEach((setting, mapper) -> {
            var oracle = new DatabindOracle(mapper);
            for (String document : documents(value)) {
                assertThat(oracle.differenceInReading(document, mapper.constructType(record)))
                        .as("%s: %s", setting, document).isNull();
            }
        });
    }

    record Texts(Utf8String one, Utf8String other) {}

    /** Would fail if the plan of a record needed an arena for the values of absent components. */
    @Test
    void absentTextsCanBeEmpty() {
        JsonMapper mapper = JsonMapper.builder().changeDefaultNullHandling(it -> it.withValueNulls(Nulls.AS_EMPTY))
                .build();
        try (Arena arena = Arena.create()) {
            Texts texts = ArenaJson.of(mapper).readRecord(
                    JsonInput.of("{\"one\":\"a\"}".getBytes(StandardCharsets.UTF_8)), Texts.class,
                    arena);
            assertThat(texts).isEqualTo(new Texts(Utf8String.copyOf(arena, "a"), Utf8String.copyOf(arena, "")));
        }
    }

    record Around(Optional<Pojo> pojo) {}

    /** Would fail if a null that the application has written were treated like a null in a request. */
    @Test
    void nullsOfAddedValuesAreWritten() {
        for (Nulls nulls : List.of(Nulls.FAIL, Nulls.SKIP, Nulls.AS_EMPTY)) {
            JsonMapper mapper = JsonMapper.builder().changeDefaultNullHandling(it -> it.withValueNulls(nulls, nulls))
                    .build();
            assertThat(new DatabindOracle(mapper).differenceInWriting(new Around(Optional.of(new Pojo())),
                    mapper.constructType(Around.class))).isNull();
        }
    }
}
