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

package dev.arena;

import java.util.Collections;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.arena.PoolStats.ChunkClass;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests which chunk sizes an arena requests, and that the cache respects its capacity. */
class ChunkLadderTests {
    private final CountingSource source = new CountingSource();

    private ArenaBuilder builder() {
        return Arena.builder().chunkSizes(1024, 8192).maxNormalAlloc(2048).chunkSource(source);
    }

    /** Allocates such that each call needs the rest of a chunk of the smallest class. */
    private static void allocate(Arena arena, int times) {
        for (int i = 0; i < times; i++) {
            arena.allocate(1000, 8);
        }
    }

    @Test
    void eachRefillDoublesTheChunkSizeUpToTheLargestClass() {
        try (Arena arena = builder().build()) {
            allocate(arena, 24);
            assertThat(source.requests()).containsExactly(1024L, 2048L, 4096L, 8192L, 8192L, 8192L);
        }
    }

    @Test
    void generationStartsWithTheLastClassOfThePreviousGeneration() {
        try (Arena arena = builder().build()) {
            for (int i = 0; i < 6; i++) {
                allocate(arena, 3);
                arena.reset();
            }
            assertThat(source.requests()).as("until one chunk is sufficient").containsExactly(1024L, 2048L, 4096L);
            assertThat(arena.stats().chunksReused()).isEqualTo(5);
        }
    }

    @Test
    void largeRequestSkipsClassesThatAreTooSmall() {
        try (Arena arena = Arena.builder().chunkSizes(1024, 8192).maxNormalAlloc(8192).chunkSource(source).build()) {
            arena.allocate(4000, 8);
            arena.allocate(10, 1);
            arena.allocate(8192, 1);
            assertThat(source.requests()).containsExactly(4096L, 8192L);
        }
    }

    @Test
    void arenaNearItsBudgetUsesSmallerClasses() {
        try (Arena arena = builder().byteBudget(1024 + 2048 + 4096 + 2048 + 1024).build()) {
            allocate(arena, 3);
            assertThat(source.requests()).containsExactly(1024L, 2048L);
            allocate(arena, 4);
            assertThat(source.requests()).containsExactly(1024L, 2048L, 4096L);
            allocate(arena, 2);
            assertThat(source.requests()).containsExactly(1024L, 2048L, 4096L, 2048L);
            allocate(arena, 1);
            assertThat(source.requests()).containsExactly(1024L, 2048L, 4096L, 2048L, 1024L);
            assertThat(arena.tryAllocate(1000, 8)).isNull();
            assertThat(source.calls()).isEqualTo(5);
        }
    }

    @Test
    void arenaNearThePoolBudgetUsesCachedOrSmallestSufficientChunks() {
        try (ArenaPool pool = builder().poolByteBudget(1024 + 2048 + 4096 + 1024).buildPool()) {
            try (Arena first = pool.open()) {
                first.allocate(8, 8);
            }
            try (Arena arena = pool.open()) {
                allocate(arena, 7);
                assertThat(source.requests()).as("the first one comes from the cache").containsExactly(1024L, 2048L,
                        4096L);
                allocate(arena, 1);
                assertThat(source.requests()).containsExactly(1024L, 2048L, 4096L, 1024L);
                assertThat(arena.tryAllocate(1000, 8)).isNull();
            }
        }
    }

    @Test
    void oversizedRequestGetsItsOwnChunkAndKeepsTheCurrentChunk() {
        try (ArenaPool pool = builder().buildPool(); Arena arena = pool.open()) {
            var before = arena.allocate(100, 1);
            arena.allocate(5000, 1);
            arena.allocate(2049, 16);
            arena.allocate(2049, 64);
            var after = arena.allocate(100, 1);
            assertThat(after.address()).isEqualTo(before.address() + 100);
            assertThat(source.requests()).containsExactly(1024L, 5000L, 2049L, 2049L + 48);
            arena.reset();
            assertThat(pool.stats().cachedBytes()).as("oversized chunks are not cached").isEqualTo(1024);
            assertThat(source.outstandingBytes()).isEqualTo(1024);
            arena.allocate(5000, 1);
            assertThat(source.calls()).isEqualTo(5);
        }
    }

    @Test
    void maxNormalAllocIsTheLargestRequestThatIsNotOversized() {
        try (Arena arena = builder().build()) {
            arena.allocate(2048, 16);
            arena.allocate(2049, 16);
            assertThat(arena.stats().normalChunksAllocated()).isEqualTo(1);
            assertThat(arena.stats().oversizedChunksAllocated()).isEqualTo(1);
        }
    }

