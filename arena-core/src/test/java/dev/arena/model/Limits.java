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

import java.util.Random;

import dev.arena.Arena;
import dev.arena.ArenaBuilder;
import dev.arena.LeakDetection;
import dev.arena.SoftLimitListener;

/**
 * Settings, in bytes. They are so small that refusals, evictions and oversized chunks are frequent.
 *
 * @param softLimit share of the budgets that is reported, 0 for none
 */
record Limits(long minChunk, long maxChunk, long maxNormalAlloc, long arenaBudget, long poolBudget, long maxCached,
        long maxQuarantined, double softLimit) {

    static Limits random(Random random, int threads) {
        long min = 512L << random.nextInt(2);
        long max = min << random.nextInt(4);
        long maxNormal = Math.min(max, 128L << random.nextInt(5));
        long arena = random.nextLong(4_000, 16_000);
        long pool = threads * random.nextLong(arena, 40_000);
        return new Limits(min, max, maxNormal, arena, pool, random.nextLong(20_000),
                random.nextInt(4) == 0 ? 0 : random.nextLong(2 * pool),
                random.nextInt(4) == 0 ? 0 : 1 - random.nextInt(8) / 10.);
    }

    /** Creates a builder for a standalone arena. A pool needs a pool budget, too. */
    ArenaBuilder builder(Ledger ledger, SoftLimitListener listener) {
        ArenaBuilder builder = Arena.builder().chunkSizes(minChunk, maxChunk).maxNormalAlloc(maxNormalAlloc)
                .byteBudget(arenaBudget).maxCached(maxCached).maxQuarantined(maxQuarantined)
                .leakDetection(LeakDetection.ALL)
                .chunkSource(ledger);
        return softLimit == 0 ? builder : builder.softLimit(softLimit, listener);
    }

    /** Returns the smallest class that holds {@code bytes}. */
    long classFor(long bytes) {
        long size = minChunk;
        while (size < bytes) {
            size <<= 1;
        }
        return size;
    }

    /** Returns the class that the ratchet has reached, or the largest that fits in {@code room}. */
    long wantedClass(int ratchet, long least, long room) {
        long size = minChunk;
        for (int i = 0; i < ratchet && size < maxChunk && size << 1 <= room; i++) {
            size <<= 1;
        }
        return Math.max(size, least);
    }
}
