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

import org.jspecify.annotations.Nullable;

/**
 * Statistics of one arena at one moment. Counts named {@code …SinceReset} start at zero with each completed
 * {@link Arena#reset}. The other counts never decrease.
 *
 * @since 0.1.0
 */
public final class ArenaStats {
    private final Figures figures;

    /** The values in the order of the accessors. A value can be added without a change for callers. */
    record Figures(long bytesHeld, long peakBytesHeld, long wastedTailBytes, long cachedChunks, long cachedBytes,
            long resets, long normalChunksAllocated, long oversizedChunksAllocated, long chunksReused,
            long backingBytesAllocated, long relocations, long normalChunksAllocatedSinceReset,
            long oversizedChunksAllocatedSinceReset, long chunksReusedSinceReset, long backingBytesAllocatedSinceReset,
            long relocationsSinceReset, long oversizedBytesAllocatedSinceReset) {}

    ArenaStats(Figures figures) {
        this.figures = figures;
    }

    /**
     * Returns the size of the chunks that the arena and its children hold now.
     *
     * @return number of bytes
     */
    public long bytesHeld() {
        return figures.bytesHeld();
    }

    /**
     * Returns the largest size of the chunks that they held at the same time.
     *
     * @return number of bytes
     */
    public long peakBytesHeld() {
        return figures.peakBytesHeld();
    }

    /**
     * Returns the unused memory after the last allocation of each chunk, including the current one.
     *
     * @return number of bytes
     */
    public long wastedTailBytes() {
        return figures.wastedTailBytes();
    }

    /**
     * Returns how many chunks are in the cache of the pool.
     *
     * @return number
     */
    public long cachedChunks() {
        return figures.cachedChunks();
    }

    /**
     * Returns the size of the chunks in the cache of the pool.
     *
     * @return number of bytes
     */
    public long cachedBytes() {
        return figures.cachedBytes();
    }

    /**
     * Returns how many calls of {@link Arena#reset} have completed.
     *
     * @return number
     */
    public long resets() {
        return figures.resets();
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
     * Returns how much memory was taken from the source.
     *
     * @return number of bytes
     */
    public long backingBytesAllocated() {
        return figures.backingBytesAllocated();
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
     * Returns how many chunks of a size class were taken from the source in this generation.
     *
     * @return number
     */
    public long normalChunksAllocatedSinceReset() {
        return figures.normalChunksAllocatedSinceReset();
    }

    /**
     * Returns how many oversized chunks were taken from the source in this generation.
     *
     * @return number
     */
    public long oversizedChunksAllocatedSinceReset() {
        return figures.oversizedChunksAllocatedSinceReset();
    }

    /**
     * Returns how many chunks were taken from the cache in this generation.
     *
     * @return number
     */
    public long chunksReusedSinceReset() {
        return figures.chunksReusedSinceReset();
    }

    /**
     * Returns how much memory was taken from the source in this generation.
     *
     * @return number of bytes
     */
    public long backingBytesAllocatedSinceReset() {
        return figures.backingBytesAllocatedSinceReset();
    }

    /**
     * Returns how many buffers were moved in this generation in order to grow.
     *
     * @return number
     */
    public long relocationsSinceReset() {
        return figures.relocationsSinceReset();
    }

    /**
     * Returns the size of the oversized chunks of this generation.
     *
     * @return number of bytes
     */
    public long oversizedBytesAllocatedSinceReset() {
        return figures.oversizedBytesAllocatedSinceReset();
    }

    /** Statistics with equal values are equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ArenaStats that && figures.equals(that.figures);
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
                held: %s, at most %s, %s wasted
                cache: %s in %d chunks
                lifetime: %s in %d normal and %d oversized chunks, %d reused, %d relocations, %d resets
                since reset: %s in %d normal and %d oversized chunks of %s, %d reused, %d relocations"""
                .formatted(Sizes.text(figures.bytesHeld), Sizes.text(figures.peakBytesHeld),
                        Sizes.text(figures.wastedTailBytes),
                        Sizes.text(figures.cachedBytes), figures.cachedChunks,
                        Sizes.text(figures.backingBytesAllocated),
                        figures.normalChunksAllocated, figures.oversizedChunksAllocated, figures.chunksReused,
                        figures.relocations, figures.resets,
                        Sizes.text(figures.backingBytesAllocatedSinceReset), figures.normalChunksAllocatedSinceReset,
                        figures.oversizedChunksAllocatedSinceReset,
                        Sizes.text(figures.oversizedBytesAllocatedSinceReset),
                        figures.chunksReusedSinceReset, figures.relocationsSinceReset);
    }
}
