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

package dev.arena.spring.boot.web;

import java.lang.foreign.MemorySegment;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.spring.boot.web.ReactiveRequestArenaListener.Ending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Bodies of reactive requests and responses in arena memory. */
class ReactiveBodyTests extends AbstractReactiveTests {

    @ParameterizedTest
    @CsvSource({"/bytes/echo, 1", "/bytes/echo, 16384", "/bytes/echo, 16385", "/bytes/echo, 1048577",
            "/bytes/echo, 6000000", "/bytes/echo-mono, 3000000", "/functional/echo, 3000000"})
    void bodyShouldBeReturnedUnchanged(String path, int length) throws Exception {
        byte[] body = randomBytes(length);
        HttpResponse<byte[]> response = post(path, body, OCTETS);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(contentType(response)).isEqualTo(OCTETS);
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(length);
        assertThat(response.body()).isEqualTo(body);
        assertThat(witness.segments).hasSize(1).allSatisfy(it -> assertThat(it.address() % 8).isZero());
        assertEnded(Ending.COMPLETED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100_000, 3_000_000})
    void bodyOfUnknownLengthShouldBeReadCompletely(int length) throws Exception {
        byte[] body = randomBytes(length);
        HttpResponse<byte[]> response = postChunked("/bytes/sum", body, OCTETS);
        assertThat(text(response)).isEqualTo(Long.toString(ReactiveBodyHandlers.checksum(MemorySegment.ofArray(body))));
        assertEnded(Ending.COMPLETED);
    }

    @Test
    void absentBodyShouldBeNullIfOptionalAndOtherwise400() throws Exception {
        assertThat(text(post("/bytes/optional", "", OCTETS))).isEqualTo("none");
        assertThat(text(post("/bytes/optional", "x", OCTETS))).isEqualTo("some");
        assertThat(post("/bytes/sum", "", OCTETS).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16 << 10, 7_000_000})
    void responseOfAnySizeShouldBeWritten(int size) throws Exception {
        byte[] body = get("/bytes/" + size).body();
        assertThat(body).isEqualTo(pattern(size));
        assertEnded(Ending.COMPLETED);
    }

    @Test
    void severalSegmentsShouldBeWrittenOneAfterTheOther() throws Exception {
        byte[] body = get("/bytes/parts").body();
        int offset = 0;
        for (int i = 1; i <= 20; i++) {
            assertThat(Arrays.copyOfRange(body, offset, offset + i * 5000)).isEqualTo(pattern(i * 5000));
            offset += i * 5000;
        }
        assertThat(body).hasSize(offset);
        assertEnded(Ending.COMPLETED);
    }

    @Test
    void clientThatVanishesInABodyShouldEndTheArena() throws Exception {
        try (Socket socket = announce("/bytes/sum", 7_000_000)) {
            socket.getOutputStream().write(new byte[100_000]);
            await().untilAsserted(() -> assertThat(pool.stats().liveBytes()).isGreaterThan(100_000));
        }
        await().until(() -> !witness.endings.isEmpty());
        assertEnded(witness.endings.getFirst());
        assertThat(witness.segments).isEmpty();
    }

    @Test
    void clientThatVanishesInAResponseShouldEndTheArena() throws Exception {
        try (Socket socket = openGet("/bytes/8000000")) {
            assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
        }
        await().until(() -> !witness.endings.isEmpty());
        assertEnded(witness.endings.getFirst());
    }

    /** The client starts to read long after the arena could have ended. */
    @Test
    void slowClientShouldGetTheRightBytes() throws Exception {
        try (Socket socket = open("GET /bytes/7000000 HTTP/1.0\r\nHost: localhost\r\n\r\n")) {
            await().until(() -> !witness.segments.isEmpty());
            for (int i = 0; i < 20; i++) { // other requests, which would overwrite released memory
                assertThat(get("/bytes/4000000").body()).isEqualTo(pattern(4_000_000));
            }
            byte[] response = socket.getInputStream().readAllBytes();
            assertThat(Arrays.copyOfRange(response, response.length - 7_000_000, response.length))
                    .isEqualTo(pattern(7_000_000));
        }
        await().until(() -> witness.endings.size() == 21);
        awaitNothingLive();
    }

