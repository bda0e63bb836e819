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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Tests that types of Spring applications are read and written as by databind, alone or within others. */
@NullUnmarked
class SpringShapeTests {
    private static final long SEED = 20261129;
    private static final JsonMapper PLAIN = JsonMapper.builder().build();

    /** All positions of a record within another one. */
    record Around<T>(int before, T value, List<T> list, Map<String, T> map, Optional<List<T>> optional, String after) {}

    record Rows<R extends Record>(int before, RecordVec<R> rows, String after) {}

    record HeapRows<R extends Record>(int before, List<R> rows, String after) {}

    static Stream<Arguments> shapes() throws IOException {
        Map<String, List<String>> documents = new LinkedHashMap<>();
        try (InputStream in = SpringShapeTests.class.getResourceAsStream("spring-shapes.txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(line -> line.split("\t"))
                    .forEach(it -> documents.computeIfAbsent(it[0], _ -> new ArrayList<>()).add(it[1]));
        }
        return documents.entrySet().stream().map(it -> Arguments.of(PLAIN.getTypeFactory().constructFromCanonical(
                it.getKey().replace("$", SpringShapes.class.getName() + "$")), it.getValue()));
    }

    private static JavaType of(Class<?> generic, JavaType argument) {
        return PLAIN.getTypeFactory().constructParametricType(generic, argument);
    }

    /** Returns the documents, and the first one with each member missing, null, and repeated. */
    private static List<String> variants(List<String> documents) {
        List<String> variants = new ArrayList<>(documents);
        JsonNode first = PLAIN.readTree(documents.getFirst());
        for (String name : first.isObject() ? first.propertyNames() : List.<String>of()) {
            String member = PLAIN.writeValueAsString(name) + ":" + first.get(name);
            String whole = first.toString();
            variants.add("{" + member + "}");
            variants.add("{" + PLAIN.writeValueAsString(name) + ":null}");
            variants.add(whole.substring(0, whole.length() - 1) + "," + member + ",\"unknown\":[{}]}");
        }
        return variants;
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void documentsAreReadAndWrittenAsByDatabind(JavaType type, List<String> documents) {
        var oracle = new DatabindOracle(PLAIN);
        for (String document : variants(documents)) {
            assertThat(oracle.differenceInReading(document, type)).as(document).isNull();
        }
        assertThat(oracle.differenceInPieces(documents.getFirst(), type)).isNull();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void recordsMayBePartsOfOthers(JavaType type, List<String> documents) {
        var oracle = new DatabindOracle(PLAIN);
        for (String document : documents) {
            String around = "{\"before\":1,\"value\":%1$s,\"list\":[%1$s,null,%1$s],\"map\":{\"k\":%1$s,\"l\":null},\"after\":\"é\"}"
                    .formatted(document);
            assertThat(oracle.differenceInReading(around, of(Around.class, type))).as(around).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void rowsMayBePartsOfOrdinaryObjects(JavaType type, List<String> documents) {
        try (Arena arena = Arena.create()) {
            JsonMapper mapper = PLAIN.rebuild().addModule(new ArenaModule(ArenaJson.of(PLAIN), () -> arena)).build();
            String document = "{\"before\":1,\"rows\":[%1$s,%1$s],\"after\":\"é\"}".formatted(documents.getFirst());
            HeapRows<?> expected = PLAIN.readValue(document, of(HeapRows.class, type));
            Rows<?> rows = mapper.readValue(document, of(Rows.class, type));
            assertThat(DatabindOracle.same(expected.rows(), rows.rows().stream().toList())).as("%s", rows).isTrue();
            assertThat(mapper.writerFor(of(Rows.class, type)).writeValueAsString(rows))
                    .isEqualTo(PLAIN.writerFor(of(HeapRows.class, type)).writeValueAsString(expected));
        }
    }

    /** Returns the first document with each member missing, or with an invalid value or element. */
    private static List<String> invalid(String document) {
        List<String> invalid = new ArrayList<>();
        JsonNode first = PLAIN.readTree(document);
        for (String name : first.isObject() ? first.propertyNames() : List.<String>of()) {
            ObjectNode changed = ((ObjectNode) first).deepCopy();
            changed.remove(name);
            invalid.add(changed.toString());
            for (String value : List.of("{}", "\"zz\"", "[{}]", "[\"zz\"]", "{\"k\":{\"x\":[1]}}", "true", "1e400")) {
                invalid.add(changed.set(name, PLAIN.readTree(value)).toString());
            }
        }
        return invalid;
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void failuresHaveThePathsOfDatabind(JavaType type, List<String> documents) {
        var oracle = new DatabindOracle(PLAIN);
        for (String document : invalid(documents.getFirst())) {
            assertThat(oracle.differenceInPath(document, type)).as(document).isNull();
            String around = "{\"before\":1,\"value\":%s,\"list\":[null,%s],\"map\":{\"k\":%s},\"after\":\"\"}";
            for (String place : List.of(around.formatted(document, "null", "null"),
                    around.formatted("null", document, "null"), around.formatted("null", "null", document))) {
                assertThat(oracle.differenceInPath(place, of(Around.class, type))).as(place).isNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void failuresInOrdinaryObjectsHaveThePathsOfDatabind(JavaType type, List<String> documents) {
        try (Arena arena = Arena.create()) {
            JsonMapper mapper = PLAIN.rebuild().addModule(new ArenaModule(ArenaJson.of(PLAIN), () -> arena)).build();
            for (String element : invalid(documents.getFirst())) {
                String document = "{\"before\":1,\"rows\":[%s,%s],\"after\":\"\"}".formatted(documents.getFirst(),
                        element);
                var expected = catchThrowable(() -> PLAIN.readValue(document, of(HeapRows.class, type)));
                var actual = catchThrowable(() -> mapper.readValue(document, of(Rows.class, type)));
                if (expected instanceof DatabindException byDatabind) {
                    assertThat(actual).as(document).isInstanceOfSatisfying(DatabindException.class,
                            it -> assertThat(DatabindOracle.path(it)).isEqualTo(DatabindOracle.path(byDatabind)));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void randomDocumentsAreReadAsByDatabind(JavaType type, List<String> documents) {
        List<DatabindOracle> oracles = MapperVariants.all().map(DatabindOracle::new).toList();
        JsonNode first = PLAIN.readTree(documents.getFirst());
        boolean canBeReadAgain = !List.of(SpringShapes.Inbox.class, SpringShapes.Ext.class)
                .contains(type.getRawClass());
        for (int round = 0; round < 2 * oracles.size() && first.isObject() && canBeReadAgain; round++) {
            String changed = ChangedJson.of(first, new Random(SEED + round));
            assertThat(oracles.get(round % oracles.size()).differenceInReading(changed, type))
                    .as("seed %s: %s", SEED + round, changed).isNull();
        }
    }
}
