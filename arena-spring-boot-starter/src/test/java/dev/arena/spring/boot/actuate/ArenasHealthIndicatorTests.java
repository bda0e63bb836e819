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

package dev.arena.spring.boot.actuate;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.Confinement;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class ArenasHealthIndicatorTests {
    private final long[] now = {Long.MAX_VALUE - 5}; // the clock may overflow
    private final ArenaPool pool = Arena.builder().poolByteBudget(100_000).byteBudget(100_000).maxCached(100_000)
            .maxQuarantined(1 << 20).buildPool();
    private final ArenasHealthIndicator indicator = new ArenasHealthIndicator(Map.of("mine", pool), 0.5,
            Duration.ofSeconds(10), () -> now[0]);

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void fullPoolShouldBeOutOfServiceAfterTheGracePeriodAndUpWhenItHasRoom() {
        try (Arena arena = pool.open()) {
            arena.allocate(60_000, 1);
            assertThat(status()).isEqualTo(Status.UP);
            pass(Duration.ofSeconds(10).minusNanos(1));
            assertThat(status()).isEqualTo(Status.UP);
            pass(Duration.ofNanos(1));
            assertThat(status()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(health().getDetails()).containsEntry("threshold", 0.5)
                    .containsEntry("mine", Map.of("used", 60_000L, "limit", 100_000L, "fullFor",
                            Duration.ofSeconds(10)));
        }
        assertThat(status()).isEqualTo(Status.UP);
    }

    @Test
    void fullPoolShouldBeOutOfServiceAtOnceWithoutAGracePeriod() {
        var strict = new ArenasHealthIndicator(Map.of("mine", pool), 0.5, Duration.ZERO, () -> now[0]);
        assertThat(requireNonNull(strict.health()).getStatus()).isEqualTo(Status.UP);
        try (Arena arena = pool.open()) {
            arena.allocate(60_000, 1);
            assertThat(requireNonNull(strict.health())).satisfies(health -> {
                assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
                assertThat(health.getDetails()).containsEntry("mine",
                        Map.of("used", 60_000L, "limit", 100_000L, "fullFor", Duration.ZERO));
            });
        }
    }

    @Test
    void roomInBetweenShouldRestartTheGracePeriod() {
        try (Arena arena = pool.open()) {
            arena.allocate(60_000, 1);
            assertThat(status()).isEqualTo(Status.UP);
        }
        pass(Duration.ofSeconds(9));
        assertThat(status()).isEqualTo(Status.UP);
        try (Arena arena = pool.open()) {
            arena.allocate(60_000, 1);
            pass(Duration.ofSeconds(9));
            assertThat(status()).isEqualTo(Status.UP);
            pass(Duration.ofSeconds(9));
            assertThat(status()).isEqualTo(Status.UP);
        }
    }

    @Test
    void quarantineShouldCountAndTheCacheShouldNot() {
        try (Arena _ = openAndUse(); Arena open = pool.open(Confinement.SHARED)) {
            open.allocate(1, 1); // keeps the session of the other arena open
        }
        try (Arena arena = pool.open()) {
            arena.allocate(10_000, 1);
        }
        pool.trim();
        try (Arena arena = pool.open()) {
            for (int i = 0; i < 4; i++) {
                arena.allocate(16_000, 1);
            }
        }
        assertThat(pool.stats().cachedBytes()).isGreaterThan(50_000);
        assertThat(status()).isEqualTo(Status.UP);
        pass(Duration.ofSeconds(11));
        assertThat(status()).isEqualTo(Status.UP);
        pool.trim();
        try (Arena open = pool.open(Confinement.SHARED)) {
            open.allocate(1, 1);
            openAndUse().close();
            assertThat(pool.stats().quarantinedBytes()).isGreaterThan(50_000);
            assertThat(status()).isEqualTo(Status.UP);
            pass(Duration.ofSeconds(11));
            assertThat(status()).isEqualTo(Status.OUT_OF_SERVICE);
        }
    }

    private Arena openAndUse() {
        Arena arena = pool.open(Confinement.SHARED);
        arena.allocate(60_000, 1);
        return arena;
    }

    private void pass(Duration time) {
        now[0] += time.toNanos();
    }

    private Status status() {
        return health().getStatus();
    }

    private Health health() {
        return requireNonNull(indicator.health());
    }
}
