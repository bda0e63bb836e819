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
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.arena.ArenaExhaustedException.Reason;
import dev.arena.Threads.Started;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Tests that a thread waits for memory if and only if that is useful, and at most for the configured time. */
@Timeout(120)
class PoolWaitTests {
    private static final long CHUNK = 4096;
    private static final Duration LONG = Duration.ofDays(1);

    private final CountingSource source = new CountingSource();

    private ArenaPool pool(int chunks, Duration wait) {
        return pool(chunks, wait, source);
    }

    private static ArenaPool pool(int chunks, Duration wait, ChunkSource source) {
        return Arena.builder().name("web").chunkSizes(CHUNK, CHUNK).poolByteBudget(chunks * CHUNK).poolWait(wait)
                .chunkSource(source).buildPool();
    }

    /** Starts a thread that opens an arena, allocates and closes. It returns whether the allocation succeeded. */
    private static Started<Boolean> allocating(ArenaPool pool, long bytes) {
        return Threads.start(() -> {
            try (Arena arena = pool.open()) {
                return arena.tryAllocate(bytes, 1) != null;
            }
        });
    }

    @Test
    void arenaWithoutWaitingIsRefusedAtOnce() {
        try (ArenaPool pool = pool(1, LONG);
                Arena hog = pool.open();
                Arena arena = pool.open(ArenaOptions.defaults().withoutWaiting())) {
            hog.allocate(CHUNK, 1);
            assertThat(arena.tryAllocate(1, 1)).isNull();
            assertThat(arena.child(CHUNK).tryAllocate(1, 1)).isNull();
            assertThat(catchThrowableOfType(ArenaExhaustedException.class, () -> arena.allocate(CHUNK, 1)).reason())
                    .isEqualTo(Reason.POOL_BUDGET);
            assertThat(pool.stats().waits()).isZero();
        }
    }

    /** The way in which memory is released. */
    enum Return {
        CLOSE(false, Arena::close),
        RESET(false, Arena::reset),
        CLOSE_OF_SHARED(true, Arena::close),
        RESET_OF_SHARED(true, Arena::reset);

        private final boolean shared;

        @SuppressWarnings("ImmutableEnumChecker")
        private final Consumer<Arena> how;