    @Test
    void aLargeRequestThatFitsInTheCurrentChunkIsNotOversized() {
        try (Arena arena = builder().build()) {
            allocate(arena, 8);
            arena.allocate(5000, 8);
            assertThat(arena.stats().oversizedChunksAllocated()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1023,0", "1024,1", "3071,2", "3072,3", "10240,10", "1000000,20"})
    void cacheKeepsAtMostItsLimit(long maxCached, int kept) {
        try (ArenaPool pool = Arena.builder()
                .chunkSizes(1024, 1024)
                .maxNormalAlloc(1024)
                .maxCached(maxCached)
                .chunkSource(source)
                .buildPool()) {
            try (Arena arena = pool.open()) {
                allocate(arena, 20);
            }
            long most = Math.min(kept, maxCached / 1024);
            assertThat(pool.stats().cachedChunks()).isEqualTo(most).isEqualTo(kept);
            assertThat(source.outstandingBytes()).isEqualTo(most * 1024).isLessThanOrEqualTo(maxCached);
            assertThat(pool.stats().chunksReleased()).isEqualTo(20 - most);
        }
    }

    @Test
    void capacityAppliesToASplitCacheWithMixedClasses() {
        for (long cap = 30_000; cap < 200_000; cap += 17_001) {
            try (ArenaPool pool = Arena.builder().chunkSizes(512, 2048).maxCached(cap).buildPool()) {
                try (Arena arena = pool.open()) {
                    for (int i = 0; i < 300; i++) {
                        arena.allocate(1000, 8);
                    }
                }
                assertThat(pool.stats().cachedBytes()).isBetween(cap - 2048 * 16, cap);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1024, 1025, 3072, 15_360, 16_000, 50_000})
    void firstGenerationWithACapacityDoesNotCallTheSource(long capacity) {
        try (ArenaPool pool = builder().capacity(capacity).buildPool()) {
            int inAdvance = source.calls();
            assertThat(pool.stats().cachedBytes()).isGreaterThanOrEqualTo(capacity)
                    .isEqualTo(source.outstandingBytes());
            assertThat(pool.stats().reservedBytes()).isEqualTo(source.outstandingBytes());
            try (Arena arena = pool.open()) {
                while (arena.stats().bytesHeld() < capacity) {
                    arena.allocate(500, 8);
                }
                assertThat(arena.stats().normalChunksAllocated()).isZero();
                assertThat(arena.stats().chunksReused()).isEqualTo(inAdvance);
            }
            assertThat(source.calls()).isEqualTo(inAdvance);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1024, 5000, 16_384, 65_536, 100_000})
    void capacityOfTheWholeBudgetIsReservedInAdvance(long budget) {
        try (Arena arena = builder().byteBudget(budget).capacity(budget).build()) {
            int inAdvance = source.calls();
            assertThat(source.outstandingBytes()).isBetween(budget - 1023, budget);
            long handedOut = 0;
            while (arena.tryAllocate(64, 8) != null) {
                handedOut += 64;
            }
            assertThat(handedOut).isGreaterThanOrEqualTo(budget - 1023);
            assertThat(source.calls()).isEqualTo(inAdvance);
        }
    }

    @Test
    void cacheRetainsChunksUpToItsCapacity() {
        try (ArenaPool pool = builder().maxCached(10_000).capacity(10_000).buildPool()) {
            assertThat(pool.stats().cachedBytes()).isBetween(10_000 - 1023L, 10_000L);
            assertThat(source.released()).isZero();
        }
    }

    @Test
    void statsShowTheCacheByClass() {
        try (ArenaPool pool = builder().buildPool()) {
            try (Arena arena = pool.open()) {
                allocate(arena, 15 + 8);
            }
            assertThat(pool.stats().sizeClasses()).containsExactly(new ChunkClass(1024, 0, 1, 0),
                    new ChunkClass(2048, 0, 1, 0),
                    new ChunkClass(4096, 0, 1, 0), new ChunkClass(8192, 0, 2, 0));
        }
    }

    @Test
    void cachedChunkIsReusedByAnyThread() throws Exception {
        try (ArenaPool pool = Arena.builder().chunkSource(source).buildPool()) {
            for (int i = 0; i < 50; i++) {
                try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    threads.submit(() -> {
                        try (Arena arena = pool.open()) {
                            arena.allocate(8, 8);
                        }
                    }).get();
                }
            }
            assertThat(source.requests()).containsExactly(4096L);
            assertThat(pool.stats().chunksReused()).isEqualTo(49);
        }
    }

    @Test
    void poolInSteadyStateDoesNotCallTheSource() {
        try (ArenaPool pool = builder().buildPool()) {
            serve(pool, 500);
            int requests = source.requests().size();
            serve(pool, 500);
            assertThat(source.requests()).hasSize(requests);
            assertThat(Collections.max(source.requests())).isEqualTo(8192);
        }
    }

    private static void serve(ArenaPool pool, int generations) {
        for (int i = 0; i < generations; i++) {
            try (Arena arena = pool.open()) {
                allocate(arena, 20);
            }
        }
    }
}
