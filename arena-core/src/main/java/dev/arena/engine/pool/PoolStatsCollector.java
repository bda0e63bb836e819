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
import java.util.Set;
import java.util.stream.LongStream;

import dev.arena.engine.budget.Account;
import dev.arena.engine.chunk.SizeClasses;
import dev.arena.engine.leak.LeakDetector;
import dev.arena.engine.reclaim.EscapedChunk;
import dev.arena.engine.reclaim.Quarantine;

/**
 * Collects the statistics of a pool from its parts. It has no counters of its own.
 *
 * <p>Safe for use by any thread.
 *
 * @param live escaped chunks that have not been returned
 */
record PoolStatsCollector(SizeClasses sizeClasses, Account budget, ChunkCache cache, Quarantine quarantine,
        Quarantine escapes,
        Set<EscapedChunk> live, PoolCounters counters, CheckedSource source, Waiters waiters, LeakDetector leaks) {

    /** Bytes that no arena or handle holds. */
    long idleBytes() {
        return cache.bytes() + quarantinedBytes();
    }

    /** Bytes of chunks that only handles keep. */
    long bytesOfHandles() {
        return live.stream().filter(EscapedChunk::isGivenUp).mapToLong(EscapedChunk::bytes).sum();
    }

    /** The current figures. */
    PoolFigures figures() {
        PoolFigures.Sum sum = cache.sum(sizeClasses.size());
        return new PoolFigures(budget.used(), budget.peak(), sum.cachedBytes, quarantinedBytes(),
                quarantine.chunks() + escapes.chunks(), live.stream().mapToLong(EscapedChunk::handles).sum(),
                counters.chunks(), LongStream.of(sum.cachedByClass).sum(), counters.byClass(), boxed(sum.cachedByClass),
                quarantinedByClass(), sum.wasted, sum.activeArenas, counters.normalChunks(), counters.oversizedChunks(),
                sum.reused, counters.chunksDestroyed(), sum.resets, counters.relocations(), counters.arenaRefusals(),
                counters.poolRefusals(), counters.sourceRefusals(),
                source.failedReleases(), waiters.waits(), leaks.count());
    }

    private long quarantinedBytes() {
        return quarantine.bytes() + escapes.bytes();
    }

    private List<Long> quarantinedByClass() {
        var counts = new long[sizeClasses.size()];
        quarantine.addByClass(counts);
        escapes.addByClass(counts);
        return boxed(counts);
    }

    private static List<Long> boxed(long[] counts) {
        return LongStream.of(counts).boxed().toList();
    }
}
