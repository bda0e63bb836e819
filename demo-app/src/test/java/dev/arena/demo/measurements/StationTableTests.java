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

package dev.arena.demo.measurements;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Compares the station table with a {@link HashMap}. */
class StationTableTests {

    @ParameterizedTest
    @ValueSource(ints = {0xFFFFFFFF, 0xFF, 0x3, 0xFFF00000})
    void behavesAsAHashMapWhileItGrows(int hashMask) {
        long seed = 42;
        System.out.println("StationTableTests.behavesAsAHashMapWhileItGrows: seed " + seed);
        var random = new Random(seed);
        int names = hashMask == 0xFFFFFFFF ? 50_000 : 2000; // searches are slow if many names collide
        Map<String, List<Integer>> expected = new HashMap<>();
        try (Arena arena = Arena.create()) {
            MemorySegment text = arena.allocate(Limits.NAME_BYTES + Long.BYTES);
            var table = new StationTable(arena);
            for (int i = 0; i < 2 * names; i++) {
                String name = "Station-" + random.nextInt(names) + "-é".repeat(random.nextInt(2));
                int tenths = random.nextInt(-999, 1000);
                add(table, text, name, name.hashCode() & hashMask, tenths);
                expected.computeIfAbsent(name, n -> new ArrayList<>()).add(tenths);
            }
            assertThat(table.size()).isEqualTo(expected.size());
            assertThat(table.sorted().stream().toList()).isEqualTo(Summary.sorted(0, answers(expected)).stations());
            assertThat(arena.stats().relocations()).isGreaterThanOrEqualTo(hashMask == 0xFFFFFFFF ? 8 : 1);
        }
    }

    private static void add(StationTable table, MemorySegment text, String name, int hash, int tenths) {
        byte[] utf8 = Bodies.utf8(name);
        text.fill((byte) '#'); // the bytes after a name must not matter
        MemorySegment.copy(MemorySegment.ofArray(utf8), 0, text, 0, utf8.length);
        long entry = table.find(text, 0, utf8.length, hash);
        if (entry < 0) {
            entry = table.insert(text, 0, utf8.length, hash);
            assertThat(table.find(text, 0, utf8.length, hash)).isEqualTo(entry);
        }
        table.add(entry, tenths);
    }

    private static List<Station> answers(Map<String, List<Integer>> temperatures) {
        List<Station> stations = new ArrayList<>();
        temperatures.forEach((name, tenths) -> {
            var all = tenths.stream().mapToInt(Integer::intValue).summaryStatistics();
            stations.add(Station.ofTenths(name, all.getMin(), all.getMax(), all.getSum(), all.getCount()));
        });
        return stations;
    }

    @Test
    void distinguishesNamesWithTheSameHash() {
        try (Arena arena = Arena.create()) {
            MemorySegment text = arena.allocateFrom("abcdefgh-abcdefgi-abcdefg");
            var table = new StationTable(arena);
            long first = table.insert(text, 0, 8, 7);
            assertThat(table.find(text, 9, 8, 7)).isNegative();
            assertThat(table.find(text, 18, 7, 7)).isNegative();
            assertThat(table.find(text, 0, 7, 7)).isNegative();
            assertThat(table.find(text, 0, 8, 7)).isEqualTo(first);
        }
    }

    @Test
    void staysWithinTheBudgetOfItsArena() {
        try (Arena arena = Arena.builder().byteBudget(256 << 10).build()) {
            MemorySegment text = arena.allocate(Limits.NAME_BYTES + Long.BYTES);
            var table = new StationTable(arena);
            assertThatThrownBy(() -> {
                for (int i = 0; i < 1_000_000; i++) {
                    String name = "Station " + i;
                    add(table, text, name, name.hashCode(), 0);
                }
            }).isInstanceOf(ArenaExhaustedException.class);
            assertThat(table.size()).isGreaterThan(256);
        }
    }
}
