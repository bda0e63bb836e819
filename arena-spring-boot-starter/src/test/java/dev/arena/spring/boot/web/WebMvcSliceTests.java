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

import java.lang.foreign.MemorySegment;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.collect.LongVec;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;

/** A slice with only controllers contains all beans that they need for arenas. */
@WebMvcTest(properties = "arena.byte-budget=64KB")
class WebMvcSliceTests {

    @Autowired
    MockMvcTester mvc;

    @Autowired
    ArenaPool pool;

    @AfterEach
    void allMemoryShouldBeReleased() {
        assertThat(pool.stats().liveChunks()).isZero();
        assertThat(pool.stats().activeArenas()).isZero();
        assertThat(pool.stats().leaks()).isZero();
    }

    @Test
    void injectedArenaShouldEndWithTheRequest() {
        long resets = pool.stats().resets();
        assertThat(mvc.post().uri("/injected").content("abc")).hasStatusOk().bodyText().isEqualTo("3");
        assertThat(pool.stats().resets()).isEqualTo(resets + 1);
    }

    @Test
    void bodiesShouldBeConverted() {
        assertThat(mvc.post().uri("/text").contentType(MediaType.TEXT_PLAIN).content("Zürich")).hasStatusOk()
                .bodyText().isEqualTo("Zürich");
        assertThat(mvc.post().uri("/numbers").contentType(MediaType.APPLICATION_JSON).content("[1,2,39]"))
                .hasStatusOk().bodyText().isEqualTo("42");
    }

    @Test
    void exhaustionShouldResultInAProblem() {
        assertThat(mvc.post().uri("/injected").content("x".repeat(100_000))).hasStatus(413)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Handlers.class)
    static class Application {}

    @RestController
    static class Handlers {
        private final Arena arena;

        Handlers(Arena arena) {
            this.arena = arena;
        }

        @PostMapping("/injected")
        long injected(@RequestBody byte[] body) {
            MemorySegment copy = arena.allocate(body.length, 1);
            return copy.copyFrom(MemorySegment.ofArray(body)).byteSize();
        }

        @PostMapping(path = "/text", produces = "text/plain;charset=UTF-8")
        Utf8String text(@RequestBody Utf8String body) {
            return body;
        }

        @PostMapping("/numbers")
        long numbers(@RequestBody LongVec body) {
            return body.stream().sum();
        }
    }
}
