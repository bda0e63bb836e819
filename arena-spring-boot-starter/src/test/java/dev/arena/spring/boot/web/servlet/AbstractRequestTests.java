package dev.arena.spring.boot.web.servlet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.arena.ArenaPool;
import dev.arena.PoolStats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Requests over real HTTP to {@link LifecycleApplication}, and how its memory is afterwards. */
@SpringBootTest(classes = LifecycleApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "arena.byte-budget=64KB", "arena.pool.byte-budget=1MB", "arena.web.exclude=/excluded/**"})
abstract class AbstractRequestTests {
    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    ArenaPool pool;

    @Autowired
    Witness witness;

    @Autowired
    LifecycleApplication.Handlers handlers;

    @BeforeEach
    void forgetEarlierRequests() {
        awaitNothingLive();
        witness.forget();
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** The end of a request may come after its response has arrived; an end that never comes fails here. */
    void awaitNothingLive() {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            PoolStats stats = pool.stats();
            assertThat(stats.activeArenas()).as("active arenas").isZero();
            assertThat(stats.liveBytes()).as("live bytes").isZero();
            assertThat(stats.liveChunks()).as("live chunks").isZero();
        });
    }

    /** Each generation ended exactly once, and none of its segments can be read. */
    void assertEnded(int uses) {
        awaitNothingLive();
        pool.trim(); // what was shared is quarantined until then
        assertThat(witness.segments).hasSize(uses).allSatisfy(it -> assertThat(it.scope().isAlive()).isFalse());
        assertThat(witness.cleanups).hasValue(uses);
    }
}
