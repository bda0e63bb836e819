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
 * Makes sure that a row measures what it says: after some passes, which fill the cache and find the right chunk size, a
 * pass must neither allocate a chunk nor give one back, and so call the chunk source no more.
 *
 * <p>For the heap that is done by the arguments of each fork: of one size and touched beforehand, or whoever makes garbage would
 * pay for pages that the operating system gives out for the first time, up to fifty times what the garbage costs.
 */
public final class SteadyState {
    private static final int PASSES_TO_SETTLE = 1000;

    private SteadyState() {}

    /**
     * Lets things settle and throws if they do not.
     *
     * @param pool whose chunk source must not be called
     * @param pass what is measured
     */
    public static void require(ArenaPool pool, Runnable pass) {
        require(pass, () -> {
            PoolStats stats = pool.stats();
            return stats.normalChunksAllocated() + stats.oversizedChunksAllocated() + stats.chunksReleased();
        });
    }

    /** Likewise for an arena of its own, which gives none back that it has not allocated. */
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
