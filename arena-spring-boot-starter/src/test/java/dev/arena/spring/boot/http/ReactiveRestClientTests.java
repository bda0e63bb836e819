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

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import jakarta.annotation.PreDestroy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.arena.collect.RecordVec;
import dev.arena.spring.boot.http.ClientApplication.Item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Handlers of WebFlux that call {@link RestClient} on another thread, as they must not block their own. */
@SpringBootTest(classes = ClientApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestPropertySource(properties = {"spring.main.web-application-type=reactive",
        "spring.reactor.context-propagation=auto", "arena.byte-budget=8MB"})
@Import(ReactiveRestClientTests.Blocking.class)
class ReactiveRestClientTests extends HttpTests {
    private static final int CANCELLED = 20;

    /** The property applies to the whole JVM, and Spring Boot does not reset it. */
    @AfterAll
    static void disableContextPropagation() {
        Hooks.disableAutomaticContextPropagation();
    }

    @RestController
    static class Blocking {
        private static final ParameterizedTypeReference<RecordVec<Item>> ITEMS = new ParameterizedTypeReference<>() {
        };

        /** A cancelled call keeps its thread, so there must be more threads than calls. */
        private final Scheduler threads = Schedulers.newBoundedElastic(2 * CANCELLED, 1, "blocking", 60, true);

        private final RestClient client;

        Blocking(RestClient.Builder clients) {
            this.client = clients.build();
        }

        @GetMapping("/blocking/{port}/{path}")
        Mono<String> sizeOf(@PathVariable int port, @PathVariable String path) {
            return Mono.fromCallable(() -> Objects.requireNonNull(client.get()
                    .uri("http://localhost:" + port + "/upstream/" + path).retrieve().body(ITEMS)).size() + " items")
                    .subscribeOn(threads);
        }

        @PreDestroy
        void endThreads() {
            threads.dispose();
        }
    }

    @Test
    void responsesShouldBeReadIntoTheArenaOfTheRequest() throws Exception {
        assertThat(text(get("/blocking/" + port + "/good"))).isEqualTo("2 items");
        assertThat(text(get("/blocking/" + port + "/medium"))).isEqualTo("10000 items");
        awaitNothingLive();
    }

    @Test
    void failuresShouldBeExceptionsOfTheClient() throws Exception {
        assertThat(get("/blocking/" + port + "/malformed").statusCode()).isEqualTo(502);
        assertThat(get("/blocking/" + port + "/other").statusCode()).isEqualTo(502);
        assertThat(get("/blocking/" + port + "/large").statusCode()).isEqualTo(413);
        awaitNothingLive();
    }

    /** The client disconnects while the other thread waits for the rest of the response. */
    @Test
    void cancelledRequestsShouldReleaseTheirMemory() throws Exception {
        try (var upstream = new CutResponses(false)) {
            for (int i = 0; i < CANCELLED; i++) {
                try (var client = new Socket("localhost", port)) {
                    client.getOutputStream().write(("GET /blocking/" + upstream.port() + "/records HTTP/1.1\r\n"
                            + "Host: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                    await().untilAsserted(() -> assertThat(pool.stats().activeArenas()).isEqualTo(1));
                }
                awaitNothingLive();
            }
        }
    }
}
