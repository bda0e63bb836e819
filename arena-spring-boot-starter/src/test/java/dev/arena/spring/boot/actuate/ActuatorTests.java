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

package dev.arena.spring.boot.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.ArenaOptions;
import dev.arena.ArenaPool;
import dev.arena.Confinement;
import dev.arena.PoolStats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/** The output of Actuator over real HTTP. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "management.endpoints.web.exposure.include=metrics,prometheus,arenas",
        "arena.pool.byte-budget=4MB", "arena.byte-budget=1MB",
        "arena.pool.max-wait=20ms", "arena.soft-limit=0.7"})
class ActuatorTests {
    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    ArenaPool pool;

    @ParameterizedTest
    @ValueSource(strings = {"arena.chunks.allocated", "arena.chunks.reused", "arena.chunks", "arena.memory.reserved",
            "arena.memory.peak", "arena.memory.quarantined", "arena.memory.wasted", "arena.budget.limit",
            "arena.budget.used", "arena.budget.rejections", "arena.budget.waits", "arena.relocations", "arena.resets",
            "arena.active",
            "arena.handles.active", "arena.leaks"})
    void everyMeterShouldExistWithTheTagOfThePool(String name) throws Exception {
        JsonNode meter = json("/actuator/metrics/" + name);
        assertThat(meter.get("availableTags").toString()).contains("{\"tag\":\"pool\",\"values\":[\"arenaPool\"]}");
        String unit = name.startsWith("arena.memory") || name.equals("arena.budget.limit")
                || name.equals("arena.budget.used") ? "bytes" : null;
        assertThat(meter.path("baseUnit").asString(null)).isEqualTo(unit);
    }

    /** Requests of other tests may end after their responses, and figures may be some milliseconds old. */
    @BeforeEach
    void awaitRest() {
        await().until(() -> pool.stats().activeArenas() == 0);
        awaitMetric("arena.resets", (double) pool.stats().resets());
        awaitMetric("arena.budget.used", 0);
    }

    @Test
    void metersShouldMoveWithWork() throws Exception {
        double allocated = metric("arena.chunks.allocated");
        double relocations = metric("arena.relocations");
        double resets = metric("arena.resets");
        try (Arena arena = pool.open()) {
            var segment = arena.allocate(1000, 1);
            arena.allocate(1, 1);
            arena.grow(segment, 100_000, 1);
            awaitMetric("arena.budget.used", 4096 + 100_000);
            assertThat(metric("arena.active")).isEqualTo(1);
            assertThat(metric("arena.chunks?tag=state:live")).isEqualTo(2);
            assertThat(metric("arena.memory.wasted")).isEqualTo(4096 - 1001);
            assertThat(metric("arena.relocations")).isEqualTo(relocations + 1);
        }
        awaitMetric("arena.budget.used", 0);
        assertThat(metric("arena.active")).isZero();
        assertThat(metric("arena.chunks?tag=state:live")).isZero();
        assertThat(metric("arena.chunks?tag=state:cached")).isPositive();
        assertThat(metric("arena.memory.reserved")).isPositive();
        assertThat(metric("arena.memory.peak")).isGreaterThanOrEqualTo(104_096);
        assertThat(metric("arena.chunks.allocated")).isGreaterThan(allocated);
        assertThat(metric("arena.resets")).isEqualTo(resets + 1);
        assertThat(metric("arena.budget.limit")).isEqualTo(4 << 20);
    }

    @Test
    void requestBytesShouldBeRecordedByPatternAndOutcome() throws Exception {
        get("/counted/1000");
        get("/counted/2000");
        get("/counted/3000000");
        awaitMetric("arena.request.bytes?tag=uri:/counted/{bytes}&tag=outcome:SUCCESS", 2);
        awaitMetric("arena.request.bytes?tag=uri:/counted/{bytes}&tag=outcome:CLIENT_ERROR", 1);
        awaitMetric("arena.budget.rejections?tag=scope:arena", (double) pool.stats().arenaRejections());
    }

    @Test
    void prometheusShouldScrapeTheMeters() throws Exception {
        get("/scraped/1000");
        await().untilAsserted(() -> assertThat(get("/actuator/prometheus").body())
                .contains("arena_chunks_allocated_total{kind=\"normal\",pool=\"arenaPool\"}")
                .contains("arena_chunks{pool=\"arenaPool\",state=\"live\"}")
                .contains("arena_memory_reserved_bytes{pool=\"arenaPool\"}")
                .contains("arena_budget_rejections_total{pool=\"arenaPool\",scope=\"source\"}")
                .contains(
                        "arena_request_bytes_count{outcome=\"SUCCESS\",pool=\"arenaPool\",uri=\"/scraped/{bytes}\"}"));
    }

    @Test
    void prometheusShouldShowAPartitionInTheSecondScrapeAndNotAfterItHasClosed() throws Exception {
        String used = "arena_partition_used_bytes{partition=\"tenant\",pool=\"arenaPool\"} 4096.0";
        String rejections = "arena_budget_rejections_total{pool=\"arenaPool\",scope=\"tenant\"} 1.0";
        try (ArenaPool tenant = pool.partition("tenant", 64 << 10);
                Arena arena = tenant.open();
                Arena other = tenant.open()) {
            arena.allocate(1, 1);
            assertThat(other.tryAllocate(64_000, 1)).isNull();
            secondScrape();
            assertThat(get("/actuator/prometheus").body()).contains(used, rejections);
            assertThat(metric("arena.partition.limit?tag=partition:tenant")).isEqualTo(64 << 10);
        }
        secondScrape();
        assertThat(get("/actuator/prometheus").body()).doesNotContain("arena_partition_", "scope=\"tenant\"");
        assertThat(get("/actuator/metrics/arena.partition.used").statusCode()).isEqualTo(404);
    }

    /** Scrapes once, after cached figures have expired. */
    private void secondScrape() throws Exception {
        try (Arena arena = pool.open()) {
            arena.allocate(1 << 20, 1);
        }
        PoolStats now = pool.stats();
        awaitMetric("arena.chunks.allocated", (double) (now.normalChunksAllocated() + now.oversizedChunksAllocated()));
    }

    @Test
    void endpointShouldShowPartitionsAndTheirRefusals() throws Exception {
        try (ArenaPool tenant = pool.partition("tenant", 64 << 10);
                Arena arena = tenant.open();
                Arena other = tenant.open()) {
            arena.allocate(1, 1);
            assertThatException().isThrownBy(() -> other.allocate(64_000, 1));
            JsonNode shown = json("/actuator/arenas/arenaPool");
            assertThat(shown.get("partitions")).isEqualTo(JsonMapper.shared().readTree("""
                    [{"name": "tenant", "limit": 65536, "used": 4096, "peak": 4096, "openArenas": 2, "rejections": 1}]
                    """));
            assertThat(shown.get("refusals").get(0).get("reason").asString()).isEqualTo("partition_budget");
            assertThat(shown.get("refusals").get(0).get("partition").asString()).isEqualTo("tenant");
        }
        assertThat(json("/actuator/arenas/arenaPool").get("partitions").isEmpty()).isTrue();
    }

    @Test
    void endpointShouldShowEachPool() throws Exception {
        JsonNode all = json("/actuator/arenas");
        JsonNode one = json("/actuator/arenas/arenaPool");
        assertThat(all.get("pools").propertyNames()).containsExactly("arenaPool");
        assertThat(one.get("settings").get("byteBudget").asLong()).isEqualTo(1 << 20);
        assertThat(one.get("settings").get("idleTimeout").asString()).isEqualTo("PT30S");
        assertThat(one.get("settings").get("leakDetection").asString()).isEqualTo("sampled");
        assertThat(one.get("statistics").get("leaks").asLong()).isZero();
        assertThat(one.get("budget").get("limit").asLong()).isEqualTo(4 << 20);
        assertThat(one.get("chunks").get("sizeClasses").valueStream().map(it -> it.get("bytes").asLong()))
                .containsExactly(4096L, 8192L, 16384L, 32768L, 65536L, 131072L, 262144L, 524288L);
        assertThat(one.get("statistics").get("rejections").propertyNames()).containsExactly("arena", "pool", "source");
        assertThat(all.get("pools").get("arenaPool").get("settings")).isEqualTo(one.get("settings"));
    }

    @Test
    void endpointShouldShowTheSettingsInForce() throws Exception {
        JsonNode settings = json("/actuator/arenas/arenaPool").get("settings");
        assertThat(settings.get("poolWait").asString()).isEqualTo("PT0.02S");
        assertThat(settings.get("softLimit").asDouble()).isEqualTo(0.7);
        assertThat(settings.get("chunkSource").asString()).isEqualTo("native memory");
        assertThat(json("/actuator/arenas/arenaPool").get("statistics").get("waits").asLong()).isZero();
    }

    @Test
    void endpointShouldShowTheLargestOpenArenas() throws Exception {
        try (Arena small = pool.open(ArenaOptions.defaults().withOwner("GET /small"));
                Arena large = pool.open(
                        ArenaOptions.defaults().withOwner("GET /large").withConfinement(Confinement.SHARED))) {
            small.allocate(1000, 1);
            large.allocate(100_000, 1);
            JsonNode open = json("/actuator/arenas/arenaPool").get("open");
            assertThat(open.valueStream().map(it -> it.get("owner").asString())).containsExactly("GET /large",
                    "GET /small");
            assertThat(open.get(0).get("bytes").asLong()).isEqualTo(100_000);
            assertThat(open.get(0).get("confinement").asString()).isEqualTo("shared");
            assertThat(open.get(0).get("thread").asString()).isEqualTo("platform");
            assertThat(open.get(0).get("age").asString()).startsWith("PT");
            assertThat(open.get(1).get("confinement").asString()).isEqualTo("confined");
        }
        assertThat(json("/actuator/arenas/arenaPool").get("open").isEmpty()).isTrue();
    }

    @Test
    void endpointShouldLimitTheNumberOfOpenArenas() throws Exception {
        List<Arena> open = new ArrayList<>();
        try {
            for (int i = 0; i < 30; i++) {
                open.add(pool.open());
                open.getLast().allocate(1, 1);
            }
            JsonNode shown = json("/actuator/arenas/arenaPool").get("open");
            assertThat(shown.size()).isEqualTo(20);
            assertThat(shown.get(0).has("thread")).isFalse(); // opened without options
        } finally {
            open.forEach(Arena::close);
        }
    }

    @Test
    void endpointShouldShowTheMemoryOfRoutes() throws Exception {
        get("/scraped/100");
        await().untilAsserted(() -> {
            JsonNode routes = json("/actuator/arenas/arenaPool").get("routes");
            assertThat(routes.valueStream().filter(it -> it.get("route").asString().equals("GET /scraped/{bytes}")))
                    .singleElement().satisfies(it -> {
                        assertThat(it.get("expectedBytes").asLong()).isEqualTo(4096);
                        assertThat(it.get("requests").asLong()).isPositive();
                    });
        });
    }

    @Test
    void endpointShouldShowRecentRefusals() throws Exception {
        assertThat(get("/take/3000001").statusCode()).isEqualTo(413);
        JsonNode refusal = json("/actuator/arenas/arenaPool").get("refusals").get(0);
        assertThat(Instant.parse(refusal.get("time").asString())).isBeforeOrEqualTo(Instant.now());
        assertThat(refusal.get("reason").asString()).isEqualTo("arena_budget");
        assertThat(refusal.get("message").asString()).contains("holds 4096 of at most 1048576");
        assertThat(refusal.get("requested").asLong()).isEqualTo(3_000_001);
        assertThat(refusal.get("held").asLong()).isEqualTo(4096);
        assertThat(refusal.get("limit").asLong()).isEqualTo(1 << 20);
        assertThat(json("/actuator/arenas/arenaPool").get("leaks").isArray()).isTrue();
    }

    @Test
    void endpointShouldReturn404ForAnUnknownPool() throws Exception {
        assertThat(get("/actuator/arenas/nobody").statusCode()).isEqualTo(404);
    }

    /** Waits for a figure, because figures may be some milliseconds old. */
    private void awaitMetric(String name, double value) {
        await().untilAsserted(() -> assertThat(metric(name)).isEqualTo(value));
    }

    private double metric(String name) throws IOException, InterruptedException {
        return json("/actuator/metrics/" + name.replace("{", "%7B").replace("}", "%7D")).get("measurements").get(0)
                .get("value").asDouble();
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
        return client.send(request, BodyHandlers.ofString());
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Handlers.class)
    static class Application {}

    @RestController
    static class Handlers {

        @GetMapping({"/take/{bytes}", "/counted/{bytes}", "/scraped/{bytes}"})
        long take(Arena arena, @PathVariable long bytes) {
            return arena.allocate(1, 1).byteSize() + arena.allocate(bytes, 1).byteSize();
        }
    }
}
