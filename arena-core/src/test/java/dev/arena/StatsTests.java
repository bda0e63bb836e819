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

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.arena.PoolStats.ChunkClass;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests each figure of {@link ArenaStats} and {@link PoolStats} in known sequences. */
class StatsTests {

    private static ArenaBuilder builder() {
        return Arena.builder().chunkSizes(1024, 4096).maxNormalAlloc(2048);
    }

    /** Returns the live and cached chunks, from the smallest to the largest class. */
    private static List<ChunkClass> classes(int[] live, int[] cached) {
        return IntStream.range(0, 3).mapToObj(i -> new ChunkClass(1024L << i, live[i], cached[i], 0)).toList();
    }

    @Test
    void quarantinedChunksAreCountedBySizeClass() {
        try (ArenaPool pool = builder().buildPool()) {
            Owned<MemorySegment> handle;
            try (Arena shared = pool.open(Confinement.SHARED)) {
                shared.allocate(1000, 1);
                shared.allocate(2000, 1); // the second class
                shared.allocate(2000, 1); // the third class
                handle = shared.allocateOwned(4096 - 2000, 1);
            }
            assertThat(pool.stats().sizeClasses()).extracting(ChunkClass::quarantined).containsExactly(1L, 1L, 1L);
            handle.close();
            assertThat(pool.stats().sizeClasses()).extracting(ChunkClass::quarantined).containsExactly(1L, 1L, 1L);
            pool.trim();
            assertThat(pool.stats().sizeClasses()).extracting(ChunkClass::quarantined).containsExactly(0L, 0L, 0L);
        }
    }

    @Test
    void quarantinedChunksOfHandlesAreCountedBySizeClass() {
        try (ArenaPool pool = builder().buildPool()) {
            Owned<MemorySegment> handle;
            try (Arena confined = pool.open()) {
                handle = confined.allocateOwned(1000, 1);
            }
            handle.close();
            assertThat(pool.stats().sizeClasses()).extracting(ChunkClass::quarantined).containsExactly(1L, 0L, 0L);
        }
    }

    @Test
    void figuresOfAnArenaAreExactAfterEachStep() {
        Arena arena = builder().byteBudget(1 << 20).build();
        assertThat(arena.stats()).isEqualTo(ExpectedStats.ofArena(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));

        MemorySegment first = arena.allocate(1000, 1);
        assertThat(arena.stats()).isEqualTo(
                ExpectedStats.ofArena(1024, 1024, 24, 0, 0, 0, 1, 0, 0, 1024, 0, 1, 0, 0, 1024, 0, 0));

        arena.allocate(100, 1);
        assertThat(arena.stats()).isEqualTo(
                ExpectedStats.ofArena(3072, 3072, 24 + 1948, 0, 0, 0, 2, 0, 0, 3072, 0, 2, 0, 0, 3072, 0, 0));

        arena.allocate(3000, 1);
        assertThat(arena.stats()).isEqualTo(
                ExpectedStats.ofArena(6072, 6072, 24 + 1948, 0, 0, 0, 2, 1, 0, 6072, 0, 2, 1, 0, 6072, 0, 3000));

        arena.grow(first, 1100, 1);
        assertThat(arena.stats()).isEqualTo(
                ExpectedStats.ofArena(6072, 6072, 24 + 848, 0, 0, 0, 2, 1, 0, 6072, 1, 2, 1, 0, 6072, 1, 3000));

        arena.reset();
        assertThat(arena.stats()).isEqualTo(
                ExpectedStats.ofArena(0, 6072, 0, 2, 3072, 1, 2, 1, 0, 6072, 1, 0, 0, 0, 0, 0, 0));

        arena.allocate(8, 8);
        assertThat(arena.stats()).as("the next chunk is of the second class").isEqualTo(
                ExpectedStats.ofArena(2048, 6072, 2040, 1, 1024, 1, 2, 1, 1, 6072, 1, 0, 0, 1, 0, 0, 0));

        arena.reset();
        arena.allocate(8, 8);
        assertThat(arena.stats()).isEqualTo(
                ExpectedStats.ofArena(2048, 6072, 2040, 1, 1024, 2, 2, 1, 2, 6072, 1, 0, 0, 1, 0, 0, 0));

        arena.close();
        assertThat(arena.stats()).as("a close does not count as a reset").isEqualTo(
                ExpectedStats.ofArena(0, 6072, 0, 0, 0, 2, 2, 1, 2, 6072, 1, 0, 0, 1, 0, 0, 0));
    }

