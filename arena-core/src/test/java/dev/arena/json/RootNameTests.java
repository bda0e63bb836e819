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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonRootName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.TypeFactory;

import dev.arena.Arena;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongSet;
import dev.arena.collect.RecordVec;
import dev.arena.collect.StringLongMap;
import dev.arena.collect.StringSet;
import dev.arena.collect.StringVec;
import dev.arena.text.Utf16Builder;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Tests that a value is wrapped and unwrapped with a root name as by databind. */
class RootNameTests {
    private final Arena arena = Arena.create();
    private final JsonMapper mapper = JsonMapper.builder().enable(DeserializationFeature.UNWRAP_ROOT_VALUE)
            .enable(SerializationFeature.WRAP_ROOT_VALUE).addModule(new ArenaModule(ArenaJson.create(), () -> arena))
            .build();
    private final ArenaJson json = ArenaJson.of(mapper);

    @JsonRootName("point")
    record Named(int x, int y) {}

    record Plain(int x, int y) {}

    @AfterEach
    void close() {
        arena.close();
    }

    private static JsonInput in(String document) {
        return JsonInput.of(document.getBytes(StandardCharsets.UTF_8));
    }

    private String written(Object value) {
        var out = new ByteArrayOutputStream();
        json.write(value, JsonOutput.of(out));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void recordHasTheRootNameOfDatabind() {
        for (Record value : List.of(new Named(1, 2), new Plain(3, 4))) {
            String document = mapper.writeValueAsString(value);
            assertThat(json.readRecord(in(document), value.getClass(), arena)).isEqualTo(value);
            assertThat(written(value)).isEqualTo(document);
        }
    }

    @Test
    void vectorHasTheRootNameOfTheListThatItReplaces() {
        TypeFactory types = mapper.getTypeFactory();
        JavaType type = types.constructParametricType(RecordVec.class, Named.class);
        JavaType list = types.constructCollectionType(List.class, Named.class);
        String document = mapper.writerFor(list).writeValueAsString(List.of(new Named(1, 2)));
        RecordVec<Named> points = json.readRecords(in(document), Named.class, arena);
        RecordVec<Named> byDatabind = mapper.readValue(document, type);
        assertThat(points).containsExactly(new Named(1, 2)).isEqualTo(byDatabind);
        assertThat(json.<RecordVec<Named>>read(in(document), type, arena)).isEqualTo(points);
        assertThat(written(points)).isEqualTo(document).isEqualTo(mapper.writeValueAsString(points));
        assertThat(written(points.freeze())).isEqualTo(document);
    }

    static Stream<Arguments> namesByType() {
        return Stream.of(arguments(IntVec.class, "List", "[1,2]"), arguments(StringVec.class, "List", "[\"a\"]"),
                arguments(StringSet.class, "Set", "[\"a\"]"), arguments(LongSet.class, "Set", "[1]"),
                arguments(StringLongMap.class, "Map", "{\"a\":1}"), arguments(Utf8String.class, "String", "\"a\""),
                arguments(Utf16Builder.class, "String", "\"a\""));
    }

    @ParameterizedTest
    @MethodSource("namesByType")
    void partHasTheRootNameOfTheTypeThatItReplaces(Class<?> type, String name, String value) {
        String document = "{\"" + name + "\":" + value + "}";
        Object read = Objects.requireNonNull(json.read(in(document), mapper.constructType(type), arena));
        assertThat(read).isInstanceOf(type);
        assertThat(written(read)).isEqualTo(document).isEqualTo(mapper.writeValueAsString(read));
    }

    @Test
    void mixInChangesTheRootName() {
        ArenaJson points = ArenaJson.of(mapper.rebuild().addMixIn(RecordVec.class, Named.class).build());
        String document = "{\"point\":[{\"x\":1,\"y\":2}]}";
        var out = new ByteArrayOutputStream();
        points.write(points.readRecords(in(document), Named.class, arena), JsonOutput.of(out));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(document);
    }

    @Test
    void treeHasTheRootNameOfDatabind() {
        JsonValue value = json.readValue(in("{\"JsonValue\":{\"a\":[1]}}"), arena);
        assertThat(value.toString()).isEqualTo("{\"a\":[1]}");
        assertThat(written(value)).isEqualTo("{\"JsonValue\":{\"a\":[1]}}").isEqualTo(mapper.writeValueAsString(value));
    }

    @Test
    void linesAreNotWrapped() {
        String lines = "{\"x\":1,\"y\":2}\n{\"x\":3,\"y\":4}\n";
        RecordVec<Named> points = json.readRecordLines(in(lines), Named.class, arena);
        assertThat(points.stream().toList())
                .isEqualTo(mapper.readerFor(Named.class).<Named>readValues(lines).readAll());
        var out = new ByteArrayOutputStream();
        json.writeLines(points, out);
        assertThat(out.toString(StandardCharsets.UTF_8).strip()).isEqualTo(lines.strip());
    }

    @Test
    void visitorMayStopWithinTheWrapper() {
        String document = "{\"List\":[{\"x\":1,\"y\":2},{\"x\":3,\"y\":4}]}";
        assertThat(json.forEach(in(document), Named.class, arena, it -> true)).isEqualTo(2);
        assertThat(json.forEach(in(document), Named.class, arena, it -> false)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\":1,\"y\":2}", "{\"Named\":{\"x\":1,\"y\":2}}", "{}", "[]", "1", "null",
            "{\"point\":{\"x\":1,\"y\":2},\"other\":1}", "{\"point\":{\"x\":1,\"y\":2}", "{\"point\":}",
            "{\"point\":null}",
            "{\"point\":{\"x\":1,\"y\":2}} 1"})
    void rejectsDocumentsThatDatabindRejects(String document) {
        boolean isRefused;
        try {
            isRefused = mapper.readValue(document, Named.class) == null;
        } catch (JacksonException e) {
            isRefused = true;
        }
        assertThat(isRefused).isTrue();
        assertThatThrownBy(() -> json.readRecord(in(document), Named.class, arena))
                .isInstanceOf(JsonDecodingException.class);
        assertThatThrownBy(() -> json.readRecord(JsonInput.of(
                new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8))), Named.class, arena))
                .isInstanceOf(JsonDecodingException.class);
    }
}
