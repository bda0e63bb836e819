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
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.arena.ArenaExhaustedException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Tests that no budget can be exceeded, and that a refusal has no side effects. */
class BudgetTests {
    private final CountingSource source = new CountingSource();

    private ArenaBuilder builder() {
        return Arena.builder().chunkSource(source);
    }

    @Test
    void requestAboveTheBudgetIsRefusedBeforeMemoryIsTaken() {
        try (Arena arena = builder().name("small").byteBudget(64 << 10).build()) {
            var refused = catchThrowableOfType(ArenaExhaustedException.class, () -> arena.allocate(1 << 20, 8));

            assertThat(refused.reason()).isEqualTo(Reason.ARENA_BUDGET);
            assertThat(refused.requested()).isEqualTo(1 << 20);
            assertThat(refused.held()).isZero();
            assertThat(refused.limit()).isEqualTo(64 << 10);
            assertThat(refused).hasNoCause()
                    .hasMessageContainingAll("Arena 'small'", "1048576", "65536", "raise its byte budget");
            assertThat(source.calls()).isZero();
            assertThat(arena.stats().bytesHeld()).isZero();

            MemorySegment usable = arena.allocate(1000, 8).fill((byte) 1);
            assertThat(Segments.isFilledWith(usable, 1)).isTrue();
            assertThat(source.requests()).containsExactly(4096L);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 8, 100, 1000, 5000, 20_000})
    void anArenaNeverHoldsMoreThanItsBudget(long size) {
        long budget = 100_000;
        try (Arena arena = builder().chunkSizes(512, 32 << 10).byteBudget(budget).build()) {
            for (int generation = 0; generation < 4; generation++) {
                long handedOut = 0;
                while (arena.tryAllocate(size, 1) != null) {
                    handedOut += size;
                    assertThat(arena.stats().bytesHeld()).isLessThanOrEqualTo(budget);
                }
                assertThat(handedOut).isBetween(budget / 2, budget);
                assertThatThrownBy(() -> arena.allocate(size, 1)).isInstanceOf(ArenaExhaustedException.class);
                arena.reset();
            }
            assertThat(source.peakBytes()).isLessThanOrEqualTo(budget);
            assertThat(arena.stats().peakBytesHeld()).isLessThanOrEqualTo(budget);
        }
    }

    @Test
    void arenaBudgetIsCheckedBeforeThePoolBudget() {
        try (ArenaPool pool = builder().chunkSizes(4096, 4096).byteBudget(8192).poolByteBudget(1 << 20).buildPool();
                Arena arena = pool.open()) {
            arena.allocate(4096, 1);
            arena.allocate(4096, 1);
            var refused = catchThrowableOfType(ArenaExhaustedException.class, () -> arena.allocate(1, 1));
            assertThat(refused.reason()).isEqualTo(Reason.ARENA_BUDGET);
            assertThat(refused.requested()).isEqualTo(4096);
            assertThat(refused.held()).isEqualTo(8192);
            assertThat(refused.limit()).isEqualTo(8192);
            assertThat(pool.stats().arenaRejections()).isEqualTo(1);
            assertThat(pool.stats().poolRejections()).isZero();
            try (Arena other = pool.open()) {
                assertThat(other.allocate(4096, 1).byteSize()).as("its own budget").isEqualTo(4096);
            }
        }
    }

