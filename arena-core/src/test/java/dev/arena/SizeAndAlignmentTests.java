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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.arena.ArenaExhaustedException.Reason;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests the arithmetic on sizes and addresses at its limits. */
class SizeAndAlignmentTests {
    private static final long BUDGET = 1 << 20;

    private final CountingSource source = new CountingSource();
    private final Arena arena = Arena.builder().byteBudget(BUDGET).chunkSource(source).build();

    @AfterEach
    void closeArena() {
        arena.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -8, Integer.MIN_VALUE, Long.MIN_VALUE})
    void negativeSizesAreRejected(long size) {
        assertThatThrownBy(() -> arena.allocate(size, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("byteSize", Long.toString(size));
        assertThatThrownBy(() -> arena.tryAllocate(size, 1)).isInstanceOf(IllegalArgumentException.class);
        arena.allocate(8, 8);
        assertThatThrownBy(() -> arena.allocate(size, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(source.calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, -2, 3, 5, 6, 7, 12, 100, (1L << 40) + 1, Long.MAX_VALUE, Long.MIN_VALUE,
            Long.MIN_VALUE + 1})
    void alignmentsThatAreNoPowersOfTwoAreRejected(long alignment) {
        assertThatThrownBy(() -> arena.allocate(8, alignment)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("byteAlignment", Long.toString(alignment));
        assertThatThrownBy(() -> arena.tryAllocate(8, alignment)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> arena.allocate(0, alignment)).isInstanceOf(IllegalArgumentException.class);
        assertThat(source.calls()).isZero();
    }

    @Test
    void addressesHaveTheRequestedAlignment() {
        for (long alignment = 1; alignment <= 4096; alignment <<= 1) {
            for (int i = 0; i < 10; i++) {
                arena.allocate(1, 1); // misaligns the cursor
                MemorySegment segment = arena.allocate(3, alignment);
                assertThat(segment.address() % alignment).as("alignment %d", alignment).isZero();
                assertThat(segment.byteSize()).isEqualTo(3);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {32, 64, 4096, 16 << 10, 64 << 10, 256 << 10})
    void firstAllocationIsAlignedBeyondTheAlignmentOfTheSource(long alignment) {
        ChunkSource barely = new ChunkSource() {
            @Override
            public MemorySegment obtain(long byteSize) {
                return source.obtain(byteSize + 16).asSlice(16);
            }

            @Override
            public void release(MemorySegment memory) {} // released with the test
        };
        try (Arena arena = Arena.builder().chunkSource(barely).build()) {
            for (int i = 0; i < 20; i++) {
                MemorySegment segment = arena.allocate(5000, alignment);
                assertThat(segment.address() % alignment).isZero();
                assertThat(segment.byteSize()).isEqualTo(5000);
                segment.fill((byte) 1);
            }
        }
    }

    @Test
    void largeAlignmentsAreRefusedWithoutOverflow() {
        arena.allocate(8, 8);
        for (int shift = 21; shift <= 62; shift++) {
            long alignment = 1L << shift;
            assertThat(arena.tryAllocate(8, alignment)).as("1 << %d", shift).isNull();
            assertThat(arena.tryAllocate(0, alignment)).as("1 << %d", shift).isNull();
        }
        assertThat(source.calls()).isEqualTo(1);
        assertThat(arena.stats().bytesHeld()).isEqualTo(4096);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE - 15, Long.MAX_VALUE - 4095, 1L << 62,
            1L << 48, Integer.MAX_VALUE, BUDGET + 1})
    void hugeSizesAreExhaustionAndNotAnOverflow(long size) {
        for (int i = 0; i < 2; i++) {
            for (long alignment = 1; alignment > 0; alignment <<= 1) {
                assertThat(arena.tryAllocate(size, alignment)).as("alignment %d", alignment).isNull();
            }
            arena.allocate(100, 1); // the second run has a current chunk
        }
        assertThat(source.requests()).containsExactly(4096L);
    }

    @Test
    void hugeSizesReachTheSourceUnchangedWithoutABudget() {
        ChunkSource nothing = new FaultySource(FaultySource.Fault.OUT_OF_MEMORY, false, 0);
        var asked = new CountingSource(nothing);
        try (Arena unlimited = Arena.builder().chunkSource(asked).build()) {
            assertThatThrownBy(() -> unlimited.allocate(Long.MAX_VALUE, 1L << 62))
                    .isInstanceOfSatisfying(ArenaExhaustedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.SOURCE));
            assertThat(unlimited.tryAllocate(1L << 40, 1)).isNull();
            assertThat(unlimited.tryAllocate(16, 1L << 40)).isNull();
            assertThat(asked.requests()).containsExactly(Long.MAX_VALUE, 1L << 40, 1L << 40);
            assertThat(unlimited.stats().bytesHeld()).isZero();
        }
    }

    @Test
    void allocationOfNoBytesReturnsAnEmptySegment() {
        MemorySegment first = arena.allocate(0, 1);
        assertThat(first.byteSize()).isZero();
        assertThatThrownBy(() -> first.get(JAVA_BYTE, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(first.scope()).isEqualTo(arena.scope());
        assertThat(arena.allocate(0, 64).address() % 64).isZero();
        arena.allocate(4096 - 100, 1);
        for (int i = 0; i < 1000; i++) {
            assertThat(arena.allocate(0, 1).byteSize()).isZero();
        }
        assertThat(arena.stats().bytesHeld()).isLessThanOrEqualTo(4096 + 8192);
    }

    @Test
    void nothingFitsAfterTheLastByteOfAChunk() {
        try (Arena full = Arena.builder().chunkSizes(4096, 4096).chunkSource(source).build()) {
            MemorySegment all = full.allocate(4096, 1);
            assertThat(full.allocate(0, 1).address()).isEqualTo(all.address() + 4096);
            assertThat(source.calls()).isEqualTo(1);
        }
    }

    @Test
    void segmentHasTheRequestedSize() {
        for (int size = 1; size < 300; size++) {
            MemorySegment segment = arena.allocate(size, 1);
            int end = size;
            assertThat(segment.byteSize()).isEqualTo(size);
            assertThatThrownBy(() -> segment.set(JAVA_BYTE, end, (byte) 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> segment.get(JAVA_BYTE, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void randomSequenceMatchesASimpleModel(Confinement confinement) {
        long seed = 1234567;
        System.out.println("SizeAndAlignmentTests seed " + seed);
        var random = new Random(seed);
        try (Arena under = Arena.builder()
                .chunkSizes(512, 8192)
                .maxNormalAlloc(2048)
                .byteBudget(60_000)
                .confinement(confinement)
                .build()) {
            List<MemorySegment> live = new ArrayList<>();
            for (int step = 0; step < 6000; step++) {
                int action = random.nextInt(100);
                if (action == 0) {
                    checkCanaries(live, seed, step);
                    live.clear();
                    under.reset();
                } else if (action < 10 && !live.isEmpty()) {
                    grow(under, live, random);
                } else {
                    int size = random.nextInt(action < 15 ? 6000 : 200);
                    long alignment = 1L << random.nextInt(9);
                    MemorySegment segment = under.tryAllocate(size, alignment);
                    if (segment != null) {
                        assertThat(segment.byteSize()).isEqualTo(size);
                        assertThat(segment.address() % alignment).isZero();
                        assertThat(Segments.firstOtherThan(segment, 0)).as("seed %d, step %d", seed, step)
                                .isEqualTo(-1);
                        live.add(segment.fill((byte) live.size()));
                    }
                }
            }
            checkCanaries(live, seed, 6000);
            assertThat(under.stats().resets()).isGreaterThan(30);
        }
    }

    private static void grow(Arena arena, List<MemorySegment> live, Random random) {
        int index = random.nextBoolean() ? live.size() - 1 : random.nextInt(live.size());
        MemorySegment old = live.get(index);
        long size = old.byteSize() + random.nextInt(100);
        try {
            MemorySegment grown = arena.grow(old, size, 1);
            assertThat(grown.byteSize()).isEqualTo(size);
            assertThat(Segments.firstOtherThan(grown.asSlice(old.byteSize()), 0)).isEqualTo(-1);
            assertThat(Segments.firstOtherThan(grown.asSlice(0, old.byteSize()), (byte) index)).isEqualTo(-1);
            live.set(index, grown.fill((byte) index));
        } catch (ArenaExhaustedException full) {
            assertThat(full.reason()).isEqualTo(Reason.ARENA_BUDGET);
        }
    }

    /** Checks that each segment still contains its own bytes, so no other segment overlaps it. */
    private static void checkCanaries(List<MemorySegment> live, long seed, int step) {
        for (int i = 0; i < live.size(); i++) {
            assertThat(Segments.firstOtherThan(live.get(i), (byte) i)).as("seed %d, step %d, segment %d", seed, step, i)
                    .isEqualTo(-1);
        }
    }
}
