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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.ArenaPool;
import dev.arena.PoolStats;
import dev.arena.spring.boot.web.ReactiveRequestArenaListener.Ending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sends requests over real HTTP to {@link ReactiveApplication} on Reactor Netty, and checks its memory afterwards. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SpringBootTest(classes = ReactiveApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "arena.observations.include-size=true",
        "spring.main.web-application-type=reactive", "arena.byte-budget=8MB", "arena.pool.byte-budget=32MB",
        "arena.pool.max-wait=1h", "arena.web.exclude=/excluded/**",
        "arena.web.routes[0].path=/routed/by-path/*", "arena.web.routes[0].byte-budget=96KB",
        "arena.web.routes[0].confinement=confined",
        "arena.web.routes[1].path=/functional/routed/*", "arena.web.routes[1].byte-budget=96KB",
        "arena.web.routes[2].path=/routed/off", "arena.web.routes[2].enabled=false"})
abstract class AbstractReactiveTests {
    static final String OCTETS = "application/octet-stream";
    static final String JSON = "application/json";

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    ArenaPool pool;

    @Autowired
    ReactiveWitness witness;

    @Autowired
    ReactiveApplication.Handlers handlers;

    @BeforeEach
    void forgetEarlierRequests() {
        await().until(() -> witness.requests.get() == 0);
        awaitNothingLive();
        witness.forget();
    }

    @AfterAll
    void nothingShouldHaveLeaked() {
        awaitNothingLive();
        assertThat(pool.stats().leaks()).isZero();
        client.close();
    }

    HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return send(path, null, headers);
    }

    HttpResponse<byte[]> post(String path, byte[] body, String type) throws IOException, InterruptedException {
        return send(path, BodyPublishers.ofByteArray(body), "Content-Type", type);
    }

    HttpResponse<byte[]> post(String path, String body, String type) throws IOException, InterruptedException {
        return post(path, body.getBytes(StandardCharsets.UTF_8), type);
    }

    /** Sends a body without a Content-Length. */
    HttpResponse<byte[]> postChunked(String path, byte[] body, String type) throws IOException, InterruptedException {
        return send(path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)), "Content-Type", type);
    }

    private HttpResponse<byte[]> send(String path, @Nullable BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .version(HttpClient.Version.HTTP_1_1);
        if (body != null) {
            request.POST(body);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** A client that can disconnect at any time. */
    Socket open(String request) throws IOException {
        var socket = new Socket("localhost", port);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    Socket openGet(String path) throws IOException {
        return open("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    /** Sends only the first bytes of a body. */
    Socket announce(String path, long length) throws IOException {
        return open("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + OCTETS
                + "\r\nContent-Length: " + length + "\r\nConnection: close\r\n\r\n[1");
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static String contentType(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    /** Returns the problem details of a response, which must not reveal internals. */
    static JsonNode problem(HttpResponse<byte[]> response, int status) {
        assertThat(response.statusCode()).as(text(response)).isEqualTo(status);
        assertThat(contentType(response)).isEqualTo("application/problem+json");
        assertThat(text(response)).doesNotContain("dev.arena").doesNotContain("Exception").doesNotContain("arenaPool")
                .doesNotContain("#");
        JsonNode problem = JsonMapper.shared().readTree(response.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        return problem;
    }

    /** Waits for the end of a request, which may follow its response. Fails if the request never ends. */
    void awaitNothingLive() {
        await().untilAsserted(() -> {
            PoolStats stats = pool.stats();
            assertThat(stats.activeArenas()).as("active arenas").isZero();
            assertThat(stats.liveBytes()).as("live bytes").isZero();
            assertThat(stats.liveChunks()).as("live chunks").isZero();
        });
    }

    /** Asserts that the only request has ended once, in this way, and that its segments cannot be read. */
    void assertEnded(Ending ending) {
        await().untilAsserted(() -> assertThat(witness.endings).isNotEmpty());
        awaitNothingLive();
        pool.trim(); // memory of shared arenas stays in quarantine until then
        assertThat(witness.endings).containsExactly(ending);
        assertThat(witness.segments).allSatisfy(it -> assertThat(it.scope().isAlive()).isFalse());
    }

    /** Also asserts that each allocation of the handler has ended exactly once. */
    void assertEnded(Ending ending, int uses) {
        assertEnded(ending);
        assertThat(witness.segments).hasSize(uses);
        assertThat(witness.cleanups).hasValue(uses);
    }
}
