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

package dev.arena.engine.pool;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.chunk.Refusal;
import dev.arena.engine.chunk.SizeClass;

/** Counters of the rare events of a pool. The {@link CacheShard}s count the frequent ones. Safe for use by any thread. */
final class PoolCounters {
    private final AtomicLong chunks = new AtomicLong();
    private final AtomicLongArray byClass;
    private final LongAdder normalChunks = new LongAdder();
    private final LongAdder oversizedChunks = new LongAdder();
    private final LongAdder destroyed = new LongAdder();
    private final LongAdder relocations = new LongAdder();
    private final LongAdder arenaRefusals = new LongAdder();
    private final LongAdder poolRefusals = new LongAdder();
    private final LongAdder sourceRefusals = new LongAdder();

    PoolCounters(int classes) {
        byClass = new AtomicLongArray(classes);
    }

    /** A chunk came from the source; one without a class is oversized. */
    void taken(@Nullable SizeClass sizeClass) {
        chunks.incrementAndGet();
        if (sizeClass == null) {
            oversizedChunks.increment();
        } else {
            normalChunks.increment();
            byClass.incrementAndGet(sizeClass.index());
        }
    }

    /** A chunk went back to the source. */
    void destroyed(@Nullable SizeClass sizeClass) {
        chunks.decrementAndGet();
        destroyed.increment();
        if (sizeClass != null) {
            byClass.decrementAndGet(sizeClass.index());
        }
    }

    void relocated() {
        relocations.increment();
    }

    void refused(Refusal.Kind kind) {
        switch (kind) {
            case ARENA_BUDGET -> arenaRefusals.increment();
            case PARTITION_BUDGET -> {
                // counted by the partition
            }
            case POOL_BUDGET -> poolRefusals.increment();
            case SOURCE -> sourceRefusals.increment();
        }
    }

    /** Number of chunks. */
    long chunks() {
        return chunks.get();
    }

    /** Number of chunks of each size class. */
    List<Long> byClass() {
        return IntStream.range(0, byClass.length()).mapToObj(byClass::get).toList();
    }

    long normalChunks() {
        return normalChunks.sum();
    }

    long oversizedChunks() {
        return oversizedChunks.sum();
    }

    long chunksDestroyed() {
        return destroyed.sum();
    }

    long relocations() {
        return relocations.sum();
    }

    long arenaRefusals() {
        return arenaRefusals.sum();
    }

    long poolRefusals() {
        return poolRefusals.sum();
    }

    long sourceRefusals() {
        return sourceRefusals.sum();
    }
}