    @Test
    void staleMemoryShouldBe500AndNeverBeSent() throws Exception {
        HttpResponse<byte[]> response = get("/bytes/stale");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(text(response)).doesNotContain("\0");
        assertEnded(Ending.FAILED);
        witness.forget();
        assertThat(post("/json/stale", rows(3), JSON).statusCode()).isEqualTo(500);
        assertEnded(Ending.FAILED);
    }

    @Test
    void bodyLongerThanTheBudgetShouldBeRefusedWithFiguresBeforeItIsRead() throws Exception {
        try (Socket socket = announce("/bytes/sum", 9_000_000)) {
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(response).startsWith("HTTP/1.1 413").contains("Content-Type: application/problem+json");
            JsonNode problem = JsonMapper.shared()
                    .readTree(response.substring(response.indexOf('{'), response.lastIndexOf('}') + 1));
            assertThat(problem).isEqualTo(JsonMapper.shared().readTree("""
                    {"title": "Content Too Large", "status": 413, "instance": "/bytes/sum",
                     "detail": "This request needs more memory than a request may use.",
                     "scope": "arena", "requested": 9281250, "held": 0, "limit": 8388608}"""));
        }
        assertThat(witness.segments).isEmpty();
        awaitNothingLive();
    }

    @Test
    void bodyOfUnknownLengthOverTheBudgetShouldBe413() throws Exception {
        JsonNode problem = problem(postChunked("/bytes/sum", new byte[9_000_000], OCTETS), 413);
        assertThat(problem.get("scope").asString()).isEqualTo("arena");
        assertEnded(Ending.COMPLETED);
    }

    @Test
    void bodyOfAnExcludedPathShouldBe500() throws Exception {
        assertThat(post("/excluded/body", "x", OCTETS).statusCode()).isEqualTo(500);
        awaitNothingLive();
    }

    @Test
    void textShouldBeReturnedUnchanged() throws Exception {
        String text = "Größe und 漢字 und 😀. ".repeat(100_000);
        HttpResponse<byte[]> response = post("/text/echo", text, "text/plain");
        assertThat(text(response)).isEqualTo(text);
        assertThat(contentType(response)).isEqualTo("text/plain;charset=UTF-8");
        assertEnded(Ending.COMPLETED);
    }

    @Test
    void otherCharsetsShouldBeTranscoded() throws Exception {
        String text = "Größe 漢字 😀".repeat(5_000);
        assertThat(text(post("/text/echo", text.getBytes(StandardCharsets.UTF_16BE), "text/plain;charset=UTF-16BE")))
                .isEqualTo(text);
        assertEnded(Ending.COMPLETED);
    }

    @Test
    void malformedTextShouldBe400WithLocation() throws Exception {
        JsonNode problem = problem(post("/text/length", new byte[]{'a', 'b', (byte) 0xFF}, "text/plain"), 400);
        assertThat(problem.get("offset").asInt()).isEqualTo(2);
        assertThat(problem(post("/text/length", new byte[]{(byte) 0xD8, 0, 0, 1}, "text/plain;charset=UTF-16BE"), 400)
                .get("detail").asString()).isEqualTo("The body is not valid text in the charset of its content type.");
        awaitNothingLive();
    }

    @Test
    void rowsShouldBeDecodedAndEncoded() throws Exception {
        assertThat(text(post("/json/rows", rows(20_000), JSON))).isEqualTo("20000 10000.0");
        assertEnded(Ending.COMPLETED);
        witness.forget();
        HttpResponse<byte[]> response = post("/json/echo-rows", rows(20_000), JSON);
        assertThat(contentType(response)).isEqualTo(JSON);
        assertThat(JsonMapper.shared().readTree(response.body())).isEqualTo(JsonMapper.shared().readTree(rows(20_000)));
        assertEnded(Ending.COMPLETED);
    }

    @Test
    void rowsShouldBeDecodedAndEncodedAsLines() throws Exception {
        String lines = rows(1000).substring(1, rows(1000).length() - 1).replace("},{", "}\n{");
        HttpResponse<byte[]> response = post("/json/echo-rows", lines, "application/x-ndjson");
        assertThat(JsonMapper.shared().readTree(response.body())).isEqualTo(JsonMapper.shared().readTree(rows(1000)));
        assertEnded(Ending.COMPLETED);
    }

