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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.arena.Arena;
import dev.arena.spring.boot.ArenaBudget;
import dev.arena.spring.boot.WithArena;

/** Long requests, requests that need much memory, and requests that need little. Runs on both web stacks. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({FairnessApplication.Handlers.class, FairnessApplication.Job.class})
class FairnessApplication {

    @Component
    static class Job {
        private final Arena arena;

        Job(Arena arena) {
            this.arena = arena;
        }

        @WithArena(owner = "nightly job")
        public void run() {
            for (int i = 0; i < 60; i++) {
                arena.allocate(10_000, 8);
            }
        }
    }

    @RestController
    static class Handlers {
        final AtomicInteger waiting = new AtomicInteger();
        private volatile CompletableFuture<Void> gate = new CompletableFuture<>();

        void open() {
            gate.complete(null);
            gate = new CompletableFuture<>();
        }

        @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<ServerSentEvent<String>> events(Arena arena) {
            arena.allocate(64, 8);
            return Flux.concat(Mono.just(ServerSentEvent.builder("first").build()), Flux.never());
        }

        /** The starter does not know that this handler takes long. */
        @GetMapping("/poll")
        Mono<String> poll(Arena arena) {
            arena.allocate(64, 8);
            return await("over");
        }

        @PostMapping("/upload")
        Mono<Long> upload(@RequestBody MemorySegment body) {
            return Mono.just(body.byteSize());
        }

        @GetMapping("/small")
        Mono<Long> small(Arena arena) {
            arena.allocate(300, 8);
            return Mono.just(arena.stats().bytesHeld());
        }

        @PostMapping({"/import", "/overloaded"})
        Mono<Long> imports(@RequestBody MemorySegment body) {
            return await(body.byteSize());
        }

        @PostMapping("/annotated")
        @ArenaBudget(total = "8MB")
        Mono<Long> annotated(@RequestBody MemorySegment body) {
            return await(body.byteSize());
        }

        private <T> Mono<T> await(T result) {
            Mono<T> answer = Mono.fromFuture(gate.thenApply(_ -> result));
            waiting.incrementAndGet();
            return answer;
        }
    }
}
