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

/**
 * The figures of one arena at one moment. Counts named {@code …SinceReset} start at zero with each completed
 * {@link Arena#reset}. The other counts never decrease.
 *
 * @param bytesHeld                         bytes of the chunks that the arena and its children hold now
 * @param peakBytesHeld                     highest number of bytes that they held at the same time
 * @param wastedTailBytes                   bytes of its chunks behind their last allocation, including those of the current
 *                                          chunk
 * @param cachedChunks                      chunks in the cache of its pool
 * @param cachedBytes                       bytes in the cache of its pool
 * @param resets                            completed calls of {@link Arena#reset}
 * @param normalChunksAllocated             chunks of a size class taken from the source
 * @param oversizedChunksAllocated          one-shot chunks taken from the source
 * @param chunksReused                      chunks taken from the cache
 * @param backingBytesAllocated             bytes taken from the source
 * @param relocations                       buffers that were moved in order to grow
 * @param normalChunksAllocatedSinceReset   the same, in this generation
 * @param oversizedChunksAllocatedSinceReset the same, in this generation
 * @param chunksReusedSinceReset            the same, in this generation
 * @param backingBytesAllocatedSinceReset   the same, in this generation
 * @param relocationsSinceReset             the same, in this generation
 * @param oversizedBytesAllocatedSinceReset bytes of one-shot chunks, in this generation
 * @since 0.1.0
 */
public record ArenaStats(long bytesHeld, long peakBytesHeld, long wastedTailBytes, long cachedChunks, long cachedBytes,
        long resets, long normalChunksAllocated, long oversizedChunksAllocated, long chunksReused,
        long backingBytesAllocated, long relocations, long normalChunksAllocatedSinceReset,
        long oversizedChunksAllocatedSinceReset, long chunksReusedSinceReset, long backingBytesAllocatedSinceReset,
        long relocationsSinceReset, long oversizedBytesAllocatedSinceReset) {

    /**
     * The figures in a few short lines.
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
                .formatted(Sizes.text(bytesHeld), Sizes.text(peakBytesHeld), Sizes.text(wastedTailBytes),
                        Sizes.text(cachedBytes), cachedChunks, Sizes.text(backingBytesAllocated),
                        normalChunksAllocated, oversizedChunksAllocated, chunksReused, relocations, resets,
                        Sizes.text(backingBytesAllocatedSinceReset), normalChunksAllocatedSinceReset,
                        oversizedChunksAllocatedSinceReset, Sizes.text(oversizedBytesAllocatedSinceReset),
                        chunksReusedSinceReset, relocationsSinceReset);
    }
}