    @Test
    void figuresOfAPoolAreExactAfterEachStep() {
        ArenaPool pool = builder().byteBudget(8192).poolByteBudget(8192).maxCached(4096).buildPool();
        assertThat(pool.stats()).isEqualTo(ExpectedStats.ofPool(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                0, 0, 0, 0, classes(new int[]{0, 0, 0}, new int[]{0, 0, 0})));

        Arena one = pool.open();
        MemorySegment first = one.allocate(1000, 1);
        one.allocate(100, 1);
        assertThat(pool.stats()).isEqualTo(ExpectedStats.ofPool(3072, 3072, 3072, 0, 0, 2, 0, 0, 1972, 1, 2, 0, 0, 0, 0,
                0, 0, 0, 0, 0, 0, 0, 0, classes(new int[]{1, 1, 0}, new int[]{0, 0, 0})));

        Arena two = pool.open();
        two.allocate(4000, 16);
        assertThat(pool.stats()).isEqualTo(ExpectedStats.ofPool(7072, 7072, 7072, 0, 0, 3, 0, 0, 1972, 2, 2, 1, 0, 0, 0,
                0, 0, 0, 0, 0, 0, 0, 0, classes(new int[]{1, 1, 0}, new int[]{0, 0, 0})));

        assertThat(two.tryAllocate(1200, 16)).as("needs 2048, the pool has 1120 left").isNull();
        assertThat(two.tryAllocate(4200, 16)).as("two chunks may have 8192 bytes").isNull();
        one.grow(first, 1001, 1);
        assertThat(pool.stats())
                .isEqualTo(ExpectedStats.ofPool(7072, 7072, 7072, 0, 0, 3, 0, 0, 971, 2, 2, 1, 0, 0, 0, 1,
                        1, 1, 0, 0, 0, 0, 0, classes(new int[]{1, 1, 0}, new int[]{0, 0, 0})));

        two.close();
        assertThat(pool.stats())
                .isEqualTo(ExpectedStats.ofPool(3072, 7072, 3072, 0, 0, 2, 0, 0, 971, 1, 2, 1, 0, 1, 1, 1,
                        1, 1, 0, 0, 0, 0, 0, classes(new int[]{1, 1, 0}, new int[]{0, 0, 0})));

        one.reset();
        assertThat(pool.stats()).isEqualTo(ExpectedStats.ofPool(3072, 7072, 0, 3072, 0, 0, 2, 0, 0, 1, 2, 1, 0, 1, 2, 1,
                1, 1, 0, 0, 0, 0, 0, classes(new int[]{0, 0, 0}, new int[]{1, 1, 0})));

        Arena three = pool.open();
        three.allocate(1024, 1);
        assertThat(pool.stats()).isEqualTo(ExpectedStats.ofPool(3072, 7072, 1024, 2048, 0, 1, 1, 0, 0, 2, 2, 1, 1, 1, 2,
                1, 1, 1, 0, 0, 0, 0, 0, classes(new int[]{1, 0, 0}, new int[]{0, 1, 0})));

        one.allocate(2048, 8);
        one.allocate(8, 8);
        assertThat(pool.stats()).isEqualTo(ExpectedStats.ofPool(7168, 7168, 7168, 0, 0, 3, 0, 0, 4088, 2, 3, 1, 2, 1, 2,
                1, 1, 1, 0, 0, 0, 0, 0, classes(new int[]{1, 1, 1}, new int[]{0, 0, 0})));

        one.close();
        assertThat(pool.stats()).as("the largest does not fit into the cache")
                .isEqualTo(ExpectedStats.ofPool(3072, 7168,
                        1024, 2048, 0, 1, 1, 0, 0, 1, 3, 1, 2, 2, 3, 1, 1, 1, 0, 0, 0, 0, 0,
                        classes(new int[]{1, 0, 0}, new int[]{0, 1, 0})));

        three.close();
        pool.close();
        assertThat(pool.stats()).isEqualTo(ExpectedStats.ofPool(0, 7168, 0, 0, 0, 0, 0, 0, 0, 0, 3, 1, 2, 4, 4, 1, 1, 1,
                0, 0, 0, 0, 0, classes(new int[]{0, 0, 0}, new int[]{0, 0, 0})));
    }

    @Test
    void eachRefusalCountsOnce() {
        try (ArenaPool pool = builder().byteBudget(4096).poolByteBudget(6144).buildPool();
                Arena one = pool.open();
                Arena two = pool.open()) {
            one.allocate(3000, 1);
            for (int i = 0; i < 3; i++) {
                assertThat(one.tryAllocate(5000, 1)).isNull();
            }
            two.allocate(2048, 1);
            assertThat(two.tryAllocate(2048, 1)).isNull();
            assertThat(pool.stats().arenaRejections()).isEqualTo(3);
            assertThat(pool.stats().poolRejections()).isEqualTo(1);
            assertThat(pool.stats().sourceRejections()).isZero();
        }
    }
}
