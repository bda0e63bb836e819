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

package dev.arena.spring.boot;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.ArenaStats;
import dev.arena.spring.boot.LearnedSizes.Route;

import static org.assertj.core.api.Assertions.assertThat;

class LearnedSizesTests {
    private static final long PIECE = 1000;

    private final AtomicInteger random = new AtomicInteger();
    private final AtomicLong time = new AtomicLong();
    private final ArenaPool pool = Arena.builder().chunkSizes(4096, 512 << 10).buildPool();
    private final LearnedSizes learned = new LearnedSizes(pool, _ -> random.get(), time::get);

    @AfterEach
    void closePool() {
        pool.close();
    }

    private void used(String route, long bytes) {
        learned.ended("GET", route, stats(bytes), 0);
    }

    /** Returns the statistics of an arena that has allocated the given size in small pieces. */
    private ArenaStats stats(long used) {
        try (Arena arena = pool.open()) {
            for (long rest = used; rest > 0; rest -= PIECE) {
                arena.allocate(Math.min(rest, PIECE), 1);
            }
            return arena.stats();
        }
    }

    @Test
    void firstRequestShouldSetTheExpectation() {
        assertThat(learned.expectedBytes("GET", "/a")).isZero();
        used("/a", 40_000);
        assertThat(learned.expectedBytes("GET", "/a")).isEqualTo(64 << 10);
        assertThat(learned.expectedBytes("POST", "/a")).isZero();
        assertThat(learned.expectedBytes("GET", null)).isZero();
    }

    @Test
    void expectationShouldBeAChunkSize() {
        used("/small", 1);
        used("/exact", 8192);
        used("/large", 100 << 20);
        assertThat(learned.expectedBytes("GET", "/small")).isEqualTo(4096);
        assertThat(learned.expectedBytes("GET", "/exact")).isEqualTo(8192);
        assertThat(learned.expectedBytes("GET", "/large")).isEqualTo(512 << 10);
    }

    @Test
    void expectationShouldRiseInNineOfTenCasesAndFallInOneByOneClass() {
        used("/a", 10_000);
        random.set(90);
        used("/a", 200_000);
        assertThat(learned.expectedBytes("GET", "/a")).isEqualTo(16 << 10);
        random.set(89);
        used("/a", 200_000);
        assertThat(learned.expectedBytes("GET", "/a")).isEqualTo(32 << 10);
        used("/a", 10_000);
        assertThat(learned.expectedBytes("GET", "/a")).isEqualTo(32 << 10);
        random.set(90);
        used("/a", 10_000);
        used("/a", 10_000);
        assertThat(learned.expectedBytes("GET", "/a")).isEqualTo(16 << 10);
        assertThat(learned.routes()).containsExactly(new Route("GET /a", 16 << 10, 6));
    }

    @Test
    void oversizedChunksAndResetWorkShouldNotBeLearned() {
        try (Arena arena = pool.open()) {
            arena.allocate(1_000_000, 1);
            arena.allocate(2000, 1);
            learned.ended("POST", "/body", arena.stats(), 0);
        }
        assertThat(learned.expectedBytes("POST", "/body")).isEqualTo(4096);
        learned.ended("POST", "/reset", stats(0), 0);
        learned.ended("POST", null, stats(1), 0);
        assertThat(learned.routes()).hasSize(1);
    }

    @Test
    void customHttpMethodsShouldNotBeLearned() {
        learned.ended("PROPFIND17", "/a", stats(1), 0);
        assertThat(learned.routes()).isEmpty();
    }

    @Test
    void manyRoutesShouldNotExceedTheCapacityAndKeepRoutesInUse() {
        for (int i = 0; i < LearnedSizes.CAPACITY; i++) {
            used("/route/" + i, 1);
        }
        for (int i = 0; i < 10_000; i++) {
            used("/route/7", 1);
            used("/new/" + i, 1);
        }
        assertThat(learned.routes()).hasSize(LearnedSizes.CAPACITY)
                .contains(new Route("GET /route/7", 4096, 10_001))
                .noneMatch(route -> route.route().equals("GET /route/8"));
    }

    @Test
    void newRouteShouldBeLearnedIfAllRoutesAreInUse() {
        for (int i = 0; i < 2 * LearnedSizes.CAPACITY; i++) {
            used("/route/" + i % LearnedSizes.CAPACITY, 1);
        }
        used("/new", 1);
        assertThat(learned.routes()).hasSize(LearnedSizes.CAPACITY).contains(new Route("GET /new", 4096, 1));
    }

    @Test
    void expectationShouldFallByAClassForEachTenSecondsWithoutARun() {
        used("/a", 40_000);
        time.addAndGet(Duration.ofSeconds(25).toNanos());
        assertThat(learned.expectedBytes("GET", "/a")).isEqualTo(16 << 10);
        used("/a", 40_000);
        assertThat(learned.expectedBytes("GET", "/a")).as("rises from the reduced size").isEqualTo(32 << 10);
        time.addAndGet(Duration.ofDays(1).toNanos());
        assertThat(learned.expectedBytes("GET", "/a")).isEqualTo(4096);
    }

    @Test
    void rareLargeRunsShouldNotChangeTheExpectation() {
        used("/a", 300);
        for (int i = 0; i < 1000; i++) {
            random.set(i % 100);
            used("/a", i % 1000 == 999 ? 500_000 : 300);
        }
        assertThat(learned.expectedBytes("GET", "/a")).isLessThanOrEqualTo(8192);
    }

    @Test
    void unitsOfWorkShouldBeLearnedByTheirNames() {
        learned.workEnded("Import.run", stats(40_000), 0);
        assertThat(learned.expectedBytesOfWork("Import.run")).isEqualTo(64 << 10);
        assertThat(learned.expectedBytesOfWork("Export.run")).isZero();
        assertThat(learned.routes()).containsExactly(new Route("Import.run", 64 << 10, 1));
    }

    @Test
    void routesWithRequestsOfOneSecondShouldBeLongLived() {
        long second = Duration.ofSeconds(1).toNanos();
        learned.ended("GET", "/poll", stats(1), second);
        assertThat(learned.isLongLived("GET", "/poll")).isTrue();
        learned.ended("GET", "/poll", stats(1), second - 1);
        assertThat(learned.isLongLived("GET", "/poll")).isFalse();
        for (int i = 0; i < 100; i++) {
            learned.ended("GET", "/poll", stats(1), second);
        }
        for (int i = 0; i < 4; i++) {
            assertThat(learned.isLongLived("GET", "/poll")).isTrue();
            learned.ended("GET", "/poll", stats(1), 0);
        }
        assertThat(learned.isLongLived("GET", "/poll")).isFalse();
        assertThat(learned.isLongLived("GET", "/other")).isFalse();
        assertThat(learned.isLongLived("GET", null)).isFalse();
    }
}
