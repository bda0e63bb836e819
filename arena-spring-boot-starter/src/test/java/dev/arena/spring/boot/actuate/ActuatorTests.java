package dev.arena.spring.boot.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

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
import dev.arena.ArenaPool;

import static org.assertj.core.api.Assertions.assertThat;

/** What Actuator shows over real HTTP. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "management.endpoints.web.exposure.include=metrics,prometheus,arenas",
        "arena.pool.byte-budget=4MB", "arena.byte-budget=1MB"})
class ActuatorTests {
    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    ArenaPool pool;

    @ParameterizedTest
    @ValueSource(strings = {"arena.chunks.allocated", "arena.chunks.reused", "arena.chunks", "arena.memory.reserved",
            "arena.memory.peak", "arena.memory.wasted", "arena.budget.limit", "arena.budget.used",
            "arena.budget.rejections", "arena.relocations", "arena.resets", "arena.active",
            "arena.handles.active", "arena.leaks"})
    void everyMeterShouldBeThereAndTaggedWithThePool(String name) throws Exception {
        JsonNode meter = json("/actuator/metrics/" + name);
        assertThat(meter.get("availableTags").toString()).contains("{\"tag\":\"pool\",\"values\":[\"arenaPool\"]}");
        String unit = name.startsWith("arena.memory") || name.equals("arena.budget.limit")
                || name.equals("arena.budget.used") ? "bytes" : null;
        assertThat(meter.path("baseUnit").asString(null)).isEqualTo(unit);
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
            assertThat(metric("arena.budget.used")).isEqualTo(4096 + 100_000);
            assertThat(metric("arena.active")).isEqualTo(1);
            assertThat(metric("arena.chunks?tag=state:live")).isEqualTo(2);
            assertThat(metric("arena.memory.wasted")).isEqualTo(4096 - 1001);
            assertThat(metric("arena.relocations")).isEqualTo(relocations + 1);
        }
        assertThat(metric("arena.budget.used")).isZero();
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
        get("/take/1000");
        get("/take/2000");
        get("/take/3000000");
        assertThat(metric("arena.request.bytes?tag=uri:/take/{bytes}&tag=outcome:SUCCESS")).isEqualTo(2);
        assertThat(metric("arena.request.bytes?tag=uri:/take/{bytes}&tag=outcome:CLIENT_ERROR")).isEqualTo(1);
        assertThat(metric("arena.budget.rejections?tag=scope:arena")).isEqualTo(1);
    }

    @Test
    void prometheusShouldScrapeTheMeters() throws Exception {
        get("/scraped/1000");
        assertThat(get("/actuator/prometheus").body())
                .contains("arena_chunks_allocated_total{kind=\"normal\",pool=\"arenaPool\"}")
                .contains("arena_chunks{pool=\"arenaPool\",state=\"live\"}")
                .contains("arena_memory_reserved_bytes{pool=\"arenaPool\"}")
                .contains("arena_budget_rejections_total{pool=\"arenaPool\",scope=\"source\"}")
                .contains("arena_request_bytes_count{outcome=\"SUCCESS\",pool=\"arenaPool\",uri=\"/scraped/{bytes}\"}");
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
    void endpointShouldAnswer404ForAnUnknownPool() throws Exception {
        assertThat(get("/actuator/arenas/nobody").statusCode()).isEqualTo(404);
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

        @GetMapping({"/take/{bytes}", "/scraped/{bytes}"})
        long take(Arena arena, @PathVariable long bytes) {
            return arena.allocate(1, 1).byteSize() + arena.allocate(bytes, 1).byteSize();
        }
    }
}
