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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that the textual representations contain each figure in its place. */
class StatsTextTests {

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1 KiB", "1536, 1.5 KiB", "1587, 1.5 KiB", "1588, 1.6 KiB",
            "1048575, 1 MiB", "1048576, 1 MiB", "1047500, 1022.9 KiB", "33554432, 32 MiB",
            "9223372036854775807, 8 EiB"})
    void sizesAreShownInTheLargestUnitWithOneDecimal(long bytes, String text) {
        assertThat(Sizes.text(bytes)).isEqualTo(text);
    }

    @Test
    void arenaStatsContainEachFigureOnce() {
        assertThat(ExpectedStats.ofArena(1 << 10, 2 << 10, 3, 4, 5 << 10, 6, 7, 8, 9, 10 << 10, 11, 12, 13, 14,
                15 << 10, 16,
                17))
                .hasToString("""
                        held: 1 KiB, at most 2 KiB, 3 B wasted
                        cache: 5 KiB in 4 chunks
                        lifetime: 10 KiB in 7 normal and 8 oversized chunks, 9 reused, 11 relocations, 6 resets
                        since reset: 15 KiB in 12 normal and 13 oversized chunks of 17 B, 14 reused, 16 relocations""");
    }

    @Test
    void poolStatsContainEachFigureOnce() {
        assertThat(ExpectedStats.ofPool(1 << 20, 2 << 20, 3 << 20, 4 << 20, 5 << 20, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
                16,
                17, 18, 19, 20, 21, 22, 23,
                List.of(new PoolStats.ChunkClass(512, 1, 3, 0), new PoolStats.ChunkClass(1024, 1, 0, 2),
                        new PoolStats.ChunkClass(2048, 0, 4, 0))))
                .hasToString("""
                        reserved: 1 MiB, at most 2 MiB
                        live: 3 MiB in 6 chunks, 9 B wasted
                        cached: 4 MiB in 7 chunks (3 of 512 B, 4 of 2 KiB)
                        quarantined: 5 MiB in 8 chunks
                        open: 10 arenas, 21 handles; 23 leaks
                        chunks: 11 normal and 12 oversized, 13 reused, 14 released, 20 failed to be
                        counted: 15 resets, 16 relocations, 22 waits
                        rejected: 17 by an arena's budget, 18 by the pool's, 19 by the source""");
    }
}
