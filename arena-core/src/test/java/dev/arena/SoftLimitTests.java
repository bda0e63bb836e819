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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.arena.SoftLimitEvent.Scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that the soft limit is reported in time and once, and that the listener can do no harm. */
@Timeout(60)
class SoftLimitTests {
    private static final long CHUNK = 4096;

    private final List<SoftLimitEvent> heard = new CopyOnWriteArrayList<>();
    private final CountingSource source = new CountingSource();

    private ArenaBuilder builder(int chunks) {
        return Arena.builder().name("web").chunkSizes(CHUNK, CHUNK).poolByteBudget(chunks * CHUNK)
                .chunkSource(source);
    }

    private static List<Arena> take(ArenaPool pool, int chunks) {
        List<Arena> arenas = new ArrayList<>();
        for (int i = 0; i < chunks; i++) {
            Arena arena = pool.open();
            arena.allocate(CHUNK, 1);
            arenas.add(arena);
        }
        return arenas;
    }

    private static SoftLimitEvent ofPool(int held, int requested, int limit, double share) {
        return new SoftLimitEvent(Scope.POOL, "Pool 'web'", held * CHUNK, requested * CHUNK, limit * CHUNK, share);
    }

    @Test
    void listenerIsCalledOnceForThePool() {
        try (ArenaPool pool = builder(8).softLimit(0.5, heard::add).buildPool()) {
            List<Arena> arenas = take(pool, 4);
            assertThat(heard).as("exactly the limit").isEmpty();
            arenas.addAll(take(pool, 4));
            assertThat(heard).containsExactly(ofPool(4, 1, 8, 0.5));
            assertThat(pool.open().tryAllocate(1, 1)).isNull();
            assertThat(heard).hasSize(1);
            arenas.forEach(Arena::close);
        }
    }

    @Test
    void listenerIsCalledAgainOnlyAfterUseHasFallenClearly() {
        try (ArenaPool pool = builder(32).softLimit(0.5, heard::add).buildPool()) {
            List<Arena> arenas = take(pool, 17);
            for (int i = 0; i < 10; i++) { // 15 chunks are more than seven eighths of 16
                arenas.removeLast().close();
                arenas.removeLast().close();
                arenas.addAll(take(pool, 2));
            }
            assertThat(heard).hasSize(1);
            for (int i = 0; i < 3; i++) {
                arenas.removeLast().close();
            }
            arenas.addAll(take(pool, 2));
            assertThat(heard).as("14, then 16 chunks").hasSize(1);
            arenas.addAll(take(pool, 1));
            assertThat(heard).containsExactly(ofPool(16, 1, 32, 0.5), ofPool(16, 1, 32, 0.5));
            arenas.forEach(Arena::close);
        }
    }

    @Test
    void cachedChunksCountOnlyAfterTheirReuse() {
        try (ArenaPool pool = builder(8).softLimit(0.5, heard::add).buildPool()) {
            take(pool, 8).forEach(Arena::close);
            heard.clear();
            assertThat(pool.stats().cachedBytes()).isEqualTo(8 * CHUNK);
            List<Arena> arenas = take(pool, 4);
            assertThat(heard).isEmpty();
            arenas.addAll(take(pool, 1));
            assertThat(heard).containsExactly(ofPool(4, 1, 8, 0.5));
            assertThat(source.calls()).as("all from the cache").isEqualTo(8);
            arenas.forEach(Arena::close);
        }
    }