    @Test
    void severalValuesShouldBeTheElementsOfAnArray() throws Exception {
        HttpResponse<byte[]> response = post("/json/flux", rows(5), JSON);
        assertThat(text(response)).isEqualTo("[" + row(0) + "," + row(2) + "," + row(4) + "]");
        assertEnded(Ending.COMPLETED);
        assertThat(text(post("/json/flux", "[" + row(1) + "]", JSON))).isEqualTo("[]");
        assertThat(post("/json/flux", "[]", JSON).statusCode()).isEqualTo(400);
    }

    @Test
    void valuesShouldBeDecodedAndEncoded() throws Exception {
        assertThat(text(post("/json/value", "{\"a\": [1, true, null, \"x\"]}", JSON)))
                .isEqualTo("{\"a\":[1,true,null,\"x\"]}");
        assertEnded(Ending.COMPLETED);
    }

    @Test
    void malformedJsonShouldBe400WithItsLocation() throws Exception {
        JsonNode problem = problem(post("/json/rows", "[{\"id\": 1, \"value\": 1},\n {\"id\": x}]", JSON), 400);
        assertThat(problem.get("line").asInt()).isEqualTo(2);
        awaitNothingLive();
    }

    @ParameterizedTest
    @CsvSource({"/functional/text-while-writing, text/plain, offset, 1",
            "/functional/value-while-writing, application/json, column, 2"})
    void bodyThatIsMalformedWhenTheResponseIsWrittenShouldBe400WithItsLocation(String path, String type,
            String location, int place) throws Exception {
        HttpResponse<byte[]> response = post(path, new byte[]{'[', (byte) 0xFF}, type);
        JsonNode problem = problem(response, 400);
        assertThat(problem.get("instance").asString()).isEqualTo(path);
        assertThat(problem.get(location).asInt()).isEqualTo(place);
        assertThat(response.headers().firstValue("ETag")).isEmpty();
        assertEnded(Ending.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/json/valid-rows", "/json/valid-rows-later"})
    void invalidRowsShouldBe400WithIndexAndMessage(String path) throws Exception {
        String body = "[{\"id\": 1, \"value\": 1}, {\"id\": 2, \"value\": 60.5}, {\"id\": 3, \"value\": 99}]";
        JsonNode problem = problem(post(path, body, JSON), 400);
        assertThat(problem.get("detail").asString()).isEqualTo("The body has invalid records.");
        assertThat(problem.get("errors")).hasToString("""
                [{"index":1,"path":"/1/value","message":"must be less than or equal to 60.0"},\
                {"index":2,"path":"/2/value","message":"must be less than or equal to 60.0"}]""");
        assertEnded(Ending.COMPLETED);
        assertThat(text(post(path, rows(3), JSON))).isEqualTo("3");
        assertThat(post("/json/rows", body, JSON).statusCode()).isEqualTo(200);
    }

    @Test
    void onlyTheRequestedGroupsShouldBeChecked() throws Exception {
        assertThat(post("/json/strict-rows", "[{\"id\": 1, \"value\": 99}]", JSON).statusCode()).isEqualTo(200);
        JsonNode problem = problem(post("/json/strict-rows", "[{\"id\": 1, \"value\": 0}]", JSON), 400);
        assertThat(problem.get("errors").get(0).get("path").asString()).isEqualTo("/0/value");
    }

    @Test
    void bytesOfADecodedDocumentShouldBeReleased() throws Exception {
        String document = "[" + " ".repeat(2_000_000) + rows(3).substring(1);
        String response = text(post("/json/held", document, JSON));
        assertThat(Long.parseLong(response)).isPositive().isLessThan(100_000);
        assertEnded(Ending.COMPLETED);
    }

    private static String row(int id) {
        return "{\"id\":" + id + ",\"name\":\"n" + id % 10 + "\",\"value\":0.5}";
    }

    private static String rows(int count) {
        return IntStream.range(0, count).mapToObj(ReactiveBodyTests::row).collect(Collectors.joining(",", "[", "]"));
    }

    private static byte[] pattern(int size) {
        byte[] expected = new byte[size];
        for (int i = 0; i < size; i++) {
            expected[i] = (byte) (((long) i * i) >> 8);
        }
        return expected;
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
