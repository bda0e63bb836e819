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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;

import dev.arena.ArenaPool;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class LiveStreamTests {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int MOST_VIEWERS = 16;

    private final ArenaPool pool;
    private final int port;
    private final List<InputStream> streams = new ArrayList<>();

    @Autowired
    LiveStreamTests(ArenaPool pool, Environment environment) {
        this.pool = pool;
        this.port = environment.getRequiredProperty("local.server.port", int.class);
    }

    /** A disconnected viewer is detected by one of the next snapshots. Requests of other tests may end after their responses. */
    @BeforeEach
    void awaitNoViewers() {
        Awaitility.await().untilAsserted(() -> assertThat(viewers()).contains("\"viewers\":0"));
        Awaitility.await().until(() -> tickers() == 0);
        Awaitility.await().until(() -> pool.stats().activeArenas() == 0);
    }

    @AfterEach
    void disconnectAllViewers() throws IOException {
        leave();
        awaitNoViewers();
    }

    private void leave() throws IOException {
        for (InputStream stream : streams) {
            stream.close();
        }
        streams.clear();
    }

    private HttpResponse<InputStream> get(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
        try {
            HttpResponse<InputStream> answer = HTTP.send(request, BodyHandlers.ofInputStream());
            streams.add(answer.body());
            return answer;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String viewers() throws IOException {
        try (InputStream body = get("/api/live/now").body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static long tickers() {
        return Thread.getAllStackTraces().keySet().stream().filter(it -> it.getName().equals("live-ticker")).count();
    }

    @Test
    void snapshotsArePushedWithoutAnArena() throws IOException {
        long ended = pool.stats().resets();
        HttpResponse<InputStream> answer = get("/api/live");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        for (int i = 0; i < 3; i++) {
            assertThat(lines.readLine()).startsWith("data:{\"time\":").contains("\"used\":0", "\"requests\":[]");
            assertThat(lines.readLine()).isEmpty();
        }
        assertThat(pool.stats().activeArenas()).isZero();
        assertThat(pool.stats().resets()).isEqualTo(ended);
    }

    @Test
    void viewersShareOneTickerAndTheirNumberIsLimited() throws IOException {
        for (int i = 0; i < MOST_VIEWERS; i++) {
            assertThat(get("/api/live").statusCode()).isEqualTo(200);
        }
        assertThat(tickers()).isEqualTo(1);
        HttpResponse<InputStream> refused = get("/api/live");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(new String(refused.body().readAllBytes(), StandardCharsets.UTF_8))
                .contains("No more than 16 can watch at the same time");
        leave();
        awaitNoViewers();
        assertThat(get("/api/live").statusCode()).isEqualTo(200);
    }
}
