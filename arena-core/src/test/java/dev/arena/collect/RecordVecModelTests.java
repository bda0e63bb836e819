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

package dev.arena.collect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that random operations on a vector of records have the same results as on an {@link ArrayList}. */
class RecordVecModelTests {
    private static final Comparator<Row> ORDER = Comparator.comparingLong(Row::number);

    enum Kind {
        ONE, OTHER
    }

    record Part(short number, @Nullable String name) {}

    record Row(long number, @Nullable String name, @Nullable Kind kind, @Nullable Double value, @Nullable Part part) {}

    private static Row random(Random random) {
        Part part = random.nextInt(3) == 0 ? null : new Part((short) random.nextInt(), text(random));
        return new Row(random.nextInt(20), text(random), random.nextInt(3) == 0 ? null : Kind.OTHER,
                random.nextBoolean() ? random.nextDouble() : null, part);
    }

    private static @Nullable String text(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> "ümläut €".substring(random.nextInt(8));
            default -> Integer.toString(random.nextInt());
        };
    }

    @Test
    void randomOperations() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int run = 0; run < 30; run++) {
            try (Arena arena = Arena.create()) {
                compare(arena, random, 300, "seed " + seed + ", run " + run);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {8 << 10, 16 << 10, 48 << 10})
    void randomOperationsUntilMemoryIsExhausted(long budget) {
        long seed = System.nanoTime();
        var random = new Random(seed);
        try (Arena arena = Arena.builder().byteBudget(budget).chunkSizes(4096, 4096).maxNormalAlloc(4096).build()) {
            for (int run = 0; run < 20; run++) {
                compare(arena, random, 500, "seed " + seed + ", budget " + budget + ", run " + run);
                arena.reset();
            }
        }
    }

    private static void compare(Arena arena, Random random, int steps, String where) {
        var vector = new RecordVec<>(arena, Row.class);
        List<Row> list = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            try {
                step(vector, list, random);
            } catch (ArenaExhaustedException e) {
                assertThat(vector).as("%s, step %s, exhausted", where, step).containsExactlyElementsOf(list);
            }
            if (random.nextInt(20) == 0) {
                arena.tryAllocate(random.nextInt(100), 1); // prevents growing in place
            }
        }
        assertThat(vector).as(where).containsExactlyElementsOf(list);
        assertThat(vector).as(where).hasSameHashCodeAs(list).hasToString(list.toString());
    }

    private static void step(RecordVec<Row> vector, List<Row> list, Random random) {
        Row row = random(random);
        int index = random.nextInt(list.size() + 1);
        switch (random.nextInt(list.isEmpty() ? 3 : 19)) {
            case 0, 1 -> {
                vector.add(row);
                list.add(row);
            }
            case 2 -> {
                List<Row> more = List.of(row, random(random), row);
                vector.addAll(more);
                list.addAll(more);
            }
            case 3, 4 -> {
                vector.insert(index, row);
                list.add(index, row);
            }
            case 5, 6 -> {
                int there = random.nextInt(list.size());
                vector.set(there, row);
                list.set(there, row);
            }
            case 7 -> {
                int there = random.nextInt(list.size());
                assertThat(vector.remove(there)).isEqualTo(list.remove(there));
            }
            case 8 -> {
                vector.sort(ORDER);
                list.sort(ORDER);
            }
            case 9 -> {
                int from = random.nextInt(index + 1);
                int to = Math.min(index, from + 3);
                vector.removeRange(from, to);
                list.subList(from, to).clear();
            }
            case 10 -> vector.shrink();
            case 11 -> {
                int to = Math.min(list.size(), index + 2);
                List<Row> more = List.of(row, random(random), row);
                vector.splice(index, to, more);
                list.subList(index, to).clear();
                list.addAll(index, more);
            }
            case 12 -> assertThat(vector.pop()).isEqualTo(list.removeLast());
            case 13 -> {
                int there = random.nextInt(list.size());
                assertThat(vector.swapRemove(there)).isEqualTo(list.get(there));
                list.set(there, list.getLast());
                list.removeLast();
            }
            case 14 -> {
                long number = row.number();
                assertThat(vector.removeIf(each -> each.number() == number))
                        .isEqualTo(list.removeIf(each -> each.number() == number));
            }
            case 15 -> {
                vector.resize(list.size() + 2L, row);
                list.addAll(List.of(row, row));
                vector.dedup();
                for (int i = list.size() - 1; i > 0; i--) {
                    if (list.get(i).equals(list.get(i - 1))) {
                        list.remove(/* index */ i);
                    }
                }
            }
            case 16 -> {
                if (random.nextInt(5) == 0) {
                    assertThat(vector.splitOff(index)).containsExactlyElementsOf(list.subList(index, list.size()));
                    list.subList(index, list.size()).clear();
                }
            }
            case 17 -> {
                vector.addAll(Stream.of(row, row));
                list.addAll(List.of(row, row));
            }
            default -> {
                if (random.nextInt(20) == 0) {
                    vector.clear();
                    list.clear();
                }
            }
        }
    }
}
