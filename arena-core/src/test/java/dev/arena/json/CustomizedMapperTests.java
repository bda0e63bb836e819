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
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.std.StdSerializer;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;

import static org.assertj.core.api.Assertions.assertThat;

/** Would fail if a rare setting of the mapper were ignored, or if a class named a setting that only databind follows. */
class CustomizedMapperTests {

    /** Writes a dash instead of null. */
    static final class Dash extends StdSerializer<Object> {
        Dash() {
            super(Object.class);
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            generator.writeString("-");
        }
    }

    /** Gives each property a serializer of null, as applications do that never write null. */
    private static final class Dashes extends ValueSerializerModifier {
        private static final long serialVersionUID = 1;

        @Override
        public List<BeanPropertyWriter> changeProperties(SerializationConfig config, BeanDescription.Supplier type,
                List<BeanPropertyWriter> properties) {
            properties.stream().filter(it -> !it.hasNullSerializer())
                    .forEach(it -> it.assignNullSerializer(new Dash()));
            return properties;
        }
    }

    record Nulls(@JsonInclude(JsonInclude.Include.NON_NULL) String left, List<String> list, Integer number,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String empty,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSerialize(nullsUsing = Dash.class) Optional<String> own,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSerialize(nullsUsing = Dash.class) Nulls inner) {}

    record Setter(String name) {
        @JsonSetter("label")
        void label(int label) {
            if (label < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }

    /** With a getter that databind may call in order to add what it has read to the list. */
    record Getter(String name) {
        public List<String> getTags() {
            return name.isEmpty() ? List.of() : new ArrayList<>();
        }
    }

    /** Not public, so databind must change the access to its constructor. */
    record Hidden(int number, List<String> texts) {}

    private static JsonMapper.Builder builder() {
        return JsonMapper.builder();
    }

    record Case(String name, JsonMapper mapper, Class<? extends Record> type, List<String> documents) {}

    static Stream<Case> cases() {
        List<String> nulls = List.of("{}", "{\"left\":\"a\",\"empty\":\"\",\"inner\":{\"number\":1}}");
        List<String> setters = List.of("{\"name\":\"a\",\"label\":1}", "{\"label\":[],\"name\":\"a\"}",
                "{\"name\":\"a\",\"label\":-1}", "{\"name\":\"a\"}");
        List<String> getters = List.of("{\"name\":\"a\",\"tags\":[\"b\"]}", "{\"name\":\"\",\"tags\":[\"b\"]}",
                "{\"name\":\"a\",\"tags\":{}}");
        return Stream.of(new Case("null serializer of a component", builder().build(), Nulls.class, nulls),
                new Case("null serializer of a modifier",
                        builder().addModule(new SimpleModule().setSerializerModifier(new Dashes())).build(),
                        Nulls.class, nulls),
                new Case("setter", builder().build(), Setter.class, setters),
                new Case("setter, and no unknown members",
                        builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build(), Setter.class,
                        setters),
                new Case("getter", builder().build(), Getter.class, getters),
                new Case("getter as setter", builder().enable(MapperFeature.USE_GETTERS_AS_SETTERS).build(),
                        Getter.class, getters),
                new Case("no access to what is not public",
                        builder().disable(MapperFeature.CAN_OVERRIDE_ACCESS_MODIFIERS).build(), Hidden.class,
                        List.of("{\"number\":1,\"texts\":[\"a\"]}")),
                new Case("fields only", builder()
                        .changeDefaultVisibility(it -> it.withFieldVisibility(JsonAutoDetect.Visibility.ANY)
                                .withGetterVisibility(JsonAutoDetect.Visibility.NONE))
                        .build(), Getter.class, getters));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void documentsAreReadAndWrittenAsByDatabind(Case each) {
        var oracle = new DatabindOracle(each.mapper());
        for (String document : each.documents()) {
            assertThat(oracle.differenceInReading(document, each.mapper().constructType(each.type()))).as(document)
                    .isNull();
        }
    }

    record Containers(List<String> list, List<List<Integer>> lists, Map<String, Hidden> map, Set<String> set,
            Optional<List<String>> optional, Long[] array, Hidden inner, List<Object> any) {}

    private static JsonMapper typed(DefaultTyping typing) {
        return builder().activateDefaultTyping(
                BasicPolymorphicTypeValidator.builder().allowIfSubType(Object.class).build(), typing).build();
    }

    private static String encode(ArenaJson json, RecordVec<?> rows) {
        var out = new ByteArrayOutputStream();
        json.write(rows, JsonOutput.of(out));
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Would fail if a list were written with a class that the arena has chosen, or if that class got lost. */
    @ParameterizedTest
    @EnumSource(names = {"JAVA_LANG_OBJECT", "OBJECT_AND_NON_CONCRETE", "NON_CONCRETE_AND_ARRAYS", "NON_FINAL"})
    void defaultTypingKeepsTheClassesOfContainers(DefaultTyping typing) {
        JsonMapper mapper = typed(typing);
        var inner = new Hidden(1, new ArrayList<>(List.of("a")));
        var value = new Containers(new LinkedList<>(List.of("a", "b")),
                new ArrayList<>(List.of(new ArrayList<>(List.of(1)))), new TreeMap<>(Map.of("k", inner)),
                new TreeSet<>(Set.of("y", "x")), Optional.of(new ArrayList<>(List.of("o"))),
                new Long[] {1L}, inner, new ArrayList<>(List.of("text", 1)));
        String document = mapper.writeValueAsString(value);
        ArenaJson json = ArenaJson.of(mapper);
        try (Arena arena = Arena.create()) {
            RecordVec<Containers> rows = json.readRecords(
                    JsonInput.of(("[" + document + "]").getBytes(StandardCharsets.UTF_8)), Containers.class, arena);
            assertThat(DatabindOracle.same(mapper.readValue(document, Containers.class), rows.get(0))).isTrue();
            assertThat(encode(json, rows))
                    .isEqualTo("[" + mapper.writeValueAsString(mapper.readValue(document, Containers.class)) + "]");
        }
    }

    @Test
    void layoutsOfOtherMappersAreUnaffected() {
        byte[] document = "[{\"number\":1,\"texts\":[\"a\"]}]".getBytes(StandardCharsets.UTF_8);
        byte[] withClass = "[{\"number\":1,\"texts\":[\"java.util.ArrayList\",[\"a\"]]}]".getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.create()) {
            for (int i = 0; i < 2; i++) {
                assertThat(ArenaJson.of(typed(DefaultTyping.NON_FINAL))
                        .readRecords(JsonInput.of(withClass), Hidden.class, arena).get(0).texts())
                        .containsExactly("a");
                assertThat(ArenaJson.create().readRecords(JsonInput.of(document), Hidden.class, arena).get(0).texts())
                        .containsExactly("a");
            }
        }
    }
}
