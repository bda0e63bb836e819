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
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests budgets, counters and contents while many threads use one pool. */
class ContentionTests {
    private static final long BUDGET = 256 << 10;
    private static final long SEED = 4711;

    private final CountingSource source = new CountingSource();

    enum Threads {
        PLATFORM,
        VIRTUAL;

        ExecutorService start() {
            return this == PLATFORM ? Executors.newFixedThreadPool(8) : Executors.newVirtualThreadPerTaskExecutor();
        }
    }

    @ParameterizedTest
    @EnumSource
    void budgetsAndCountersAreExactWithManyThreads(Threads threads) throws Exception {
        System.out.println("ContentionTests seed " + SEED);
        ArenaPool pool = Arena.builder()
                .chunkSizes(1024, 16 << 10)
                .maxNormalAlloc(8 << 10)
                .byteBudget(64 << 10)
                .poolByteBudget(BUDGET)
                .maxCached(96 << 10)
                .chunkSource(source)
                .buildPool();
        var refusals = new AtomicLong();
        List<Future<Long>> workers = new ArrayList<>();
        try (ExecutorService executor = threads.start()) {
            for (int i = 0; i < 24; i++) {
                var random = new Random(SEED + i);
                byte mark = (byte) (i + 1);
                workers.add(executor.submit(() -> work(pool, random, mark, refusals)));
            }
        }
        for (Future<Long> worker : workers) {
            assertThat(worker.get()).as("highest number of reserved bytes").isLessThanOrEqualTo(BUDGET);
        }
        assertThat(refusals.get()).as("the budget was exhausted at least once").isPositive();
        assertThat(source.peakBytes()).isLessThanOrEqualTo(BUDGET);

        PoolStats rest = pool.stats();
        assertThat(rest.peakReservedBytes()).isLessThanOrEqualTo(BUDGET);
        assertThat(rest.liveBytes()).isZero();
        assertThat(rest.liveChunks()).isZero();
        assertThat(rest.activeArenas()).isZero();
        assertThat(rest.wastedBytes()).isZero();
        assertThat(rest.cachedBytes()).isLessThanOrEqualTo(96 << 10);
        assertThat(rest.cachedBytes() + rest.quarantinedBytes()).isEqualTo(source.outstandingBytes());
        assertThat(rest.cachedChunks() + rest.quarantinedChunks()).isEqualTo(source.outstandingChunks());
        assertThat(rest.normalChunksAllocated() + rest.oversizedChunksAllocated()).isEqualTo(source.calls());
        assertThat(rest.chunksReleased()).isEqualTo(source.released());
        assertThat(rest.poolRejections() + rest.arenaRejections()).isEqualTo(refusals.get());
        pool.close();
        assertThat(source.outstandingBytes()).isZero();
        assertThat(pool.stats().reservedBytes()).isZero();
        assertThat(source.faults()).isEmpty();
    }

    private static long work(ArenaPool pool, Random random, byte mark, AtomicLong refusals) {
        long most = 0;
        for (int i = 0; i < 200; i++) {
            try (Arena arena = pool.open(random.nextInt(10) == 0 ? Confinement.SHARED : Confinement.CONFINED)) {
                List<MemorySegment> mine = new ArrayList<>();
                for (int j = random.nextInt(20); j >= 0; j--) {
                    MemorySegment segment = arena.tryAllocate(random.nextInt(12_000), 1L << random.nextInt(8));
                    if (segment == null) {
                        refusals.incrementAndGet();
                    } else {
                        assertThat(Segments.firstOtherThan(segment, 0)).isEqualTo(-1);
                        mine.add(segment.fill(mark));
                    }
                    most = Math.max(most, pool.stats().reservedBytes());
                    assertThat(arena.stats().bytesHeld()).isLessThanOrEqualTo(64 << 10);
                }
                assertThat(mine).allMatch(segment -> Segments.isFilledWith(segment, mark));
            }
        }
        return most;
    }

    @Test
    void noThreadIsRefusedIfTheBudgetIsSufficient() throws Exception {
        int threads = 4;
        ArenaPool pool = Arena.builder()
                .chunkSizes(4096, 4096)
                .poolByteBudget(threads * 4096L)
                .maxCached(8 << 20)
                .chunkSource(source)
                .buildPool();
        List<Future<?>> workers = new ArrayList<>();
        try (var executor = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                workers.add(executor.submit(() -> {
                    for (int j = 0; j < 20_000; j++) {
                        try (Arena arena = pool.open()) {
                            arena.allocate(8, 8);
                        }
                    }
                }));
            }
        }
        for (Future<?> worker : workers) {
            worker.get();
        }
        assertThat(pool.stats().poolRejections()).isZero();
        assertThat(pool.stats().resets()).isEqualTo(threads * 20_000L);
        pool.close();
        assertThat(source.outstandingBytes()).isZero();
    }

    @Test
    void allocationsOfManyThreadsInASharedArenaDoNotOverlap() throws Exception {
        int threads = 4;
        int each = 20_000;
        var start = new CyclicBarrier(threads);
        List<Future<List<MemorySegment>>> workers = new ArrayList<>();
        try (Arena arena = Arena.builder().chunkSizes(512, 8192).confinement(Confinement.SHARED).build()) {
            try (var executor = Executors.newFixedThreadPool(threads)) {
                for (int i = 0; i < threads; i++) {
                    byte mark = (byte) (i + 1);
                    workers.add(executor.submit(() -> {
                        List<MemorySegment> mine = new ArrayList<>();
                        start.await();
                        for (int j = 0; j < each; j++) {
                            mine.add(arena.allocate(1 + j % 40, 1L << (j % 6)).fill(mark));
                        }
                        return mine;
                    }));
                }
            }
            for (int i = 0; i < workers.size(); i++) {
                int mark = i + 1;
                assertThat(workers.get(i).get().stream()
                        .filter(segment -> !Segments.isFilledWith(segment, mark))
                        .count()).isZero();
            }
        }
    }

    @Test
    void closingAPoolInUseLeaksNoMemory() throws Exception {
        for (int round = 0; round < 100; round++) {
            ArenaPool pool = Arena.builder().chunkSizes(512, 2048).chunkSource(source).buildPool();
            List<Future<?>> workers = new ArrayList<>();
            try (var executor = Executors.newFixedThreadPool(3)) {
                for (int i = 0; i < 3; i++) {
                    workers.add(executor.submit(() -> untilClosed(pool)));
                }
                untilBusy(pool);
                pool.close();
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
            assertThat(pool.stats().reservedBytes()).isZero();
            assertThat(source.outstandingBytes()).as("round %d", round).isZero();
        }
        assertThat(source.faults()).isEmpty();
    }

    private static void untilClosed(ArenaPool pool) {
        try {
            for (;;) {
                try (Arena arena = pool.open()) {
                    arena.allocate(400, 8);
                    arena.allocate(400, 8);
                }
            }
        } catch (IllegalStateException closed) {
            assertThat(closed).hasMessageContaining("is closed");
        }
    }

    private static void untilBusy(ArenaPool pool) {
        while (pool.stats().resets() < 20) {
            Thread.onSpinWait();
        }
    }
}
