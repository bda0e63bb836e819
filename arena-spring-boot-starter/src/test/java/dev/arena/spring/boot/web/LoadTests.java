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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many concurrent requests of all kinds. One in twenty fails in its handler, and one in twenty loses its client.
 * {@code -Darena.load.requests} sets the number of requests, and {@code -Darena.load.seed} the seed.
 */
@TestPropertySource(properties = {"arena.pool.byte-budget=64MB", "logging.level.org.apache.catalina.core=off"})
class LoadTests extends AbstractRequestTests {
    private static final int REQUESTS = Integer.getInteger("arena.load.requests", 1000);
    private static final int CLIENTS = 8;
    private static final List<String> WELL = List.of("/parameter", "/injected", "/unused", "/callable", "/deferred",
            "/stage", "/streaming", "/sse", "/forward", "/functional", "/functional-later",
            "/servlet/completed-later", "/servlet/dispatched-twice");
    private static final List<String> FAILING = List.of("/throws", "/callable-throws", "/deferred-fails",
            "/stage-fails", "/exhausts-arena", "/callable-exhausts", "/send-error");
    private static final List<String> ENDLESS = List.of("/endless", "/sse-endless");

    private final AtomicInteger well = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger vanished = new AtomicInteger();

    @Test
    void allMemoryOfManyRequestsShouldBeReleased() throws Exception {
        long seed = Long.getLong("arena.load.seed", System.nanoTime());
        System.out.println(REQUESTS + " requests, -Darena.load.seed=" + seed);
        long resets = pool.stats().resets();
        var random = new SplittableRandom(seed);
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                SplittableRandom own = random.split();
                int share = REQUESTS / CLIENTS;
                all.add(clients.submit(() -> {
                    for (int n = 0; n < share; n++) {
                        request(own);
                    }
                    return share;
                }));
            }
            for (Future<?> each : all) {
                each.get(5, TimeUnit.MINUTES);
            }
        }
        assertThat(well.get() + failed.get() + vanished.get()).isEqualTo(REQUESTS / CLIENTS * CLIENTS);
        await("requests of clients that are gone")
                .until(() -> witness.dispatched.get() >= REQUESTS / CLIENTS * CLIENTS);
        await("workers").during(Duration.ofMillis(500))
                .until(() -> pool.stats().activeArenas() == 0);
        await().untilAsserted(() -> assertThat((long) witness.arenas.get()).isEqualTo(pool.stats().resets() - resets));
        assertEnded(witness.segments.size());
        assertThat(pool.stats().poolRejections()).isZero();
    }

    private void request(RandomGenerator random) throws IOException, InterruptedException {
        int kind = random.nextInt(20);
        if (kind == 0) {
            assertThat(client().get(any(FAILING, random)).statusCode()).isGreaterThanOrEqualTo(400);
            failed.incrementAndGet();
        } else if (kind == 1) {
            vanish(random);
            vanished.incrementAndGet();
        } else if (kind == 2) {
            assertThat(client().upload("/upload", "x".repeat(random.nextInt(1, 20_000))).statusCode()).isEqualTo(200);
            well.incrementAndGet();
        } else {
            String path = any(WELL, random);
            assertThat(client().get(path).statusCode()).as(path).isEqualTo(200);
            well.incrementAndGet();
        }
    }

    private static String any(List<String> paths, RandomGenerator random) {
        return paths.get(random.nextInt(paths.size()));
    }

    /** Disconnects before, while or after it sends or reads. */
    private void vanish(RandomGenerator random) throws IOException {
        switch (random.nextInt(3)) {
            case 0 -> client().openWithBody("/body", random.nextInt(50_000)).close();
            case 1 -> client().open("GET", any(WELL, random)).close();
            default -> {
                try (Socket socket = client().open("GET", any(ENDLESS, random))) {
                    assertThat(socket.getInputStream().readNBytes(random.nextInt(1, 20_000))).isNotEmpty();
                }
            }
        }
    }
}
