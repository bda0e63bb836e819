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

package dev.arena.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;

import dev.arena.ArenaPool;
import dev.arena.demo.DemoClient.Upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Tests measurements over real HTTP, with any kind of thread. After each test, all memory must be released. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class MeasurementsOverHttp {
    private final ArenaPool pool;
    private final DemoClient client;

    MeasurementsOverHttp(ArenaPool pool, Environment environment) {
        this.pool = pool;
        this.client = new DemoClient(environment.getRequiredProperty("local.server.port", int.class));
    }

    @AfterEach
    void awaitAllMemoryReleased() {
        // a request ends shortly after its response
        Awaitility.await().untilAsserted(() -> {
            assertThat(pool.stats().liveBytes()).isZero();
            assertThat(pool.stats().activeArenas()).isZero();
        });
    }

    @Test
    void bothEnginesReturnTheSameBytesForARealFile() throws IOException {
        long seed = 20;
        System.out.println("bothEnginesReturnTheSameBytesForARealFile: seed " + seed);
        var file = new ByteArrayOutputStream();
        MeasurementFile.fromRealStations().write(100_000, file, seed);
        HttpResponse<String> arena = client.post("arena", file.toByteArray());
        HttpResponse<String> heap = client.post("heap", file.toByteArray());
        assertThat(arena.statusCode()).as(arena.body()).isEqualTo(200);
        assertThat(arena.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(arena.body()).startsWith("{\"rows\":100000,\"stations\":[{\"name\":\"A Coruña\",\"min\":");
        assertThat(arena.body().equals(heap.body())).as("same response").isTrue();
        assertThat(client.postChunked("arena", file.toByteArray()).body().equals(heap.body())).as("chunked").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"arena", "heap"})
    void responseMatchesTheDocumentation(String engine) {
        HttpResponse<String> answer = client.post(engine,
                "Oslo;1.5\r\nÖ \"x\"\\;-0.0\r\nOslo;-2.4\nAbha;0.0\rAbha;-0.1".getBytes(UTF_8));
        assertThat(answer.body()).isEqualTo("""
                {"rows":5,"stations":[\
                {"name":"Abha","min":-0.1,"mean":0.0,"max":0.0,"count":2},\
                {"name":"Oslo","min":-2.4,"mean":-0.4,"max":1.5,"count":2},\
                {"name":"Ö \\"x\\"\\\\","min":0.0,"mean":0.0,"max":0.0,"count":1}]}""");
    }

    @Test
    void arenaEngineIsTheDefault() {
        long before = pool.stats().resets();
        assertThat(client.post("", "A;1.0".getBytes(UTF_8)).statusCode()).isEqualTo(200);
        Awaitility.await().untilAsserted(() -> assertThat(pool.stats().resets()).isEqualTo(before + 1));
    }

    @Test
    void heapEngineDoesNotUseThePool() {
        long before = pool.stats().resets();
        assertThat(client.post("heap", "A;1.0".getBytes(UTF_8)).statusCode()).isEqualTo(200);
        awaitAllMemoryReleased();
        assertThat(pool.stats().resets()).isEqualTo(before);
    }

    static Stream<Arguments> badBodies() {
        String temperature = "The temperature is not a number from -99.9 to 99.9 with exactly one decimal";
        return Stream.of(arguments(1, "The body is empty", ""),
                arguments(2, "There is no ';' between station and temperature", "A;1.0\nabc\nB;2.0\n"),
                arguments(1, "There is no ';' between station and temperature", "\n"),
                arguments(1, "The name of the station is empty", ";1.0"),
                arguments(2, "The name of the station is longer than 100 bytes: there is no ';' behind it",
                        "A;1.0\n" + "é".repeat(51) + ";1.0"),
                arguments(3, temperature, "A;1.0\nA;2.0\nA;100.0\n"), arguments(1, temperature, "A;1"),
                arguments(1, temperature, "A;1.00"), arguments(1, temperature, "A;+1.0"),
                arguments(1, temperature, "A;"), arguments(1, temperature, "A;1.0;B"),
                arguments(2, "The name of the station is not valid UTF-8", "A;1.0\n\uFFFD;1.0\n"),
                arguments(50_001, temperature, "A;1.0\r\n".repeat(50_000) + "A;x" + "\nA;1.0".repeat(200_000)));
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void invalidInputIsReportedWithLineAndReason(long line, String reason, String body) {
        for (String engine : new String[]{"arena", "heap"}) {
            assertProblem(client.post(engine, body.getBytes(UTF_8)), line, reason);
            assertProblem(client.postChunked(engine, body.getBytes(UTF_8)), line, reason);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"arena", "heap"})
    void invalidUtf8IsReportedAsProblem(String engine) {
        byte[] body = {'A', ';', '1', '.', '0', '\n', 'B', (byte) 0xC3, ';', '1', '.', '0'};
        assertProblem(client.post(engine, body), 2, "The name of the station is not valid UTF-8");
    }

    private static void assertProblem(HttpResponse<String> answer, long line, String reason) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).isEqualTo(problem(line, reason));
    }

    private static String problem(long line, String reason) {
        return """
                {"detail":"Line %d: %s","instance":"/api/measurements","status":400,"title":"Bad measurements",\
                "line":%d,"reason":"%s"}""".formatted(line, reason, line, reason);
    }

    @ParameterizedTest
    @CsvSource({"arena, 1", "arena, 40000", "heap, 1", "heap, 40000"})
    void bodyShorterThanItsLengthIsReportedAsProblem(String engine, int rows) throws IOException {
        try (Upload upload = client.upload(engine, "Content-Length: 10000000")) {
            upload.send("A;1.0\n".repeat(rows) + "B;2");
            upload.stopSending();
            assertThat(upload.answer()).startsWith("HTTP/1.1 400").contains("application/problem+json")
                    .contains(problem(rows + 1, "The body was cut off before its end"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"arena", "heap"})
    void bodyWithoutLastChunkIsReportedAsProblem(String engine) throws IOException {
        try (Upload upload = client.upload(engine, "Transfer-Encoding: chunked")) {
            upload.sendChunk("A;1.0\nB");
            upload.sendChunk(";2.0\n");
            upload.stopSending();
            assertThat(upload.answer()).startsWith("HTTP/1.1 400").contains("application/problem+json")
                    .contains(problem(3, "The body was cut off before its end"));
        }
    }

    @Test
    void disconnectReleasesAllMemory() throws IOException {
        for (int i = 0; i < 10; i++) {
            try (Upload upload = client.upload("arena", "Transfer-Encoding: chunked")) {
                upload.sendChunk("A;1.0\nB;1");
                Awaitility.await().until(() -> pool.stats().liveBytes() > 0);
                upload.reset();
            }
            awaitAllMemoryReleased();
        }
    }

    @ParameterizedTest
    @CsvSource({"arena, 4096", "arena, 7", "heap, 4096", "heap, 7"})
    void linesMaySpanChunks(String engine, int chunk) throws IOException {
        String body = "Zürich;1.5\n".repeat(chunk < 100 ? 100 : 10_000);
        try (Upload upload = client.upload(engine, "Transfer-Encoding: chunked")) {
            for (int at = 0; at < body.length(); at += chunk) {
                upload.sendChunk(body.substring(at, Math.min(body.length(), at + chunk)));
            }
            upload.send("0\r\n\r\n");
            assertThat(upload.answer()).startsWith("HTTP/1.1 200")
                    .contains("\"name\":\"Zürich\",\"min\":1.5,\"mean\":1.5");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/csv", "text/plain;charset=ISO-8859-1", "text/plain;charset=none"})
    void anotherContentTypeIsNotSupported(String contentType) {
        for (String engine : new String[]{"arena", "heap"}) {
            HttpResponse<String> answer = client.post(engine, contentType, BodyPublishers.ofString("A;1.0"));
            assertThat(answer.statusCode()).isEqualTo(415);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/plain;charset=utf-8", "text/plain;charset=US-ASCII"})
    void utf8IsSupportedInEachNotation(String contentType) {
        assertThat(client.post("arena", contentType, BodyPublishers.ofString("A;1.0")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Arena", "gpu", "arena,heap"})
    void unknownEngineIsReportedAsProblem(String engine) {
        HttpResponse<String> answer = client.post(engine, "A;1.0".getBytes(UTF_8));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("The parameter 'engine' must be 'arena' or 'heap'");
    }

    @Test
    void unknownPageIsReportedAsProblem() {
        HttpResponse<String> answer = client.get("/error");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }
}
