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
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.ArenaPool;
import dev.arena.collect.RecordVec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Tests that each error is detected, and reported with its cause and position. */
class DecodingErrorTests {
    private final Arena arena = Arena.create();
    private final ArenaJson json = ArenaJson.of(Mappers.LENIENT);
    private final ArenaJson strict = ArenaJson.of(Mappers.LENIENT.rebuild()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build());

    enum Level {
        LOW, HIGH
    }

    record Inner(int deep) {}

    record Sample(byte tiny, short small, int number, long big, float single, double real, boolean flag, char letter,
            Level level, String text, Inner inner) {}

    @AfterEach
    void close() {
        arena.close();
    }

    private static JsonInput in(String document) {
        return JsonInput.of(document.getBytes(StandardCharsets.UTF_8));
    }

    private JsonDecodingException failure(ArenaJson decoder, String document) {
        return catchThrowableOfType(JsonDecodingException.class,
                () -> decoder.readRecords(in(document), Sample.class, arena));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"tiny":300}                    | /0/tiny   | 9  | out of range of
            {"tiny":-129}                   | /0/tiny   | 9  | out of range of
            {"small":32768}                 | /0/small  | 10 | out of range of
            {"number":2147483648}           | /0/number | 11 | out of range of
            {"number":-99999999999999999999}| /0/number | 11 | out of range of
            {"tiny":2147483648}             | /0/tiny   | 9  | out of range of
            {"big":9223372036854775808}     | /0/big    | 8  | out of range of
            {"number":1.5}                  | /0/number | 11 | Expected an integer for an int, but found a number with fraction
            {"number":1e3}                  | /0/number | 11 | Expected an integer for an int, but found a number with fraction
            {"big":"1"}                     | /0/big    | 8  | Expected an integer for a long, but found a string
            {"real":"1.5"}                  | /0/real   | 9  | Expected a number for a double, but found a string
            {"real":true}                   | /0/real   | 9  | Expected a number for a double, but found a boolean
            {"flag":0}                      | /0/flag   | 9  | Expected true or false, but found an integer
            {"flag":"true"}                 | /0/flag   | 9  | Expected true or false, but found a string
            {"flag":null}                   | /0/flag   | 9  | Null is no value of a primitive type
            {"letter":"ab"}                 | /0/letter | 11 | Expected a string of one character, but found a string
            {"letter":""}                   | /0/letter | 11 | Expected a string of one character, but found a string
            {"letter":65}                   | /0/letter | 11 | Expected a string of one character, but found an integer
            {"level":"low"}                 | /0/level  | 10 | Expected one of [LOW, HIGH]
            {"level":true}                  | /0/level  | 10 | Expected a string, but found a boolean
            {"level":2}                     | /0/level  | 10 | Expected one of [LOW, HIGH]
            {"text":{}}                     | /0/text   | 9  | Expected a string, but found an object
            {"text":["a"]}                  | /0/text   | 9  | Expected a string, but found an array
            {"text":"\\ud83d"}              | /0/text   | 9  | surrogate
            {"text":"\\ude00"}              | /0/text   | 9  | surrogate
            {"inner":[]}                    | /0/inner  | 10 | Expected an object, but found an array
            {"inner":{"deep":"x"}}          | /0/inner/deep | 18 | Expected an integer for an int, but found a string
            5                               | /0        | 1  | Expected an object for Sample, but found an integer
            null                            | /0        | 1  | Expected an object for Sample, but found null
            {"flag":tru}                    | /0/flag   | 9  | Unrecognized token
            {"flag" true}                   | /0/flag   | 9  | Unexpected character
            {"number":01}                   | /0/number | 12 | Invalid numeric value
            {flag:true}                     | /0        | 2  | Unexpected character
            {"flag":true,}                  | /0/flag   | 14 | Unexpected character
            """)
    void errorHasReasonAndLocation(String element, String path, int column, String reason) {
        JsonDecodingException failure = failure(strict, "[\n" + element + "]");
        assertThat(failure.path()).isEqualTo(path);
        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure.column()).as(failure.getMessage()).isEqualTo(column);
        assertThat(failure.reason()).contains(reason);
        assertThat(failure.limit()).isNull();
        assertThat(failure).hasMessageContainingAll(reason, "line 2", "column " + column, path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [{"text":"a"}] x | Unrecognized token
            [{"text":"a"}] 1 | something after the value
            [{"text":"a"}],  | Unexpected character
            {}               | Expected an array of objects, but found an object
            ``               | There is no value
            `  `             | There is no value
            """)
    void documentMustBeOneArray(String document, String reason) {
        assertThat(failure(json, document)).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"text\":\"a\"]", "{\"text\":\"a\"", "}"})
    void messageDoesNotDescribeTheSourceOfUnclosedContainers(String rest) {
        assertThat(failure(json, "[" + rest)).hasMessageStartingWith("Unexpected ").hasMessageContaining("expected ")
                .message().doesNotContain("Source", "offset");
    }

    @Test
    void everyTruncatedDocumentIsRejected() {
        String document = "[{\"number\":12,\"text\":\"a\\u00e9é\",\"inner\":{\"deep\":1},\"skipped\":[1,{\"a\":null}]}]";
        byte[] whole = document.getBytes(StandardCharsets.UTF_8);
        assertThat(json.readRecords(JsonInput.of(whole), Sample.class, arena).size()).isEqualTo(1);
        for (int length = 0; length < whole.length; length++) {
            JsonInput part = JsonInput.of(whole, 0, length);
            assertThatThrownBy(() -> json.readRecords(part, Sample.class, arena)).as("%d bytes", length)
                    .isInstanceOf(JsonDecodingException.class);
        }
    }

    static Stream<Arguments> limits() {
        JsonLimits limits = JsonLimits.DEFAULTS;
        return Stream.of(
                arguments(limits.withMaxDepth(3), "[{\"x\":[]}]", "[{\"x\":[[]]}]", JsonLimit.DEPTH, "3"),
                arguments(limits.withMaxArrayLength(2), "[{},{}]", "[{},{},{}]", JsonLimit.ARRAY_LENGTH, "2"),
                arguments(limits.withMaxArrayLength(2), "[{\"x\":[1,2]}]", "[{\"x\":[1,2,3]}]", JsonLimit.ARRAY_LENGTH,
                        "2"),
                arguments(limits.withMaxObjectLength(2), "[{\"x\":1,\"y\":2}]", "[{\"x\":1,\"y\":2,\"number\":3}]",
                        JsonLimit.OBJECT_LENGTH, "2"),
                arguments(limits.withMaxObjectLength(2), "[{\"x\":{\"a\":1,\"b\":2}}]",
                        "[{\"x\":{\"a\":1,\"b\":2,\"c\":2}}]", JsonLimit.OBJECT_LENGTH, "2"),
                arguments(limits.withMaxStringLength(3), "[{\"text\":\"abc\"}]", "[{\"text\":\"abcd\"}]",
                        JsonLimit.STRING_LENGTH, "3"),
                arguments(limits.withMaxStringLength(3), "[{\"x\":\"abc\"}]", "[{\"x\":\"abcd\"}]",
                        JsonLimit.STRING_LENGTH, "3"),
                arguments(limits.withMaxStringLength(70_000), "[{\"text\":\"" + "a".repeat(70_000) + "\"}]",
                        "[{\"text\":\"" + "a".repeat(70_001) + "\"}]", JsonLimit.STRING_LENGTH, "70000"),
                arguments(limits.withMaxValues(5), "[{\"number\":1},{\"x\":1}]", "[{\"number\":1},{\"x\":1},{}]",
                        JsonLimit.VALUES, "5"),
                arguments(limits.withMaxValues(5), "[{\"x\":[1,2]}]", "[{\"x\":[1,2,3]}]", JsonLimit.VALUES, "5"),
                arguments(limits, "[{\"" + "n".repeat(40_000) + "\":1}]", "[{\"" + "n".repeat(60_000) + "\":1}]",
                        JsonLimit.NAME_LENGTH, "50000"),
                arguments(limits, "[{\"real\":0." + "1".repeat(900) + "}]", "[{\"real\":0." + "1".repeat(1100) + "}]",
                        JsonLimit.NUMBER_LENGTH, "1000"));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void limitIsInclusive(JsonLimits limits, String allowed, String refused, JsonLimit limit, String value) {
        ArenaJson decoder = ArenaJson.builder().mapper(Mappers.LENIENT).limits(limits).build();
        assertThat(failure(decoder, allowed)).isNull();
        JsonDecodingException failure = failure(decoder, refused);
        assertThat(failure).isNotNull();
        assertThat(failure.limit()).isEqualTo(limit);
        assertThat(failure.reason()).contains(value);
        assertThat(failure.line()).isEqualTo(1);
        assertThat(failure.path()).startsWith("/");
    }

    record Anything(Object any, List<Object> list, Set<String> set) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"any":[[[[1]]]]}       | DEPTH
            {"list":[[[[1]]]]}      | DEPTH
            {"any":"12345678901"}   | STRING_LENGTH
            {"set":["12345678901"]} | STRING_LENGTH
            {"any":[1,2,3,4,5]}     | ARRAY_LENGTH
            """)
    void limitsApplyToValuesThatDatabindReads(String document, JsonLimit limit) {
        ArenaJson decoder = ArenaJson.builder().limits(new JsonLimits(4, 4, 4, 10, 100)).build();
        assertThat(decoder.readRecord(in("{\"any\":[[1]],\"list\":[1,\"1234567890\"]}"), Anything.class, arena).list())
                .containsExactly(1, "1234567890");
        assertThatThrownBy(() -> decoder.readRecord(in(document), Anything.class, arena))
                .isInstanceOfSatisfying(JsonDecodingException.class, e -> assertThat(e.limit()).isEqualTo(limit));
    }

    record Parts(Map<Integer, List<Integer>> map, Set<Set<Integer>> sets, Map<String, Map<String, Integer>> maps,
            List<List<Integer>> lists, Anything nested, Collection<Object> array) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"map":{"1":[1,2,3,4,5]}}                       | ARRAY_LENGTH
            {"map":{"1":[],"2":[],"3":[],"4":[],"5":[]}}    | OBJECT_LENGTH
            {"sets":[[1],[1,2],[1,2,3],[1,2,3,4,5]]}        | ARRAY_LENGTH
            {"sets":[[1],[2],[3],[4],[5]]}                  | ARRAY_LENGTH
            {"maps":{"a":{"a":1,"b":2,"c":3,"d":4,"e":5}}}  | OBJECT_LENGTH
            {"maps":{"a":{},"b":{},"c":{},"d":{},"e":{}}}   | OBJECT_LENGTH
            {"lists":[[1,2,3,4,5]]}                         | ARRAY_LENGTH
            {"nested":{"set":["a","b","c","d","e"]}}        | ARRAY_LENGTH
            {"nested":{"any":[[1,2,3,4,5]]}}                | ARRAY_LENGTH
            {"nested":{"u":1,"v":2,"w":3,"x":4,"y":5}}      | OBJECT_LENGTH
            {"array":[[1],2,{"a":1},[1,2,3,4,5]]}           | ARRAY_LENGTH
            {"array":[{"a":1,"b":2,"c":3,"d":4,"e":5}]}     | OBJECT_LENGTH
            {"other":[{"a":[1,2,3,4,5]}]}                   | ARRAY_LENGTH
            {"sets":[[1,2,3,4],[5,6,7,8],[9,10,11,12]],"lists":[[1,2,3,4],[1,2,3,4]],"array":[1,2,3,4]} | VALUES
            """)
    void limitsHoldForPartsOfParts(String document, JsonLimit limit) {
        ArenaJson decoder = ArenaJson.builder().limits(new JsonLimits(10, 4, 4, 10, 32)).mapper(Mappers.LENIENT)
                .build();
        String most = "{\"map\":{\"1\":[1,2,3,4]},\"sets\":[[1,2,3,4],[5]],\"maps\":{\"a\":{\"b\":1}},\"array\":[1,2,[3,{}],4]}";
        assertThat(decoder.readRecord(in(most), Parts.class, arena).sets())
                .containsExactlyInAnyOrder(Set.of(1, 2, 3, 4), Set.of(5));
        for (JsonInput in : List.of(in(document),
                JsonInput.of(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8))),
                JsonInput.of(document.getBytes(StandardCharsets.UTF_16LE)))) {
            assertThatThrownBy(() -> decoder.readRecord(in, Parts.class, arena))
                    .isInstanceOfSatisfying(JsonDecodingException.class, e -> assertThat(e.limit()).isEqualTo(limit));
        }
        assertThatThrownBy(() -> decoder.read(in(document), decoder.mapper().constructType(Parts.class), arena))
                .isInstanceOfSatisfying(JsonDecodingException.class, e -> assertThat(e.limit()).isEqualTo(limit));
    }

    /** A class that is not a record. Its vector is decoded while databind reads the object. */
    static final class Basket {
        public List<Integer> before = List.of();
        public @Nullable RecordVec<Item> items;
        public List<Integer> after = List.of();
    }

    record Item(int number) {}

    @Test
    void limitsApplyToObjectsThatContainVectors() {
        ArenaJson decoder = ArenaJson.builder().limits(new JsonLimits(10, 4, 4, 10, 20)).build();
        JavaType type = decoder.mapper().constructType(Basket.class);
        String items = "\"items\":[{\"number\":1},{\"number\":2},{\"number\":3}]";
        Basket basket = Objects.requireNonNull(
                decoder.<Basket>read(in("{\"before\":[1,2,3,4]," + items + ",\"after\":[1,2,3,4]}"), type, arena));
        assertThat(basket.after).hasSize(4);
        assertThat(basket.items).hasSize(3);
        assertLimit(decoder, "{" + items + ",\"after\":[1,2,3,4,5]}", type, JsonLimit.ARRAY_LENGTH);
        assertLimit(decoder, "{\"items\":[" + "{\"number\":1},".repeat(4) + "{\"number\":5}]}", type,
                JsonLimit.ARRAY_LENGTH);
        assertLimit(decoder, "{\"before\":[1,2,3,4]," + items + ",\"after\":[1,2,3,4],\"a\":[1,2,3]}", type,
                JsonLimit.VALUES);
    }

    private void assertLimit(ArenaJson decoder, String document, JavaType type, JsonLimit limit) {
        assertThatThrownBy(() -> decoder.read(in(document), type, arena))
                .isInstanceOfSatisfying(JsonDecodingException.class, e -> assertThat(e.limit()).isEqualTo(limit));
    }

    @Test
    void invalidLimitsAreRejected() {
        assertThatThrownBy(() -> JsonLimits.DEFAULTS.withMaxDepth(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("maxDepth", "0");
        assertThatThrownBy(() -> JsonLimits.DEFAULTS.withMaxValues(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("maxValues", "-1");
    }

    @Test
    void exhaustionWithinADocumentLeavesTheFiguresExact() {
        String many = "[" + "{\"text\":\"some text or other\",\"number\":1},".repeat(10_000) + "{}]";
        try (ArenaPool pool = Arena.builder().byteBudget(100_000).buildPool(); Arena small = pool.open()) {
            for (int round = 0; round < 3; round++) {
                assertThatThrownBy(() -> json.readRecords(in(many), Sample.class, small))
                        .isInstanceOf(ArenaExhaustedException.class);
                assertThat(small.stats().bytesHeld()).isPositive();
                small.reset();
                assertThat(small.stats().bytesHeld()).isZero();
                assertThat(json.readRecords(in("[{}]"), Sample.class, small).size()).isEqualTo(1);
            }
        }
    }

    @Test
    void memoryOfAFailedDocumentIsReleasedByReset() {
        try (Arena own = Arena.create()) {
            assertThatThrownBy(
                    () -> json.readRecords(in("[{\"text\":\"abc\"},{\"text\":\"abc\"},{]"), Sample.class, own))
                    .isInstanceOf(JsonDecodingException.class);
            assertThat(own.stats().bytesHeld()).isPositive();
            own.reset();
            assertThat(own.stats().bytesHeld()).isZero();
        }
    }

    @Test
    void decodedValuesAreStaleAfterAReset() {
        var records = json.readRecords(in("[{\"text\":\"abc\"}]"), Sample.class, arena);
        arena.reset();
        assertThatThrownBy(() -> records.get(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void failureOfTheStreamIsNotADecodingError() {
        InputStream failing = new SequenceInputStream(
                new ByteArrayInputStream("[{\"number\":1},".getBytes(StandardCharsets.UTF_8)), new CutStream());
        assertThatThrownBy(() -> json.readRecords(JsonInput.of(failing), Sample.class, arena))
                .isInstanceOf(UncheckedIOException.class).hasRootCauseMessage("line is cut");
    }

    @Test
    void failureOfTheStreamOfAnExternalParserIsNotADecodingError() {
        InputStream failing = new SequenceInputStream(
                new ByteArrayInputStream("[{\"number\":1},".getBytes(StandardCharsets.UTF_8)), new CutStream());
        try (JsonParser parser = new JsonMapper().createParser(failing)) {
            assertThatThrownBy(() -> json.readRecords(JsonInput.of(parser), Sample.class, arena))
                    .isInstanceOf(UncheckedIOException.class).hasRootCauseMessage("line is cut");
        }
    }

    private static final class CutStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("line is cut");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return read();
        }
    }

    @Test
    void unknownEncodingIsAnErrorOfTheDocument() {
        byte[] unknown = {0, '[', 0, 0, 0, ']', 0, 0};
        for (JsonInput in : List.of(JsonInput.of(unknown), JsonInput.of(new ByteArrayInputStream(unknown)),
                JsonInput.of(MemorySegment.ofArray(unknown)))) {
            assertThatThrownBy(() -> json.readRecords(in, Sample.class, arena))
                    .isInstanceOf(JsonDecodingException.class)
                    .hasMessageContaining("UCS-4");
        }
    }

    @Test
    void bytesThatAreNotUtf8AreRejected() {
        for (byte[] bad : new byte[][]{{(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {(byte) 0xFF},
                {(byte) 0xC3}, {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80}}) {
            byte[] start = "[{\"text\":\"".getBytes(StandardCharsets.UTF_8);
            byte[] end = "\"}]".getBytes(StandardCharsets.UTF_8);
            MemorySegment document = arena.allocate(start.length + bad.length + end.length, 1);
            MemorySegment.copy(MemorySegment.ofArray(start), 0, document, 0, start.length);
            MemorySegment.copy(MemorySegment.ofArray(bad), 0, document, start.length, bad.length);
            MemorySegment.copy(MemorySegment.ofArray(end), 0, document, start.length + bad.length, end.length);
            assertThatThrownBy(() -> json.readRecords(JsonInput.of(document), Sample.class, arena))
                    .as("byte %x", bad[0]).isInstanceOf(JsonDecodingException.class);
        }
    }
}
