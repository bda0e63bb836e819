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
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that handles that pass between threads neither lose nor overwrite a value. */
class EscapeContentionTests {
    private static final long SEED = 20261122;

    private record Parcel(Shared<MemorySegment> handle, byte mark) {}

    @Test
    void valuesStayIntactWhileHandlesPassBetweenThreads() throws Exception {
        System.out.println("EscapeContentionTests seed " + SEED);
        var source = new CountingSource();
        ArenaPool pool = Arena.builder().chunkSizes(512, 2048).maxNormalAlloc(1024).poolByteBudget(64 << 20)
                .maxCached(64 << 10).chunkSource(source).buildPool();
        BlockingQueue<Parcel> post = new ArrayBlockingQueue<>(256);
        var damaged = new AtomicInteger();
        int threads = 4;
        List<Future<Object>> workers = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                workers.add(executor.submit(worker(pool, new Random(SEED + i), post, damaged)));
            }
        }
        for (Future<Object> worker : workers) {
            worker.get();
        }
        for (Parcel parcel = post.poll(); parcel != null; parcel = post.poll()) {
            open(parcel, damaged);
        }
        assertThat(damaged).hasValue(0);
        assertThat(pool.stats().activeHandles()).isZero();
        assertThat(pool.stats().liveBytes()).isZero();
        pool.close();
        assertThat(source.outstandingBytes()).isZero();
        assertThat(source.faults()).isEmpty();
    }

    private static Callable<Object> worker(ArenaPool pool, Random random, BlockingQueue<Parcel> post,
            AtomicInteger damaged) {
        return () -> {
            for (int i = 0; i < 3_000; i++) {
                try (Arena arena = pool.open(random.nextInt(4) == 0 ? Confinement.SHARED : Confinement.CONFINED)) {
                    for (int j = random.nextInt(6); j >= 0; j--) {
                        byte mark = (byte) (1 + random.nextInt(100));
                        Shared<MemorySegment> value = make(arena, random, mark);
                        for (int k = random.nextInt(3); k >= 0; k--) {
                            var parcel = new Parcel(value.retain(), mark);
                            if (!post.offer(parcel)) {
                                open(parcel, damaged);
                            }
                        }
                        value.close();
                        Parcel arrived = random.nextBoolean() ? post.poll() : null;
                        if (arrived != null) {
                            open(arrived, damaged);
                        }
                    }
                }
            }
            return "done";
        };
    }

    private static Shared<MemorySegment> make(Arena arena, Random random, byte mark) {
        long size = random.nextLong(1, 1500);
        if (random.nextBoolean()) {
            Shared<MemorySegment> shared = arena.allocateShared(size, 8);
            shared.get().fill(mark);
            return shared;
        }
        MemorySegment bound = arena.allocate(size, 8).fill(mark);
        return arena.escape(bound).share();
    }

    private static void open(Parcel parcel, AtomicInteger damaged) {
        if (!Segments.isFilledWith(parcel.handle.get(), parcel.mark)) {
            damaged.incrementAndGet();
        }
        parcel.handle.close();
    }

    @Test
    void concurrentClosesReleaseTheValueOnce() throws Exception {
        var source = new CountingSource();
        try (ArenaPool pool = Arena.builder().chunkSource(source).buildPool();
                ExecutorService executor = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 2_000; round++) {
                try (Arena arena = pool.open()) {
                    Shared<MemorySegment> one = arena.allocateShared(8, 8);
                    Shared<MemorySegment> two = one.retain();
                    var start = new CyclicBarrier(2);
                    Future<?> first = executor.submit(() -> closeAfter(start, one));
                    Future<?> second = executor.submit(() -> closeAfter(start, two));
                    first.get();
                    second.get();
                }
                assertThat(pool.stats().activeHandles()).isZero();
                assertThat(pool.stats().liveBytes()).isZero();
            }
        }
        assertThat(source.faults()).isEmpty();
    }

    private static Object closeAfter(CyclicBarrier start, Shared<MemorySegment> handle) throws Exception {
        start.await();
        handle.close();
        return "closed";
    }
}
