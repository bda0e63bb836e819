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
import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

/**
 * Measures the heap memory of an allocation. It is a separate program, because the compilation of a loop depends on all code
 * that has run in the JVM before.
 */
final class HotPathProbe {
    static final long ALLOCATIONS = 1_000_000;

    /** The JIT compiler decides when a loop is hot, so the limit is high. */
    private static final int MOST_ROUNDS = 60;

    private static final int WARM_UP_ROUNDS = 10;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private HotPathProbe() {}

    /** Prints the lowest number of heap bytes of a round, and how often the rounds after the warm-up called the source. */
    public static void main(String... arguments) {
        long size = Long.parseLong(arguments[0]);
        if (arguments.length > 1) {
            liveThroughAServersDay();
        }
        var source = new CountingSource();
        long fewest = Long.MAX_VALUE;
        int callsWhenWarm = 0;
        try (Arena arena = Arena.builder().maxCached(1 << 30).chunkSource(source).build()) {
            for (int round = 0; round < MOST_ROUNDS
                    && (round <= WARM_UP_ROUNDS || fewest >= ALLOCATIONS / 10); round++) {
                if (round == WARM_UP_ROUNDS) {
                    callsWhenWarm = source.calls();
                }
                long before = THREADS.getCurrentThreadAllocatedBytes();
                long sum = allocateMany(arena, size);
                fewest = Math.min(fewest, THREADS.getCurrentThreadAllocatedBytes() - before);
                if (sum != ALLOCATIONS) {
                    throw new AssertionError("memory does not contain the written values: " + sum);
                }
                arena.reset();
            }
        }
        System.out.println(fewest + " " + (source.calls() - callsWhenWarm));
    }

    /** Makes all code outside the hot path hot: refills, large requests and refusals, for both confinements. */
    private static void liveThroughAServersDay() {
        try (ArenaPool pool = Arena.builder().chunkSizes(512, 1024).maxNormalAlloc(512).byteBudget(1 << 14)
                .buildPool()) {
            for (int request = 0; request < 100_000; request++) {
                try (Arena arena = pool.open(request % 8 == 0 ? Confinement.SHARED : Confinement.CONFINED)) {
                    for (int i = 0; i < 12; i++) {
                        arena.allocate(200, 8).set(JAVA_BYTE, 0, (byte) 1);
                    }
                    arena.allocate(2000, 8);
                    arena.tryAllocate(1 << 15, 8);
                }
            }
        }
    }

    private static long allocateMany(Arena arena, long size) {
        long sum = 0;
        for (long i = 0; i < ALLOCATIONS; i++) {
            sum += writeOne(arena, size);
        }
        return sum;
    }

    private static long writeOne(Arena arena, long size) {
        MemorySegment segment = arena.allocate(size, 8);
        segment.set(JAVA_BYTE, size - 1, (byte) 1);
        return segment.get(JAVA_BYTE, 0) + (long) segment.get(JAVA_BYTE, size - 1);
    }
}
