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
import java.util.ArrayList;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Tests that growing moves a segment only if necessary, keeps its content, and takes no memory of other segments. */
class GrowTests {
    private final Arena arena = Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096).byteBudget(12_288).build();

    @AfterEach
    void closeArena() {
        arena.close();
    }

    @Test
    void lastAllocationGrowsInPlace() {
        MemorySegment first = arena.allocate(10, 1).fill((byte) 1);
        MemorySegment second = Objects.requireNonNull(arena.tryGrow(first, 100));
        assertThat(second.address()).isEqualTo(first.address());
        assertThat(second.byteSize()).isEqualTo(100);
        assertThat(Segments.isFilledWith(second.asSlice(0, 10), 1)).isTrue();
        assertThat(arena.allocate(1, 1).address()).as("after it").isEqualTo(first.address() + 100);
    }

    @Test
    void lastAllocationGrowsUpToTheEndOfItsChunk() {
        MemorySegment first = arena.allocate(10, 1);
        assertThat(arena.tryGrow(first, 4097)).isNull();
        assertThat(arena.tryGrow(first, Long.MAX_VALUE)).isNull();
        MemorySegment all = Objects.requireNonNull(arena.tryGrow(first, 4096));
        all.set(ValueLayout.JAVA_BYTE, 4095, (byte) 1);
        assertThat(arena.stats().wastedTailBytes()).isZero();
        assertThat(arena.stats().bytesHeld()).isEqualTo(4096);
    }

    @Test
    void onlyTheLastSegmentGrowsInPlace() {
        MemorySegment first = arena.allocate(10, 1);
        MemorySegment second = arena.allocate(10, 1);
        assertThat(arena.tryGrow(first, 11)).isNull();
        assertThat(arena.tryGrow(second, 11)).isNotNull();
    }

    @Test
    void segmentDoesNotGrowAgainAfterItGrewInPlace() {
        MemorySegment first = arena.allocate(10, 1);
        assertThat(arena.tryGrow(first, 20)).isNotNull();
        assertThat(arena.tryGrow(first, 30)).isNull();
    }

    @Test
    void lastAllocationOfAFullChunkDoesNotGrowAfterARefill() {
        MemorySegment first = arena.allocate(4000, 1);
        arena.allocate(200, 1);
        assertThat(arena.tryGrow(first, 4001)).isNull();
    }

    @Test
    void growingToTheSameSizeIsInPlaceForTheLastAllocation() {
        MemorySegment first = arena.allocate(10, 1);
        MemorySegment same = Objects.requireNonNull(arena.tryGrow(first, 10));
        assertThat(same.address()).isEqualTo(first.address());
        assertThat(same.byteSize()).isEqualTo(10);
        assertThat(arena.allocate(1, 1).address()).isEqualTo(first.address() + 10);
    }

    @Test
    void anEmptySegmentGrows() {
        MemorySegment before = arena.allocate(7, 1).fill((byte) 3);
        MemorySegment empty = arena.allocate(0, 1);
        MemorySegment grown = Objects.requireNonNull(arena.tryGrow(empty, 50)).fill((byte) 4);
        assertThat(grown.byteSize()).isEqualTo(50);
        assertThat(Segments.isFilledWith(before, 3)).isTrue();
        assertThat(arena.tryGrow(before, 8)).as("follows the grown segment").isNull();
    }

    @Test
    void oversizedSegmentsDoNotGrowInPlace() {
        MemorySegment large = arena.allocate(5000, 1);
        assertThat(arena.tryGrow(large, 5001)).isNull();
    }

    @Test
    void segmentOfAnotherArenaIsNeverGrownInPlace() {
        arena.allocate(8, 8);
        try (Arena other = Arena.create()) {
            MemorySegment theirs = other.allocate(8, 8);
            assertThat(arena.tryGrow(theirs, 16)).isNull();
            assertThat(arena.tryGrow(MemorySegment.ofArray(new byte[8]), 16)).isNull();
            assertThat(other.tryGrow(theirs, 16)).isNotNull();
        }
    }

    @Test
    @SuppressWarnings("restricted")
    void sameAddressInAnotherScopeIsNotGrownInPlace() {
        MemorySegment mine = arena.allocate(8, 8);
        MemorySegment alias = MemorySegment.ofAddress(mine.address()).reinterpret(8);
        assertThat(arena.tryGrow(alias, 16)).isNull();
        assertThat(arena.tryGrow(mine, 16)).isNotNull();
    }

    @Test
    void aReadOnlyViewDoesNotBecomeWritableByGrowing() {
        MemorySegment view = arena.allocate(8, 8).asReadOnly();
        MemorySegment grown = arena.tryGrow(view, 16);
        assertThat(grown == null || grown.isReadOnly()).isTrue();
    }

    @Test
    void smallerSizesAreRejected() {
        MemorySegment segment = arena.allocate(10, 1);
        assertThatThrownBy(() -> arena.tryGrow(segment, 9)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("newByteSize", "10", "9");
        assertThatThrownBy(() -> arena.grow(segment, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> arena.grow(segment, 20, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThat(arena.allocate(1, 1).address()).isEqualTo(segment.address() + 10);
    }

    @Test
    void aSegmentOfAnEndedGenerationDoesNotGrow() {
        MemorySegment stale = arena.allocate(10, 1);
        arena.reset();
        MemorySegment now = arena.allocate(10, 1);
        assertThat(now.address()).isEqualTo(stale.address());
        assertThatThrownBy(() -> arena.tryGrow(stale, 20)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("after its arena was reset");
        assertThatThrownBy(() -> arena.grow(stale, 20, 1)).isInstanceOf(IllegalStateException.class);
        assertThat(arena.stats().relocations()).isZero();
    }

    @Test
    void growMovesTheContentAndCountsARelocation() {
        MemorySegment first = arena.allocate(1000, 8).fill((byte) 5);
        arena.allocate(1, 1);
        MemorySegment moved = arena.grow(first, 2000, 64);
        assertThat(moved.address()).isNotEqualTo(first.address());
        assertThat(moved.address() % 64).isZero();
        assertThat(moved.byteSize()).isEqualTo(2000);
        assertThat(Segments.isFilledWith(moved.asSlice(0, 1000), 5)).isTrue();
        assertThat(Segments.isFilledWith(moved.asSlice(1000), 0)).isTrue();
        assertThat(arena.stats().relocations()).isEqualTo(1);
        first.fill((byte) 6);
        assertThat(Segments.isFilledWith(moved.asSlice(0, 1000), 5)).as("the old segment is separate").isTrue();
    }

    @Test
    void growInPlaceIsNoRelocation() {
        MemorySegment first = arena.allocate(1000, 8);
        MemorySegment grown = arena.grow(first, 4096, 8);
        assertThat(grown.address()).isEqualTo(first.address());
        assertThat(arena.stats().relocations()).isZero();
    }

    @Test
    void exhaustionDoesNotChangeTheOldSegment() {
        MemorySegment first = arena.allocate(4096, 8).fill((byte) 5);
        arena.allocate(8, 8);
        ArenaStats before = arena.stats();
        assertThatThrownBy(() -> arena.grow(first, 8000, 8)).isInstanceOf(ArenaExhaustedException.class);
        assertThat(Segments.isFilledWith(first, 5)).isTrue();
        assertThat(arena.stats()).isEqualTo(before);
        assertThat(arena.allocate(4000, 8).byteSize()).isEqualTo(4000);
    }

    private static Arena withBudget(long bytes) {
        return Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096).byteBudget(bytes).build();
    }

    @Test
    void growAtLeastTakesThePreferredSizeIfItFits() {
        MemorySegment first = arena.allocate(10, 1).fill((byte) 1);
        MemorySegment inPlace = arena.growAtLeast(first, 20, 100, 1);
        assertThat(inPlace.address()).isEqualTo(first.address());
        assertThat(inPlace.byteSize()).isEqualTo(100);
        arena.allocate(1, 1);
        MemorySegment moved = arena.growAtLeast(inPlace, 101, 200, 64);
        assertThat(moved.address() % 64).isZero();
        assertThat(moved.byteSize()).isEqualTo(200);
        assertThat(Segments.isFilledWith(moved.asSlice(0, 10), 1)).isTrue();
        assertThat(Segments.isFilledWith(moved.asSlice(10), 0)).isTrue();
        assertThat(arena.stats().relocations()).isEqualTo(1);
        MemorySegment more = arena.growAtLeast(moved, 300, 250, 1);
        assertThat(more.byteSize()).as("at least the minimum").isEqualTo(300);
        assertThat(arena.growAtLeast(more, 301, Long.MIN_VALUE, 1).byteSize()).isEqualTo(301);
    }

    @Test
    void growAtLeastTriesHalfTheSurplusThenLess() {
        for (long[] roomAndSize : new long[][]{{10_000, 10_000}, {9_999, 8_000}, {7_999, 7_000}, {6_999, 6_500},
                {6_499, 6_000}, {6_000, 6_000}}) {
            try (Arena scarce = withBudget(5000 + roomAndSize[0])) {
                MemorySegment first = scarce.allocate(5000, 1).fill((byte) 5);
                MemorySegment grown = scarce.growAtLeast(first, 6000, 10_000, 1);
                assertThat(grown.byteSize()).as("with room for %s", roomAndSize[0]).isEqualTo(roomAndSize[1]);
                assertThat(Segments.isFilledWith(grown.asSlice(0, 5000), 5)).isTrue();
            }
        }
    }

    @Test
    void growAtLeastUsesTheRestOfItsChunkIfThereIsNoOther() {
        try (Arena scarce = withBudget(4096)) {
            MemorySegment first = scarce.allocate(3000, 1);
            MemorySegment grown = scarce.growAtLeast(first, 3100, 6000, 1);
            assertThat(grown.address()).isEqualTo(first.address());
            assertThat(grown.byteSize()).isEqualTo(3100 + 2900 / 4);
            assertThat(scarce.stats().relocations()).isZero();
        }
    }

    @Test
    void growAtLeastIsRefusedOnlyIfTheMinimumDoesNotFit() {
        try (ArenaPool pool = Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096).byteBudget(10_999)
                .buildPool();
                Arena scarce = pool.open()) {
            MemorySegment first = scarce.allocate(5000, 1).fill((byte) 5);
            ArenaStats before = scarce.stats();
            assertThat(catchThrowableOfType(ArenaExhaustedException.class,
                    () -> scarce.growAtLeast(first, 6000, 1L << 60, 1)).requested()).isEqualTo(6000);
            assertThat(pool.stats().arenaRejections()).isEqualTo(1);
            assertThat(scarce.stats()).isEqualTo(before);
            assertThat(Segments.isFilledWith(first, 5)).isTrue();
            assertThat(scarce.growAtLeast(first, 5999, 1L << 60, 1).byteSize()).isEqualTo(5999);
            assertThat(pool.stats().arenaRejections()).isEqualTo(1);
        }
    }

    @Test
    void growAtLeastLeavesMemoryForOtherSegments() {
        try (Arena scarce = withBudget(20_000)) {
            MemorySegment first = scarce.allocate(5000, 1);
            MemorySegment second = scarce.allocate(5000, 1);
            MemorySegment grown = scarce.growAtLeast(first, 5000, 10_000, 1, 5000);
            assertThat(grown.byteSize()).as("two segments of 10000 bytes would exceed the budget").isEqualTo(5000);
            assertThat(scarce.growAtLeast(second, 5000, 10_000, 1).byteSize()).isEqualTo(5000);
        }
    }

    @Test
    void growAtLeastLeavesRoomInTheCurrentChunk() {
        for (long[] spareAndSize : new long[][]{{0, 3000}, {548, 3000}, {549, 2500}, {600, 2500}, {1100, 2250},
                {3000, 2000},
                {Long.MAX_VALUE, 2000}}) {
            try (Arena scarce = withBudget(4096)) {
                MemorySegment first = scarce.allocate(1000, 1);
                assertThat(scarce.growAtLeast(first, 2000, 3000, 1, spareAndSize[0]).byteSize())
                        .as("with %s to spare", spareAndSize[0]).isEqualTo(spareAndSize[1]);
            }
        }
    }

    @Test
    void growAtLeastLeavesRoomOutsideTheCurrentChunk() {
        for (long[] spareAndSize : new long[][]{{2000, 10_000}, {3000, 6250}}) {
            try (Arena scarce = withBudget(4096 + 5000 + 10_000)) {
                scarce.allocate(1, 1);
                MemorySegment first = scarce.allocate(5000, 1);
                assertThat(scarce.growAtLeast(first, 5000, 10_000, 1, spareAndSize[0]).byteSize())
                        .as("with %s to spare", spareAndSize[0]).isEqualTo(spareAndSize[1]);
            }
        }
    }

    @Test
    void growAtLeastLeavesRoomInTheNextChunk() {
        for (ArenaBuilder budget : new ArenaBuilder[]{Arena.builder().byteBudget(8192),
                Arena.builder().poolByteBudget(8192)}) {
            try (ArenaPool pool = budget.chunkSizes(4096, 4096).maxNormalAlloc(4096).buildPool();
                    Arena scarce = pool.open()) {
                MemorySegment first = scarce.allocate(2000, 1);
                scarce.allocate(2000, 1);
                assertThat(scarce.growAtLeast(first, 2000, 3000, 1, 1000).byteSize()).isEqualTo(2500);
            }
        }
    }

    @Test
    void growAtLeastFallsBackIfTheSourceFails() {
        ChunkSource memory = ChunkSource.nativeMemory();
        var asked = new ArrayList<Long>();
        ChunkSource small = new ChunkSource() {
            @Override
            public MemorySegment obtain(long byteSize) {
                asked.add(byteSize);
                if (byteSize > 7500) {
                    throw new OutOfMemoryError("no more than 7500 at once");
                }
                return memory.obtain(byteSize);
            }

            @Override
            public void release(MemorySegment segment) {
                memory.release(segment);
            }
        };
        try (ArenaPool pool = Arena.builder().chunkSizes(4096, 4096).chunkSource(small).buildPool();
                Arena scarce = pool.open()) {
            MemorySegment first = scarce.allocate(5000, 1);
            assertThat(scarce.growAtLeast(first, 6000, 10_000, 1).byteSize()).isEqualTo(7000);
            assertThat(asked).containsExactly(5000L, 10_000L, 8000L, 7000L);
            assertThat(pool.stats().sourceRejections()).isZero();
        }
    }

    @Test
    void growAtLeastRejectsBadArguments() {
        MemorySegment segment = arena.allocate(10, 1);
        assertThatThrownBy(() -> arena.growAtLeast(segment, 9, 20, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("newByteSize", "10", "9");
        assertThatThrownBy(() -> arena.growAtLeast(segment, 10, 20, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> arena.growAtLeast(segment, 10, 20, 1, -1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll("spareBytes", "-1");
        assertThat(arena.allocate(1, 1).address()).isEqualTo(segment.address() + 10);
    }

    @Test
    void tryAllocateNowUsesTheCurrentChunkToItsEnd() {
        try (Arena scarce = withBudget(4096)) {
            MemorySegment first = scarce.allocate(96, 1);
            MemorySegment rest = Objects.requireNonNull(scarce.tryAllocateNow(4000, 1));
            assertThat(rest.address()).isEqualTo(first.address() + 96);
            assertThat(scarce.tryAllocateNow(1, 1)).isNull();
        }
    }

    @Test
    void tryAllocateNowUsesTheBytesOfClosedHandles() {
        try (Arena scarce = withBudget(8192)) {
            Owned<MemorySegment> handle = scarce.allocateOwned(8000, 1);
            assertThat(scarce.tryAllocateNow(4096, 1)).isNull();
            handle.close();
            assertThat(scarce.tryAllocateNow(4096, 1)).isNotNull();
        }
    }

    @Test
    void tryAllocateNowReturnsNullIfTheBudgetHasNoRoom() {
        try (ArenaPool pool = Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096).byteBudget(10_000)
                .buildPool();
                Arena scarce = pool.open()) {
            MemorySegment first = scarce.allocate(10, 1);
            MemorySegment second = Objects.requireNonNull(scarce.tryAllocateNow(100, 64));
            assertThat(second.address() - first.address()).isBetween(10L, 73L);
            assertThat(second.address() % 64).isZero();
            assertThat(scarce.tryAllocateNow(5905, 1)).isNull();
            assertThat(scarce.tryAllocateNow(Long.MAX_VALUE, 4096)).isNull();
            assertThat(scarce.child(1 << 20).tryAllocateNow(5905, 1)).isNull();
            assertThat(pool.stats().arenaRejections()).isZero();
            assertThat(Objects.requireNonNull(scarce.tryAllocateNow(5904, 1)).byteSize()).isEqualTo(5904);
            assertThat(scarce.stats().bytesHeld()).isEqualTo(10_000);
        }
    }
}