        Return(boolean shared, Consumer<Arena> how) {
            this.shared = shared;
            this.how = how;
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitingAllocationContinuesWhenMemoryReturns(Return way) throws Exception {
        for (long bytes : new long[]{1, CHUNK, 2 * CHUNK}) {
            try (ArenaPool pool = pool(2, LONG);
                    Arena arena = pool.open(way.shared ? Confinement.SHARED : Confinement.CONFINED)) {
                arena.allocate(CHUNK, 1);
                arena.allocate(CHUNK, 1);
                Started<Boolean> waiter = allocating(pool, bytes).untilStuck();
                assertThat(waiter.task().isDone()).isFalse();
                way.how.accept(arena);
                assertThat(waiter.answer()).isTrue();
                assertThat(pool.stats().waits()).isEqualTo(1);
                assertThat(pool.stats().poolRejections()).isZero();
            }
        }
        assertThat(source.outstandingBytes()).isZero();
        assertThat(source.peakBytes()).isLessThanOrEqualTo(2 * CHUNK);
    }

    @Test
    void memoryOfASharedGenerationInAnOpenEpochEndsTheWait() throws Exception {
        try (ArenaPool pool = pool(64, LONG); Arena most = pool.open(); Arena last = pool.open(Confinement.SHARED)) {
            for (int i = 0; i < 63; i++) {
                most.allocate(CHUNK, 1);
            }
            last.allocate(1, 1);
            Started<Boolean> waiter = allocating(pool, 1).untilStuck();
            last.reset(); // too little memory to close the epoch
            assertThat(waiter.answer()).isTrue();
        }
    }

    @Test
    void closingTheLastHandleOfAChunkEndsTheWait() throws Exception {
        try (ArenaPool pool = pool(64, LONG); Arena most = pool.open()) {
            Arena last = pool.open();
            for (int i = 0; i < 63; i++) {
                most.allocate(CHUNK, 1);
            }
            Owned<MemorySegment> handle = last.allocateOwned(1, 1);
            last.close();
            Started<Boolean> waiter = allocating(pool, 1).untilStuck();
            handle.close();
            assertThat(waiter.answer()).isTrue();
        }
    }

    @Test
    void bytesOfAFailedAllocationEndTheWait() throws Exception {
        var asked = new CountDownLatch(1);
        var fail = new CountDownLatch(1);
        var good = ChunkSource.nativeMemory();
        var failsOnce = new AtomicBoolean(true);
        var failing = new ChunkSource() {
            @Override
            public MemorySegment obtain(long byteSize) {
                if (failsOnce.getAndSet(false)) {
                    asked.countDown();
                    await(fail);
                    throw new OutOfMemoryError("expected");
                }
                return good.obtain(byteSize);
            }

            @Override
            public void release(MemorySegment memory) {
                good.release(memory);
            }
        };
        try (ArenaPool pool = pool(1, LONG, failing); Arena unlucky = pool.open(Confinement.SHARED)) {
            Started<Boolean> failed = Threads.start(() -> unlucky.tryAllocate(1, 1) != null);
            asked.await();
            Started<Boolean> waiter = allocating(pool, 1).untilStuck();
            fail.countDown();
            assertThat(failed.answer()).isFalse();
            assertThat(waiter.answer()).isTrue();
            assertThat(pool.stats().sourceRejections()).isEqualTo(1);
            assertThat(pool.stats().poolRejections()).isZero();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void sourceFailureAfterAWaitIsReportedAsSuch() throws Exception {
        var faulty = new CountingSource(new FaultySource(FaultySource.Fault.RUNTIME_EXCEPTION, false, 2));
        try (ArenaPool pool = pool(1, LONG, faulty)) {
            Started<Boolean> waiter;
            try (Arena arena = pool.open()) {
                arena.allocate(1, 1);
                waiter = allocating(pool, CHUNK).untilStuck();
            }
            assertThat(waiter.answer()).isFalse();
            assertThat(pool.stats().sourceRejections()).isEqualTo(1);
            assertThat(pool.stats().poolRejections()).isZero();
            assertThat(pool.stats().reservedBytes()).isZero();
            assertThat(allocating(pool, 1).answer()).as("nothing stays charged, and the queue is empty").isTrue();
        }
    }

    @Test
    void allocationIsRefusedAfterTheTimeout() {
        try (ArenaPool pool = pool(1, Duration.ofMillis(1)); Arena arena = pool.open(); Arena other = pool.open()) {
            arena.allocate(1, 1);
            var refused = catchThrowableOfType(ArenaExhaustedException.class, () -> other.allocate(1, 1));
            assertThat(refused.reason()).isEqualTo(Reason.POOL_BUDGET);
            assertThat(refused.requested()).isEqualTo(CHUNK);
            assertThat(refused.held()).isEqualTo(CHUNK);
            assertThat(pool.stats().waits()).isEqualTo(1);
            assertThat(pool.stats().poolRejections()).isEqualTo(1);
        }
    }

    @Test
    void allocationIsRefusedAtOnceWithoutAWait() {
        try (ArenaPool pool = pool(1, Duration.ZERO); Arena arena = pool.open(); Arena other = pool.open()) {
            arena.allocate(1, 1);
            assertThat(other.tryAllocate(1, 1)).isNull();
            assertThat(pool.stats().waits()).isZero();
            assertThat(pool.stats().poolRejections()).isEqualTo(1);
        }
    }

    @Test
    void allocationThatCannotSucceedDoesNotWait() {
        try (ArenaPool pool = pool(2, LONG); Arena arena = pool.open(); Arena other = pool.open()) {
            assertThat(arena.tryAllocate(2 * CHUNK + 1, 1)).as("larger than the pool").isNull();
            arena.allocate(1, 1);
            assertThat(arena.tryAllocate(CHUNK + 1, 1)).as("larger than the memory that others can release").isNull();
            other.allocate(1, 1);
            assertThat(arena.tryAllocate(CHUNK + 1, 1)).isNull();
            assertThat(pool.stats().waits()).isZero();
            assertThat(pool.stats().poolRejections()).isEqualTo(3);
        }
    }

    /** Starts a thread whose allocation is refused. It returns whether the thread was interrupted afterwards. */
    private static Started<Boolean> refused(ArenaPool pool) {
        return Threads.start(() -> {
            try (Arena arena = pool.open()) {
                assertThatThrownBy(() -> arena.allocate(1, 1)).isInstanceOf(ArenaExhaustedException.class);
                return Thread.interrupted();
            }
        });
    }

    @Test
    void interruptEndsTheWaitWithARefusal() throws Exception {
        try (ArenaPool pool = pool(1, LONG); Arena arena = pool.open()) {
            arena.allocate(1, 1);
            Started<Boolean> first = refused(pool).untilStuck();
            Started<Boolean> second = refused(pool).untilStuck();
            second.thread().interrupt();
            assertThat(second.answer()).isTrue();
            first.thread().interrupt();
            assertThat(first.answer()).isTrue();
            assertThat(pool.stats().poolRejections()).isEqualTo(2);

            Thread.currentThread().interrupt();
            try (Arena other = pool.open()) {
                assertThat(other.tryAllocate(1, 1)).isNull();
            }
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void closingThePoolEndsEveryWait() throws Exception {
        ArenaPool pool = pool(1, LONG);
        Arena arena = pool.open();
        arena.allocate(1, 1);
        List<Started<Boolean>> waiters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiters.add(allocating(pool, 1).untilStuck());
        }
        pool.close();
        for (Started<Boolean> waiter : waiters) {
            assertThatThrownBy(waiter::answer).hasRootCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Pool 'web' is closed");
        }
        assertThat(pool.stats().poolRejections()).isZero();
        arena.close();
        assertThat(source.outstandingBytes()).isZero();
    }

    /** The end of a native call sends no signal, so waiting threads have to poll. */
    @Test
    void memoryUsedByANativeCallIsReleasedAfterTheCall() throws Throwable {
        try (ArenaPool pool = pool(1, LONG)) {
            Arena arena = pool.open(Confinement.SHARED);
            MemorySegment ints = arena.allocateFrom(java.lang.foreign.ValueLayout.JAVA_INT, 3, 1, 2);
            List<Started<Boolean>> waiter = new ArrayList<>();
            NativeCallTests.whileInUse(ints, () -> {
                if (waiter.isEmpty()) {
                    arena.close();
                    waiter.add(allocating(pool, 1).untilStuck());
                }
            });
            assertThat(waiter.getFirst().answer()).isTrue();
        }
    }

    /** This applies to the second half of the waiting time. In the first half, small allocations may take free memory. */
    @Test
    void largeAllocationIsNotStarvedBySmallOnes() throws Exception {
        List<SoftLimitEvent> heard = new CopyOnWriteArrayList<>();
        try (ArenaPool pool = Arena.builder().chunkSizes(CHUNK, CHUNK).poolByteBudget(8 * CHUNK)
                .poolWait(Duration.ofSeconds(10)).softLimit(0.9, heard::add).buildPool()) {
            Arena first = pool.open();
            Arena second = pool.open();
            first.allocate(1, 1);
            second.allocate(1, 1);
            Started<Boolean> large = allocating(pool, 8 * CHUNK).untilStuck();
            first.close();
            assertThat(allocating(pool, 1).answer()).as("a small allocation succeeds in the first half of the time")
                    .isTrue();
            Started<Boolean> small;
            do {
                small = allocating(pool, 1).untilStuck();
            } while (small.task().isDone());
            assertThat(large.task().isDone()).isFalse();
            second.close();
            assertThat(large.answer()).isTrue();
            assertThat(small.answer()).isTrue();
            assertThat(heard)
                    .as("reported for the large allocation, but not for the small one that fits and has to queue")
                    .hasSize(1);
        }
    }

    /** Forces one wait, because the threads might never have to wait for each other. */
    private void waitOnce(ArenaPool pool) throws Exception {
        Started<Boolean> waiting;
        try (Arena all = pool.open()) {
            for (int i = 0; i < 3; i++) {
                all.allocate(CHUNK, 1);
            }
            waiting = allocating(pool, 1).untilStuck();
        }
        assertThat(waiting.answer()).isTrue();
    }

    /** A lost wake-up leaves a thread waiting for a day. */
    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void noWakeUpIsLost(ContentionTests.Threads threads) throws Exception {
        long seed = System.nanoTime();
        int workers = 8;
        int rounds = 3_000;
        List<Future<@Nullable Void>> working = new ArrayList<>();
        try (ArenaPool pool = pool(3, LONG); var executor = threads.start()) {
            waitOnce(pool);
            for (int i = 0; i < workers; i++) {
                var random = new Random(seed + i);
                working.add(executor.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        once(pool, random, round);
                    }
                    return null;
                }));
            }
            for (Future<@Nullable Void> each : working) {
                assertThat(each).as("seed %d", seed).succeedsWithin(Duration.ofSeconds(100));
            }
            PoolStats stats = pool.stats();
            assertThat(stats.waits()).isPositive();
            assertThat(stats.poolRejections()).as("seed %d", seed).isZero();
            assertThat(stats.liveBytes()).isZero();
        }
        assertThat(source.peakBytes()).isLessThanOrEqualTo(3 * CHUNK);
        assertThat(source.outstandingBytes()).isZero();
        assertThat(source.faults()).isEmpty();
    }

    /** Allocates in one arena at a time. No thread waits while it holds memory that another one needs. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void once(ArenaPool pool, Random random, int round) {
        try (Arena arena = pool.open(random.nextBoolean() ? Confinement.SHARED : Confinement.CONFINED)) {
            switch (random.nextInt(4)) {
                case 0 -> arena.allocate(1 + random.nextLong(3 * CHUNK), 1).fill((byte) 1);
                case 1 -> arena.allocateOwned(CHUNK, 1).close();
                default -> arena.allocate(1 + random.nextLong(CHUNK), 1).fill((byte) 1);
            }
            if (round % 16 == 0) {
                Thread.yield(); // on one processor, threads that never block would run one after the other
            }
        }
    }

    @Test
    void doesNotWaitForMemoryThatIsNotNeeded() {
        try (ArenaPool pool = pool(4, LONG); Arena hog = pool.open(); Arena arena = pool.open()) {
            MemorySegment first = arena.allocate(CHUNK + 1, 1);
            hog.allocate(CHUNK, 1);
            assertThat(arena.tryAllocateNow(2 * CHUNK, 1)).isNull();
            assertThat(arena.growAtLeast(first, CHUNK + 2, 1 << 20, 1).byteSize()).isEqualTo(CHUNK + 2);
            assertThat(pool.stats().waits()).isZero();
            assertThat(pool.stats().poolRejections()).isZero();
        }
    }

    @Test
    void tryAllocateNowReclaimsIdleMemory() {
        for (Confinement confinement : Confinement.values()) {
            try (ArenaPool pool = pool(3, LONG); Arena arena = pool.open()) {
                try (Arena other = pool.open(confinement)) {
                    other.allocate(CHUNK, 1);
                    other.allocate(CHUNK, 1);
                    assertThat(arena.tryAllocateNow(2 * CHUNK, 1)).isNull();
                }
                assertThat(arena.tryAllocateNow(3 * CHUNK, 1)).as("cached or in quarantine").isNotNull();
            }
        }
    }
}
