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
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.std.StdSerializer;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.collect.RecordCursor;
import dev.arena.collect.RecordVec;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that constructors and accessors with additional code are called. */
class ConstructorTests {
    private final Arena arena = Arena.create();
    private final JsonMapper mapper = Mappers.LENIENT;
    private final ArenaJson json = ArenaJson.of(mapper);

    record Line(int quantity) {
        Line {
            if (quantity < 1) {
                throw new IllegalArgumentException("quantity must be positive: " + quantity);
            }
        }
    }

    record Order(@Nullable String name, @Nullable Line line, @Nullable Line other) {}

    record Trimmed(String a, int times, @Nullable Utf8String text) {
        Trimmed {
            a = a.strip();
            times = Math.min(times, 3);
        }
    }

    record Pair(Trimmed left, @Nullable Trimmed right) {
        Pair {
            Objects.requireNonNull(left);
            right = right == null ? left : right;
        }
    }

    record Halved(String text) {
        Halved {
            text = text.isEmpty() ? text : text.substring(0, 1);
        }
    }

    record Loud(String name, int count) {
        @Override
        public String name() {
            return name.toUpperCase(Locale.ROOT) + "!";
        }

        public boolean isMany() {
            return count > 1;
        }
    }

    record AroundLoud(int id, @Nullable Loud loud) {}

    record Counted(int count) {
        static int made;

        Counted {
            made++;
        }
    }

    record Tidied(List<String> list, Set<String> set, Collection<Integer> numbers, Map<String, List<Integer>> map) {
        Tidied {
            list.sort(null);
            set.removeIf(String::isEmpty);
            numbers.remove(5);
            map.remove("");
            map.values().forEach(it -> it.sort(null));
        }
    }

    record AroundTidied(Tidied first, List<Tidied> others) {}

    record Plain(int a, @Nullable String b) {}

    record Made(int a, @JsonIgnore int b) {
        @JsonCreator
        static Made of(@JsonProperty("sum") int sum) {
            if (sum < 0) {
                throw new IllegalStateException("negative");
            }
            return new Made(sum / 2, sum - sum / 2);
        }
    }

