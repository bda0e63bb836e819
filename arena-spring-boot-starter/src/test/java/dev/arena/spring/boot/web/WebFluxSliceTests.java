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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.collect.LongVec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A slice with only reactive controllers contains all beans that they need for arenas. */
@WebFluxTest(properties = "arena.byte-budget=64KB")
class WebFluxSliceTests {

    @Autowired
    WebTestClient client;

    @Autowired
    ArenaPool pool;

    @AfterEach
    void allMemoryShouldBeReleased() {
        await().untilAsserted(() -> {
            assertThat(pool.stats().liveChunks()).isZero();
            assertThat(pool.stats().activeArenas()).isZero();
            assertThat(pool.stats().leaks()).isZero();
        });
    }

    @Test
    void arenaOfTheHandlerShouldEndWithTheRequest() {
        long resets = pool.stats().resets();
        client.get().uri("/take/1000").exchange().expectStatus().isOk().expectBody(Long.class).isEqualTo(1000L);
        await().untilAsserted(() -> assertThat(pool.stats().resets()).isEqualTo(resets + 1));
    }

    @Test
    void bodiesShouldBeConverted() {
        client.post().uri("/numbers").contentType(MediaType.APPLICATION_JSON).bodyValue("[1,2,39]").exchange()
                .expectStatus().isOk().expectBody(Long.class).isEqualTo(42L);
    }

    @Test
    void exhaustionShouldResultInAProblem() {
        client.get().uri("/take/100000").exchange().expectStatus().isEqualTo(413).expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Handlers.class)
    static class Application {}

    @RestController
    static class Handlers {

        @GetMapping("/take/{bytes}")
        long take(Arena arena, @PathVariable long bytes) {
            return arena.allocate(bytes, 1).byteSize();
        }

        @PostMapping("/numbers")
        Mono<Long> numbers(@RequestBody Mono<LongVec> body) {
            return body.map(numbers -> numbers.stream().sum());
        }
    }
}
