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

import java.lang.foreign.MemorySegment;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that closing a mark releases exactly the memory that has not escaped. */
class MarkEscapeTests {
    private static final long CHUNK = 1024;

    private final ArenaPool pool = Arena.builder().chunkSizes(CHUNK, 4 * CHUNK).maxNormalAlloc(CHUNK).buildPool();

    @AfterEach
    void everythingWentBack() {
        assertThat(pool.stats().liveBytes()).isZero();
        pool.close();
    }

    @Test
    void handleOfTheMarkedChunkRetainsItsMemory() {
        try (Arena arena = pool.open()) {
            arena.allocate(100, 8);
            Owned<MemorySegment> handle;
            try (Mark _ = arena.mark()) {
                handle = arena.allocateOwned(100, 8);
                handle.get().fill((byte) 1);
            }
            arena.allocate(100, 8).fill((byte) 2);
            assertThat(Segments.isFilledWith(handle.get(), 1)).isTrue();
            handle.close();
        }
        pool.trim();
    }

    @Test
    void handleOfAnotherChunkDoesNotRetainTheMarkedChunk() {
        try (Arena arena = pool.open()) {
            arena.allocate(100, 8);
            long next;
            Owned<MemorySegment> handle;
            try (Mark _ = arena.mark()) {
                next = arena.allocate(100, 8).address();
                handle = arena.allocateOwned(2 * CHUNK, 8);
            }
            MemorySegment again = arena.allocate(100, 8);
            assertThat(again.address()).isEqualTo(next);
            assertThat(arena.stats().bytesHeld()).as("the chunk of the handle is held until the handle is closed")
                    .isEqualTo(3 * CHUNK);
            handle.close();
        }
        pool.trim();
    }

    @Test
    void segmentBeforeTheMarkCanEscapeFromAnyChunk() {
        try (Arena arena = pool.open()) {
            MemorySegment inRetired = arena.allocate(900, 8).fill((byte) 1);
            MemorySegment inMarked = arena.allocate(900, 8).fill((byte) 2);
            Owned<MemorySegment> retired;
            Owned<MemorySegment> marked;
            try (Mark _ = arena.mark()) {
                arena.allocate(CHUNK, 8);
                arena.allocate(CHUNK, 8); // in a third chunk
                retired = arena.escape(inRetired);
                marked = arena.escape(inMarked);
            }
            assertThat(retired.get().address()).isEqualTo(inRetired.address());
            assertThat(marked.get().address()).isEqualTo(inMarked.address());
            arena.reset();
            arena.allocate(CHUNK, 8).fill((byte) 3);
            assertThat(Segments.isFilledWith(retired.get(), 1)).isTrue();
            assertThat(Segments.isFilledWith(marked.get(), 2)).isTrue();
            retired.close();
            marked.close();
        }
        pool.trim();
    }

    @Test
    void chunkWithHandlesOnlyIsReleasedWithTheLastHandleDespiteAMark() {
        try (Arena arena = pool.open()) {
            Owned<MemorySegment> first = arena.allocateOwned(CHUNK / 2, 8);
            try (Mark _ = arena.mark()) {
                arena.allocate(CHUNK, 8); // in another chunk
            }
            Owned<MemorySegment> second = arena.allocateOwned(CHUNK / 2, 8);
            arena.allocate(CHUNK, 8);
            long others = arena.stats().bytesHeld() - CHUNK;
            first.close();
            second.close();
            pool.trim();
            assertThat(pool.stats().liveBytes()).isEqualTo(others);
        }
    }

    @Test
    void memoryOfAMarkReadsAsZeroAfterwards() {
        try (Arena arena = pool.open()) {
            arena.allocate(100, 8);
            try (Mark _ = arena.mark()) {
                arena.allocate(900, 8).fill((byte) 1);
                arena.allocate(900, 8).fill((byte) 2); // in the next chunk
                assertThat(arena.stats().wastedTailBytes()).as("tails of both chunks").isEqualTo(2 * CHUNK - 900 + 20);
            }
            assertThat(Segments.isFilledWith(arena.allocate(900, 8), 0)).isTrue();
            assertThat(arena.stats().bytesHeld()).isEqualTo(CHUNK);
        }
    }
}
