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

package dev.arena.benchmarks;

import java.util.function.LongSupplier;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.ArenaStats;
import dev.arena.PoolStats;

/**
 * Checks that a benchmark measures its steady state. After some passes, which fill the cache and learn the right chunk size, a
 * pass must not call the chunk source any more.
 *
 * <p>For the heap, the arguments of each fork fix its size and touch its pages in advance. Otherwise the first allocation in a
 * page includes the cost of the operating system, which is up to fifty times the cost of the garbage.
 */
public final class SteadyState {
    private static final int PASSES_TO_SETTLE = 1000;

    private SteadyState() {}

    /**
     * Runs passes until the pool is in its steady state, or throws an exception.
     *
     * @param pool the pool whose chunk source must not be called
     * @param pass the measured code
     */
    public static void require(ArenaPool pool, Runnable pass) {
        require(pass, () -> {
            PoolStats stats = pool.stats();
            return stats.normalChunksAllocated() + stats.oversizedChunksAllocated() + stats.chunksReleased();
        });
    }

    /**
     * Runs passes until the arena is in its steady state. An arena without a pool may release only chunks that it has
     * allocated.
     */
    static void require(Arena arena, Runnable pass) {
        require(pass, () -> {
            ArenaStats stats = arena.stats();
            return stats.normalChunksAllocated() + stats.oversizedChunksAllocated();
        });
    }

    private static void require(Runnable pass, LongSupplier sourceCalls) {
        for (int i = 0; i < PASSES_TO_SETTLE; i++) {
            pass.run();
        }
        long before = sourceCalls.getAsLong();
        pass.run();
        long during = sourceCalls.getAsLong() - before;
        if (during != 0) {
            throw new IllegalStateException("no steady state: a pass called the chunk source " + during + " times");
        }
    }
}
