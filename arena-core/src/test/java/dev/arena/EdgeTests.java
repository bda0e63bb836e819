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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Tests the accounting at exact limits, and after refusals. */
class EdgeTests {
    private static final long CHUNK = 1024;

    /** Size of the copy of a small value: 16 bytes and its alignment. */
    private static final long COPY = 16 + 64;

    private static ArenaBuilder builder() {
        return Arena.builder().chunkSizes(CHUNK, CHUNK).maxNormalAlloc(CHUNK);
    }

    @Test
    void smallValueIsCopiedIfTheCopyFitsExactly() {
        try (ArenaPool pool = builder().byteBudget(CHUNK + COPY).buildPool(); Arena arena = pool.open()) {
            MemorySegment value = arena.allocate(16, 64);
            try (Owned<MemorySegment> copy = arena.escape(value)) {
                assertThat(copy.get().address()).isNotEqualTo(value.address());
                assertThat(arena.stats().bytesHeld()).isEqualTo(CHUNK + COPY);
            }
        }
    }

    @Test
    void smallValueIsKeptIfTheBudgetIsOneByteTooSmall() {
        try (ArenaPool pool = builder().byteBudget(CHUNK + COPY - 1).buildPool(); Arena arena = pool.open()) {
            MemorySegment value = arena.allocate(16, 64);
            try (Owned<MemorySegment> kept = arena.escape(value)) {
                assertThat(kept.get().address()).isEqualTo(value.address());
            }
        }
    }

    @Test
    void copyRefusedByThePoolIsNotChargedToTheParent() {
        try (ArenaPool pool = builder().poolByteBudget(CHUNK).buildPool(); Arena parent = pool.open()) {
            Arena child = parent.child(4 * CHUNK);
            child.escape(child.allocate(16, 64)).close();
            assertThat(child.stats().bytesHeld()).isEqualTo(CHUNK);
            assertThat(parent.stats().bytesHeld()).isEqualTo(CHUNK);
        }
    }

    @Test
    void timedOutWaitIsNotChargedToTheParent() {
        try (ArenaPool pool = builder().poolByteBudget(CHUNK).poolWait(Duration.ofNanos(1)).buildPool();
                Arena other = pool.open();
                Arena parent = pool.open()) {
            other.allocate(1, 1);
            Arena child = parent.child(4 * CHUNK);
            assertThat(child.tryAllocate(1, 1)).isNull();
            assertThat(pool.stats().waits()).isEqualTo(1);
            assertThat(parent.stats().bytesHeld()).isZero();
        }
    }

    @Test
    void nearThePoolBudgetACachedChunkOfTheSmallestClassIsUsed() {
        try (ArenaPool pool = Arena.builder().chunkSizes(CHUNK, 2 * CHUNK).maxNormalAlloc(CHUNK)
                .poolByteBudget(3 * CHUNK).buildPool(); Arena arena = pool.open()) {
            arena.allocate(CHUNK, 1);
            try (Arena other = pool.open()) {
                other.allocate(CHUNK, 1);
            }
            arena.allocate(CHUNK, 1); // requests a chunk of twice the size
            assertThat(arena.stats().chunksReused()).isEqualTo(1);
            assertThat(arena.stats().bytesHeld()).isEqualTo(2 * CHUNK);
        }
    }

    @Test
    void largerCachedChunkIsNotUsedBeyondTheBudget() {
        try (ArenaPool pool = Arena.builder().chunkSizes(CHUNK, 2 * CHUNK).maxNormalAlloc(CHUNK)
                .byteBudget(4 * CHUNK).poolByteBudget(4 * CHUNK).buildPool(); Arena other = pool.open()) {
            try (Arena climbs = pool.open()) {
                climbs.allocate(CHUNK, 1);
                climbs.allocate(CHUNK, 1); // in a chunk of twice the size
                other.allocate(CHUNK, 1);
            }
            Arena narrow = pool.open(ArenaOptions.defaults().withByteBudget(CHUNK));
            narrow.allocate(CHUNK, 1);
            Arena another = pool.open(ArenaOptions.defaults().withByteBudget(CHUNK));
            another.allocate(1, 1); // only the large chunk is cached, and the pool's budget is exhausted
            assertThat(another.stats().bytesHeld()).isEqualTo(CHUNK);
            another.close();
            narrow.close();
        }
    }

    @Test
    void smallValueOfAChildIsCopied() {
        try (ArenaPool pool = builder().buildPool()) {
            Owned<MemorySegment> copy;
            try (Arena parent = pool.open()) {
                Arena child = parent.child(4 * CHUNK);
                MemorySegment value = child.allocate(16, 64);
                copy = child.escape(value);
                assertThat(copy.get().address()).isNotEqualTo(value.address());
                assertThat(parent.stats().bytesHeld()).isEqualTo(CHUNK + COPY);
            }
            assertThat(pool.stats().liveBytes()).isEqualTo(COPY);
            copy.close();
            assertThat(pool.stats().liveBytes()).isZero();
        }
    }

