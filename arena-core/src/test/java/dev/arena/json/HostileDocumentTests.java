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
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests that no document uses memory beyond a limit, more stack than its depth, or more time than its size. A quadratic
 * algorithm would be too slow for these documents.
 */
class HostileDocumentTests {
    private static final JsonLimits LIMITS = JsonLimits.DEFAULTS.withMaxObjectLength(2_000_000)
            .withMaxDepth(1_000_000);

    private final Arena arena = Arena.builder().byteBudget(256 << 20).build();
    private final ArenaJson json = decoder(LIMITS);

    record Item(@Nullable String text, double real, @Nullable BigDecimal decimal, @Nullable BigInteger integer,
            @Nullable Map<String, Integer> map, @Nullable List<Integer> list) {}

    @AfterEach
    void close() {
        arena.close();
    }

    private static ArenaJson decoder(JsonLimits limits) {
        return ArenaJson.builder().limits(limits).mapper(JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build()).build();
    }

    /** The form of the input. */
    enum Form {
        ARRAY {
            @Override
            JsonInput input(String document) {
                return JsonInput.of(document.getBytes(StandardCharsets.UTF_8));
            }
        },
        STREAM {
            @Override
            JsonInput input(String document) {
                return JsonInput.of((InputStream) new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
            }
        },
        PLAIN_PARSER {
            @Override
            JsonInput input(String document) {
                return JsonInput.of(document.getBytes(StandardCharsets.UTF_16BE));
            }
        };

        abstract JsonInput input(String document);
    }

