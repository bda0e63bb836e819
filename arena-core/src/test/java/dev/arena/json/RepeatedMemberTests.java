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

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;
import tools.jackson.databind.util.TokenBuffer;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests that the last of several members of the same name applies, even if an earlier value is invalid for the record. Databind
 * detects such a value only when it creates the record.
 */
class RepeatedMemberTests {
    private static final JsonMapper PLAIN = JsonMapper.builder().build();
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES).build();

    /** Databind reads null as a node of another class. */
    record Node(StringNode value, String after) {}

    record Skipped(@JsonSetter(nulls = Nulls.SKIP) int value, String after) {}

    record Text(String value, String after) {}

    record Texts(List<String> value, String after) {}

    record Checked(StringNode value, String after) {
        Checked {
            after = after == null ? "none" : after;
        }
    }

    record Around(int before, Node node, List<Node> nodes, Map<String, Node> map) {}

    static Stream<Arguments> records() {
        return Stream.of(Arguments.of(PLAIN, Node.class, "null", "\"a\""),
                Arguments.of(PLAIN, Checked.class, "null", "\"a\""), Arguments.of(PLAIN, Skipped.class, "null", "1"),
                Arguments.of(STRICT, Text.class, "null", "\"a\""),
                Arguments.of(STRICT, Texts.class, "null", "[\"a\",null]"));
    }

    private static List<String> documents(String refused, String accepted) {
        return Stream
                .of("'value':R,'after':'x'", "'value':R,'after':'x','value':A", "'value':R,'value':A,'after':'x'",
                        "'value':R,'value':R,'value':A", "'value':A,'after':'x','value':R",
                        "'value':A,'value':R,'value':A,'after':'x'", "'value':R,'unknown':[R],'value':A,'value':R",
                        "'after':'x','value':R", "'value':R, 'after':'x', 'value':A")
                .map(it -> "{" + it.replace('\'', '"').replace("R", refused).replace("A", accepted) + "}").toList();
    }

    @ParameterizedTest
    @MethodSource("records")
    void lastValueApplies(JsonMapper mapper, Class<?> type, String refused, String accepted) {
        var oracle = new DatabindOracle(mapper);
        for (String document : documents(refused, accepted)) {
            assertThat(oracle.differenceInReading(document, mapper.constructType(type))).as(document).isNull();
        }
    }

    @Test
    void partsOfOtherRecordsFollowTheSameRule() {
        var oracle = new DatabindOracle(PLAIN);
        List<String> documents = documents("null", "\"a\"");
        for (String first : documents) {
            for (String second : documents) {
                String document = "{\"before\":1,\"node\":%1$s,\"nodes\":[%2$s,%1$s],\"map\":{\"k\":%2$s,\"l\":%1$s}}"
                        .formatted(first, second);
                assertThat(oracle.differenceInReading(document, PLAIN.constructType(Around.class))).as(document)
                        .isNull();
            }
        }
    }

    /** Has more components than one word has bits. */
    record Wide(int a0, int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, int a9, int b0, int b1, int b2,
            int b3, int b4, int b5, int b6, int b7, int b8, int b9, int c0, int c1, int c2, int c3, int c4, int c5,
            int c6, int c7, int c8, int c9, int d0, int d1, int d2, int d3, int d4, int d5, int d6, int d7, int d8,
            int d9, int e0, int e1, int e2, int e3, int e4, int e5, int e6, int e7, int e8, int e9, int f0, int f1,
            int f2, int f3, int f4, int f5, int f6, int f7, int f8, int f9, int g0, int g1, int g2, int g3, int g4,
            StringNode g5, int g6) {}

    @Test
    void recordsOfManyComponentsFollowTheSameRule() {
        String others = IntStream.range(0, 67).filter(it -> it != 65)
                .mapToObj(it -> "\"" + (char) ('a' + it / 10) + it % 10 + "\":" + it)
                .collect(Collectors.joining(","));
        var oracle = new DatabindOracle(PLAIN);
        for (String document : List.of("{\"g5\":null," + others + "}", "{\"g5\":null," + others + ",\"g5\":\"x\"}",
                "{\"g5\":null,\"g5\":\"x\",\"a1\":5," + others + ",\"a1\":2}",
                "{\"g5\":\"x\"," + others + ",\"g5\":null}")) {
            assertThat(oracle.differenceInReading(document, PLAIN.constructType(Wide.class))).as(document).isNull();
        }
    }

    record Rows(RecordVec<Node> rows) {}

    record HeapRows(List<Node> rows) {}

    /** A parser without access to bytes. */
    @Test
    void otherParsersFollowTheSameRule() {
        try (Arena arena = Arena.create()) {
            JsonMapper mapper = PLAIN.rebuild().addModule(new ArenaModule(ArenaJson.of(PLAIN), () -> arena)).build();
            for (String document : documents("null", "\"a\"")) {
                String rows = "{\"rows\":[" + document + "]}";
                String expected;
                try {
                    expected = PLAIN.writeValueAsString(PLAIN.readValue(rows, HeapRows.class));
                } catch (RuntimeException e) {
                    assertThatThrownBy(() -> mapper.readValue(tokens(rows).asParser(), Rows.class)).as(document)
                            .isInstanceOf(UnreadableComponentException.class);
                    continue;
                }
                assertThat(mapper.writeValueAsString(mapper.readValue(tokens(rows).asParser(), Rows.class)))
                        .isEqualTo(expected);
            }
        }
    }

    /** Returns tokens of a document. Unlike a tree, they include repeated members. */
    private static TokenBuffer tokens(String document) {
        var tokens = TokenBuffer.forGeneration();
        try (var parser = PLAIN.createParser(document)) {
            parser.nextToken();
            tokens.copyCurrentStructure(parser);
        }
        return tokens;
    }
}
