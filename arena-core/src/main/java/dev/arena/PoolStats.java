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

import org.jspecify.annotations.Nullable;

/**
 * Statistics of a pool at one moment. They are exact if no arena is in use. Under load, the values are read one after the
 * other. {@code reservedBytes} never exceeds the byte budget of the pool.
 *
 * @since 0.1.0
 */
public final class PoolStats {
    private final Figures figures;

    /** The values in the order of the accessors. A value can be added without a change for callers. */
    record Figures(long reservedBytes, long peakReservedBytes, long liveBytes, long cachedBytes, long quarantinedBytes,
            long liveChunks, long cachedChunks, long quarantinedChunks, long wastedBytes, long activeArenas,
            long normalChunksAllocated, long oversizedChunksAllocated, long chunksReused, long chunksReleased,
            long resets, long relocations, long arenaRejections, long poolRejections, long sourceRejections,
            long failedReleases, long activeHandles, long waits, long leaks, List<ChunkClass> sizeClasses) {}

    PoolStats(Figures figures) {
        this.figures = figures;
    }

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
     * Returns the memory that was taken from the source and not given back: live, cached and quarantined.
     *
     * @return number of bytes
     */
    public long reservedBytes() {
        return figures.reservedBytes();
    }

    /**
     * Returns the largest amount of reserved memory so far.
     *
     * @return number of bytes
     */
    public long peakReservedBytes() {
        return figures.peakReservedBytes();
    }

    /**
     * Returns the memory that open arenas and handles hold.
     *
     * @return number of bytes
     */
    public long liveBytes() {
        return figures.liveBytes();
    }

    /**
     * Returns the memory that is kept for reuse.
     *
     * @return number of bytes
     */
    public long cachedBytes() {
        return figures.cachedBytes();
    }

    /**
     * Returns the memory that waits until the last session that could reach it has closed.
     *
     * @return number of bytes
     */
    public long quarantinedBytes() {
        return figures.quarantinedBytes();
    }

    /**
     * Returns how many chunks open arenas and handles hold.
     *
     * @return number
     */
    public long liveChunks() {
        return figures.liveChunks();
    }

    /**
     * Returns how many chunks are kept for reuse.
     *
     * @return number
     */
    public long cachedChunks() {
        return figures.cachedChunks();
    }

    /**
     * Returns how many chunks are in quarantine.
     *
     * @return number
     */
    public long quarantinedChunks() {
        return figures.quarantinedChunks();
    }

    /**
     * Returns the unused memory after the last allocation of each live chunk.
     *
     * @return number of bytes
     */
    public long wastedBytes() {
        return figures.wastedBytes();
    }

    /**
     * Returns how many open arenas have needed a chunk.
     *
     * @return number
     */
    public long activeArenas() {
        return figures.activeArenas();
    }

    /**
     * Returns how many chunks of a size class were taken from the source.
     *
     * @return number
     */
    public long normalChunksAllocated() {
        return figures.normalChunksAllocated();
    }

    /**
     * Returns how many oversized chunks were taken from the source.
     *
     * @return number
     */
    public long oversizedChunksAllocated() {
        return figures.oversizedChunksAllocated();
    }

    /**
     * Returns how many chunks were taken from the cache.
     *
     * @return number
     */
    public long chunksReused() {
        return figures.chunksReused();
    }

    /**
     * Returns how many chunks were given back to the source.
     *
     * @return number
     */
    public long chunksReleased() {
        return figures.chunksReleased();
    }

    /**
     * Returns how many times an arena with allocations was reset or closed.
     *
     * @return number
     */
    public long resets() {
        return figures.resets();
    }

    /**
     * Returns how many buffers were moved in order to grow.
     *
     * @return number
     */
    public long relocations() {
        return figures.relocations();
    }

    /**
     * Returns how many allocations were refused by the budget of an arena.
     *
     * @return number
     */
    public long arenaRejections() {
        return figures.arenaRejections();
    }

    /**
     * Returns how many allocations were refused by the budget of the pool or, for a partition, by its own.
     *
     * @return number
     */
    public long poolRejections() {
        return figures.poolRejections();
    }

    /**
     * Returns how many allocations were refused because the source failed.
     *
     * @return number
     */
    public long sourceRejections() {
        return figures.sourceRejections();
    }

    /**
     * Returns how many chunks the source failed to take back.
     *
     * @return number
     */
    public long failedReleases() {
        return figures.failedReleases();
    }

    /**
     * Returns how many handles are open. Several shared handles to one value count once.
     *
     * @return number
     */
    public long activeHandles() {
        return figures.activeHandles();
    }

    /**
     * Returns how many allocations had to wait for memory of the pool, with or without success.
     *
     * @return number
     */
    public long waits() {
        return figures.waits();
    }

    /**
     * Returns how many leaks were detected: arenas, handles and pools that became garbage without being closed.
     *
     * @return number
     */
    public long leaks() {
        return figures.leaks();
    }

    /**
     * Returns the chunks of each size class, the smallest class first.
     *
     * @return chunks by class
     */
    public List<ChunkClass> sizeClasses() {
        return figures.sizeClasses();
    }

    /** Statistics with equal values are equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PoolStats that && figures.equals(that.figures);
    }

    @Override
    public int hashCode() {
        return figures.hashCode();
    }

    /**
     * Returns the values in a few short lines.
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
                .formatted(Sizes.text(figures.reservedBytes), Sizes.text(figures.peakReservedBytes),
                        Sizes.text(figures.liveBytes), figures.liveChunks,
                        Sizes.text(figures.wastedBytes), Sizes.text(figures.cachedBytes), figures.cachedChunks,
                        cachedBySize(),
                        Sizes.text(figures.quarantinedBytes), figures.quarantinedChunks, figures.activeArenas,
                        figures.activeHandles, figures.leaks,
                        figures.normalChunksAllocated, figures.oversizedChunksAllocated, figures.chunksReused,
                        figures.chunksReleased, figures.failedReleases,
                        figures.resets, figures.relocations, figures.waits, figures.arenaRejections,
                        figures.poolRejections,
                        figures.sourceRejections);
    }

    private String cachedBySize() {
        String sizes = figures.sizeClasses.stream().filter(it -> it.cached() > 0)
                .map(it -> it.cached() + " of " + Sizes.text(it.chunkBytes())).collect(Collectors.joining(", "));
        return sizes.isEmpty() ? "" : " (" + sizes + ")";
    }
}
