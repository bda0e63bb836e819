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

package dev.arena.demo.faults;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.context.request.async.WebAsyncTask;

import dev.arena.Arena;
import dev.arena.ArenaPool;

/**
 * Fails in ways that a client cannot cause at the other endpoints. Each handler first takes memory in its arena. A client can
 * cause other failures itself: a body that is too large or malformed, or a closed connection.
 */
@RestController
@RequestMapping("/api/faults")
final class FaultsController {
    private static final int BYTES = 1 << 20;

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private final ArenaPool pool;

    FaultsController(ArenaPool pool) {
        this.pool = pool;
    }

    /** The handler throws: 500. */
    @PostMapping("/exception")
    void fail(Arena arena) {
        long address = arena.allocate(BYTES, Long.BYTES).address();
        throw new IllegalStateException("Thrown on purpose, with a megabyte in use at " + Long.toHexString(address));
    }

    /**
     * The handler does not finish in time: 503, and Spring interrupts the handler. The time-out and the exception of the
     * interrupted handler compete for the response, so both result in the same response.
     */
    @PostMapping("/timeout")
    WebAsyncTask<Void> stall(Arena arena) {
        Callable<Void> stalled = () -> {
            arena.allocate(BYTES, Long.BYTES);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new AsyncRequestTimeoutException();
            }
            return null;
        };
        return new WebAsyncTask<>(TIMEOUT.toMillis(), stalled);
    }

    /**
     * The memory of the pool is used up: 503 with {@code Retry-After}. This lasts for some milliseconds, within this method.
     * Other requests that need a chunk at that time receive the same response.
     */
    @PostMapping("/pool-exhausted")
    void exhaust(Arena arena) {
        try (var crowd = new Crowd()) {
            crowd.take(pool, BYTES);
            arena.allocate(BYTES, Long.BYTES);
        }
    }
}
