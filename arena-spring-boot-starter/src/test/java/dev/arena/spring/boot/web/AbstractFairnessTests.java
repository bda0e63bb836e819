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

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.Patience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Neither idle requests nor a route with a high memory use take the memory of other requests. */
@SpringBootTest(classes = FairnessApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "arena.pool.byte-budget=64MB", "arena.web.routes[0].path=/import",
        "arena.web.routes[0].total-byte-budget=8MB", "arena.web.routes[1].path=/overloaded",
        "arena.web.routes[1].total-byte-budget=8MB", "spring.threads.virtual.enabled=true",
        "spring.mvc.async.request-timeout=1h"})
abstract class AbstractFairnessTests {
    private static final int IDLE = 200;
    static final int LARGE = 2 << 20;
    private static final int HEAVY = 7 << 19;

    final HttpClient client = HttpClient.newHttpClient();
    private final List<Socket> sockets = new ArrayList<>();

    @LocalServerPort
    int port;

    @Autowired
    ArenaPool pool;

    @Autowired
    FairnessApplication.Handlers handlers;

    @Autowired
    FairnessApplication.Job job;

    /** Requests of other tests may end after their responses. */
    @BeforeEach
    void awaitRest() {
        await().untilAsserted(
                () -> assertThat(pool.partitions()).allMatch(partition -> partition.stats().liveBytes() == 0));
    }

    @AfterEach
    void endAll() throws IOException {
        handlers.open();
        for (Socket socket : sockets) {
            socket.close();
        }
        client.close();
    }

    @Test
    void idleEventStreamsShouldNotStarveOthers() throws Exception {
        for (int i = 0; i < IDLE; i++) {
            Socket stream = get("/events");
            awaitFirstEvent(stream);
            assertThat(upload("/upload", LARGE).statusCode()).isEqualTo(200);
        }
        assertThat(pool.stats().activeArenas()).isGreaterThanOrEqualTo(IDLE);
        await().until(() -> pool.stats().quarantinedBytes() <= pool.settings().maxQuarantined());
        assertThat(pool.stats().poolRejections()).isZero();
    }

    @Test
    void idleRequestsOfUnknownRoutesShouldNotStarveOthers() throws Exception {
        int before = handlers.waiting.get();
        for (int i = 1; i <= IDLE; i++) {
            int polls = before + i;
            get("/poll");
            await().until(() -> handlers.waiting.get() == polls);
            assertThat(upload("/upload", LARGE).statusCode()).isEqualTo(200);
        }
        await().until(() -> pool.stats().quarantinedBytes() <= pool.settings().maxQuarantined());
        assertThat(pool.stats().poolRejections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/import", "/annotated"})
    void heavyRouteShouldNotTakeTheMemoryOfOthers(String path) throws Exception {
        int before = handlers.waiting.get();
        List<CompletableFuture<HttpResponse<String>>> running = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            int imports = before + i;
            running.add(client.sendAsync(post(path, HEAVY), BodyHandlers.ofString()));
            await().until(() -> handlers.waiting.get() == imports);
        }
        for (int i = 0; i < 10; i++) {
            HttpResponse<String> refused = upload(path, LARGE);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(refused.body()).contains("\"scope\":\"route\"").contains("\"limit\":" + (8 << 20))
                    .doesNotContain("partition");
            assertThat(upload("/upload", 20 << 20).statusCode()).as("another route").isEqualTo(200);
        }
        assertThat(pool.partitions()).extracting(ArenaPool::name).anyMatch(name -> name.startsWith("route "));
        handlers.open();
        for (CompletableFuture<HttpResponse<String>> each : running) {
            assertThat(each.get().body()).isEqualTo(Integer.toString(HEAVY));
        }
        awaitRest();
    }

    @Test
    void overloadedRouteShouldRefuseABodyBeforeItTakesMemory() throws Exception {
        String path = "/overloaded";
        int before = handlers.waiting.get();
        CompletableFuture<HttpResponse<String>> running = overload(path);
        int prompt = 0;
        for (int i = 0; i < 100 && prompt < 5; i++) {
            prompt += requireRefusalWithoutMemory(path) ? 1 : 0;
        }
        assertThat(prompt).as("refusals within a second of the previous one").isPositive();
        CompletableFuture<HttpResponse<String>> small = client.sendAsync(post(path, 300 << 10),
                BodyHandlers.ofString());
        await().until(() -> handlers.waiting.get() == before + 2);
        handlers.open();
        assertThat(running.get().body()).isEqualTo(Integer.toString(7 << 20));
        assertThat(small.get().body()).isEqualTo(Integer.toString(300 << 10));
        CompletableFuture<HttpResponse<String>> next = client.sendAsync(post(path, HEAVY), BodyHandlers.ofString());
        await().until(() -> handlers.waiting.get() == before + 3);
        handlers.open();
        assertThat(next.get().statusCode()).as("no other request is running").isEqualTo(200);
    }

    /** A route is overloaded for one second after a refusal. Returns false if the machine was too slow for a second request. */
    private boolean requireRefusalWithoutMemory(String path) throws IOException, InterruptedException {
        long start = System.nanoTime();
        assertThat(upload(path, LARGE).statusCode()).isEqualTo(503);
        long chunks = pool.stats().oversizedChunksAllocated();
        assertThat(upload(path, LARGE).statusCode()).isEqualTo(503);
        boolean prompt = System.nanoTime() - start < TimeUnit.SECONDS.toNanos(1);
        if (prompt) {
            assertThat(pool.stats().oversizedChunksAllocated()).isEqualTo(chunks);
        }
        return prompt;
    }

    @Test
    void largeJobsShouldNotChangeTheFirstChunkOfRequests() throws Exception {
        for (int i = 0; i < 200; i++) {
            job.run();
        }
        HttpResponse<String> small = client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/small")).build(),
                BodyHandlers.ofString());
        assertThat(small.body()).isEqualTo("4096");
    }

    /** Lets a request take most of the memory of a route, which then refuses another one. */
    CompletableFuture<HttpResponse<String>> overload(String path) throws IOException, InterruptedException {
        int before = handlers.waiting.get();
        CompletableFuture<HttpResponse<String>> running = client.sendAsync(post(path, 7 << 20),
                BodyHandlers.ofString());
        await().until(() -> handlers.waiting.get() == before + 1);
        assertThat(upload(path, LARGE).body()).contains("\"scope\":\"route\"");
        return running;
    }

    HttpRequest post(String path, int bytes) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(new byte[bytes])).build();
    }

    /**
     * Uploads a body. A body that will be refused must not exceed {@link #LARGE}, because Tomcat closes the connection after
     * refusing a larger one.
     */
    HttpResponse<String> upload(String path, int bytes) throws IOException, InterruptedException {
        return client.send(post(path, bytes), BodyHandlers.ofString());
    }

    Socket connect() throws IOException {
        var socket = new Socket("localhost", port);
        socket.setSoTimeout((int) Patience.LIMIT.toMillis());
        sockets.add(socket);
        return socket;
    }

    private Socket get(String path) throws IOException {
        Socket socket = connect();
        socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void awaitFirstEvent(Socket stream) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf("data:first") < 0) {
            int next = stream.getInputStream().read();
            assertThat(next).as(text.toString()).isNotNegative();
            text.append((char) next);
        }
    }
}
