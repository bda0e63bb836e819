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
import java.lang.foreign.MemorySegment;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.spring.boot.ArenaBudget;
import dev.arena.spring.boot.http.HttpTests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Requests of a route whose total budget is less than the budget of one request. A request that can never fit gets 413, and one
 * that fits once others have ended gets 503.
 */
@SpringBootTest(classes = AbstractGroupBudgetTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "arena.pool.byte-budget=16MB", "arena.byte-budget=1MB", "arena.web.routes[0].path=/route/**",
        "arena.web.routes[0].total-byte-budget=256KB"})
abstract class AbstractGroupBudgetTests extends HttpTests {
    private static final int TOO_MUCH = 300_000;
    private static final String OCTETS = "application/octet-stream";

    @Autowired
    Application.Handlers handlers;

    @BeforeEach
    void nothingIsLive() {
        awaitNothingLive();
    }

    @ParameterizedTest
    @CsvSource({"/route/bytes", "/route/annotated", "/total"})
    void requestThatCanNeverFitShouldBe413(String path) throws Exception {
        byte[] body = new byte[TOO_MUCH];
        assertTooLarge(post(path, body, "Content-Type", OCTETS));
        assertTooLarge(postChunked(path, body, "Content-Type", OCTETS));
        String records = "[" + "{\"id\":1,\"name\":\"a\"},".repeat(30_000) + "{\"id\":2,\"name\":\"b\"}]";
        assertTooLarge(post(path + "/records", records, "Content-Type", "application/json"));
    }

    @Test
    void requestThatHoldsTooMuchBeforeItsHandlerIsKnownShouldBe413() throws Exception {
        assertTooLarge(post("/total", "x", "Content-Type", OCTETS, "X-Filter-Allocates", "300000"));
        assertThat(text(post("/total", "x", "Content-Type", OCTETS, "X-Filter-Allocates", "100000"))).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"/route/hold, /route/bytes", "/route/hold, /route/annotated", "/total/hold, /total"})
    void otherRequestsShouldOnlyMatterForRequestsThatFit(String hold, String path) throws Exception {
        CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> {
            try {
                return text(get(hold));
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }, Thread::startVirtualThread);
        try {
            await().until(() -> pool.stats().liveBytes() > 0);
            assertTooLarge(post(path, new byte[TOO_MUCH], "Content-Type", OCTETS));
            HttpResponse<byte[]> refused = post(path, new byte[256 << 10], "Content-Type", OCTETS);
            assertThat(refused.statusCode()).as(text(refused)).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(text(refused)).contains("\"scope\":\"route\"");
        } finally {
            handlers.gate.complete("over");
            handlers.gate = new CompletableFuture<>();
        }
        assertThat(running.get()).isEqualTo("over");
        awaitNothingLive();
        assertThat(text(post(path, new byte[256 << 10], "Content-Type", OCTETS))).isEqualTo("262144");
    }

    private void assertTooLarge(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).as(text(response)).isEqualTo(413);
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
        assertThat(text(response)).contains("\"scope\":\"arena\"", "\"limit\":262144");
        awaitNothingLive(1);
    }

    private void awaitNothingLive(int most) {
        await().untilAsserted(() -> assertThat(pool.stats().activeArenas()).isLessThanOrEqualTo(most));
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({Application.Handlers.class, Application.Limited.class})
    static class Application {
        record Item(int id, String name) {}

        @Bean
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
        OncePerRequestFilter allocatingFilter(Arena arena) {
            return new OncePerRequestFilter() {
                @Override
                protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
                        FilterChain chain) throws ServletException, IOException {
                    String bytes = request.getHeader("X-Filter-Allocates");
                    if (bytes != null) {
                        arena.allocate(Long.parseLong(bytes), 1);
                    }
                    chain.doFilter(request, response);
                }
            };
        }

        @Bean
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
        WebFilter allocatingWebFilter() {
            return (exchange, chain) -> {
                String bytes = exchange.getRequest().getHeaders().getFirst("X-Filter-Allocates");
                if (bytes != null) {
                    ReactiveArenas.of(exchange).allocate(Long.parseLong(bytes), 1);
                }
                return chain.filter(exchange);
            };
        }

        @RestController
        static class Handlers {
            volatile CompletableFuture<String> gate = new CompletableFuture<>();

            @PostMapping("/route/bytes")
            long bytes(@RequestBody MemorySegment body) {
                return body.byteSize();
            }

            @PostMapping("/route/bytes/records")
            long records(@RequestBody RecordVec<Item> body) {
                return body.size();
            }

            @PostMapping("/route/annotated")
            @ArenaBudget("512KB")
            long annotated(@RequestBody MemorySegment body) {
                return body.byteSize();
            }

            @PostMapping("/route/annotated/records")
            @ArenaBudget("512KB")
            long annotatedRecords(@RequestBody RecordVec<Item> body) {
                return body.size();
            }

            @GetMapping("/route/hold")
            Mono<String> hold(Arena arena) {
                arena.allocate(8, 8);
                return Mono.fromFuture(gate);
            }
        }

        /** All requests of these handlers together may take less memory than one request may otherwise take. */
        @RestController
        @ArenaBudget(total = "256KB")
        static class Limited {
            private final Handlers handlers;

            Limited(Handlers handlers) {
                this.handlers = handlers;
            }

            @PostMapping("/total")
            long total(@RequestBody MemorySegment body) {
                return body.byteSize();
            }

            @PostMapping("/total/records")
            long totalRecords(@RequestBody RecordVec<Item> body) {
                return body.size();
            }

            @GetMapping("/total/hold")
            Mono<String> hold(Arena arena) {
                return handlers.hold(arena);
            }
        }
    }
}
