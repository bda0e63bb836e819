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
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.collect.LongMap;
import dev.arena.collect.RecordMap;
import dev.arena.collect.RecordSet;
import dev.arena.collect.RecordVec;
import dev.arena.collect.StringMap;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that records are read and written with their own type arguments, and that recursive record types are supported. */
@NullUnmarked
@SuppressWarnings("ArrayRecordComponent")
class GenericRecordTests {
    private final Arena arena = Arena.create();
    private final ArenaJson json = ArenaJson
            .of(JsonMapper.builder().addModule(new ArenaModule(ArenaJson.create(), () -> null)).build());
    private final JsonMapper mapper = json.mapper();

    record Money(BigDecimal amount, String currency) {}

    record Page<T>(List<T> content, int number) {}

    record Key<T>(T id) {}

    record Order(RecordVec<Page<Money>> pages, StringMap<Page<Money>> byName, LongMap<Page<Integer>> byNumber,
            RecordSet<Key<Long>> keys, RecordMap<Key<Long>, Page<String>> byKey) {}

    record HeapOrder(List<Page<Money>> pages, Map<String, Page<Money>> byName, Map<Long, Page<Integer>> byNumber,
            List<Key<Long>> keys, List<Map<String, Object>> byKey) {}

    record Tree(String name, List<Tree> children) {}

    record Forest(Tree first, List<Tree> trees, Map<String, Tree> byName) {}

    record Company(String name, List<Person> staff) {}

    record Person(String name, Company employer) {}

    record Calls(String name, int... numbers) {}

    record Names(String... names) {}

    @AfterEach
    void close() {
        arena.close();
    }

    private static final String DOCUMENT = """
            {"pages":[{"content":[{"amount":1.50,"currency":"EUR"}],"number":1}],\
            "byName":{"a":{"content":[{"amount":2.50,"currency":null}],"number":2}},\
            "byNumber":{"7":{"content":[3],"number":4}},"keys":[{"id":5}],\
            "byKey":[{"key":{"id":6},"value":{"content":["x"],"number":7}}]}""";

    @Test
    void recordsInCollectionsUseTheirTypeArguments() {
        Order order = mapper.readerFor(Order.class).withAttribute(ArenaModule.ARENA, arena).readValue(DOCUMENT);
        assertThat(order.pages()).containsExactly(new Page<>(List.of(new Money(new BigDecimal("1.50"), "EUR")), 1));
        assertThat(order.byName().get("a"))
                .isEqualTo(new Page<>(List.of(new Money(new BigDecimal("2.50"), null)), 2));
        assertThat(order.byNumber().get(7)).isEqualTo(new Page<>(List.of(3), 4));
        assertThat(order.keys().contains(new Key<>(5L))).isTrue();
        assertThat(order.byKey().get(new Key<>(6L))).isEqualTo(new Page<>(List.of("x"), 7));
        assertThat(mapper.writeValueAsString(order)).isEqualTo(DOCUMENT)
                .isEqualTo(mapper.writeValueAsString(mapper.readValue(DOCUMENT, HeapOrder.class)));
    }

    @Test
    void recordsInLinesUseTheirTypeArguments() {
        var type = mapper.constructType(new TypeReference<RecordVec<Page<Money>>>() {
        });
        RecordVec<Page<Money>> rows = json.readLines(
                JsonInput.of(
                        "{\"content\":[{\"amount\":1}],\"number\":0}\n{\"content\":[{}],\"number\":0}\n"
                                .getBytes(StandardCharsets.UTF_8)),
                type, arena);
        assertThat(rows).containsExactly(new Page<>(List.of(new Money(BigDecimal.ONE, null)), 0),
                new Page<>(List.of(new Money(null, null)), 0));
    }

    /** Would fail if a mapper wrote rows with the layout of another parameterization of their class. */
    @Test
    void rowsOfSeveralTypesOfAClassAreWrittenByOneMapper() {
        for (TypeReference<?> type : List.of(new TypeReference<Page<Integer>>() {
        },
                new TypeReference<Page<String>>() {
                }, new TypeReference<Page<List<Long>>>() {
                },
                new TypeReference<Page<Page<String>>>() {
                })) {
            var known = mapper.constructType(type);
            String document = switch (known.containedType(0).getRawClass().getSimpleName()) {
                case "Integer" -> "[{\"content\":[1,2],\"number\":3}]";
                case "String" -> "[{\"content\":[\"a\",null],\"number\":3}]";
                case "List" -> "[{\"content\":[[1],[]],\"number\":3}]";
                default -> "[{\"content\":[{\"content\":[\"a\"],\"number\":1}],\"number\":3}]";
            };
            RecordVec<?> rows = json.readRecords(JsonInput.of(document.getBytes(StandardCharsets.UTF_8)), known, arena);
            assertThat(mapper.writeValueAsString(rows)).isEqualTo(document);
        }
    }

    @Test
    void recursiveRecordsAreWrittenWithinOthers() {
        var oracle = new DatabindOracle(mapper);
        var tree = new Tree("a", List.of(new Tree("b", List.of()), new Tree("c", null)));
        assertThat(oracle.differenceInWriting(new Forest(tree, List.of(tree), Map.of("d", tree)),
                mapper.constructType(Forest.class))).isNull();
        var company = new Company("a", List.of(new Person("b", new Company("c", List.of())), new Person("d", null)));
        assertThat(oracle.differenceInWriting(company, mapper.constructType(Company.class))).isNull();
        assertThat(oracle.differenceInWriting(new Person("e", company), mapper.constructType(Person.class))).isNull();
    }

    @Test
    void lastComponentMayBeVarargs() {
        var oracle = new DatabindOracle(mapper);
        assertThat(oracle.differenceInReading("{\"name\":\"a\",\"numbers\":[1,2]}", mapper.constructType(Calls.class)))
                .isNull();
        assertThat(oracle.differenceInReading("{\"names\":[\"a\",null]}", mapper.constructType(Names.class))).isNull();
        var rows = new RecordVec<>(arena, Names.class);
        rows.add(new Names("a", "b"));
        assertThat(rows.get(0).names()).containsExactly("a", "b");
    }
}
