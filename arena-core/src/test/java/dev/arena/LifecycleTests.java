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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that an arena cannot be used after its end or by the wrong thread, and that an unused arena takes no memory. */
class LifecycleTests {
    private final CountingSource source = new CountingSource();

    /** Returns the builder of a pool so small that its cache is not split. Its arenas are numbered from 1 on any thread. */
    private static ArenaBuilder oneStripe() {
        return Arena.builder().name("web").maxCached(1 << 20);
    }

    /** Returns each method that needs an open arena. */
    private static Map<String, Consumer<Arena>> uses(MemorySegment segment) {
        Map<String, Consumer<Arena>> uses = new LinkedHashMap<>();
        uses.put("allocate", arena -> arena.allocate(8, 8));
        uses.put("allocate no bytes", arena -> arena.allocate(0, 1));
        uses.put("allocate much", arena -> arena.allocate(1 << 20, 1));
        uses.put("allocateFrom", arena -> arena.allocateFrom("text"));
        uses.put("tryAllocate", arena -> arena.tryAllocate(8, 8));
        uses.put("tryAllocateNow", arena -> arena.tryAllocateNow(8, 8));
        uses.put("tryGrow", arena -> arena.tryGrow(segment, 16));
        uses.put("grow", arena -> arena.grow(segment, 16, 8));
        uses.put("growAtLeast", arena -> arena.growAtLeast(segment, 16, 32, 8));
        uses.put("allocateOwned", arena -> arena.allocateOwned(8, 8));
        uses.put("allocateShared", arena -> arena.allocateShared(8, 8));
        uses.put("escape", arena -> arena.escape(segment));
        uses.put("mark", Arena::mark);
        uses.put("attempt", arena -> arena.attempt(() -> "done"));
        uses.put("remaining", Arena::remaining);
        uses.put("child", arena -> arena.child(4096));
        uses.put("onReset", arena -> arena.onReset(() -> {}));
        uses.put("reset", Arena::reset);
        uses.put("scope", Arena::scope);
        return uses;
    }

    @ParameterizedTest
    @EnumSource
    void closedArenaReportsItsNameTimeAndThread(Confinement confinement) {
        try (ArenaPool pool = oneStripe().confinement(confinement).buildPool()) {
            Arena arena = pool.open();
            MemorySegment segment = arena.allocate(8, 8);
            assertThat(arena).hasToString("Arena #1 of pool 'web'[4096 bytes held]");
            arena.close();
            uses(segment).forEach((name, use) -> assertThatThrownBy(() -> use.accept(arena)).as(name)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("Arena #1 of pool 'web'", "was closed", " ms ago by ",
                            Thread.currentThread().toString()));
            assertThat(arena).hasToString("Arena #1 of pool 'web'[closed]");
        }
    }

    @Test
    void messagesNameAStandaloneArena() {
        Arena arena = Arena.builder().name("import").build();
        arena.allocate(8, 8);
        arena.close();
        assertThatThrownBy(arena::reset).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Arena 'import' was closed");
    }

