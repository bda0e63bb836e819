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
import java.util.stream.Collectors;

/**
 * The figures of a pool at one moment. They are exact if no arena is in use. Under load they are read one after the other.
 * {@code reservedBytes} never exceeds the pool's budget.
 *
 * @param reservedBytes            bytes taken from the source and not given back: live, cached and quarantined
 * @param peakReservedBytes        highest number of reserved bytes so far
 * @param liveBytes                bytes that open arenas and handles hold
 * @param cachedBytes              bytes kept for reuse
 * @param quarantinedBytes         bytes that wait until the last session that could reach them has closed
 * @param liveChunks               chunks that open arenas and handles hold
 * @param cachedChunks             chunks kept for reuse
 * @param quarantinedChunks        chunks in quarantine
 * @param wastedBytes              bytes of live chunks behind the last allocation
 * @param activeArenas             open arenas that have needed a chunk
 * @param normalChunksAllocated    chunks of a size class taken from the source
 * @param oversizedChunksAllocated one-shot chunks taken from the source
 * @param chunksReused             chunks taken from the cache
 * @param chunksReleased           chunks given back to the source
 * @param resets                   generations that ended, of arenas that had allocated
 * @param relocations              buffers that were moved in order to grow
 * @param arenaRejections          allocations refused by an arena's budget
 * @param poolRejections           allocations refused by the budget of the pool or, for a partition, by its own
 * @param sourceRejections         allocations that failed because the source failed
 * @param failedReleases           chunks that the source failed to take back
 * @param activeHandles            escaped values that have not ended; several shared handles to a value count once
 * @param waits                    allocations that had to wait for memory of the pool, with or without success
 * @param leaks                    arenas, handles and pools that were garbage collected without having been closed, as far as
 *                                 detected
 * @param sizeClasses              chunks of each size class, ascending
 * @since 0.1.0
 */
public record PoolStats(long reservedBytes, long peakReservedBytes, long liveBytes, long cachedBytes,
        long quarantinedBytes, long liveChunks, long cachedChunks, long quarantinedChunks, long wastedBytes,
        long activeArenas, long normalChunksAllocated, long oversizedChunksAllocated, long chunksReused,
        long chunksReleased, long resets, long relocations, long arenaRejections, long poolRejections,
        long sourceRejections, long failedReleases, long activeHandles, long waits, long leaks,
        List<ChunkClass> sizeClasses) {

    /**
     * Chunks of one size class.
     *
     * @param chunkBytes  size of each in bytes
     * @param live        number of chunks that open arenas and handles hold
     * @param cached      number of chunks that are kept for reuse
     * @param quarantined number of chunks in quarantine
     */
    public record ChunkClass(long chunkBytes, long live, long cached, long quarantined) {}

    /**
     * The figures in a few short lines.
     *
     * @return text for people
     */
    @Override
    public String toString() {
        return """
                reserved: %s, at most %s
                live: %s in %d chunks, %s wasted
                cached: %s in %d chunks%s
                quarantined: %s in %d chunks
                open: %d arenas, %d handles; %d leaks
                chunks: %d normal and %d oversized, %d reused, %d released, %d failed to be
                counted: %d resets, %d relocations, %d waits
                rejected: %d by an arena's budget, %d by the pool's, %d by the source"""
                .formatted(Sizes.text(reservedBytes), Sizes.text(peakReservedBytes), Sizes.text(liveBytes), liveChunks,
                        Sizes.text(wastedBytes), Sizes.text(cachedBytes), cachedChunks, cachedBySize(),
                        Sizes.text(quarantinedBytes), quarantinedChunks, activeArenas, activeHandles, leaks,
                        normalChunksAllocated, oversizedChunksAllocated, chunksReused, chunksReleased, failedReleases,
                        resets, relocations, waits, arenaRejections, poolRejections,
                        sourceRejections);
    }

    private String cachedBySize() {
        String sizes = sizeClasses.stream().filter(it -> it.cached() > 0)
                .map(it -> it.cached() + " of " + Sizes.text(it.chunkBytes())).collect(Collectors.joining(", "));
        return sizes.isEmpty() ? "" : " (" + sizes + ")";
    }
}
