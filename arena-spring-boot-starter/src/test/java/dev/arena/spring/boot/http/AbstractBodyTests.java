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

package dev.arena.spring.boot.http;

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
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.ArenaPool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sends bodies over real HTTP to {@link BodyApplication}. Every request must return its memory, however it ends. */
@SpringBootTest(classes = BodyApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "arena.byte-budget=8MB", "arena.pool.byte-budget=32MB", "arena.web.exclude=/excluded/**",
        "arena.json.max-depth=20", "arena.json.max-array-length=20000", "arena.json.max-string-length=1000"})
abstract class AbstractBodyTests {
    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    ArenaPool pool;

    @Autowired
    BodyWitness witness;

    @BeforeEach
    void forgetEarlierRequests() {
        awaitNothingLive();
        witness.segments.clear();
    }

    HttpResponse<byte[]> post(String path, byte[] body, String... headers) throws IOException, InterruptedException {
        return send(path, BodyPublishers.ofByteArray(body), headers);
    }

    HttpResponse<byte[]> post(String path, String body, String... headers) throws IOException, InterruptedException {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Sends a body without a Content-Length. */
    HttpResponse<byte[]> postChunked(String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return send(path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)), headers);
    }

    HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return send(path, null, headers);
    }

    private HttpResponse<byte[]> send(String path, @Nullable BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (body != null) {
            request.POST(body);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** Sends only the first bytes of a body. A server that continues to read waits until the socket is closed. */
    Socket announce(String path, String type, long length) throws IOException {
        var socket = new Socket("localhost", port);
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                        + "\r\nContent-Length: "
                        + length + "\r\nConnection: close\r\n\r\n[1").getBytes(StandardCharsets.US_ASCII));
        return socket;
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
        assertThat(text(response)).doesNotContain("dev.arena").doesNotContain("Exception").doesNotContain("jackson")
                .doesNotContain("arenaPool").doesNotContain("#").doesNotContain("max-").doesNotContain("Reading");
        JsonNode problem = JsonMapper.shared().readTree(response.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        return problem;
    }

    static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Waits for the end of a request, which may follow its response. Fails if the request never ends. */
    void awaitNothingLive() {
        await().untilAsserted(() -> {
            assertThat(pool.stats().activeArenas()).as("active arenas").isZero();
            assertThat(pool.stats().liveBytes()).as("live bytes").isZero();
        });
    }

    /** Asserts that all memory has been returned, and that the segments of the handler cannot be read. */
    void assertEnded() {
        awaitNothingLive();
        pool.trim(); // memory of shared arenas stays in quarantine until then
        assertThat(witness.segments).isNotEmpty().allSatisfy(it -> assertThat(it.scope().isAlive()).isFalse());
    }
}
