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
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class JsonValueTests {
    private final Arena arena = Arena.create();
    private final ArenaJson json = ArenaJson.create();

    @AfterEach
    void close() {
        arena.close();
    }

    private JsonValue read(String document) {
        return read(json, document);
    }

    private JsonValue read(ArenaJson with, String document) {
        return with.readValue(JsonInput.of(document.getBytes(StandardCharsets.UTF_8)), arena);
    }

    private static JsonValue get(JsonValue value, String name) {
        return Objects.requireNonNull(value.get(name), name);
    }

    private static JsonValue at(JsonValue value, String pointer) {
        return Objects.requireNonNull(value.at(pointer), pointer);
    }

    @Test
    void membersKeepTheirOrderAndTheirDuplicates() {
        JsonValue value = read("{\"b\":1,\"a\":2,\"b\":3}");
        List<String> members = new ArrayList<>();
        value.members().forEach(member -> members.add(member.toString()));
        assertThat(members).containsExactly("b: 1", "a: 2", "b: 3");
        assertThat(value.size()).isEqualTo(3);
        assertThat(value).hasToString("{\"b\":1,\"a\":2,\"b\":3}");
    }

    @Test
    void lastMemberOfANameApplies() {
        JsonValue value = read("{\"b\":1,\"a\":2,\"b\":3}");
        assertThat(get(value, "b").asLong()).isEqualTo(3);
        assertThat(at(value, "/b").asLong()).isEqualTo(3);
        assertThat(value.get("c")).isNull();
    }

    @Test
    void membersAreFoundByNamesOfAnyAlphabet() {
        JsonValue value = read("{\"ab\":1,\"é\":2,\"ключ\":3,\"漢字\":4,\"😀\":5}");
        assertThat(get(value, "ab").asLong()).isEqualTo(1);
        assertThat(get(value, "é").asLong()).isEqualTo(2);
        assertThat(get(value, "ключ").asLong()).isEqualTo(3);
        assertThat(get(value, "漢字").asLong()).isEqualTo(4);
        assertThat(get(value, "😀").asLong()).isEqualTo(5);
        assertThat(List.of("ac", "è", "ключи", "漢子", "😁", "é\uD83D", "\uDE00\uD83D"))
                .allSatisfy(absent -> assertThat(value.get(absent)).isNull());
    }

    @Test
    void nameReadByAParserIsStoredOnce() {
        byte[] document = "[{\"name\":1,\"other\":2},{\"name\":3}]".getBytes(StandardCharsets.UTF_8);
        JsonValue value = json.readByParser(JsonInput.of(document), arena);
        assertThat(value.get(1).members().iterator().next().name().segment().address())
                .isEqualTo(value.get(0).members().iterator().next().name().segment().address());
    }

    @Test
    void manyNamesAreAllFound() {
        var document = new StringBuilder("{");
        for (int i = 0; i < 5000; i++) {
            document.append(i == 0 ? "" : ",").append("\"name").append(i).append("\":").append(i);
        }
        JsonValue value = read(document.append('}').toString());
        assertThat(value.size()).isEqualTo(5000);
        assertThat(get(value, "name0").asLong()).isZero();
        assertThat(get(value, "name4999").asLong()).isEqualTo(4999);
    }

    @Test
    void numbersAreReadExactly() {
        for (String number : List.of("0", "-0", "1", "-1", "1.0", "1.00", "1e2", "1E+2", "-0.0", "9223372036854775807",
                "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551616",
                "0.1000000000000000055511151231257827", "1e400", "123456789012345678901234567890")) {
            JsonValue value = read(number);
            assertThat(value.kind()).isEqualTo(JsonKind.NUMBER);
            assertThat(value).hasToString(number);
            assertThat(value.asBigDecimal()).isEqualTo(new BigDecimal(number));
        }
    }

    @Test
    void wholeNumbersAreReadExactlyOrRejected() {
        assertThat(read("9223372036854775807").asLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(read("-9223372036854775808").asLong()).isEqualTo(Long.MIN_VALUE);
        assertThat(read("1.0").asLong()).isEqualTo(1);
        assertThat(read("1e2").asInt()).isEqualTo(100);
        assertThat(read("1e2").asBigInteger()).isEqualTo(BigInteger.valueOf(100));
        assertThat(read("18446744073709551616").asBigInteger()).isEqualTo(BigInteger.TWO.pow(64));
        for (Consumer<JsonValue> method : List.<Consumer<JsonValue>>of(JsonValue::asLong, JsonValue::asInt)) {
            for (String number : List.of("9223372036854775808", "1.5", "1e1000000000", "1e-1000000000")) {
                JsonValue value = read(number);
                assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> method.accept(value));
            }
        }
        JsonValue aboveInt = read("2147483648");
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(aboveInt::asInt);
        JsonValue huge = read("1e100001");
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(huge::asBigInteger);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "-1.5e99999999999", "1E+2147483649", "1e2147483648",
            "123456789012345678901e99999999999999999999999999999999"})
    void numbersThatAreTooLargeForAnyTypeAreOutOfRange(String number) {
        JsonValue value = read(number);
        for (Consumer<JsonValue> method : List.<Consumer<JsonValue>>of(JsonValue::asInt, JsonValue::asLong,
                JsonValue::asBigInteger, JsonValue::asDouble)) {
            assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> method.accept(value));
        }
        assertThat(value).hasToString(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-99999999999", "-1.5e-99999999999", "1E-2147483648"})
    void numbersThatAreTooSmallForAnyTypeHaveAFraction(String number) {
        JsonValue value = read(number);
        for (Consumer<JsonValue> method : List.<Consumer<JsonValue>>of(JsonValue::asInt, JsonValue::asLong,
                JsonValue::asBigInteger)) {
            assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> method.accept(value));
        }
        assertThat(value.asDouble()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0e99999999999", "-0.00e-99999999999", "0E+2147483648", "0e200000", "-0e-200000"})
    void zeroIsZeroWithAnyExponent(String number) {
        JsonValue value = read(number);
        assertThat(value.asInt()).isZero();
        assertThat(value.asLong()).isZero();
        assertThat(value.asBigInteger()).isZero();
        assertThat(value.asDouble()).isZero();
    }

    @Test
    void scaleBeyondTheRangeOfBigDecimalIsOutOfRange() {
        for (String number : List.of("1e99999999999", "1e-99999999999", "0e99999999999", "1e2147483649")) {
            JsonValue value = read(number);
            assertThatExceptionOfType(ArithmeticException.class).isThrownBy(value::asBigDecimal)
                    .withMessageContaining(number);
        }
        assertThat(read("1e2147483647").asBigDecimal().scale()).isEqualTo(-Integer.MAX_VALUE);
        assertThat(read("1e-2147483647").asBigDecimal().scale()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void doublesAreRoundedToNearestOrRejected() {
        assertThat(read("0.1").asDouble()).isEqualTo(0.1);
        assertThat(read("-0").asDouble()).isEqualTo(-0.0);
        assertThat(read("12").asDouble()).isEqualTo(12);
        assertThat(read("1e-400").asDouble()).isZero();
        JsonValue value = read("1e400");
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(value::asDouble).withMessageContaining("1e400");
    }

    @Test
    void accessAsAnotherKindIsRejected() {
        JsonValue text = read("\"x\"");
        JsonValue number = read("1");
        JsonValue object = read("{}");
        JsonValue array = read("[]");
        for (Runnable wrong : List.<Runnable>of(text::asLong, text::asDouble, text::asBigDecimal, text::asBigInteger,
                text::asBoolean, text::size, number::asText, number::members, number::elements, object::elements,
                array::members, () -> array.get("x"), () -> object.get(0), read("null")::asText)) {
            assertThatExceptionOfType(ClassCastException.class).isThrownBy(wrong::run).withMessageContaining("kind");
        }
    }

    @Test
    void indexesAreChecked() {
        JsonValue array = read("[1,[2,3],4]");
        assertThat(array.get(1).get(1).asLong()).isEqualTo(3);
        assertThat(array.get(2).asLong()).isEqualTo(4);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> array.get(3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> array.get(-1));
        var elements = array.get(1).elements().iterator();
        elements.next();
        elements.next();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(elements::next);
    }

    /** Tests the examples of RFC 6901, section 5. */
    @Test
    void pointersFollowTheRfc() {
        JsonValue value = read("""
                {"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\\\j":5,"k\\"l":6," ":7,"m~n":8}""");
        assertThat(value.at("")).isSameAs(value);
        assertThat(value.at("/foo")).hasToString("[\"bar\",\"baz\"]");
        assertThat(at(value, "/foo/0").asText().toString()).isEqualTo("bar");
        assertThat(value.at("/")).hasToString("0");
        assertThat(value.at("/a~1b")).hasToString("1");
        assertThat(value.at("/c%d")).hasToString("2");
        assertThat(value.at("/e^f")).hasToString("3");
        assertThat(value.at("/g|h")).hasToString("4");
        assertThat(value.at("/i\\j")).hasToString("5");
        assertThat(value.at("/k\"l")).hasToString("6");
        assertThat(value.at("/ ")).hasToString("7");
        assertThat(value.at("/m~0n")).hasToString("8");
        for (String absent : List.of("/bar", "/foo/2", "/foo/00", "/foo/01", "/foo/-", "/foo/-1", "/foo/", "/foo/x",
                "/foo/99999999999999999999", "/a~1b/0", "/foo/0/0")) {
            assertThat(value.at(absent)).as(absent).isNull();
        }
        for (String wrong : List.of("foo", "/~", "/~2", "/a~")) {
            assertThatIllegalArgumentException().isThrownBy(() -> value.at(wrong)).withMessageContaining(wrong);
        }
    }

    @Test
    void equalityDependsOnTheContent() {
        String document = "{\"a\":[1,2.50,\"x\",null,true,{}],\"b\":{\"c\":[]}}";
        assertThat(read(document)).isEqualTo(read(document)).hasSameHashCodeAs(read(document));
        assertThat(read("[0," + document + "]").get(1)).isEqualTo(read(document)).hasSameHashCodeAs(read(document));
        for (String other : List.of("{\"b\":{\"c\":[]},\"a\":[1,2.50,\"x\",null,true,{}]}",
                "{\"a\":[1,2.5,\"x\",null,true,{}],\"b\":{\"c\":[]}}",
                "{\"a\":[1,2.50,\"y\",null,true,{}],\"b\":{\"c\":[]}}",
                "{\"a\":[2,2.50,\"x\",null,true,{}],\"b\":{\"c\":[]}}",
                "{\"a\":[1,2.50,\"x\",null,false,{}],\"b\":{\"c\":[]}}",
                "{\"a\":[1,2.50,\"x\",null,true,[]],\"b\":{\"c\":[]}}",
                "{\"a\":[1,2.50,\"x\",null,true,{}],\"b\":{\"c\":[],\"c\":0}}")) {
            assertThat(read(document)).isNotEqualTo(read(other));
        }
        assertThat(read("\"1\"")).isNotEqualTo(read("1"));
        assertThat(read("1")).isNotEqualTo("1");
    }

    @Test
    void stringsOfAnySizeAreStored() {
        for (int length : new int[]{0, 1, 255, 256, 257, 1365, 1366, 4095, 4096, 4097, 16_383, 16_384, 16_385,
                100_000}) {
            for (String unit : List.of("x", "é", "漢")) {
                String text = unit.repeat(length);
                JsonValue value = read("[\"" + text + "\",\"" + text + "\",\"end\"]");
                assertThat(value.get(0).asText().toString()).isEqualTo(text);
                assertThat(value.get(1).asText().toString()).isEqualTo(text);
                assertThat(value.get(2).asText().toString()).isEqualTo("end");
                assertThat(value.get(0)).isEqualTo(value.get(1));
            }
        }
    }

    @Test
    void depthUsesNoStack() {
        int depth = 200_000;
        ArenaJson deep = ArenaJson.builder().limits(JsonLimits.DEFAULTS.withMaxDepth(depth)).build();
        String document = "[".repeat(depth) + "]".repeat(depth);
        JsonValue value = read(deep, document);
        assertThat(value.toString()).isEqualTo(document);
        assertThat(value).isEqualTo(read(deep, document)).hasSameHashCodeAs(read(deep, document));
        var out = new ByteArrayOutputStream();
        deep.write(value, JsonOutput.of(out));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(document);
    }

    @Test
    void readValuesCanBeWritten() {
        ArenaJson deep = ArenaJson.builder().limits(JsonLimits.DEFAULTS.withMaxDepth(501)).build();
        String document = "[".repeat(501) + "]".repeat(501);
        var out = new ByteArrayOutputStream();
        deep.write(read(deep, document), JsonOutput.of(out));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(document);
    }

    @Test
    void limitsAreReportedWithTheirPosition() {
        JsonLimits limits = new JsonLimits(3, 4, 2, 5, 10);
        ArenaJson strict = ArenaJson.builder().limits(limits).build();
        assertThat(read(strict, "[[[1]]]").size()).isEqualTo(1);
        requireLimit(strict, "[[[[1]]]]", JsonLimit.DEPTH, "maxDepth = 3");
        assertThat(read(strict, "[1,2,3,4]").size()).isEqualTo(4);
        requireLimit(strict, "[1,2,3,4,5]", JsonLimit.ARRAY_LENGTH, "maxArrayLength = 4");
        assertThat(read(strict, "{\"a\":1,\"b\":2}").size()).isEqualTo(2);
        requireLimit(strict, "{\"a\":1,\"b\":2,\"a\":3}", JsonLimit.OBJECT_LENGTH, "maxObjectLength = 2");
        assertThat(read(strict, "\"12345\"").asText().toString()).isEqualTo("12345");
        requireLimit(strict, "\"123456\"", JsonLimit.STRING_LENGTH, "maxStringLength = 5");
        assertThat(read(strict, "[[1,2],[3,4],[5,6]]").size()).isEqualTo(3);
        requireLimit(strict, "[[1,2],[3,4],[5,6,7]]", JsonLimit.VALUES, "maxValues = 10");
    }

    private void requireLimit(ArenaJson strict, String document, JsonLimit limit, String message) {
        assertThatExceptionOfType(JsonDecodingException.class).isThrownBy(() -> read(strict, document))
                .satisfies(e -> assertThat(e.limit()).isEqualTo(limit)).withMessageContaining(message);
    }

    @Test
    void valueOfAnyDepthIsWritten() {
        int depth = 20_000;
        ArenaJson deep = ArenaJson.builder().limits(JsonLimits.DEFAULTS.withMaxDepth(depth)).build();
        for (String document : List.of("[".repeat(depth) + "]".repeat(depth),
                "{\"a\":".repeat(depth) + "1" + "}".repeat(depth))) {
            JsonValue value = deep.readValue(JsonInput.of(document.getBytes(StandardCharsets.UTF_8)), arena);
            var out = new ByteArrayOutputStream();
            ArenaJson.create().write(value, JsonOutput.of(out));
            assertThat(out.toString(StandardCharsets.UTF_8).equals(document)).isTrue();
            JsonMapper mapper = JsonMapper.builder().addModule(new ArenaModule()).build();
            assertThat(mapper.writeValueAsString(List.of(value)).equals("[" + document + "]")).isTrue();
        }
    }

    @Test
    void depthIsLimitedForExternalParsers() {
        ArenaJson strict = ArenaJson.builder().limits(JsonLimits.DEFAULTS.withMaxDepth(2)).build();
        try (var parser = new JsonFactory().createParser(ObjectReadContext.empty(), "[[[]]]")) {
            assertThatExceptionOfType(JsonDecodingException.class)
                    .isThrownBy(() -> strict.readValue(JsonInput.of(parser), arena))
                    .satisfies(e -> assertThat(e.limit()).isEqualTo(JsonLimit.DEPTH));
        }
    }

    @Test
    void malformedDocumentsAreRejectedWithTheirPosition() {
        for (String wrong : List.of("", " ", "{", "[", "[1", "[1,", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
                "{a:1}",
                "[1 2]", "]", "tru", "nul", "truex", "01", "-", "1.", ".5", "+1", "1e", "NaN", "Infinity", "\"",
                "\"\\x\"",
                "\"\\u12\"", "\"a\nb\"", "[1]]", "1 2", "{\"a\":1}{", "/* */1", "'a'", "[\"\\ud800\"]",
                "[\"\\udc00x\"]")) {
            assertThatExceptionOfType(JsonDecodingException.class).as(wrong).isThrownBy(() -> read(wrong));
        }
        assertThatExceptionOfType(JsonDecodingException.class).isThrownBy(() -> read("{\"a\":[1,\n 2,x]}"))
                .satisfies(e -> {
                    assertThat(e.line()).isEqualTo(2);
                    assertThat(e.path()).isEqualTo("/a/2");
                });
    }

    @Test
    void memoryOfAFailedDocumentIsReturnedAtReset() {
        String document = "[" + "\"0123456789\",".repeat(10_000) + "1]";
        try (var pool = Arena.builder().byteBudget(64 << 10).buildPool(); Arena small = pool.open()) {
            byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
            assertThatExceptionOfType(ArenaExhaustedException.class)
                    .isThrownBy(() -> json.readValue(JsonInput.of(bytes), small));
            small.reset();
            assertThat(small.stats().bytesHeld()).isZero();
            assertThat(json.readValue(JsonInput.of("[1]".getBytes(StandardCharsets.UTF_8)), small)).hasToString("[1]");
        }
    }

    @Test
    void valueEndsWithItsArena() {
        JsonValue value = read("{\"a\":[1,\"x\",2.5]}");
        JsonValue array = get(value, "a");
        JsonMember member = value.members().iterator().next();
        JsonValue text = array.get(1);
        JsonValue number = array.get(2);
        arena.reset();
        for (Runnable stale : List.<Runnable>of(value::kind, value::size, value::isNull, () -> value.get("a"),
                () -> value.at("/a"), value::members, array::elements, () -> array.get(0), member::name,
                () -> member.value().kind(), () -> member.isNamed("a"), text::asText, number::asDouble, number::asLong,
                () -> assertThat(value.hashCode()).isZero(), () -> assertThat(value.toString()).isEmpty(),
                () -> assertThat(value.equals(value)).isFalse())) {
            assertThatIllegalStateException().isThrownBy(stale::run);
        }
    }
}
