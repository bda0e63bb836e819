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
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that an arena never reads content of another arena or of an earlier generation. */
class ZeroMemoryTests {
    private static final byte PATTERN = (byte) 0xA5;

    /** Returns the builder of a pool with one size class of 4 KiB, so that chunks are interchangeable. */
    private static ArenaBuilder oneClass() {
        return Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096);
    }

    @ParameterizedTest
    @EnumSource
    void recycledMemoryReadsAsZero(Confinement confinement) {
        try (ArenaPool pool = oneClass().poolByteBudget(4096).confinement(confinement).buildPool()) {
            long address;
            try (Arena first = pool.open()) {
                MemorySegment all = first.allocate(4096, 16);
                address = all.address();
                all.fill(PATTERN);
            }
            try (Arena second = pool.open()) {
                MemorySegment all = second.allocate(4096, 16);
                assertThat(all.address()).isEqualTo(address);
                assertThat(Segments.firstOtherThan(all, 0)).isEqualTo(-1);
            }
        }
    }

    @Test
    void memoryOfAnArenaIsZeroAfterReset() {
        try (Arena arena = oneClass().build()) {
            MemorySegment before = arena.allocate(4096, 16).fill(PATTERN);
            arena.reset();
            MemorySegment after = arena.allocate(4096, 16);
            assertThat(after.address()).isEqualTo(before.address());
            assertThat(Segments.firstOtherThan(after, 0)).isEqualTo(-1);
        }
    }

    /** Each pass writes a little more than the previous one. Then another arena reads the whole chunk. */
    @Test
    void partiallyUsedChunkReadsAsZero() {
        try (ArenaPool pool = oneClass().buildPool()) {
            for (int size = 1; size < 4096; size += 97) {
                long address;
                try (Arena writer = pool.open()) {
                    MemorySegment part = writer.allocate(size, 1).fill(PATTERN);
                    address = part.address();
                }
                try (Arena reader = pool.open()) {
                    MemorySegment all = reader.allocate(4096, 1);
                    assertThat(all.address()).isEqualTo(address);
                    assertThat(Segments.firstOtherThan(all, 0)).as("after %d bytes", size).isEqualTo(-1);
                }
            }
        }
    }

    @Test
    void memoryThatGrewInPlaceIsZeroed() {
        try (ArenaPool pool = oneClass().buildPool()) {
            try (Arena first = pool.open()) {
                MemorySegment small = first.allocate(16, 16);
                MemorySegment large = Objects.requireNonNull(first.tryGrow(small, 4000));
                assertThat(Segments.firstOtherThan(large, 0)).isEqualTo(-1);
                large.fill(PATTERN);
            }
            try (Arena second = pool.open()) {
                assertThat(Segments.firstOtherThan(second.allocate(4096, 16), 0)).isEqualTo(-1);
            }
        }
    }

    @Test
    void bytesAddedByGrowingReadAsZeroInReusedMemory() {
        try (ArenaPool pool = oneClass().buildPool()) {
            try (Arena first = pool.open()) {
                first.allocate(4096, 16).fill(PATTERN);
                first.allocate(4096, 16).fill(PATTERN);
            }
            try (Arena second = pool.open()) {
                MemorySegment small = second.allocate(100, 1).fill(PATTERN);
                MemorySegment inPlace = second.grow(small, 1000, 1);
                assertThat(inPlace.address()).isEqualTo(small.address());
                assertThat(Segments.firstOtherThan(inPlace.asSlice(100), 0)).isEqualTo(-1);
                second.allocate(1, 1); // prevents growing in place
                MemorySegment moved = second.grow(inPlace, 4000, 1);
                assertThat(moved.address()).isNotEqualTo(small.address());
                assertThat(Segments.isFilledWith(moved.asSlice(0, 100), PATTERN)).isTrue();
                assertThat(Segments.firstOtherThan(moved.asSlice(100), 0)).isEqualTo(-1);
                assertThat(pool.stats().chunksReused()).isEqualTo(2);
            }
        }
    }

    @Test
    void everyChunkOfALongGenerationIsZeroed() {
        var source = new CountingSource();
        try (ArenaPool pool = Arena.builder().chunkSizes(512, 8192).chunkSource(source).buildPool()) {
            Set<Long> addresses = new HashSet<>();
            try (Arena first = pool.open()) {
                for (int i = 0; i < 100; i++) {
                    addresses.add(first.allocate(300, 4).fill(PATTERN).address());
                }
            }
            int calls = source.calls();
            assertThat(calls).isGreaterThan(4);
            int same = 0;
            try (Arena second = pool.open()) {
                for (int i = 0; i < 100; i++) {
                    MemorySegment segment = second.allocate(300, 4);
                    same += addresses.contains(segment.address()) ? 1 : 0;
                    assertThat(Segments.firstOtherThan(segment, 0)).as("allocation %d", i).isEqualTo(-1);
                }
            }
            assertThat(same).isGreaterThan(50);
            assertThat(source.calls()).isEqualTo(calls);
        }
    }

    @Test
    void oversizedMemoryReadsAsZeroEachTime() {
        try (Arena arena = Arena.builder().maxNormalAlloc(4096).build()) {
            for (int i = 0; i < 20; i++) {
                MemorySegment large = arena.allocate(100_000, 64);
                assertThat(Segments.firstOtherThan(large, 0)).isEqualTo(-1);
                large.fill(PATTERN);
                arena.reset();
            }
            assertThat(arena.stats().oversizedChunksAllocated()).isEqualTo(20);
        }
    }

    /** Bytes that one generation skips for alignment are allocated by another one. */
    @Test
    void alignmentGapsReadAsZeroWhenTheyAreAllocatedLater() {
        try (ArenaPool pool = oneClass().buildPool()) {
            try (Arena dense = pool.open()) {
                dense.allocate(4096, 1).fill(PATTERN);
            }
            try (Arena sparse = pool.open()) {
                for (int i = 0; i < 8; i++) {
                    sparse.allocate(1, 256).fill(PATTERN);
                }
            }
            try (Arena dense = pool.open()) {
                assertThat(Segments.firstOtherThan(dense.allocate(4096, 1), 0)).isEqualTo(-1);
                assertThat(pool.stats().chunksReused()).isEqualTo(2);
            }
        }
    }

    @Test
    void randomGenerationsReadZeroMemory() {
        long seed = 20260729L;
        System.out.println("ZeroMemoryTests seed " + seed);
        var random = new Random(seed);
        try (ArenaPool pool = Arena.builder().chunkSizes(512, 4096).maxNormalAlloc(1024).buildPool()) {
            for (int generation = 0; generation < 200; generation++) {
                try (Arena arena = pool.open()) {
                    List<MemorySegment> written = new ArrayList<>();
                    for (int i = random.nextInt(20); i >= 0; i--) {
                        MemorySegment segment = arena.allocate(random.nextInt(1500), 1L << random.nextInt(7));
                        assertThat(Segments.firstOtherThan(segment, 0)).as("seed %d, generation %d", seed, generation)
                                .isEqualTo(-1);
                        written.add(segment.fill(PATTERN));
                    }
                    assertThat(written).allMatch(segment -> Segments.isFilledWith(segment, PATTERN));
                }
            }
            assertThat(pool.stats().chunksReused()).isGreaterThan(200);
        }
    }
}
