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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.spring.boot.Patience;
import dev.arena.spring.boot.WithArena;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The injected arena on other threads that work for a request. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.task.execution.propagate-context=true", "arena.leak-detection=all"})
class PropagationTests {
    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    ArenaPool pool;

    @Autowired
    Worker worker;

    @AfterEach
    void allMemoryShouldBeReleased() {
        awaitNothingActive();
        assertThat(pool.stats().liveBytes()).isZero();
        assertThat(pool.stats().leaks()).isZero();
        client.close();
    }

    private void awaitNothingActive() {
        await().until(() -> pool.stats().activeArenas() == 0);
    }

    private String get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/callable", "/async", "/async-in-callable"})
    void workerShouldUseTheArenaOfAnAsynchronousRequest(String path) throws Exception {
        assertThat(get(path)).isEqualTo("GET " + path);
    }

    @Test
    void workerShouldBeRefusedTheArenaThatIsConfinedToItsRequest() throws Exception {
        assertThat(get("/confined")).contains("WrongThreadException").contains("GET /confined is confined to");
        assertThat(get("/confined-unused")).contains("WrongThreadException").contains("use a shared arena");
    }

    @Test
    void workerWithItsOwnArenaShouldNotNeedTheArenaOfTheRequest() throws Exception {
        assertThat(get("/own")).isEqualTo("Worker.own");
    }

    @Test
    void workerThatOutlivesTheRequestShouldFail() throws Exception {
        assertThat(get("/late")).isEqualTo("GET /late");
        awaitNothingActive();
        worker.goOn();
        assertThat(worker.failure()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has ended");
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @EnableAsync
    @Import({Handlers.class, Worker.class})
    static class Application {}

    static class Worker {
        private final CountDownLatch mayGoOn = new CountDownLatch(1);
        private final BlockingQueue<RuntimeException> failures = new LinkedBlockingQueue<>();
        private final Arena arena;
        private final ArenaPool pool;

        Worker(Arena arena, ArenaPool pool) {
            this.arena = arena;
            this.pool = pool;
        }

        void goOn() {
            mayGoOn.countDown();
        }

        RuntimeException failure() throws InterruptedException {
            return requireNonNull(failures.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS));
        }

        private String use() {
            arena.allocate(8, 8);
            return pool.openArenas(1).getFirst().owner();
        }

        @Async
        public CompletableFuture<String> owner() {
            return CompletableFuture.completedFuture(use());
        }

        @Async
        @WithArena
        public CompletableFuture<String> own() {
            return CompletableFuture.completedFuture(use());
        }

        @Async
        public void late() throws InterruptedException {
            mayGoOn.await();
            try {
                use();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
    }

    @RestController
    static class Handlers {
        private final Arena arena;
        private final ArenaPool pool;
        private final Worker worker;

        Handlers(Arena arena, ArenaPool pool, Worker worker) {
            this.arena = arena;
            this.pool = pool;
            this.worker = worker;
        }

        @GetMapping("/callable")
        Callable<String> callable() {
            return () -> {
                arena.allocate(8, 8);
                return pool.openArenas(1).getFirst().owner();
            };
        }

        @GetMapping("/async")
        CompletableFuture<String> async() {
            return worker.owner();
        }

        @GetMapping("/async-in-callable")
        Callable<String> asyncInCallable() {
            return () -> worker.owner().get();
        }

        @GetMapping("/confined")
        String confined() {
            arena.allocate(8, 8);
            return failure();
        }

        @GetMapping("/confined-unused")
        String confinedUnused() {
            return failure();
        }

        private String failure() {
            return worker.owner().handle((owner, failure) -> owner != null ? owner : failure.toString()).join();
        }

        @GetMapping("/own")
        String own() {
            return worker.own().join();
        }

        @GetMapping("/late")
        Callable<String> late() throws Exception {
            worker.late();
            return callable();
        }
    }
}
