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
import java.lang.foreign.ValueLayout;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests that truncated bytes are allocated again, read as zero, and cannot be accessed through a handle. */
class ShrinkTests {
    private final Arena arena = Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096).byteBudget(12_288).build();

    @AfterEach
    void closeArena() {
        arena.close();
    }

    @Test
    void tailOfTheLastAllocationIsReusedAndReadsAsZero() {
        MemorySegment all = arena.allocate(1000, 8).fill((byte) 1);
        MemorySegment rest = arena.shrink(all, 10);
        MemorySegment next = arena.allocate(990, 1);
        assertThat(rest.byteSize()).isEqualTo(10);
        assertThat(Segments.isFilledWith(rest, 1)).isTrue();
        assertThat(next.address()).isEqualTo(all.address() + 10);
        assertThat(Segments.isFilledWith(next, 0)).isTrue();
    }

    @Test
    void bytesOfAShrunkSegmentReadAsZeroAfterGrowing() {
        MemorySegment all = arena.allocate(1000, 8).fill((byte) 1);
        MemorySegment grown = arena.grow(arena.shrink(all, 0), 1000, 8);
        assertThat(grown.address()).isEqualTo(all.address());
        assertThat(Segments.isFilledWith(grown, 0)).isTrue();
        assertThat(arena.stats().relocations()).isZero();
    }

    @Test
    void onlyTheLastSegmentShrinks() {
        MemorySegment first = arena.allocate(100, 1);
        MemorySegment second = arena.allocate(100, 1);
        assertThat(arena.shrink(first, 10).byteSize()).isEqualTo(10);
        assertThat(arena.allocate(1, 1).address()).isEqualTo(second.address() + 100);
    }

    @Test
    void handleKeepsItsChunk() {
        MemorySegment segment = arena.allocate(2048, 8).fill((byte) 1);
        try (Owned<MemorySegment> escaped = arena.escape(segment)) {
            arena.shrink(segment, 8);
            arena.allocate(1024, 1).fill((byte) 2);
            assertThat(Segments.isFilledWith(escaped.get(), 1)).isTrue();
        }
    }

    @Test
    void segmentBeforeAMarkDoesNotShrinkWithinIt() {
        MemorySegment before = arena.allocate(100, 1);
        try (Mark _ = arena.mark()) {
            arena.shrink(before, 10);
            assertThat(arena.allocate(1, 1).address()).isEqualTo(before.address() + 100);
        }
        assertThat(Segments.isFilledWith(arena.allocate(100, 1), 0)).isTrue();
    }

    @Test
    void oversizedSegmentShrinksToAView() {
        MemorySegment large = arena.allocate(5000, 8);
        assertThat(arena.shrink(large, 10).byteSize()).isEqualTo(10);
        assertThat(arena.stats().bytesHeld()).isGreaterThanOrEqualTo(5000);
    }

    @Test
    void readOnlyViewReleasesNoMemory() {
        MemorySegment segment = arena.allocate(100, 1).fill((byte) 1);
        arena.shrink(segment.asReadOnly(), 0);
        assertThat(Segments.isFilledWith(segment, 1)).isTrue();
    }

    @Test
    void sizesOutsideTheSegmentAreRejected() {
        MemorySegment segment = arena.allocate(100, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> arena.shrink(segment, -1))
                .withMessage("newByteSize must be from 0 to the current size 100: -1");
        assertThatIllegalArgumentException().isThrownBy(() -> arena.shrink(segment, 101));
    }

    @Test
    void anEndedSegmentIsRejected() {
        MemorySegment stale = arena.allocate(100, 1);
        arena.reset();
        assertThatIllegalStateException().isThrownBy(() -> arena.shrink(stale, 10))
                .withMessageContaining("after its arena was reset");
        MemorySegment live = arena.allocate(100, 1);
        live.set(ValueLayout.JAVA_BYTE, 99, (byte) 1);
        assertThat(arena.shrink(live, 100).get(ValueLayout.JAVA_BYTE, 99)).isEqualTo((byte) 1);
    }
}