    /** Returns a name of 40 letters. All names have the same hash code, because "Aa" and "BB" have the same one. */
    private static String collidingName(int number) {
        var name = new StringBuilder();
        for (int bit = 0; bit < 20; bit++) {
            name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }

    private static String object(int members) {
        var document = new StringBuilder("{");
        for (int i = 0; i < members; i++) {
            document.append(i == 0 ? "\"" : ",\"").append(collidingName(i)).append("\":").append(i);
        }
        return document.append('}').toString();
    }

    @ParameterizedTest
    @EnumSource(names = {"ARRAY", "STREAM"})
    @Tag("long")
    void handlesAMillionCollidingNames(Form form) {
        int count = 1_000_000;
        String object = object(count);
        assertThat(json.readRecord(form.input(object), Item.class, arena)).as("skipped")
                .isEqualTo(new Item(null, 0, null, null, null, null));
        arena.reset();
        int fewer = count / 8; // the map on the heap is a JDK map, which is slow with such keys
        Map<String, Integer> map = json.readRecord(form.input("{\"map\":" + object(fewer) + "}"), Item.class, arena)
                .map();
        assertThat(map).hasSize(fewer).containsEntry(collidingName(fewer - 1), fewer - 1);
        arena.reset();
        var longs = json.readLongMap(form.input(object), arena);
        assertThat(longs.size()).isEqualTo(count);
        assertThat(longs.getOrDefault(collidingName(count - 1), 0)).isEqualTo(count - 1);
    }

    @ParameterizedTest
    @EnumSource
    void limitsTheLengthOfNames(Form form) {
        String longest = "n".repeat(50_000);
        assertThat(json.readRecord(form.input("{\"" + longest + "\":1,\"real\":2.0}"), Item.class, arena).real())
                .isEqualTo(2);
        assertThat(json.readRecord(form.input("{\"map\":{\"" + longest + "\":1}}"), Item.class, arena).map())
                .containsEntry(longest, 1);
        for (String document : List.of("{\"" + longest + "n\":1}", "{\"map\":{\"" + longest + "n\":1}}")) {
            assertLimit(json, form.input(document), JsonLimit.NAME_LENGTH);
        }
        assertThatThrownBy(() -> json.readLongMap(form.input("{\"" + longest + "n\":1}"), arena))
                .isInstanceOf(JsonDecodingException.class);
    }

    @ParameterizedTest
    @EnumSource
    void tooLongStringTakesNoMemory(Form form) {
        ArenaJson small = decoder(LIMITS.withMaxStringLength(1000));
        String longest = "é".repeat(1000);
        assertThat(small.readRecord(form.input("{\"text\":\"" + longest + "\"}"), Item.class, arena).text())
                .isEqualTo(longest);
        arena.reset();
        for (String unit : List.of("a", "é", "\\n", "\\u00e9", "😀")) {
            assertLimit(small, form.input("{\"text\":\"" + unit.repeat(2_000_000) + "\"}"), JsonLimit.STRING_LENGTH);
            assertLimit(small, form.input("{\"other\":\"" + unit.repeat(2_000_000) + "\"}"), JsonLimit.STRING_LENGTH);
        }
        assertThat(arena.stats().bytesHeld()).isLessThan(64 << 10);
    }

    @ParameterizedTest
    @EnumSource
    void limitsTheLengthOfNumbers(Form form) {
        String most = "7".repeat(1000);
        Item item = json.readRecord(form.input(
                "{\"real\":" + most + ",\"decimal\":" + most + ",\"integer\":" + most + "}"), Item.class, arena);
        assertThat(item.real()).isEqualTo(Double.parseDouble(most));
        assertThat(item.decimal()).isEqualTo(new BigDecimal(most));
        assertThat(item.integer()).isEqualTo(new BigInteger(most));
        for (String member : List.of("real", "decimal", "integer", "other")) {
            for (String number : List.of(most + "7", "-" + "7".repeat(1_000_000), "0." + "0".repeat(1_000_000) + "1")) {
                assertLimit(json, form.input("{\"" + member + "\":" + number + "}"), JsonLimit.NUMBER_LENGTH);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsLargeExponents(Form form) {
        for (String number : List.of("1e99999999999", "-1E+99999999999", "1e-99999999999", "0e99999999999")) {
            double real = json.readRecord(form.input("{\"real\":" + number + "}"), Item.class, arena).real();
            assertThat(real).as(number).isEqualTo(Double.parseDouble(number));
            assertThatThrownBy(() -> json.readRecord(form.input("{\"integer\":" + number + "}"), Item.class, arena))
                    .as(number).isInstanceOf(JsonDecodingException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void handlesDeepNesting(Form form) {
        int depth = 200_000;
        for (String part : List.of("[", "{\"a\":")) {
            String value = part.repeat(depth) + "0" + (part.startsWith("[") ? "]" : "}").repeat(depth);
            String document = "{\"other\":" + value + ",\"real\":1.5}";
            assertThat(json.readRecord(form.input(document), Item.class, arena).real()).isEqualTo(1.5);
            ArenaJson shallow = decoder(LIMITS.withMaxDepth(500));
            assertLimit(shallow, form.input(document), JsonLimit.DEPTH);
            for (String member : List.of("\"list\":[" + value + "]", "\"map\":{\"b\":" + value + "}")) {
                assertThatThrownBy(() -> json.readRecord(form.input("{" + member + "}"), Item.class, arena))
                        .isInstanceOf(JsonDecodingException.class);
            }
        }
    }

    private void assertLimit(ArenaJson decoder, JsonInput in, JsonLimit limit) {
        assertThatThrownBy(() -> decoder.readRecord(in, Item.class, arena))
                .isInstanceOfSatisfying(JsonDecodingException.class, e -> assertThat(e.limit()).isEqualTo(limit));
    }

    @Test
    void neverReadsAfterTheDocument() {
        String whole = "{\"text\":\"abc\",\"real\":12.5,\"decimal\":1.25,\"integer\":12,\"map\":{\"a\":1},\"list\":[1,2]}";
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        Item expected = json.readRecord(JsonInput.of(bytes), Item.class, arena);
        for (String behind : List.of("", "5", "\"", "e5", ",\"real\":7}", "}", "\\", "é", "x".repeat(100))) {
            byte[] longer = ("1" + whole + behind).getBytes(StandardCharsets.UTF_8);
            assertThat(json.readRecord(JsonInput.of(longer, 1, bytes.length), Item.class, arena)).isEqualTo(expected);
            for (int length = 0; length < bytes.length; length++) {
                int cut = length;
                assertThatThrownBy(() -> json.readRecord(JsonInput.of(longer, 1, cut), Item.class, arena))
                        .as("the first %s bytes", cut).isInstanceOf(JsonDecodingException.class);
            }
        }
    }
}
