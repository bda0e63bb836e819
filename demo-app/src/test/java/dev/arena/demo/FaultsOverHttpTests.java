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
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
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

/** Tests that intended failures of the demo have problem details as responses, and release their memory. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class FaultsOverHttpTests {
    private final ArenaPool pool;
    private final int port;
    private final DemoClient client;

    @Autowired
    FaultsOverHttpTests(ArenaPool pool, Environment environment) {
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
        assertThat(client.post("/api/measurements", "text/plain", "Oslo;1.0").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"exception, 500, Internal Server Error", "timeout, 503, Service Unavailable",
            "pool-exhausted, 503, Service Unavailable"})
    void faultIsReportedAsProblem(String fault, int status, String title) {
        long resets = pool.stats().resets();
        HttpResponse<String> answer = client.post("/api/faults/" + fault, "text/plain", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"title\":\"" + title + "\"").doesNotContain("on purpose");
        Awaitility.await().untilAsserted(() -> assertThat(pool.stats().resets()).isGreaterThan(resets));
    }

    @Test
    void exhaustedPoolIsReportedAndUsableAtOnce() {
        long refused = pool.stats().poolRejections();
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = client.post("/api/faults/pool-exhausted", "text/plain", "");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(answer.body()).contains("\"scope\":\"pool\"").contains("\"limit\":268435456");
            assertThat(client.post("/api/measurements", "text/plain", "Oslo;1.0").statusCode()).isEqualTo(200);
        }
        assertThat(pool.stats().poolRejections()).isEqualTo(refused + 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"arena", "heap"})
    void disconnectDuringAnExportReleasesAllMemory(String engine) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(("GET /api/readings.csv?sample=1000000&engine=" + engine
                    + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
            socket.setSoLinger(true, 0);
        }
        // verifyAllMemoryIsReleased checks the result
    }

    @Test
    void bothEnginesExportTheSameSamples() {
        String csv = client.get("/api/readings.csv?sample=5000&engine=arena").body();
        assertThat(csv).startsWith("station,temperature,timestamp\r\nStation 1,-39.3,1700000000001\r\n");
        assertThat(csv.lines()).hasSize(5001);
        assertThat(client.get("/api/readings.csv?sample=5000&engine=heap").body().equals(csv)).as("same response")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1000001", "many"})
    void invalidNumberOfSamplesIsReportedAsProblem(String sample) {
        for (String engine : new String[]{"arena", "heap"}) {
            HttpResponse<String> answer = client.get("/api/readings.csv?sample=" + sample + "&engine=" + engine);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    @Test
    void readingsCanBeSummedUpWithoutStoringThem() {
        for (String engine : new String[]{"arena", "heap"}) {
            assertThat(client.post("/api/readings/summary?engine=" + engine, "application/json", """
                    [{"station":"Oslo","temperature":-2.5,"timestamp":1},
                     {"station":"Oslo","temperature":1.5,"timestamp":2}]""").body())
                    .isEqualTo("[{\"name\":\"Oslo\",\"min\":-2.5,\"mean\":-0.5,\"max\":1.5,\"count\":2}]");
        }
        assertThat(client.get("/api/stations").body()).isEqualTo("[]");
        assertThat(client.post("/api/readings/summary?engine=fast", "application/json", "[]").statusCode())
                .isEqualTo(400);
    }
}
