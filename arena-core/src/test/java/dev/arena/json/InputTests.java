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
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that all inputs have the same result, and that no more than necessary is read. */
class InputTests {
    private static final String POINTS = "[{\"x\":1,\"name\":\"é\"},{\"x\":2,\"name\":\"ö\"},{\"x\":3}]";

    private final Arena arena = Arena.create();
    private final ArenaJson json = ArenaJson.of(Mappers.LENIENT);

    record Point(int x, @Nullable String name) {}

    private static final List<Point> EXPECTED = List.of(new Point(1, "é"), new Point(2, "ö"), new Point(3, null));

    @AfterEach
    void close() {
        arena.close();
    }

    private static JsonInput in(String document) {
        return JsonInput.of(document.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyInputHasTheSameResult() {
        byte[] bytes = POINTS.getBytes(StandardCharsets.UTF_8);
        MemorySegment segment = arena.allocate(bytes.length, 1);
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
        byte[] padded = ("{{" + POINTS + "}}").getBytes(StandardCharsets.UTF_8);
        assertThat(json.readRecords(JsonInput.of(bytes), Point.class, arena)).containsExactlyElementsOf(EXPECTED);
        assertThat(json.readRecords(JsonInput.of(padded, 2, bytes.length), Point.class, arena))
                .containsExactlyElementsOf(EXPECTED);
        assertThat(json.readRecords(JsonInput.of(segment), Point.class, arena)).containsExactlyElementsOf(EXPECTED);
        assertThat(json.readRecords(JsonInput.of(segment.asReadOnly()), Point.class, arena))
                .containsExactlyElementsOf(EXPECTED);
        assertThat(json.readRecords(JsonInput.of(new ByteArrayInputStream(bytes)), Point.class, arena))
                .containsExactlyElementsOf(EXPECTED);
        for (Charset wide : List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            assertThat(json.readRecords(JsonInput.of(POINTS.getBytes(wide)), Point.class, arena))
                    .containsExactlyElementsOf(EXPECTED);
        }
    }

    @Test
    void streamOfSingleBytesHasTheSameResult() {
        var drop = new ByteArrayInputStream(POINTS.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1));
            }
        };
        assertThat(json.readRecords(JsonInput.of(drop), Point.class, arena)).containsExactlyElementsOf(EXPECTED);
    }

    @Test
    void partOfAnArrayMustBeWithinItsBounds() {
        assertThatThrownBy(() -> JsonInput.of(new byte[4], 2, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void streamIsNotClosed() {
        var closed = new ArrayList<String>();
        var stream = new ByteArrayInputStream(POINTS.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() throws IOException {
                closed.add("closed");
            }
        };
        json.readRecords(JsonInput.of(stream), Point.class, arena);
        assertThat(closed).isEmpty();
        assertThat(stream.read()).isEqualTo(-1);
    }

    @Test
    void externalParserStaysAtTheLastToken() {
        try (JsonParser parser = new JsonMapper().createParser("{\"points\":" + POINTS + ",\"rest\":5}")) {
            parser.nextToken();
            parser.nextToken();
            parser.nextToken();
            assertThat(json.readRecords(JsonInput.of(parser), Point.class, arena)).containsExactlyElementsOf(EXPECTED);
            assertThat(parser.currentToken()).isEqualTo(JsonToken.END_ARRAY);
            assertThat(parser.nextName()).isEqualTo("rest");
        }
    }

    @Test
    void visitorReceivesElementsInOrder() {
        List<Point> seen = new ArrayList<>();
        long count = json.forEach(in(POINTS), Point.class, arena, point -> seen.add(point.toRecord()));
        assertThat(seen).isEqualTo(EXPECTED);
        assertThat(count).isEqualTo(3);
        assertThat(json.forEach(in("[]"), Point.class, arena, point -> seen.add(point.toRecord()))).isZero();
    }

    @Test
    void visitorReceivesLinesInOrder() {
        List<Point> seen = new ArrayList<>();
        String lines = "{\"x\":1,\"name\":\"é\"}\n{\"x\":2,\"name\":\"ö\"}\n{\"x\":3}\n";
        assertThat(json.forEachLine(in(lines), Point.class, arena, point -> seen.add(point.toRecord()))).isEqualTo(3);
        assertThat(seen).isEqualTo(EXPECTED);
        assertThat(json.forEachLine(in(""), Point.class, arena, point -> seen.add(point.toRecord()))).isZero();
        assertThatThrownBy(() -> json.forEachLine(in(lines + "[]"), Point.class, arena, point -> true))
                .isInstanceOf(JsonDecodingException.class).hasMessageContaining("line 4");
    }

    @Test
    void visitorCanStopBeforeTheEnd() {
        assertThat(json.forEach(in("[{\"x\":1},{\"x\":2},{]}"), Point.class, arena, point -> point.toRecord().x() < 2))
                .isEqualTo(2);
        assertThat(
                json.forEachLine(in("{\"x\":1}\n{\"x\":2}\n]["), Point.class, arena, point -> point.toRecord().x() < 2))
                .isEqualTo(2);
    }

    @Test
    void visitedElementsReuseTheMemoryOfOne() {
        var many = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            many.append("{\"x\":").append(i).append(",\"name\":\"number ").append(i).append("\"}\n");
        }
        long[] sum = new long[1];
        json.forEachLine(in(many.toString()), Point.class, arena, point -> {
            sum[0] += point.toRecord().x();
            return true;
        });
        assertThat(sum[0]).isEqualTo(49_995_000);
        assertThat(arena.stats().bytesHeld()).isLessThanOrEqualTo(4096);
    }

    @Test
    void exceptionOfAVisitorIsPropagated() {
        var own = new StreamReadException("mine");
        assertThatThrownBy(() -> json.forEach(in(POINTS), Point.class, arena, point -> {
            throw own;
        })).isSameAs(own);
        assertThatThrownBy(() -> json.forEach(in(POINTS), Point.class, arena, point -> {
            throw new IllegalStateException("mine too");
        })).isInstanceOf(IllegalStateException.class).hasMessage("mine too");
    }

    @Test
    void numbersAreReadIntoVectors() {
        assertThat(json.readInts(in("[1,-2,2147483647]"), arena).toArray()).containsExactly(1, -2, 2147483647);
        assertThat(json.readLongs(in("[1,-9223372036854775808]"), arena).toArray()).containsExactly(1,
                -9223372036854775808L);
        assertThat(json.readDoubles(in("[1,-2.5,1e300,\"NaN\",\"-Infinity\"]"), arena).toArray()).containsExactly(1,
                -2.5,
                1e300, Double.NaN, Double.NEGATIVE_INFINITY);
    }

    @Test
    void numbersOfTheMapperAreAccepted() {
        assertThat(json.readInts(in("[1.0,\"2\",null,\"\"]"), arena).toArray()).containsExactly(1, 2, 0, 0);
        assertThat(json.readLongs(in("[2.9,\"-3\"]"), arena).toArray()).containsExactly(2, -3);
        assertThat(json.readDoubles(in("[1e400,\"1.5\",null]"), arena).toArray())
                .containsExactly(Double.POSITIVE_INFINITY, 1.5, 0);
        ArenaJson strict = ArenaJson.of(JsonMapper.builder().disable(MapperFeature.ALLOW_COERCION_OF_SCALARS).build());
        for (String bad : List.of("[\"1\"]", "[null]", "[true]")) {
            assertThatThrownBy(() -> strict.readInts(in(bad), arena)).as(bad).isInstanceOf(JsonDecodingException.class);
        }
    }

    @Test
    void trailingTokensAreCheckedUnlessTheMapperIgnoresThem() {
        assertThatThrownBy(() -> json.readInts(in("[1] 2"), arena)).isInstanceOf(JsonDecodingException.class);
        ArenaJson lenient = ArenaJson.of(
                JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build());
        assertThat(lenient.readInts(in("[1] 2"), arena).toArray()).containsExactly(1);
    }

    @Test
    void nonNumberIsRejected() {
        for (String bad : List.of("[1.x]", "[\"x\"]", "[\"1.5\"]", "[[1]]", "[1.5e9999999999]", "[2147483648]", "{}",
                "1", "[1,]", "[1 2]",
                "[1")) {
            assertThatThrownBy(() -> json.readInts(in(bad), arena)).as(bad).isInstanceOf(JsonDecodingException.class);
        }
        for (String bad : List.of("[9223372036854775808]", "[1e40]", "[true]")) {
            assertThatThrownBy(() -> json.readLongs(in(bad), arena)).as(bad).isInstanceOf(JsonDecodingException.class);
        }
        for (String bad : List.of("[\"x\"]", "[NaN]", "[{}]")) {
            assertThatThrownBy(() -> json.readDoubles(in(bad), arena)).as(bad)
                    .isInstanceOf(JsonDecodingException.class);
        }
    }

    @Test
    void stringIsReadAsText() {
        assertThat(json.readText(in("\"a\\tb\\u00e9😀\""), arena).toString()).isEqualTo("a\tbé😀");
        assertThat(json.readText(in("\"\""), arena).byteLength()).isZero();
        for (String bad : List.of("{}", "[\"a\"]", "null", "\"a", "\"\\ud800\"", "\"a\" \"b\"")) {
            assertThatThrownBy(() -> json.readText(in(bad), arena)).as(bad).isInstanceOf(JsonDecodingException.class);
        }
    }

    @Test
    void laterChangesOfSettingsHaveNoEffect() {
        ArenaJsonBuilder builder = ArenaJson.builder().mapper(Mappers.LENIENT);
        ArenaJson before = builder.build();
        builder.failOnUnknownFields(true).limits(JsonLimits.DEFAULTS.withMaxArrayLength(1));
        RecordVec<Point> points = before.readRecords(in("[{\"x\":1,\"y\":1},{}]"), Point.class, arena);
        assertThat(points.size()).isEqualTo(2);
        assertThat(before.limits()).isEqualTo(JsonLimits.DEFAULTS);
    }

    @Test
    void objectsAreReadAsMaps() {
        var points = json.readMap(in("{\"a\":{\"x\":1,\"name\":\"é\"},\"ö\":{\"name\":\"n\"},\"\":{}}"), Point.class,
                arena);
        assertThat(points.size()).isEqualTo(3);
        assertThat(points.get("a")).isEqualTo(new Point(1, "é"));
        assertThat(points.get("ö")).isEqualTo(new Point(0, "n"));
        assertThat(points.get("")).isEqualTo(new Point(0, null));
        var many = new StringBuilder("{\"first\":-1");
        for (int i = 0; i < 1000; i++) {
            many.append(",\"key ").append(i).append("\":").append(i);
        }
        var counts = json.readLongMap(in(many.append('}').toString()), arena);
        assertThat(counts.size()).isEqualTo(1001);
        assertThat(counts.getOrDefault("key 999", 0)).isEqualTo(999);
        assertThat(counts.getOrDefault("first", 0)).isEqualTo(-1);
    }

    @Test
    void lastValueOfAKeyAppliesUnlessTheMapperRejectsDuplicates() {
        String twice = "{\"a\":{\"x\":1,\"name\":\"é\"},\"b\":{},\"a\":{\"x\":2}}";
        assertThat(json.readMap(in(twice), Point.class, arena).get("a")).isEqualTo(new Point(2, null));
        assertThat(json.readLongMap(in("{\"a\":1,\"a\":2}"), arena).getOrDefault("a", 0)).isEqualTo(2);
        ArenaJson strict = ArenaJson.of(
                Mappers.LENIENT.rebuild().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
        assertThatThrownBy(() -> strict.readMap(in(twice), Point.class, arena))
                .isInstanceOf(JsonDecodingException.class).hasMessageContaining("/a");
    }

    @Test
    void nonMapComponentIsRejected() {
        for (String bad : List.of("[]", "{\"a\":1}", "{\"a\":null}", "{\"a\":{}", "{\"\\ud800\":{}}", "null",
                "{} {}")) {
            assertThatThrownBy(() -> json.readMap(in(bad), Point.class, arena)).as(bad)
                    .isInstanceOf(JsonDecodingException.class);
        }
        for (String bad : List.of("{\"a\":\"x\"}", "{\"a\":9223372036854775808}", "{\"a\":[1]}", "{\"a\":{}}")) {
            assertThatThrownBy(() -> json.readLongMap(in(bad), arena)).as(bad)
                    .isInstanceOf(JsonDecodingException.class);
        }
        ArenaJson small = ArenaJson.builder().limits(JsonLimits.DEFAULTS.withMaxObjectLength(1)).build();
        assertThatThrownBy(() -> small.readLongMap(in("{\"a\":1,\"b\":2}"), arena))
                .isInstanceOf(JsonDecodingException.class)
                .hasMessageContaining("maxObjectLength");
    }
}
