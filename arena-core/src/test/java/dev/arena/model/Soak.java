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

package dev.arena.model;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.ArenaPool;
import dev.arena.ChunkSource;
import dev.arena.Confinement;
import dev.arena.LeakDetection;
import dev.arena.Mark;
import dev.arena.PoolStats;
import dev.arena.Shared;

/**
 * Runs many generations that resemble requests on two threads, with random sizes, values that escape to the other thread, and
 * failures of budgets, source and cleanups. It regularly prints the resident memory of the process in KiB, and finally the
 * pool's figures. It is a separate program, so that only the arenas change the resident memory: run it with a heap that is
 * touched in advance.
 */
final class Soak {
    static final int SAMPLES = 20;
    static final String SAMPLE = "sample";
    static final String LEFT = "left";
    private static final int THREADS = 2;
    private static final int MOST_ESCAPED = 256;
    private static final long POOL_BUDGET = 4 << 20;
    private static final long ARENA_BUDGET = 256 << 10;
    private static final double SOFT_LIMIT = 0.25;

    private final long generations;
    private final BlockingQueue<Shared<MemorySegment>> escaped = new ArrayBlockingQueue<>(MOST_ESCAPED);
    private final ArenaPool pool = Arena.builder().byteBudget(ARENA_BUDGET).poolByteBudget(POOL_BUDGET)
            .maxCached(POOL_BUDGET / 2).chunkSizes(1024, 64 << 10).chunkSource(new UnreliableSource())
            .leakDetection(LeakDetection.ALL).softLimit(SOFT_LIMIT, _ -> fail()).buildPool();
    private final CyclicBarrier rest = new CyclicBarrier(THREADS, this::sample);
    private long played;

    private Soak(long generations) {
        this.generations = generations;
    }

    /** Runs {@code Soak <generations> <seed>}. */
    public static void main(String[] args) throws Exception {
        try (var _ = new Silence()) {
            new Soak(Long.parseLong(args[0])).play(Long.parseLong(args[1]));
        }
    }

    private void play(long seed) throws InterruptedException, ExecutionException {
        List<Future<?>> threads = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                var random = new Random(seed + i);
                threads.add(executor.submit(() -> playPart(random)));
            }
        }
        for (Future<?> thread : threads) {
            thread.get();
        }
        escaped.forEach(Shared::close);
        pool.close();
        PoolStats end = pool.stats();
        System.out.println(end);
        System.out.println(LEFT + " " + (end.reservedBytes() + end.liveChunks() + end.activeArenas()
                + end.activeHandles() + end.failedReleases() + end.leaks()));
    }

    private @Nullable Object playPart(Random random) throws Exception {
        for (int sample = 0; sample < SAMPLES; sample++) {
            for (long i = generations / SAMPLES / THREADS; i > 0; i--) {
                request(random);
            }
            rest.await();
        }
        return null;
    }

    private void request(Random random) {
        Arena arena = pool.open(random.nextInt(8) == 0 ? Confinement.SHARED : Confinement.CONFINED);
        if (random.nextInt(4) == 0) {
            arena.onReset(random.nextInt(8) == 0 ? Soak::fail : () -> {});
        }
        try {
            for (int i = random.nextInt(24); i >= 0; i--) {
                value(arena, random);
            }
            if (random.nextInt(16) == 0) {
                try (Mark _ = arena.mark()) {
                    value(arena, random);
                    value(arena, random);
                }
            }
            if (random.nextInt(16) == 0) {
                Arena child = arena.child(ARENA_BUDGET / 8); // half of the children end with their parent
                value(child, random);
                if (random.nextBoolean()) {
                    child.close();
                }
            }
            if (random.nextInt(16) == 0) {
                arena.reset();
                value(arena, random);
            }
        } catch (ArenaExhaustedException | UnsupportedOperationException expected) {
            arena.tryAllocate(1, 1); // the remaining memory is usable
        } finally {
            closeQuietly(arena);
        }
    }

    private static void closeQuietly(Arena arena) {
        try {
            arena.close();
        } catch (UnsupportedOperationException expected) {
            arena.close();
        }
    }

    private static void fail() {
        throw new UnsupportedOperationException("expected");
    }

    private void value(Arena arena, Random random) {
        long size = random.nextInt(64) == 0 ? random.nextLong(48 << 10) : random.nextLong(256);
        if (random.nextInt(2_000) == 0) {
            size = 2 * ARENA_BUDGET;
        }
        MemorySegment segment = arena.allocate(size, 8);
        segment.fill((byte) 1);
        if (random.nextInt(32) == 0) {
            escape(arena, segment, random);
        }
    }

    private void escape(Arena arena, MemorySegment segment, Random random) {
        Shared<MemorySegment> handle = random.nextBoolean()
                ? arena.escape(segment).share()
                : arena.allocateShared(64, 8);
        while (!escaped.offer(handle)) { // closes the oldest handle, possibly one of the other thread
            Shared<MemorySegment> eldest = escaped.poll();
            if (eldest != null) {
                eldest.close();
            }
        }
    }

    private void sample() {
        played += generations / SAMPLES;
        System.out.println(SAMPLE + " " + played + " " + residentKibibytes());
    }

    private static long residentKibibytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Sometimes refuses memory. */
    private static final class UnreliableSource implements ChunkSource {
        private static final int ONE_IN = 500;

        private final Random random = new Random(1);

        @Override
        public MemorySegment obtain(long byteSize) {
            if (random.nextInt(ONE_IN) == 0) {
                throw new OutOfMemoryError("expected");
            }
            return ChunkSource.nativeMemory().obtain(byteSize);
        }

        @Override
        public void release(MemorySegment memory) {
            ChunkSource.nativeMemory().release(memory);
        }
    }
}