    @Test
    void arenasOfSeveralThreadsHaveDifferentNumbers() {
        try (ArenaPool pool = Arena.builder().buildPool()) {
            List<Arena> arenas = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                arenas.add(CompletableFuture.supplyAsync(() -> {
                    Arena arena = pool.open(Confinement.SHARED);
                    arena.allocate(1, 1);
                    return arena;
                }, each -> Thread.ofPlatform().start(each)).join());
            }
            assertThat(pool.openArenas(100)).extracting(OpenArena::id).hasSize(32).doesNotHaveDuplicates()
                    .allMatch(id -> id > 0);
            arenas.forEach(Arena::close);
        }
    }

    /** The last chunk fits into the cache as a whole, but not into either of its shards. */
    @Test
    void failedReservationInAFragmentedCacheReleasesItsMemory() {
        long capacity = 35 * CHUNK;
        ArenaPool pool = Arena.builder().chunkSizes(CHUNK, 4 * CHUNK).maxCached(capacity).capacity(capacity)
                .buildPool();
        assertThat(pool.stats().reservedBytes()).isEqualTo(pool.stats().cachedBytes()).isPositive();
        pool.close();
        assertThat(pool.stats().reservedBytes()).isZero();
    }

    @Test
    void quarantineOfGenerationsAndHandlesIsCountedTogether() {
        try (ArenaPool pool = builder().buildPool(); Arena arena = pool.open(Confinement.SHARED)) {
            arena.allocate(CHUNK, 1);
            arena.reset();
            Owned<MemorySegment> handle = arena.allocateOwned(CHUNK, 1);
            arena.allocateOwned(CHUNK, 1).close(); // the previous chunk contains only the handle's memory
            handle.close();
            assertThat(pool.stats().quarantinedChunks()).isEqualTo(2);
            assertThat(pool.stats().quarantinedBytes()).isEqualTo(2 * CHUNK);
        }
    }

    @Test
    void chunkWithHandlesOnlyIsHeldUntilTheyAreClosed() {
        try (ArenaPool pool = builder().byteBudget(3 * CHUNK).buildPool(); Arena arena = pool.open()) {
            Owned<MemorySegment> handle = arena.allocateOwned(CHUNK, 1);
            arena.allocate(CHUNK, 1); // in a second chunk: the arena transfers the first one to its handles
            assertThat(refused(arena).held()).isEqualTo(2 * CHUNK);
            handle.close();
            assertThat(refused(arena).held()).isEqualTo(CHUNK);
            assertThat(arena.stats().bytesHeld()).isEqualTo(CHUNK);
        }
    }

    private static ArenaExhaustedException refused(Arena arena) {
        return catchThrowableOfType(ArenaExhaustedException.class, () -> arena.allocate(4 * CHUNK, 1));
    }

    @Test
    void softLimitIsReportedAgainAfterUseHasFallenAndRisen() {
        List<SoftLimitEvent> heard = new ArrayList<>();
        try (ArenaPool pool = builder().poolByteBudget(32 * CHUNK).maxCached(0).softLimit(0.5, heard::add)
                .buildPool()) {
            for (int round = 1; round <= 2; round++) {
                try (Arena arena = pool.open()) {
                    for (int i = 0; i < 16; i++) {
                        arena.allocate(CHUNK, 1);
                    }
                    assertThat(heard).hasSize(round - 1);
                    arena.allocate(CHUNK, 1);
                    assertThat(heard).hasSize(round);
                }
            }
        }
    }

    @Test
    void refusalOfTheFirstChunkNamesTheArena() {
        try (ArenaPool pool = Arena.builder().chunkSizes(CHUNK, 4 * CHUNK).maxNormalAlloc(4 * CHUNK).byteBudget(CHUNK)
                .buildPool(); Arena small = pool.open(); Arena large = pool.open()) {
            assertThatThrownBy(() -> small.allocate(CHUNK + 1, 1)).hasMessageContaining("#");
            assertThatThrownBy(() -> large.allocate(4 * CHUNK + 1, 1)).hasMessageContaining("#");
            assertThat(pool.stats().activeArenas()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void marksFollowTheThreadRulesOfTheirArena(Confinement confinement) {
        var other = Thread.ofPlatform().unstarted(() -> {});
        try (ArenaPool pool = builder().buildPool(); Arena arena = pool.open(confinement); Mark _ = arena.mark()) {
            assertThat(arena.allocate(1, 1).isAccessibleBy(other)).isEqualTo(confinement == Confinement.SHARED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void failureOfAnActionAtTheEndOfAMarkIsReported(Confinement confinement) {
        try (ArenaPool pool = builder().buildPool(); Arena arena = pool.open(confinement)) {
            Mark mark = arena.mark();
            attachFailing(arena);
            assertThatThrownBy(mark::close).isInstanceOf(IllegalStateException.class).hasMessage("from the action");
            assertThat(arena.stats().bytesHeld()).isZero();
        }
    }

    @SuppressWarnings("restricted")
    private static void attachFailing(Arena arena) {
        arena.allocate(8, 8).reinterpret(8, arena, _ -> {
            throw new IllegalStateException("from the action");
        });
    }
}
