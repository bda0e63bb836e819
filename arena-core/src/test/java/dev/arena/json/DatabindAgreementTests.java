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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that documents are read and rejected as by databind. */
class DatabindAgreementTests {
    private static final long SEED = 20261122;

    private final Arena arena = Arena.create();
    private final ArenaJson json = ArenaJson.create();
    private final JsonMapper mapper = new JsonMapper();

    enum Quality {
        GOOD, BAD
    }

    record Place(double latitude, double longitude) {}

    record Reading(@Nullable String station, double temperature, long timestamp, boolean valid,
            @Nullable Quality quality, @Nullable Place place) {}

    record Flight(String date, int delay, int distance, String origin, String destination) {}

    @AfterEach
    void close() {
        arena.close();
    }

    private <R extends Record> void assertAgreement(byte[] document, Class<R> type) {
        List<R> expected = mapper.readerForListOf(type).readValue(document);
        assertThat(json.readRecords(JsonInput.of(document), type, arena)).containsExactlyElementsOf(expected);
    }

    private static String document(Random random, int count) {
        var document = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            document.append(i == 0 ? "" : " ,\n").append(reading(random));
        }
        return document.append("]").toString();
    }

    private static String reading(Random random) {
        List<String> members = new ArrayList<>(List.of(
                "\"temperature\": " + (random.nextBoolean() ? random.nextInt(100) : random.nextGaussian() * 1e3),
                "\"timestamp\":" + random.nextLong(),
                "\"valid\":" + random.nextBoolean()));
        if (random.nextBoolean()) {
            members.add("\"station\":\"" + text(random) + "\"");
        }
        if (random.nextBoolean()) {
            members.add("\"quality\":"
                    + (random.nextInt(4) == 0 ? "null" : "\"" + Quality.values()[random.nextInt(2)] + "\""));
        }
        if (random.nextBoolean()) {
            members.add(
                    "\"place\":{\"latitude\":" + random.nextFloat() + ",\"longitude\":-" + random.nextDouble() + "}");
        }
        if (random.nextInt(8) == 0) {
            members.add("\"unknown\":[{\"station\":\"x\"},[],{},1e5,null]");
        }
        if (random.nextInt(4) == 0) {
            Collections.shuffle(members, random);
        }
        return "{" + String.join(",", members) + "}";
    }

    private static String text(Random random) {
        String[] pieces = {"a", "Zürich", "\\n", "\\u00e9", "\\ud83d\\ude00", "😀", "\\\"", "漢字", " ", "\\/",
                "x".repeat(random.nextInt(5000) / 4990 * 5000)};
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    @Test
    void randomReadingsAreReadAsByDatabind() {
        for (int round = 0; round < 20; round++) {
            String document = document(new Random(SEED + round), 200);
            try {
                assertAgreement(document.getBytes(StandardCharsets.UTF_8), Reading.class);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + (SEED + round), e);
            }
            arena.reset();
        }
    }

    @Test
    void tenThousandFlightsAreReadAsByDatabind() throws IOException {
        assertAgreement(SharedData.read("flights-10k.json"), Flight.class);
    }

    @Test
    void rejectsDocumentsThatDatabindRejects() {
        String good = "{\"temperature\":1.5,\"timestamp\":2,\"valid\":true,\"station\":\"a\","
                + "\"place\":{\"latitude\":1,\"longitude\":2}}";
        assertAgreement(("[" + good + "]").getBytes(StandardCharsets.UTF_8), Reading.class);
        List<String> malformed = List.of("", " ", "[", "]", "{", "[}", "[" + good, good, "[" + good + ",]",
                "[" + good + "]]", "[" + good + "] null", "[" + good + "]x", "[," + good + "]",
                "[" + good + " " + good + "]",
                "[" + good.replace(":true", ":True") + "]", "[" + good.replace(":true", ":tru") + "]",
                "[" + good.replace(":true", ":\"yes\"") + "]", "[" + good.replace(":true", ":[]") + "]",
                "[" + good.replace("1.5", "1.") + "]", "[" + good.replace("1.5", ".5") + "]",
                "[" + good.replace("1.5", "+1") + "]", "[" + good.replace("1.5", "01") + "]",
                "[" + good.replace("1.5", "-") + "]", "[" + good.replace("1.5", "1e") + "]",
                "[" + good.replace("1.5", "NaN") + "]", "[" + good.replace("1.5", "Infinity") + "]",
                "[" + good.replace("1.5", "0x1") + "]", "[" + good.replace("1.5", "1_0") + "]",
                "[" + good.replace("1.5", "\"x\"") + "]", "[" + good.replace("1.5", "{}") + "]",
                "[" + good.replace("1.5", "null") + "]", "[" + good.replace("1.5", "true") + "]",
                "[" + good.replace(":2,", ":9223372036854775808,") + "]", "[" + good.replace(":2,", ":[2],") + "]",
                "[" + good.replace("\"a\"", "'a'") + "]", "[" + good.replace("\"a\"", "\"a") + "]",
                "[" + good.replace("\"a\"", "\"\\x\"") + "]", "[" + good.replace("\"a\"", "\"\\u12\"") + "]",
                "[" + good.replace("\"a\"", "\"\\u12g4\"") + "]", "[" + good.replace("\"a\"", "\"\n\"") + "]",
                "[" + good.replace("\"a\"", "\"\0\"") + "]", "[" + good.replace("\"a\"", "{\"b\":1}") + "]",
                "[" + good.replace("\"station\":", "\"station\"") + "]",
                "[" + good.replace("\"station\"", "station") + "]",
                "[" + good.replace("\"station\":", "\"station\"::") + "]", "[" + good.replace(",\"v", ",,\"v") + "]",
                "[" + good.replace(",\"v", ";\"v") + "]", "[" + good.replace("\"longitude\":2", "\"longitude\"") + "]",
                "[" + good.replace("}}", "]}") + "]",
                "[" + good.replace("{\"latitude\":1,\"longitude\":2}", "[1,2]") + "]",
                "[" + good.replace("{\"latitude\":1,\"longitude\":2}", "5") + "]",
                "[" + good.replace("\"station\":\"a\"", "\"quality\":\"UGLY\"") + "]",
                "[" + good.replace("\"station\":\"a\"", "\"quality\":\"\"") + "]",
                "[" + good.replace("\"station\":\"a\"", "\"quality\":{}") + "]",
                "[/* no */" + good + "]", "[" + good + "// no\n]", "[" + good.replace("\"a\"", "undefined") + "]",
                "[5]", "[\"a\"]", "[[]]", "[true]", "\uFEFF\uFEFF[" + good + "]",
                "[" + good.replace("\"a\"", "[".repeat(600) + "]".repeat(600)) + "]",
                "[" + good.replace("\"station\":\"a\"", "\"other\":" + "[".repeat(600) + "]".repeat(600)) + "]");
        for (String document : malformed) {
            byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> mapper.readerForListOf(Reading.class).readValue(bytes))
                    .as("databind: %s", document)
                    .isInstanceOf(JacksonException.class);
            assertThatThrownBy(() -> json.readRecords(JsonInput.of(bytes), Reading.class, arena)).as(document)
                    .isInstanceOf(JsonDecodingException.class);
            arena.reset();
        }
    }

    @Test
    void mutatedByteHasTheSameResultAsInDatabind() {
        byte[] document = document(new Random(SEED), 3).getBytes(StandardCharsets.UTF_8);
        var random = new Random(SEED);
        int refused = 0;
        for (int round = 0; round < 5_000; round++) {
            byte[] changed = document.clone();
            int at = random.nextInt(changed.length);
            changed[at] = (byte) (random.nextBoolean()
                    ? " \"\\{}[]:,0123456789.-+eEtfn/".charAt(random.nextInt(27))
                    : random.nextInt(256));
            boolean accepted = true;
            try {
                mapper.readerForListOf(Reading.class).readValue(changed);
            } catch (JacksonException e) {
                accepted = false;
            }
            try {
                json.readRecords(JsonInput.of(changed), Reading.class, arena);
                if (!accepted) {
                    throw new AssertionError("seed " + SEED + ", round " + round + ": "
                            + new String(changed, StandardCharsets.UTF_8));
                }
            } catch (JsonDecodingException e) {
                if (accepted && !e.reason().contains("surrogate")) {
                    throw new AssertionError("seed " + SEED + ", round " + round, e);
                }
                refused++;
            }
            arena.reset();
        }
        assertThat(refused).isGreaterThan(500);
    }
}