    @Test
    void poolBudgetLimitsAllArenasTogether() {
        try (ArenaPool pool = builder().name("web").chunkSizes(4096, 4096).poolByteBudget(5 * 4096).buildPool()) {
            List<Arena> open = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Arena arena = pool.open();
                open.add(arena);
                arena.allocate(4096, 1);
            }
            Arena sixth = pool.open();
            var refused = catchThrowableOfType(ArenaExhaustedException.class, () -> sixth.allocate(8, 8));
            assertThat(refused.reason()).isEqualTo(Reason.POOL_BUDGET);
            assertThat(refused.requested()).isEqualTo(4096);
            assertThat(refused.held()).isEqualTo(5 * 4096);
            assertThat(refused.limit()).isEqualTo(5 * 4096);
            assertThat(refused).hasMessageContainingAll("of pool 'web'", "4096", "20480",
                    "raise the pool's byte budget");
            assertThat(pool.stats().poolRejections()).isEqualTo(1);
            assertThat(source.calls()).isEqualTo(5);

            open.getFirst().close();
            assertThat(sixth.allocate(8, 8).byteSize()).isEqualTo(8);
            assertThat(source.calls()).as("taken from the cache").isEqualTo(5);
            sixth.close();
            open.forEach(Arena::close);
        }
        assertThat(source.outstandingBytes()).isZero();
    }

    @Test
    void cachedChunksAreEvictedBeforeAnAllocationIsRefused() {
        try (ArenaPool pool = builder().chunkSizes(4096, 4096).poolByteBudget(8 * 4096).buildPool()) {
            try (Arena arena = pool.open()) {
                for (int i = 0; i < 8; i++) {
                    arena.allocate(4096, 1);
                }
            }
            assertThat(pool.stats().cachedBytes()).isEqualTo(8 * 4096);
            try (Arena arena = pool.open()) {
                MemorySegment large = arena.allocate(20_000, 1); // oversized, so it cannot reuse a cached chunk
                assertThat(large.byteSize()).isEqualTo(20_000);
                assertThat(pool.stats().cachedChunks()).isEqualTo(3);
                assertThat(pool.stats().reservedBytes()).isEqualTo(20_000 + 3 * 4096);
                assertThat(pool.stats().poolRejections()).isZero();
            }
            assertThat(source.peakBytes()).isLessThanOrEqualTo(8 * 4096);
        }
    }

    @Test
    void smallCachedChunksAreEvictedForALargerClass() {
        try (ArenaPool pool = builder().chunkSizes(1024, 8192).maxNormalAlloc(8192).poolByteBudget(8192).buildPool()) {
            try (Arena arena = pool.open()) {
                arena.allocate(1024, 1);
                arena.allocate(2048, 1);
            }
            assertThat(pool.stats().cachedBytes()).isEqualTo(3072);
            try (Arena arena = pool.open()) {
                assertThat(arena.allocate(8192, 1).byteSize()).isEqualTo(8192);
                assertThat(pool.stats().cachedBytes()).isZero();
            }
        }
    }

    @Test
    void tryAllocateReturnsNullOnlyForExhaustion() {
        Arena arena = builder().chunkSizes(4096, 4096).byteBudget(4096).build();
        MemorySegment all = arena.tryAllocate(4096, 1);
        assertThat(all).isNotNull();
        assertThat(arena.tryAllocate(1, 1)).isNull();
        assertThat(arena.tryAllocate(0, 1)).isNotNull();
        assertThatThrownBy(() -> arena.tryAllocate(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> arena.tryAllocate(1, 3)).isInstanceOf(IllegalArgumentException.class);
        arena.close();
        assertThatThrownBy(() -> arena.tryAllocate(1, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusalChangesNothing() {
        try (ArenaPool pool = builder().chunkSizes(4096, 8192).byteBudget(12_288).poolByteBudget(16_384).buildPool();
                Arena arena = pool.open();
                Arena neighbour = pool.open()) {
            MemorySegment kept = arena.allocate(3000, 8).fill((byte) 9);
            neighbour.allocate(8192, 8);
            ArenaStats before = arena.stats();
            PoolStats poolBefore = pool.stats();
            assertThat(arena.tryAllocate(8193, 8)).as("arena budget").isNull();
            assertThat(arena.tryAllocate(8192, 8)).as("pool budget").isNull();

            assertThat(arena.stats()).isEqualTo(before);
            PoolStats after = pool.stats();
            assertThat(after.arenaRejections()).isEqualTo(1);
            assertThat(after.poolRejections()).isEqualTo(1);
            assertThat(after.reservedBytes()).isEqualTo(poolBefore.reservedBytes())
                    .isEqualTo(source.outstandingBytes());
            assertThat(after.liveChunks()).isEqualTo(poolBefore.liveChunks());
            assertThat(Segments.isFilledWith(kept, 9)).isTrue();
            assertThat(arena.allocate(1000, 8).address()).isEqualTo(kept.address() + 3000);
        }
    }

    @Test
    void budgetIsNotRoundedUpToAMultipleOfTheChunkSize() {
        try (Arena arena = builder().chunkSizes(4096, 4096).byteBudget(3 * 4096 - 1).build()) {
            arena.allocate(4096, 1);
            arena.allocate(4096, 1);
            assertThat(arena.tryAllocate(1, 1)).isNull();
            assertThat(source.peakBytes()).isEqualTo(8192);
        }
    }

    @Test
    void memoryOfAResetCanBeReusedIndefinitely() {
        try (Arena arena = builder().chunkSizes(1024, 16 << 10).byteBudget(40_000).build()) {
            for (int i = 0; i < 1000; i++) {
                arena.allocate(10_000, 8);
                arena.allocate(17_000, 8);
                arena.reset();
            }
            assertThat(arena.stats().resets()).isEqualTo(1000);
            assertThat(source.peakBytes()).isLessThanOrEqualTo(40_000);
        }
        assertThat(source.outstandingBytes()).isZero();
    }
}
