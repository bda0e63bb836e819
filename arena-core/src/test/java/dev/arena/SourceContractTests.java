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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.arena.ArenaExhaustedException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that a source cannot return memory twice, call back into its pool, or delay other threads. */
class SourceContractTests {
    private static final Logger LOG = Logger.getLogger("dev.arena");

    /** Returns native memory, or performs a scripted action instead. */
    private static final class Scripted implements ChunkSource {
        private ChunkSource backing = new CountingSource();
        private final Deque<LongFunction<MemorySegment>> script = new ArrayDeque<>();
        private Runnable onRelease = () -> {};

        @Override
        public MemorySegment obtain(long byteSize) {
            LongFunction<MemorySegment> next = script.poll();
            return next == null ? backing.obtain(byteSize) : next.apply(byteSize);
        }

        @Override
        public void release(MemorySegment memory) {
            onRelease.run();
            backing.release(memory);
        }
    }

    private final Scripted source = new Scripted();

    @BeforeEach
    void silenceExpectedWarnings() {
        LOG.setLevel(Level.OFF);
    }

    @AfterEach
    void listenAgain() {
        LOG.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -512, 512, -1008, 1008})
    void memoryInUseIsRejectedAndKeepsItsOwner(long offset) {
        MemorySegment slab = java.lang.foreign.Arena.global().allocate(3072, 16);
        List<MemorySegment> released = new ArrayList<>();
        source.backing = noting(released);
        source.script.addAll(List.of(size -> slab.asSlice(1024, size), size -> slab.asSlice(1024 + offset, size),
                _ -> java.lang.foreign.Arena.global().allocate(1024, 16)));
        try (ArenaPool pool = Arena.builder().chunkSizes(1024, 1024).chunkSource(source).buildPool()) {
            try (Arena first = pool.open();
                    Arena second = pool.open()) {
                MemorySegment mine = first.allocate(1024, 1).fill((byte) 1);
                assertThatThrownBy(() -> second.allocate(8, 8))
                        .isInstanceOfSatisfying(ArenaExhaustedException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.SOURCE))
                        .cause().hasMessageContaining("memory that is in use");
                assertThat(pool.stats().reservedBytes()).isEqualTo(1024);
                assertThat(released).as("the pool must not release memory that it does not own").isEmpty();
                second.allocate(1024, 1).fill((byte) 2);
                assertThat(Segments.isFilledWith(mine, (byte) 1)).isTrue();
            }
            pool.trim();
            assertThat(pool.stats().reservedBytes()).isZero();
            assertThat(released).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1024, 1024})
    void memoryThatBordersOnSuchIsNot(long offset) {
        MemorySegment slab = java.lang.foreign.Arena.global().allocate(3072, 16);
        source.backing = noting(new ArrayList<>());
        source.script.addAll(
                List.of(size -> slab.asSlice(1024, size), size -> slab.asSlice(1024 + offset, size)));
        try (Arena arena = Arena.builder().chunkSizes(1024, 1024).chunkSource(source).build()) {
            arena.allocate(1024, 1);
            assertThat(arena.allocate(1024, 1).address()).isEqualTo(slab.address() + 1024 + offset);
        }
    }

    private static ChunkSource noting(List<MemorySegment> released) {
        return new ChunkSource() {
            @Override
            public MemorySegment obtain(long byteSize) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void release(MemorySegment memory) {
                released.add(memory);
            }
        };
    }

    @Test
    void sourceMayReturnReleasedMemoryAgain() {
        MemorySegment slab = java.lang.foreign.Arena.global().allocate(1024, 16);
        source.backing = noting(new ArrayList<>());
        source.script.addAll(List.of(_ -> slab, _ -> slab));
        try (ArenaPool pool = Arena.builder()
                .chunkSizes(1024, 1024)
                .maxCached(0)
                .chunkSource(source)
                .buildPool()) {
            for (int i = 0; i < 2; i++) {
                try (Arena arena = pool.open()) {
                    assertThat(arena.allocate(8, 8).address()).isEqualTo(slab.address());
                }
            }
            assertThat(pool.stats().sourceRejections()).isZero();
        }
    }

    @Test
    void sourceMustNotAllocateFromItsOwnArena() {
        try (ArenaPool pool = Arena.builder()
                .chunkSizes(4096, 8192)
                .maxNormalAlloc(8192)
                .byteBudget(8192)
                .chunkSource(source)
                .buildPool()) {
            try (Arena arena = pool.open()) { // leaves the larger of the two classes in the cache
                arena.allocate(8192, 1);
            }
            try (Arena arena = pool.open()) {
                source.script.add(byteSize -> {
                    arena.allocate(8192, 1);
                    return source.backing.obtain(byteSize);
                });
                assertThatThrownBy(() -> arena.allocate(8, 8))
                        .isInstanceOfSatisfying(ArenaExhaustedException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.SOURCE))
                        .cause().hasMessageContaining("must not allocate from that pool");
                assertThat(arena.stats().bytesHeld()).isZero();
                assertThat(arena.allocate(8, 8).byteSize()).as("the next attempt succeeds").isEqualTo(8);
                assertThat(arena.stats().peakBytesHeld()).isEqualTo(4096);
            }
            assertThat(pool.stats().activeArenas()).isZero();
            assertThat(pool.stats().liveBytes()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 100_000})
    void allocationDuringAReleaseFailsWithoutOtherEffects(long size) {
        ArenaPool pool = Arena.builder().maxCached(0).chunkSource(source).buildPool();
        Arena arena = pool.open();
        arena.allocate(8, 8);
        source.onRelease = () -> arena.allocate(size, 8);
        arena.close();
        assertThat(pool.stats().failedReleases()).isEqualTo(1);
        assertThat(pool.stats().activeArenas()).isZero();
        assertThat(pool.stats().reservedBytes()).isZero();
        assertThat(pool.stats().liveChunks()).isZero();
        pool.close();
    }

    @Test
    void sourceMayTrimItsPool() {
        try (ArenaPool pool = Arena.builder().chunkSizes(4096, 8192).chunkSource(source).buildPool()) {
            try (Arena arena = pool.open()) {
                arena.allocate(8, 8);
            }
            source.script.add(byteSize -> {
                pool.trim();
                try (Arena arena = pool.open()) {
                    assertThatIllegalStateException().as("the thread is still inside the source")
                            .isThrownBy(() -> arena.allocate(8, 8));
                }
                return source.backing.obtain(byteSize);
            });
            try (Arena arena = pool.open()) {
                arena.allocate(20_000, 8);
                assertThat(pool.stats().reservedBytes()).isEqualTo(20_000);
                assertThat(arena.allocate(8, 8).byteSize()).as("the thread has left the source").isEqualTo(8);
            }
            assertThat(pool.stats().failedReleases()).isZero();
        }
    }

    @Test
    void blockedSourceDoesNotDelayThreadsThatDoNotNeedIt() throws Exception {
        var blocked = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        try (ArenaPool pool = Arena.builder()
                .chunkSizes(4096, 4096)
                .poolByteBudget(8192)
                .capacity(4096)
                .maxCached(4096)
                .chunkSource(source)
                .buildPool();
                var executor = Executors.newSingleThreadExecutor()) {
            source.script.add(byteSize -> {
                blocked.countDown();
                awaitUninterruptibly(gate);
                return source.backing.obtain(byteSize);
            });
            try (Arena other = pool.open()) {
                other.allocate(8, 8); // the only cached chunk
                Future<Long> waiting = executor.submit(() -> {
                    try (Arena arena = pool.open()) {
                        return arena.allocate(8, 8).byteSize();
                    }
                });
                blocked.await();
                assertThat(pool.stats().reservedBytes()).as("a chunk in progress counts").isEqualTo(8192);
                assertThat(other.tryAllocate(4096, 1)).as("beyond the budget").isNull();
                other.reset();
                assertThat(other.allocate(8, 8).byteSize()).as("from the cache").isEqualTo(8);
                assertThat(waiting.isDone()).isFalse();
                gate.countDown();
                assertThat(waiting.get()).isEqualTo(8);
            }
            assertThat(pool.stats().liveBytes()).isZero();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
