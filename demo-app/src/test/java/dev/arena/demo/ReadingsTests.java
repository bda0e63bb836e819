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

import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Random;

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

/** Tests readings over real HTTP and with a real database: both engines return the same responses, and release all memory. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ReadingsTests {
    private static final String THREE = """
            [{"station":"Oslo","temperature":-2.5,"timestamp":1700000000000},
             {"timestamp":1700000000001,"station":"Ålesund, \\"harbour\\"","temperature":4.0},
             {"station":"Oslo","temperature":1.25,"timestamp":1700000000002,"unknown":[1,{"a":null}]}]""";

    private final ArenaPool pool;
    private final DemoClient client;

    @Autowired
    ReadingsTests(ArenaPool pool, Environment environment) {
        this.pool = pool;
        this.client = new DemoClient(environment.getRequiredProperty("local.server.port", int.class));
    }

    @AfterEach
    void verifyAllMemoryIsReleased() {
        assertThat(client.delete("/api/readings").statusCode()).isEqualTo(204);
        Awaitility.await().untilAsserted(() -> {
            assertThat(pool.stats().liveBytes()).isZero();
            assertThat(pool.stats().activeArenas()).isZero();
        });
        assertThat(pool.stats().leaks()).isZero();
    }

    private HttpResponse<String> post(String engine, String type, String body) {
        return client.post("/api/readings?engine=" + engine, type, body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"arena", "heap"})
    void storedReadingsAreSummedUpAndExported(String engine) {
        HttpResponse<String> stored = post(engine, "application/json", THREE);
        assertThat(stored.body()).isEqualTo("""
                {"readings":3,"stations":[{"name":"Oslo","min":-2.5,"mean":-0.6,"max":1.25,"count":2},\
                {"name":"Ålesund, \\"harbour\\"","min":4.0,"mean":4.0,"max":4.0,"count":1}]}""");
        assertThat(client.get("/api/stations?engine=" + engine).body()).isEqualTo("""
                [{"name":"Oslo","min":-2.5,"mean":-0.6,"max":1.25,"count":2},\
                {"name":"Ålesund, \\"harbour\\"","min":4.0,"mean":4.0,"max":4.0,"count":1}]""");
        HttpResponse<String> csv = client.get("/api/readings.csv?engine=" + engine);
        assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(csv.body()).isEqualTo("""
                station,temperature,timestamp\r
                Oslo,-2.5,1700000000000\r
                "Ålesund, ""harbour""\",4.0,1700000000001\r
                Oslo,1.25,1700000000002\r
                """);
        HttpResponse<String> json = client.get("/api/readings.json?engine=" + engine);
        assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(json.body()).isEqualTo("""
                [{"station":"Oslo","temperature":-2.5,"timestamp":1700000000000},\
                {"station":"Ålesund, \\"harbour\\"","temperature":4.0,"timestamp":1700000000001},\
                {"station":"Oslo","temperature":1.25,"timestamp":1700000000002}]""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"arena", "heap"})
    void linesAreStoredLikeAnArray(String engine) {
        String lines = THREE.substring(1, THREE.length() - 1).replace(",\n", "\n");
        assertThat(post(engine, "application/x-ndjson", lines).body())
                .isEqualTo(post(engine, "application/json", THREE).body());
    }

    @Test
    void bothEnginesReturnTheSameResponsesForManyReadings() {
        long seed = 7;
        System.out.println("bothEnginesReturnTheSameResponsesForManyReadings: seed " + seed);
        String body = readings(20_000, new Random(seed));
        HttpResponse<String> arena = post("arena", "application/json", body);
        assertThat(arena.statusCode()).as(arena.body()).isEqualTo(200);
        String csv = client.get("/api/readings.csv?engine=arena").body();
        String json = client.get("/api/readings.json?engine=arena").body();
        String stations = client.get("/api/stations?engine=arena").body();
        assertThat(client.get("/api/readings.csv?engine=heap").body().equals(csv)).as("CSV").isTrue();
        assertThat(client.get("/api/readings.json?engine=heap").body().equals(json)).as("JSON").isTrue();
        assertThat(client.get("/api/stations?engine=heap").body().equals(stations)).as("stations").isTrue();
        assertThat(json.equals(body)).as("same as the request").isTrue();
        assertThat(client.delete("/api/readings").statusCode()).isEqualTo(204);
        assertThat(post("heap", "application/json", body).body().equals(arena.body())).as("same response").isTrue();
    }

    private static String readings(int count, Random random) {
        var json = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",").append("{\"station\":\"Station ").append(random.nextInt(500))
                    .append("\",\"temperature\":").append(random.nextInt(-999, 1000) / 10.0).append(",\"timestamp\":")
                    .append(1_700_000_000_000L + i).append('}');
        }
        return json.append(']').toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            arena | application/json     | [{"station":"Oslo","temperature":1.5,"timestamp":1},]
            heap  | application/json     | [{"station":"Oslo","temperature":1.5,"timestamp":1},]
            arena | application/json     | [{"station":"Oslo","temperature":"warm","timestamp":1}]
            heap  | application/json     | [{"station":"Oslo","temperature":"warm","timestamp":1}]
            arena | application/json     | [{"station":"","temperature":1.5,"timestamp":1}]
            heap  | application/json     | [{"station":"","temperature":1.5,"timestamp":1}]
            arena | application/json     | [{"station":"Oslo","temperature":100.5,"timestamp":1}]
            heap  | application/json     | [{"station":"Oslo","temperature":100.5,"timestamp":1}]
            arena | application/json     | [{"station":null,"temperature":1.5,"timestamp":1}]
            heap  | application/json     | [{"station":null,"temperature":1.5,"timestamp":1}]
            arena | application/x-ndjson | {"station":"Oslo","temperature":1.5,"timestamp":-1}
            heap  | application/x-ndjson | {"station":"Oslo","temperature":1.5,"timestamp":-1}
            arena | application/x-ndjson | {"station":"Oslo","temperature":1.5
            heap  | application/x-ndjson | {"station":"Oslo","temperature":1.5
            """)
    void invalidReadingsAreReportedAndNotStored(String engine, String type, String body) {
        HttpResponse<String> answer = post(engine, type, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body().toLowerCase(Locale.ROOT)).doesNotContain("exception").doesNotContain("dev.arena");
        assertThat(client.get("/api/stations").body()).isEqualTo("[]");
    }

    @Test
    void unknownEngineIsReportedAsProblem() {
        assertThat(post("fast", "application/json", THREE).statusCode()).isEqualTo(400);
        assertThat(client.get("/api/readings.csv?engine=fast").statusCode()).isEqualTo(400);
    }
}
