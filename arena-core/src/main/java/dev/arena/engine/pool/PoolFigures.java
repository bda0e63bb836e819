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

/**
 * Statistics of a pool at one moment, in bytes and counts. They are exact when the pool is idle. Under load, the values are
 * read one after the other.
 *
 * @since 0.1.0
 */
public record PoolFigures(long reservedBytes, long peakReservedBytes, long cachedBytes, long quarantinedBytes,
        long quarantinedChunks, long activeHandles, long chunks, long cachedChunks,
        List<Long> byClass, List<Long> cachedByClass, List<Long> quarantinedByClass, long wastedBytes,
        long activeArenas, long normalChunksAllocated,
        long oversizedChunksAllocated, long chunksReused, long chunksDestroyed, long resets, long relocations,
        long arenaRefusals, long poolRefusals, long sourceRefusals, long failedReleases,
        long waits, long leaks) {

    /** Sums up the figures of the shards. */
    static final class Sum {
        final long[] cachedByClass;
        long cachedBytes;
        long wasted;
        long activeArenas;
        long reused;
        long resets;

        Sum(int classes) {
            cachedByClass = new long[classes];
        }
    }
}