    @Test
    void quarantinedMemoryCountsAsUsed() {
        try (ArenaPool pool = builder(64).softLimit(3 / 64., heard::add).maxQuarantined(16 * CHUNK).buildPool()) {
            List<Arena> shared = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                shared.add(pool.open(Confinement.SHARED));
                shared.getLast().allocate(1, 1);
            }
            shared.forEach(Arena::close); // too little memory to close their session
            assertThat(pool.stats().quarantinedBytes()).isEqualTo(3 * CHUNK);
            assertThat(heard).isEmpty();
            take(pool, 1).forEach(Arena::close);
            assertThat(heard).containsExactly(ofPool(3, 1, 64, 3 / 64.));
        }
    }

    @Test
    void listenerIsCalledBeforeAnAllocationBeyondTheLimitIsRefused() {
        var refusedBefore = new ArrayList<Long>();
        var made = new AtomicReference<ArenaPool>();
        try (ArenaPool pool = builder(8).softLimit(0.5, event -> {
            heard.add(event);
            refusedBefore.add(made.get().stats().poolRejections());
        }).buildPool(); Arena arena = pool.open()) {
            made.set(pool);
            assertThatThrownBy(() -> arena.allocate(9 * CHUNK, 1)).isInstanceOf(ArenaExhaustedException.class);
            assertThat(heard).containsExactly(ofPool(0, 9, 8, 0.5));
            assertThat(refusedBefore).containsExactly(0L);
            assertThat(arena.tryAllocate(5 * CHUNK, 1)).as("after use has fallen clearly").isNotNull();
            assertThat(heard).hasSize(2);
        }
    }

    @Test
    void softLimitOfOneIsReportedOnlyBeforeARefusal() {
        try (ArenaPool pool = builder(8).softLimit(1, heard::add).buildPool()) {
            List<Arena> arenas = take(pool, 8);
            assertThat(heard).isEmpty();
            assertThat(pool.open().tryAllocate(1, 1)).isNull();
            assertThat(heard).containsExactly(ofPool(8, 1, 8, 1));
            arenas.forEach(Arena::close);
        }
    }

    @Test
    void listenerIsCalledOncePerGenerationForAnArena() {
        try (ArenaPool pool = builder(100).byteBudget(4 * CHUNK).softLimit(0.5, heard::add).buildPool();
                Arena arena = pool.open()) {
            var event = new SoftLimitEvent(Scope.ARENA, "Arena #1 of pool 'web'", 2 * CHUNK, CHUNK, 4 * CHUNK, 0.5);
            for (int generation = 1; generation <= 3; generation++) {
                arena.allocate(CHUNK, 1);
                arena.allocate(CHUNK, 1);
                assertThat(heard).as("generation %d", generation).hasSize(generation - 1);
                arena.allocate(CHUNK, 1);
                arena.allocate(CHUNK, 1);
                assertThat(arena.tryAllocate(1, 1)).isNull();
                assertThat(heard).hasSize(generation).containsOnly(event);
                arena.reset();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void memoryOfAChildCountsForTheSoftLimitOfItsParent(Confinement confinement) {
        try (ArenaPool pool = builder(100).byteBudget(4 * CHUNK).softLimit(0.5, heard::add).buildPool();
                Arena arena = pool.open(confinement)) {
            for (int generation = 1; generation <= 2; generation++) {
                heard.clear();
                Arena child = arena.child(8 * CHUNK);
                child.allocate(CHUNK, 1);
                arena.allocate(CHUNK, 1);
                assertThat(heard).isEmpty();
                child.allocate(CHUNK, 1);
                String parent = arena.toString().substring(0, arena.toString().indexOf('['));
                assertThat(heard).containsExactly(
                        new SoftLimitEvent(Scope.ARENA, parent, 2 * CHUNK, CHUNK, 4 * CHUNK, 0.5));
                child.allocate(CHUNK, 1);
                assertThat(child.tryAllocate(1, 1)).as("refused by the parent's budget").isNull();
                arena.tryAllocate(1, 1);
                assertThat(heard).hasSize(1);
                arena.reset();
            }
        }
    }

    @Test
    void oneOfTwoChildrenReportsTheSoftLimitBeforeTheOtherIsRefused() throws Exception {
        var start = new CyclicBarrier(2);
        try (ArenaPool pool = builder(100).byteBudget(3 * CHUNK).softLimit(0.9, heard::add).buildPool();
                var executor = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 2_000; round++) {
                heard.clear();
                try (Arena parent = pool.open(Confinement.SHARED)) {
                    List<Future<Boolean>> refused = new ArrayList<>();
                    for (int i = 0; i < 2; i++) {
                        Arena child = parent.child(9 * CHUNK);
                        refused.add(executor.submit(() -> {
                            start.await();
                            return child.tryAllocate(2 * CHUNK, 1) == null;
                        }));
                    }
                    assertThat(refused.get(0).get() ^ refused.get(1).get()).isTrue();
                    assertThat(heard).as("round %d", round).singleElement().satisfies(event -> {
                        assertThat(event.held()).isEqualTo(2 * CHUNK);
                        assertThat(event.limit()).isEqualTo(3 * CHUNK);
                    });
                }
            }
        }
    }

    @Test
    void arenaDoesNotReportItsSoftLimitAgainWhenItGetsAChild() {
        try (ArenaPool pool = builder(100).byteBudget(4 * CHUNK).softLimit(0.5, heard::add).buildPool();
                Arena arena = pool.open()) {
            arena.allocate(3 * CHUNK, 1);
            assertThat(heard).hasSize(1);
            arena.child(8 * CHUNK).allocate(CHUNK, 1);
            assertThat(heard).hasSize(1);
        }
    }

    @Test
    void valueIsNotCopiedIfTheCopyCrossesTheSoftLimit() {
        try (ArenaPool pool = builder(8).byteBudget(4 * CHUNK).softLimit(0.5, heard::add).buildPool();
                Arena arena = pool.open()) {
            arena.allocate(CHUNK, 1);
            MemorySegment small = arena.allocate(8, 8);
            try (Owned<MemorySegment> kept = arena.escape(small)) {
                assertThat(kept.get().address()).as("beyond the arena's share").isEqualTo(small.address());
            }
            assertThat(heard).isEmpty();
            assertThat(arena.tryAllocate(2 * CHUNK, 1)).isNotNull();
            assertThat(heard).hasSize(1);
        }
    }

    @Test
    void valueIsCopiedAfterTheListenerWasCalled() {
        try (ArenaPool pool = builder(100).byteBudget(5 * CHUNK).softLimit(0.5, heard::add).buildPool();
                Arena arena = pool.open()) {
            arena.allocate(3 * CHUNK, 1);
            MemorySegment small = arena.allocate(8, 8);
            assertThat(heard).hasSize(1);
            try (Owned<MemorySegment> copy = arena.escape(small)) {
                assertThat(copy.get().address()).isNotEqualTo(small.address());
            }
        }
    }

    @Test
    void listenerIsCalledForAnAllocationBeyondTheArenasBudget() {
        try (ArenaPool pool = builder(100).byteBudget(4 * CHUNK).softLimit(0.5, heard::add).buildPool();
                Arena arena = pool.open()) {
            arena.allocate(1, 1);
            assertThat(arena.tryAllocate(4 * CHUNK, 1)).isNull();
            assertThat(heard).singleElement().satisfies(event -> {
                assertThat(event.scope()).isEqualTo(Scope.ARENA);
                assertThat(event.held()).isEqualTo(CHUNK);
                assertThat(event.requested()).isEqualTo(4 * CHUNK);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void standaloneArenaReportsItsSoftLimit(boolean shared) {
        try (Arena arena = Arena.builder().name("web").chunkSizes(CHUNK, CHUNK).byteBudget(4 * CHUNK)
                .confinement(shared ? Confinement.SHARED : Confinement.CONFINED).softLimit(0.5, heard::add).build()) {
            for (int generation = 1; generation <= 3; generation++) {
                for (int i = 0; i < 4; i++) {
                    arena.allocate(CHUNK, 1);
                }
                assertThat(heard).hasSize(generation).containsOnly(
                        new SoftLimitEvent(Scope.ARENA, "Arena 'web'", 2 * CHUNK, CHUNK, 4 * CHUNK, 0.5));
                arena.reset();
            }
        }
    }

    @Test
    void exceptionOfTheListenerIsLoggedWithoutOtherEffects() {
        List<LogRecord> logged = new ArrayList<>();
        var logger = Logger.getLogger("dev.arena");
        var handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        var thrown = List.of(new IllegalStateException("expected"), new AssertionError("expected"));
        var next = new ArrayList<>(thrown);
        try (ArenaPool pool = builder(2).byteBudget(2 * CHUNK).softLimit(0.5, _ -> {
            throw FaultySource.sneaky(next.removeFirst());
        }).buildPool(); Arena arena = pool.open()) {
            arena.allocate(CHUNK, 1);
            assertThat(arena.allocate(CHUNK, 1).byteSize()).isEqualTo(CHUNK);
            assertThat(pool.stats().liveBytes()).isEqualTo(2 * CHUNK).isEqualTo(source.outstandingBytes());
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        assertThat(logged).extracting(LogRecord::getThrown).as("of the pool, then of the arena")
                .containsExactlyElementsOf(thrown);
        assertThat(source.outstandingBytes()).isZero();
    }

    /** Other threads perform operations that need each lock of the engine, and the listener waits for them. */
    @Test
    void listenerIsCalledWithoutLocksOfTheEngine() {
        var made = new AtomicReference<ArenaPool>();
        try (ArenaPool pool = builder(4).softLimit(0.5, event -> {
            heard.add(event);
            CompletableFuture.runAsync(() -> {
                ArenaPool mine = made.get();
                try (Arena arena = mine.open(Confinement.SHARED)) {
                    arena.allocate(CHUNK, 1);
                }
                mine.trim();
                try (Arena arena = mine.open()) {
                    assertThat(arena.tryAllocate(3 * CHUNK, 1)).as("searches cached chunks").isNull();
                }
                assertThat(mine.stats().liveBytes()).isEqualTo(2 * CHUNK);
            }).join();
        }).buildPool()) {
            made.set(pool);
            List<Arena> arenas = take(pool, 3);
            assertThat(heard).hasSize(1);
            arenas.forEach(Arena::close);
            assertThat(pool.stats().poolRejections()).isEqualTo(1);
        }
    }

    @Test
    void allocationsOfTheListenerAreReportedWithTheNextAllocation() {
        try (ArenaPool other = builder(2).name("other").softLimit(0.5, heard::add).buildPool();
                ArenaPool pool = builder(2).softLimit(0.5, event -> {
                    heard.add(event);
                    try (Arena arena = other.open()) {
                        arena.allocate(CHUNK, 1);
                        arena.allocate(CHUNK, 1);
                        assertThat(arena.tryAllocate(1, 1)).isNull();
                    }
                }).buildPool()) {
            List<Arena> arenas = take(pool, 2);
            assertThat(heard).containsExactly(ofPool(1, 1, 2, 0.5));
            arenas.addAll(take(other, 2));
            assertThat(heard).extracting(SoftLimitEvent::description).containsExactly("Pool 'web'", "Pool 'other'");
            arenas.forEach(Arena::close);
        }
    }

    @Test
    void listenerThatOpensArenasIsNotCalledRecursively() {
        var made = new AtomicReference<ArenaPool>();
        try (ArenaPool pool = builder(100).byteBudget(2 * CHUNK).softLimit(0.5, event -> {
            heard.add(event);
            try (Arena arena = made.get().open()) {
                arena.allocate(CHUNK, 1);
                arena.allocate(CHUNK, 1);
            }
        }).buildPool(); Arena arena = pool.open()) {
            made.set(pool);
            arena.allocate(CHUNK, 1);
            arena.allocate(CHUNK, 1);
            assertThat(heard).hasSize(1);
        }
    }

    @Test
    void listenerMayUseTheAllocatingArena() {
        var made = new AtomicReference<Arena>();
        try (ArenaPool pool = builder(100).byteBudget(4 * CHUNK).softLimit(0.5, event -> {
            heard.add(event);
            made.get().allocate(CHUNK, 1).fill((byte) 7);
            made.get().allocate(CHUNK, 1).fill((byte) 7);
        }).buildPool(); Arena arena = pool.open()) {
            made.set(arena);
            arena.allocate(CHUNK, 1).fill((byte) 1);
            arena.allocate(CHUNK, 1).fill((byte) 1);
            assertThat(arena.tryAllocate(CHUNK, 1)).as("the listener has taken the rest").isNull();
            assertThat(heard).hasSize(1);
            assertThat(arena.stats().peakBytesHeld()).isEqualTo(4 * CHUNK);
        }
    }

    @Test
    void allocationFailsIfTheListenerClosesTheArena() {
        var made = new AtomicReference<Arena>();
        try (ArenaPool pool = builder(8).softLimit(0.1, _ -> made.get().close()).buildPool()) {
            Arena arena = pool.open();
            made.set(arena);
            assertThatThrownBy(() -> arena.allocate(1, 1)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was closed");
            assertThat(pool.stats().activeArenas()).isZero();
            assertThat(pool.stats().liveBytes()).isZero();
        }
        assertThat(source.outstandingBytes()).isZero();
    }

    @Test
    void memoryReleasedByTheListenerIsUsed() {
        List<Arena> spare = new ArrayList<>();
        try (ArenaPool pool = builder(4).softLimit(1, _ -> spare.removeLast().close()).buildPool()) {
            spare.addAll(take(pool, 4));
            try (Arena arena = pool.open()) {
                assertThat(arena.allocate(CHUNK, 1).byteSize()).isEqualTo(CHUNK);
            }
            assertThat(pool.stats().poolRejections()).isZero();
            spare.forEach(Arena::close);
        }
    }

    /**
     * Memory is taken between the check of the pool and the refusal. Here the listener itself takes it when the soft limit of
     * the arena is reported.
     */
    @Test
    void softLimitIsReportedBeforeAnUnexpectedRefusal() {
        List<Arena> taken = new ArrayList<>();
        var made = new AtomicReference<ArenaPool>();
        try (ArenaPool pool = builder(16).byteBudget(CHUNK).softLimit(0.9, event -> {
            heard.add(event);
            if (event.scope() == Scope.ARENA) {
                taken.addAll(take(made.get(), 16));
            } else {
                taken.removeLast().close();
            }
        }).buildPool(); Arena arena = pool.open()) {
            made.set(pool);
            assertThat(arena.allocate(1, 1).byteSize()).as("the second attempt").isEqualTo(1);
            assertThat(heard).extracting(SoftLimitEvent::scope).containsExactly(Scope.ARENA, Scope.POOL);
            assertThat(heard.getLast()).isEqualTo(ofPool(16, 1, 16, 0.9));
            assertThat(pool.stats().poolRejections()).isZero();
            taken.forEach(Arena::close);
        }
    }

    @Test
    void oneOfManyThreadsReportsTheSoftLimit() throws Exception {
        int threads = 8;
        var start = new CyclicBarrier(threads);
        for (int round = 0; round < 200; round++) {
            heard.clear();
            List<Future<Arena>> workers = new ArrayList<>();
            try (ArenaPool pool = builder(threads).softLimit(0.5, heard::add).buildPool()) {
                try (var executor = Executors.newFixedThreadPool(threads)) {
                    for (int i = 0; i < threads; i++) {
                        workers.add(executor.submit(() -> {
                            Arena arena = pool.open(Confinement.SHARED);
                            start.await();
                            arena.allocate(CHUNK, 1);
                            return arena;
                        }));
                    }
                }
                assertThat(heard).as("round %d", round).hasSize(1);
                for (Future<Arena> worker : workers) {
                    worker.get().close();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY})
    void shareOutOfRangeIsRejected(double share) {
        ArenaBuilder builder = Arena.builder().softLimit(share, heard::add);
        for (var build : List.<Runnable>of(builder::build, builder::buildPool)) {
            assertThatThrownBy(build::run).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("softLimit", "" + share, "0", "1");
        }
    }

    @Test
    void unlimitedBudgetHasNoSoftLimit() {
        try (ArenaPool pool = Arena.builder().chunkSource(source).softLimit(1e-9, heard::add).buildPool();
                Arena arena = pool.open()) {
            arena.allocate(1 << 20, 1);
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void listenerReceivesTheSizeThatABufferGets() {
        try (ArenaPool pool = builder(8).softLimit(0.5, heard::add).buildPool(); Arena arena = pool.open()) {
            MemorySegment first = arena.allocate(2 * CHUNK, 1);
            MemorySegment grown = arena.growAtLeast(first, 3 * CHUNK, 9 * CHUNK, 1);
            assertThat(grown.byteSize()).as("6 chunks are available, not 9").isEqualTo(6 * CHUNK);
            assertThat(heard).containsExactly(ofPool(2, 6, 8, 0.5));
        }
    }

    @Test
    void listenerIsNotCalledForASizeThatABufferDoesNotGet() {
        try (ArenaPool pool = builder(8).softLimit(0.9, heard::add).buildPool(); Arena arena = pool.open()) {
            MemorySegment first = arena.allocate(2 * CHUNK, 1);
            assertThat(arena.growAtLeast(first, 3 * CHUNK, 11 * CHUNK, 1).byteSize()).isEqualTo(5 * CHUNK);
            assertThat(heard).isEmpty();
            assertThat(arena.tryAllocateNow(2 * CHUNK, 1)).isNull();
            assertThat(heard).isEmpty();
            assertThat(arena.tryAllocateNow(CHUNK, 1)).isNotNull();
            assertThat(heard).containsExactly(ofPool(7, 1, 8, 0.9));
        }
    }
}
