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

import java.util.List;

/** Creates the figures that tests expect. */
public final class ExpectedStats {

    private ExpectedStats() {}

    /** Creates the figures of an arena, in the order of its accessors. */
    public static ArenaStats ofArena(long bytesHeld, long peakBytesHeld, long wastedTailBytes, long cachedChunks,
            long cachedBytes, long resets, long normalChunksAllocated, long oversizedChunksAllocated, long chunksReused,
            long backingBytesAllocated, long relocations, long normalChunksAllocatedSinceReset,
            long oversizedChunksAllocatedSinceReset, long chunksReusedSinceReset, long backingBytesAllocatedSinceReset,
            long relocationsSinceReset, long oversizedBytesAllocatedSinceReset) {
        return new ArenaStats(new ArenaStats.Figures(bytesHeld, peakBytesHeld, wastedTailBytes, cachedChunks,
                cachedBytes, resets, normalChunksAllocated, oversizedChunksAllocated, chunksReused,
                backingBytesAllocated, relocations, normalChunksAllocatedSinceReset, oversizedChunksAllocatedSinceReset,
                chunksReusedSinceReset, backingBytesAllocatedSinceReset, relocationsSinceReset,
                oversizedBytesAllocatedSinceReset));
    }

    /** Creates the figures of a pool, in the order of its accessors. */
    public static PoolStats ofPool(long reservedBytes, long peakReservedBytes, long liveBytes, long cachedBytes,
            long quarantinedBytes, long liveChunks, long cachedChunks, long quarantinedChunks, long wastedBytes,
            long activeArenas, long normalChunksAllocated, long oversizedChunksAllocated, long chunksReused,
            long chunksReleased, long resets, long relocations, long arenaRejections, long poolRejections,
            long sourceRejections, long failedReleases, long activeHandles, long waits, long leaks,
            List<PoolStats.ChunkClass> sizeClasses) {
        return new PoolStats(
                new PoolStats.Figures(reservedBytes, peakReservedBytes, liveBytes, cachedBytes, quarantinedBytes,
                        liveChunks, cachedChunks, quarantinedChunks, wastedBytes, activeArenas, normalChunksAllocated,
                        oversizedChunksAllocated, chunksReused, chunksReleased, resets, relocations, arenaRejections,
                        poolRejections, sourceRejections, failedReleases, activeHandles, waits, leaks, sizeClasses));
    }
}