    @Test
    void unusedArenaCannotBeUsedAfterClose() {
        Arena arena = Arena.create();
        arena.close();
        uses(MemorySegment.NULL).forEach((name, use) -> {
            if (!name.contains("row")) {
                assertThatThrownBy(() -> use.accept(arena)).as(name).isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("without having been used");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void closingTwiceClosesOnce(Confinement confinement) {
        ArenaPool pool = Arena.builder().confinement(confinement).chunkSource(source).buildPool();
        Arena arena = pool.open();
        arena.allocate(8, 8);
        var cleanups = new AtomicInteger();
        arena.onReset(cleanups::incrementAndGet);
        arena.close();
        PoolStats once = pool.stats();
        arena.close();
        arena.close();
        assertThat(pool.stats()).isEqualTo(once);
        assertThat(cleanups).hasValue(1);
        pool.close();
        pool.close();
        arena.close();
        assertThat(source.outstandingBytes()).isZero();
        assertThat(source.faults()).isEmpty();
    }

    @Test
    void secondCloseDoesNotChangeTheReportedThread() throws Exception {
        Arena arena = Arena.builder().confinement(Confinement.SHARED).build();
        arena.allocate(8, 8);
        arena.close();
        try (var other = Executors.newSingleThreadExecutor()) {
            other.submit(arena::close).get();
        }
        assertThatThrownBy(arena::reset).hasMessageContaining("ago by " + Thread.currentThread());
    }

    @Test
    void closingAStandaloneArenaReleasesAllMemory() {
        Arena arena = Arena.builder().chunkSource(source).build();
        for (int i = 0; i < 10; i++) {
            arena.allocate(10_000, 8);
            arena.allocate(100_000, 8);
            arena.reset();
        }
        assertThat(source.outstandingBytes()).isPositive();
        arena.close();
        assertThat(source.outstandingBytes()).isZero();
        assertThat(arena.stats().bytesHeld()).isZero();
        assertThat(arena.stats().cachedBytes()).isZero();
        assertThat(arena.stats().resets()).isEqualTo(10);
    }

    @Test
    void confinedArenaIsAccessibleToItsThreadOnly() throws Exception {
        try (ArenaPool pool = oneStripe().buildPool(); Arena arena = pool.open()) {
            MemorySegment segment = arena.allocate(8, 8);
            ArenaStats before = arena.stats();
            Map<String, Consumer<Arena>> uses = uses(segment);
            uses.put("close", Arena::close);
            try (var other = Executors.newSingleThreadExecutor()) {
                uses.forEach((name, use) -> {
                    Future<?> result = other.submit(() -> use.accept(arena));
                    assertThatThrownBy(result::get).as(name).cause().isInstanceOf(WrongThreadException.class)
                            .hasMessageContainingAll("Arena #1 of pool 'web'", Thread.currentThread().toString(),
                                    "shared arena");
                });
                assertThat(other.submit(arena::stats).get()).isEqualTo(before);
                assertThat(other.submit(arena::toString).get()).contains("4096 bytes held");
            }
            assertThat(segment.scope().isAlive()).isTrue();
            assertThat(arena.allocate(8, 8).address()).isEqualTo(segment.address() + 8);
        }
    }

    @Test
    void sharedArenaIsAccessibleToEveryThread() throws Exception {
        Arena arena = Arena.builder().confinement(Confinement.SHARED).build();
        try (var other = Executors.newSingleThreadExecutor()) {
            MemorySegment segment = arena.allocate(8, 8);
            uses(segment).forEach((name, use) -> assertThatCode(other.submit(() -> use.accept(arena))::get).as(name)
                    .doesNotThrowAnyException());
            assertThat(arena.stats().resets()).isEqualTo(1);
            other.submit(arena::close).get();
        }
        assertThatThrownBy(() -> arena.allocate(8, 8)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource
    void thePoolsConfinementCanBeOverriddenPerArena(Confinement setting) throws Exception {
        try (ArenaPool pool = Arena.builder().confinement(setting).buildPool();
                Arena confined = pool.open(Confinement.CONFINED);
                Arena shared = pool.open(Confinement.SHARED);
                var other = Executors.newSingleThreadExecutor()) {
            Callable<MemorySegment> onConfined = () -> confined.allocate(8, 8);
            Callable<MemorySegment> onShared = () -> shared.allocate(8, 8);
            assertThatThrownBy(other.submit(onConfined)::get).hasCauseInstanceOf(WrongThreadException.class);
            assertThat(other.submit(onShared).get().byteSize()).isEqualTo(8);
        }
    }

    @Test
    void unusedArenaTakesNoChunk() {
        try (ArenaPool pool = Arena.builder().chunkSource(source).buildPool()) {
            for (int i = 0; i < 1000; i++) {
                try (Arena arena = pool.open()) {
                    assertThat(arena.stats().bytesHeld()).isZero();
                    assertThat(arena.scope().isAlive()).isTrue();
                    arena.onReset(() -> {});
                    arena.reset();
                }
            }
            assertThat(pool.stats().activeArenas()).isZero();
            assertThat(pool.stats().peakReservedBytes()).isZero();
        }
        assertThat(source.calls()).isZero();
    }

    @Test
    @Tag("long")
    void aHundredThousandVirtualThreadsWithAnIdleArenaTakeNoChunk() {
        var opened = new AtomicInteger();
        try (ArenaPool pool = Arena.builder().chunkSource(source).buildPool()) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 100_000; i++) {
                    threads.execute(() -> {
                        try (Arena arena = pool.open()) {
                            opened.addAndGet(arena.stats().bytesHeld() == 0 ? 1 : 0);
                        }
                    });
                }
            }
            assertThat(opened).hasValue(100_000);
            assertThat(pool.stats().reservedBytes()).isZero();
        }
        assertThat(source.calls()).isZero();
    }

    @Test
    void arenasAndTheirMemoryOutliveThePool() {
        ArenaPool pool = Arena.builder().name("web").chunkSizes(4096, 4096).chunkSource(source).buildPool();
        Arena arena = pool.open();
        MemorySegment segment = arena.allocate(100, 8).fill((byte) 1);
        try (Arena passes = pool.open()) {
            passes.allocate(8, 8);
        }
        assertThat(source.outstandingChunks()).isEqualTo(2);

        pool.close();

        assertThat(source.outstandingChunks()).as("only the cached chunk was released").isEqualTo(1);
        assertThat(Segments.isFilledWith(segment, 1)).isTrue();
        assertThat(arena.allocate(100, 8).address()).as("the chunk that it holds").isEqualTo(segment.address() + 104);
        assertThatThrownBy(() -> arena.allocate(4096, 8)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Pool 'web' is closed");
        assertThatThrownBy(() -> arena.tryAllocate(1 << 20, 8)).isInstanceOf(IllegalStateException.class);
        arena.close();
        assertThat(source.outstandingBytes()).isZero();
        assertThat(pool.stats().reservedBytes()).isZero();
        assertThat(pool.stats().cachedChunks()).isZero();
        assertThatThrownBy(() -> segment.fill((byte) 2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aClosedPoolOpensNoArena() {
        ArenaPool pool = Arena.builder().name("web").buildPool();
        pool.close();
        assertThatThrownBy(pool::open).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Pool 'web' is closed");
        assertThatThrownBy(() -> pool.open(Confinement.SHARED)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void unusedArenaOfAClosedPoolIsRefusedItsFirstChunk() {
        ArenaPool pool = Arena.builder().chunkSource(source).buildPool();
        Arena arena = pool.open();
        pool.close();
        assertThatThrownBy(() -> arena.allocate(8, 8)).isInstanceOf(IllegalStateException.class);
        arena.close();
        assertThat(source.calls()).isZero();
        assertThat(pool.stats().activeArenas()).isZero();
    }

    @Test
    void arenasOfOnePoolHaveDifferentNumbers() {
        try (ArenaPool pool = Arena.builder().name("web").buildPool()) {
            Arena first = pool.open();
            assertThat(first).hasToString("Arena of pool 'web'[0 bytes held]");
            first.allocate(8, 8);
            Arena second = pool.open();
            second.allocate(8, 8);
            assertThat(first.toString()).contains("#").isNotEqualTo(second.toString());
            assertThat(pool).hasToString("Pool 'web'[8192 bytes reserved]");
            first.close();
            second.close();
        }
    }
}
