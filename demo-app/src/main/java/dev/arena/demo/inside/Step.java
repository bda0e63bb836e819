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

package dev.arena.demo.inside;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.arena.ArenaStats;
import dev.arena.PoolStats;

/**
 * The result of one operation.
 *
 * @param operation name of the operation
 * @param code the code of a program for it
 * @param explanation what has happened, in one or two sentences
 * @param evidence an observation that proves it, or null if the picture shows it
 * @param chunks all chunks that ever existed
 * @param arena the figures of the arena
 * @param pool the figures of its pool
 */
record Step(String operation, String code, String explanation, @Nullable String evidence, List<ChunkPicture> chunks,
        ArenaFigures arena, PoolFigures pool) {

    /** Figures of an arena that the page shows. */
    record ArenaFigures(long bytesHeld, long relocations, long chunksReused) {

        static ArenaFigures of(ArenaStats stats) {
            return new ArenaFigures(stats.bytesHeld(), stats.relocations(), stats.chunksReused());
        }
    }

    /** Figures of a pool that the page shows. */
    record PoolFigures(long reservedBytes, long liveBytes, long wastedBytes, long cachedBytes, long quarantinedBytes,
            long normalChunksAllocated, long oversizedChunksAllocated, long chunksReused, long chunksReleased,
            long resets, long activeHandles) {

        static PoolFigures of(PoolStats stats) {
            return new PoolFigures(stats.reservedBytes(), stats.liveBytes(), stats.wastedBytes(), stats.cachedBytes(),
                    stats.quarantinedBytes(), stats.normalChunksAllocated(), stats.oversizedChunksAllocated(),
                    stats.chunksReused(), stats.chunksReleased(), stats.resets(), stats.activeHandles());
        }
    }
}