    record Named(String name) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Named of(String name) {
            return new Named(name);
        }
    }

    record AroundMade(@Nullable Made made, @Nullable Utf8String text) {}

    @AfterEach
    void close() {
        arena.close();
    }

    /** Databind passes modifiable collections to constructors, so constructors may change them. */
    @Test
    void constructorsMayChangeTheirCollections() {
        String tidied = """
                {"list":["b","c","a"],"set":["x","","y"],"numbers":[5,6],"map":{"one":[3,1,2],"":[4],"two":[]}}""";
        String around = "{\"first\":" + tidied + ",\"others\":[" + tidied + "," + tidied + "]}";
        RecordVec<Tidied> rows = json.readRecords(in("[" + tidied + "," + tidied + "]"), Tidied.class, arena);
        String expected = "{\"list\":[\"a\",\"b\",\"c\"],\"set\":[\"x\",\"y\"],\"numbers\":[6],"
                + "\"map\":{\"one\":[1,2,3],\"two\":[]}}";
        assertThat(mapper.writeValueAsString(mapper.readValue(tidied, Tidied.class))).isEqualTo(expected);
        assertThat(encode(rows)).isEqualTo("[" + expected + "," + expected + "]");
        assertThat(rows.get(1)).isEqualTo(mapper.readValue(tidied, Tidied.class));
        assertThat(encode(json.readRecords(in("[" + around + "]"), AroundTidied.class, arena)))
                .isEqualTo("[{\"first\":" + expected + ",\"others\":[" + expected + "," + expected + "]}]");
    }

    /** Not written, so the JSON of a component does not contain it. */
    static final class Login {
        public @Nullable String name;

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        public @Nullable String password;
    }

    record Signup(Login login, List<Login> others) {
        Signup {
            Objects.requireNonNull(login);
        }
    }

    @Test
    void recordThatDatabindReadsIsReturned() {
        String login = "{\"name\":\"a\",\"password\":\"b\"}";
        String document = "{\"login\":%1$s,\"others\":[%1$s]}".formatted(login);
        assertThat(json.readRecord(in(document), Signup.class, arena)).usingRecursiveComparison()
                .isEqualTo(mapper.readValue(document, Signup.class));
    }

    enum Level {
        LOW, HIGH
    }

    /** {@code copyOf} and the constructor of {@code EnumMap} reject other empty collections than those of enums. */
    record Levels(Set<Level> set, Map<Level, Integer> map, List<Set<Level>> sets) {
        Levels {
            set = EnumSet.copyOf(set);
            map = new EnumMap<>(map);
            sets = sets.stream().<Set<Level>>map(EnumSet::copyOf).toList();
        }
    }

    @Test
    void constructorsMayCopySetsAndMapsOfEnums() {
        for (String document : List.of("{\"set\":[],\"map\":{},\"sets\":[[]]}",
                "{\"set\":[\"HIGH\",\"LOW\"],\"map\":{\"HIGH\":1,\"LOW\":null},\"sets\":[[\"HIGH\"],[]]}")) {
            Levels expected = mapper.readValue(document, Levels.class);
            RecordVec<Levels> rows = json.readRecords(in("[" + document + "]"), Levels.class, arena);
            assertThat(json.readRecord(in(document), Levels.class, arena)).isEqualTo(expected);
            assertThat(rows.get(0)).isEqualTo(expected);
            assertThat(encode(rows)).isEqualTo("[" + mapper.writeValueAsString(expected) + "]");
        }
    }

    @Test
    void collectionsOfPlainRecordsCannotBeModified() {
        record Lists(List<String> list, Set<String> set, Map<String, Integer> map) {}
        Lists lists = json.readRecords(in("[{\"list\":[\"a\"],\"set\":[\"b\"],\"map\":{\"c\":1}}]"), Lists.class, arena)
                .get(0);
        assertThatThrownBy(() -> lists.list().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> lists.set().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> lists.map().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private static JsonInput in(String document) {
        return JsonInput.of(document.getBytes(StandardCharsets.UTF_8));
    }

    private String encode(Object value) {
        var out = new ByteArrayOutputStream();
        json.write(value, JsonOutput.of(out));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void documentIsRejectedIfAConstructorRejectsItsArguments() {
        assertThat(json.readRecords(in("[{\"quantity\":1},{\"quantity\":7}]"), Line.class, arena))
                .containsExactly(new Line(1), new Line(7));
        assertThatThrownBy(() -> mapper.readValue("{\"quantity\":0}", Line.class))
                .isInstanceOf(ValueInstantiationException.class);
        assertThatThrownBy(() -> json.readRecords(in("[{\"quantity\":1},\n{\"quantity\":0}]"), Line.class, arena))
                .isInstanceOfSatisfying(JsonDecodingException.class, e -> {
                    assertThat(e.path()).isEqualTo("/1");
                    assertThat(e.line()).isEqualTo(2);
                    assertThat(e.reason()).isEqualTo("The values do not fit Line");
                    assertThat(e.limit()).isNull();
                }).hasRootCauseMessage("quantity must be positive: 0");
        assertThatThrownBy(() -> json.readRecord(in("{}"), Line.class, arena))
                .isInstanceOf(JsonDecodingException.class);
        assertThatThrownBy(() -> json.readRecordLines(in("{\"quantity\":0}"), Line.class, arena))
                .isInstanceOf(JsonDecodingException.class);
        assertThatThrownBy(() -> json.readMap(in("{\"a\":{\"quantity\":0}}"), Line.class, arena))
                .isInstanceOf(JsonDecodingException.class);
        assertThatThrownBy(() -> json.forEach(in("[{\"quantity\":0}]"), Line.class, arena, _ -> true))
                .isInstanceOf(JsonDecodingException.class);
    }

    @Test
    void documentIsRejectedIfAConstructorOfANestedRecordRejectsItsArguments() {
        assertThat(json.readRecord(in("{\"name\":\"x\",\"line\":{\"quantity\":2}}"), Order.class, arena))
                .isEqualTo(new Order("x", new Line(2), null));
        assertThatThrownBy(() -> json.readRecords(
                in("[{\"line\":{\"quantity\":2}},{\"line\":{\"quantity\":2},\"other\":{\"quantity\":-1}}]"),
                Order.class, arena)).isInstanceOfSatisfying(JsonDecodingException.class,
                        e -> assertThat(e.path()).isEqualTo("/1/other"));
    }

    @Test
    void rowContainsTheChangesOfAConstructor() {
        String document = "[{\"a\":\" x \",\"times\":9,\"text\":\" y \"},{\"a\":\"z\",\"times\":2}]";
        RecordVec<Trimmed> rows = json.readRecords(in(document), Trimmed.class, arena);
        RecordCursor<Trimmed> cursor = rows.cursor();
        assertThat(cursor.next()).isTrue();
        assertThat(String.valueOf(cursor.getText(rows.layout().field("a")))).isEqualTo("x");
        assertThat(cursor.getInt(rows.layout().field("times"))).isEqualTo(3);
        assertThat(String.valueOf(cursor.getText(rows.layout().field("text")))).isEqualTo(" y ");
        assertThat(encode(rows)).isEqualTo(
                "[{\"a\":\"x\",\"times\":3,\"text\":\" y \"},{\"a\":\"z\",\"times\":2,\"text\":null}]");
    }

    @Test
    void constructorsOfNestedRecordsRunFirst() {
        String document = "{\"left\":{\"a\":\" l \",\"times\":5}}";
        Pair read = json.readRecord(in(document), Pair.class, arena);
        assertThat(read).isEqualTo(new Pair(new Trimmed("l", 3, null), new Trimmed("l", 3, null)))
                .isEqualTo(mapper.readValue(document, Pair.class));
        assertThatThrownBy(() -> json.readRecord(in("{\"right\":{\"a\":\"\",\"times\":1}}"), Pair.class, arena))
                .isInstanceOf(JsonDecodingException.class).hasCauseInstanceOf(NullPointerException.class);
    }

    @Test
    void surrogateSplitByAConstructorIsRejected() {
        assertThat(json.readRecord(in("{\"text\":\"éa\"}"), Halved.class, arena)).isEqualTo(new Halved("é"));
        assertThatThrownBy(() -> json.readRecord(in("{\"text\":\"😀\"}"), Halved.class, arena))
                .isInstanceOf(JsonDecodingException.class);
    }

    @Test
    void plainConstructorIsNotCalled() {
        Counted.made = 0;
        RecordVec<Counted> counted = json.readRecords(in("[{\"count\":1},{\"count\":2}]"), Counted.class, arena);
        assertThat(Counted.made).isEqualTo(2);
        assertThat(counted.size()).isEqualTo(2);
        assertThat(RecordLayout.of(Plain.class).hasPlainConstructor()).isTrue();
        assertThat(plan(Plain.class)).isInstanceOf(RecordPlan.class);
        assertThat(plan(Pair.class)).isInstanceOf(RecordPlan.class);
    }

    /** Would fail if a record were created for each row: each one takes at least 24 bytes of heap. */
    @Test
    @Tag("heap")
    void rowsOfPlainRecordsAreReadAndWrittenWithoutRecords() {
        int rows = 5000;
        String document = "[" + "{\"a\":7,\"b\":\"x\"},".repeat(rows - 1) + "{}]";
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 3000 && least > 8L * rows; round++) { // until the code is compiled
            long before = threads.getCurrentThreadAllocatedBytes();
            json.write(json.readRecords(JsonInput.of(bytes), Plain.class, arena),
                    JsonOutput.of(OutputStream.nullOutputStream()));
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            arena.reset();
        }
        assertThat(least).as("bytes of heap for %s rows", rows).isLessThanOrEqualTo(8L * rows);
    }

    private RowReader plan(Class<? extends Record> type) {
        BoundMapper bound = new LazyMapper(() -> mapper, JsonLimits.DEFAULTS).bound();
        DeserializationContext context = bound.readContext();
        return Objects.requireNonNull(RecordPlan.of(RecordLayout.of(type),
                context.findRootValueDeserializer(context.constructType(type)), bound, new Scratch.Space()));
    }

    @Test
    void accessorResultsAreWritten() {
        var loud = new Loud("a", 2);
        assertThat(encode(loud)).isEqualTo(mapper.writeValueAsString(loud)).isEqualTo(
                "{\"name\":\"A!\",\"count\":2,\"many\":true}");
        RecordVec<Loud> rows = json.readRecords(in("[{\"name\":\"b\",\"count\":1}]"), Loud.class, arena);
        rows.add(loud);
        assertThat(rows).containsExactly(new Loud("b", 1), loud);
        assertThat(encode(rows)).isEqualTo(mapper.writeValueAsString(List.of(new Loud("b", 1), loud)));
        var around = new AroundLoud(1, loud);
        assertThat(encode(around)).isEqualTo(mapper.writeValueAsString(around));
    }

    @Test
    void recordIsCreatedByItsFactory() {
        assertThat(json.readRecords(in("[{\"sum\":7},{\"sum\":2}]"), Made.class, arena))
                .containsExactly(Made.of(7), Made.of(2));
        var factory = json.readRecord(in("{\"text\":\"zwölf\",\"made\":{\"sum\":3}}"), AroundMade.class, arena);
        assertThat(factory.made()).isEqualTo(Made.of(3));
        assertThat(String.valueOf(factory.text())).isEqualTo("zwölf");
        assertThatThrownBy(() -> json.readRecords(in("[{\"sum\":1},{\"sum\":-7}]"), Made.class, arena))
                .isInstanceOfSatisfying(JsonDecodingException.class, e -> {
                    assertThat(e.path()).startsWith("/1");
                    assertThat(e.reason()).isEqualTo("The values do not fit Made");
                }).hasRootCauseMessage("negative");
        assertThatThrownBy(() -> json.readRecords(in("[{\"sum\":1"), Made.class, arena))
                .isInstanceOf(JsonDecodingException.class).hasCauseInstanceOf(JacksonException.class);
    }

    @Test
    void recordIsCreatedFromAString() {
        assertThat(json.readRecords(in("[\"a\",\"b\"]"), Named.class, arena))
                .containsExactly(new Named("a"), new Named("b"));
        assertThat(json.readRecord(in("{\"name\":\"c\"}"), Named.class, arena))
                .isEqualTo(mapper.readValue("{\"name\":\"c\"}", Named.class));
        for (String wrong : List.of("[null]", "[[]]")) {
            assertThatThrownBy(() -> json.readRecords(in(wrong), Named.class, arena)).as(wrong)
                    .isInstanceOf(JsonDecodingException.class);
        }
    }

    record Odd(
            @JsonSerialize(using = OddSerializer.class) @JsonDeserialize(using = OddDeserializer.class) String text) {}

    static final class OddSerializer extends StdSerializer<String> {
        OddSerializer() {
            super(String.class);
        }

        @Override
        public void serialize(String value, JsonGenerator generator, SerializationContext context) {
            generator.writeStartArray();
            generator.writePOJO(new Plain(1, value));
            generator.writeTree(new JsonMapper().createObjectNode().put("b", value));
            generator.writeEndArray();
        }
    }

    static final class OddDeserializer extends StdDeserializer<String> {
        OddDeserializer() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            parser.nextToken();
            String first = String.valueOf(parser.readValueAs(Plain.class).b());
            parser.nextToken();
            JsonNode second = parser.readValueAsTree();
            parser.nextToken();
            return first + second.get("b").asString();
        }
    }

    @Test
    void customSerializersMayUseTheGeneratorAndTheParser() {
        String document = "[{\"text\":[{\"a\":1,\"b\":\"x\"},{\"b\":\"y\"}]},{\"text\":[{\"a\":0},{\"b\":\"z\"}]}]";
        List<Odd> expected = mapper.readerForListOf(Odd.class).readValue(document);
        RecordVec<Odd> rows = json.readRecords(in(document), Odd.class, arena);
        assertThat(rows).containsExactlyElementsOf(expected);
        assertThat(encode(rows)).isEqualTo(mapper.writeValueAsString(expected));
    }

    @Test
    void exhaustionWhileDatabindReadsIsReportedAsRefusal() {
        String document = "[" + ("{\"text\":\"" + "x".repeat(9000) + "\"},").repeat(30) + "{}]";
        try (Arena small = Arena.builder().byteBudget(64 << 10).build()) {
            assertThatThrownBy(() -> json.readRecords(in(document), AroundMade.class, small))
                    .isInstanceOf(ArenaExhaustedException.class);
        }
    }
}
