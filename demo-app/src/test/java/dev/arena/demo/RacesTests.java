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

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import com.jayway.jsonpath.JsonPath;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;

import dev.arena.ArenaPool;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests races over real HTTP: only one runs at a time, both engines return the same responses, and all memory is released. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class RacesTests {
    private final ArenaPool pool;
    private final int port;
    private final DemoClient client;

    @Autowired
    RacesTests(ArenaPool pool, Environment environment) {
        this.pool = pool;
        this.port = environment.getRequiredProperty("local.server.port", int.class);
        this.client = new DemoClient(port);
    }

    @AfterEach
    void verifyAllMemoryIsReleased() {
        Awaitility.await().untilAsserted(() -> {
            assertThat(pool.stats().liveBytes()).isZero();
            assertThat(pool.stats().activeArenas()).isZero();
        });
        assertThat(client.get("/api/stations").body()).isEqualTo("[]");
    }

    private HttpResponse<String> start(String job, int rows, int seconds, String threads) {
        return client.post("/api/races", "application/json",
                "{\"job\":\"%s\",\"rows\":%d,\"clients\":3,\"seconds\":%d,\"threads\":\"%s\"}".formatted(job, rows,
                        seconds,
                        threads));
    }

    private static String location(HttpResponse<String> started) {
        assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
        return started.headers().firstValue("Location").orElseThrow();
    }

    private void awaitPhase(String race, String phase) {
        Awaitility.await().untilAsserted(
                () -> assertThat(JsonPath.<String>read(client.get(race).body(), "$.phase")).isEqualTo(phase));
    }

    @ParameterizedTest
    @CsvSource({"measurements, 1000, platform", "measurements, 100000, virtual", "readings, 1000, virtual",
            "readings, 10000, platform", "export, 1000, platform", "export, 10000, virtual", "hold, 1000, platform"})
    @Tag("long")
    void raceEndsWithTheSameResponsesOfBothEngines(String job, int rows, String threads) {
        String race = location(start(job, rows, 1, threads));
        String events = client.get(race + "/events").body(); // the events end with the race
        String last = events.substring(events.lastIndexOf("data:") + "data:".length());
        assertThat(JsonPath.<String>read(last, "$.phase")).as(last).isEqualTo("finished");
        assertThat(JsonPath.<Boolean>read(last, "$.sameAnswers")).isTrue();
        assertThat(JsonPath.<Number>read(last, "$.progress").doubleValue()).isEqualTo(1);
        for (String engine : new String[]{"heap", "arena"}) {
            assertThat(JsonPath.<Integer>read(last, "$." + engine + ".requests")).isPositive();
            assertThat(JsonPath.<Integer>read(last, "$." + engine + ".refused")).isZero();
            assertThat(JsonPath.<Integer>read(last, "$." + engine + ".failed")).isZero();
            assertThat(JsonPath.<Number>read(last, "$." + engine + ".perSecond").doubleValue()).isPositive();
            assertThat(JsonPath.<Number>read(last, "$." + engine + ".p50Millis").doubleValue())
                    .isPositive()
                    .isLessThanOrEqualTo(JsonPath.<Number>read(last, "$." + engine + ".p99Millis").doubleValue());
            assertThat(JsonPath.<Integer>read(last, "$." + engine + ".heapBytesPerRequest")).isPositive();
            assertThat(JsonPath.<Integer>read(last, "$." + engine + ".arenaBytesAfter")).isZero();
        }
        assertThat(JsonPath.<Integer>read(last, "$.heap.arenaBytesPerRequest")).isZero();
        assertThat(JsonPath.<Integer>read(last, "$.arena.arenaBytesPerRequest")).isGreaterThanOrEqualTo(4096);
    }

    @Test
    void heapSizeIsShown() {
        assertThat(JsonPath.<Number>read(client.get("/api/races").body(), "$.maxHeapBytes").longValue())
                .isEqualTo(Runtime.getRuntime().maxMemory());
    }

    @Test
    void onlyOneRaceRunsAtATimeAndItCanBeCancelled() {
        String race = location(start("export", 10_000, 30, "platform"));
        HttpResponse<String> second = start("measurements", 1000, 1, "platform");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(client.delete(race).statusCode()).isEqualTo(204);
        awaitPhase(race, "cancelled");
        String next = location(start("measurements", 1000, 1, "platform"));
        awaitPhase(next, "finished");
        assertThat(client.get(race).statusCode()).isEqualTo(404);
    }

    @Test
    void raceWithoutViewersIsCancelled() throws IOException {
        String race = location(start("export", 10_000, 30, "virtual"));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(("GET " + race + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(in.readNBytes(15)).asString(StandardCharsets.US_ASCII).isEqualTo("HTTP/1.1 200 \r\n");
            socket.setSoLinger(true, 0);
        }
        awaitPhase(race, "cancelled");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"job\":\"export\",\"rows\":999,\"clients\":1,\"seconds\":1,\"threads\":\"platform\"}",
            "{\"job\":\"export\",\"rows\":100001,\"clients\":1,\"seconds\":1,\"threads\":\"platform\"}",
            "{\"job\":\"readings\",\"rows\":10001,\"clients\":1,\"seconds\":1,\"threads\":\"platform\"}",
            "{\"job\":\"export\",\"rows\":1000,\"clients\":0,\"seconds\":1,\"threads\":\"platform\"}",
            "{\"job\":\"export\",\"rows\":1000,\"clients\":257,\"seconds\":1,\"threads\":\"platform\"}",
            "{\"job\":\"export\",\"rows\":1000,\"clients\":1,\"seconds\":31,\"threads\":\"platform\"}",
            "{\"job\":\"sleep\",\"rows\":1000,\"clients\":1,\"seconds\":1,\"threads\":\"platform\"}",
            "{\"job\":\"export\",\"rows\":1000,\"clients\":1,\"seconds\":1}", "{}"})
    void invalidOrderIsReportedAsProblem(String order) {
        HttpResponse<String> answer = client.post("/api/races", "application/json", order);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).doesNotContain("dev.arena");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/races/0", "/api/races/0/events"})
    void unknownRaceIsReportedAsProblem(String path) {
        assertThat(client.get(path).statusCode()).isEqualTo(404);
        assertThat(client.delete("/api/races/0").statusCode()).isEqualTo(404);
    }
}
