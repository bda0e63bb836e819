package dev.arena;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Would fail if arenas climbed from the smallest chunk for ever, or if chunks were kept that nobody begins with. */
class CacheFloorTests {
    private static final int ENOUGH = 200;

    private final CountingSource source = new CountingSource();
    private final ArenaPool pool = Arena.builder().chunkSizes(1024, 16 << 10).maxNormalAlloc(1024).chunkSource(source)
            .buildPool();

    @AfterEach
    void everythingWentBack() {
        pool.close();
        assertThat(source.outstandingBytes()).isZero();
    }

    private void serve(int generations, int pieces) {
        for (int i = 0; i < generations; i++) {
            try (Arena arena = pool.open()) {
                allocate(arena, pieces);
            }
        }
    }

    private static void allocate(Arena arena, int pieces) {
        for (int i = 0; i < pieces; i++) {
            arena.allocate(1000, 1);
        }
    }

    private List<Long> cached() {
        return pool.stats().sizeClasses().stream().map(PoolStats.ChunkClass::cached).toList();
    }

    @Test
    void itRisesToTheChunkThatServesAGenerationAlone() {
        serve(1, 6);
        assertThat(cached()).containsExactly(1L, 1L, 1L, 0L, 0L);
        serve(ENOUGH, 6);
        assertThat(cached()).as("6000 bytes need one chunk of 8 KiB").containsExactly(0L, 0L, 0L, 1L, 0L);
        assertThat(source.outstandingBytes()).isEqualTo(8192);
        try (Arena arena = pool.open()) {
            arena.allocate(1, 1);
            assertThat(arena.stats().bytesHeld()).isEqualTo(8192);
        }
    }

    @Test
    void itSinksAgainWhereMostGenerationsNeedLess() {
        serve(ENOUGH, 12);
        try (Arena arena = pool.open()) {
            arena.allocate(1, 1);
            assertThat(arena.stats().bytesHeld()).isEqualTo(16 << 10);
        }
        serve(ENOUGH, 1);
        try (Arena arena = pool.open()) {
            arena.allocate(1, 1);
            assertThat(arena.stats().bytesHeld()).isEqualTo(1024);
        }
    }

    @Test
    void aMinorityDoesNotMoveIt() {
        for (int i = 0; i < ENOUGH; i++) {
            serve(3, 1);
            serve(1, 12);
        }
        try (Arena arena = pool.open()) {
            arena.allocate(1, 1);
            assertThat(arena.stats().bytesHeld()).isLessThanOrEqualTo(2048);
        }
    }

    @Test
    void itIsNoHigherThanTheCacheCanKeepAFewOf() {
        try (ArenaPool small = Arena.builder().chunkSizes(1024, 16 << 10).maxNormalAlloc(1024).maxCached(8192)
                .chunkSource(source).buildPool()) {
            for (int i = 0; i < ENOUGH; i++) {
                try (Arena arena = small.open()) {
                    allocate(arena, 12);
                }
            }
            try (Arena arena = small.open()) {
                arena.allocate(1, 1);
                assertThat(arena.stats().bytesHeld()).isEqualTo(2048);
            }
        }
    }

    @Test
    void anArenaOfItsOwnKeepsOnlyTheChunksItBeginsWith() {
        try (Arena arena = Arena.builder().chunkSizes(1024, 16 << 10).maxNormalAlloc(1024).chunkSource(source)
                .build()) {
            for (int i = 0; i < ENOUGH; i++) {
                allocate(arena, 6);
                arena.reset();
            }
            assertThat(arena.stats().cachedBytes()).isEqualTo(8192);
            assertThat(source.outstandingBytes()).isEqualTo(8192);
        }
    }

    @Test
    void aChunkThatOnlyHandlesHadWasNotAloneIfThereWasAnother() {
        serve(ENOUGH, 6);
        List<Owned<MemorySegment>> handles = new ArrayList<>();
        for (int i = 0; i < ENOUGH; i++) {
            try (Arena arena = pool.open()) {
                handles.add(arena.allocateOwned(1, 1));
                arena.allocate(20 << 10, 1);
            }
        }
        handles.forEach(Owned::close);
        try (Arena arena = pool.open()) {
            arena.allocate(1, 1);
            assertThat(arena.stats().bytesHeld()).isEqualTo(8192);
        }
    }
}
