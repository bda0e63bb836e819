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

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LongSetTests {

    private static List<Long> elements(LongSet set) {
        List<Long> elements = new ArrayList<>();
        set.iterator().forEachRemaining((long value) -> elements.add(value));
        return elements;
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 100, 20_000})
    void behavesAsAHashSet(int range) {
        for (long seed = 0; seed < 5; seed++) {
            var random = new Random(seed);
            Set<Long> expected = new HashSet<>();
            try (Arena arena = Arena.create()) {
                var set = new LongSet(arena, random.nextInt(20));
                for (int step = 0; step < 20_000; step++) {
                    long value = (long) random.nextInt(range) << (random.nextInt(2) * 32);
                    switch (random.nextInt(5)) {
                        case 0, 1 ->
                            assertThat(set.add(value)).as("seed %d", seed).isEqualTo(expected.add(value));
                        case 2 -> assertThat(set.remove(value)).as("seed %d", seed).isEqualTo(expected.remove(value));
                        default ->
                            assertThat(set.contains(value)).as("seed %d", seed).isEqualTo(expected.contains(value));
                    }
                    assertThat(set.size()).as("seed %d", seed).isEqualTo(expected.size());
                }
                assertThat(elements(set)).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
                assertThat(set.isEmpty()).isEqualTo(expected.isEmpty());
                set.clear();
                assertThat(set.isEmpty()).isTrue();
                assertThat(expected).as("seed %d", seed).noneMatch(set::contains);
                assertThat(set.add(1)).isTrue();
            }
        }
    }

    @Test
    void elementsAreNumberedInOrderAndTheLastFillsAGap() {
        try (Arena arena = Arena.create()) {
            var set = new LongSet(arena);
            for (long value = 100; value < 150; value++) {
                assertThat(set.findOrAdd(value)).isEqualTo(value - 100);
            }
            assertThat(set.findOrAdd(120)).isEqualTo(20);
            set.remove(110);
            assertThat(set.find(149)).isEqualTo(10);
            assertThat(set.elementAt(10)).isEqualTo(149);
            assertThat(set.find(148)).isEqualTo(48);
            assertThat(set.find(110)).isEqualTo(-1);
            set.remove(148);
            assertThat(set.size()).isEqualTo(48);
            assertThat(set.segment().toArray(ValueLayout.JAVA_LONG)).hasSize(48).startsWith(100, 101)
                    .endsWith(146, 147);
        }
    }

    @Test
    void iteratorsRemoveAndFailAfterConcurrentChanges() {
        try (Arena arena = Arena.create()) {
            var set = new LongSet(arena);
            for (long value = 0; value < 10; value++) {
                set.add(value);
            }
            List<Long> seen = new ArrayList<>();
            for (Iterator<Long> iterator = set.iterator(); iterator.hasNext();) {
                long value = iterator.next();
                seen.add(value);
                if (value % 3 == 0) {
                    iterator.remove();
                    assertThatIllegalStateException().isThrownBy(iterator::remove);
                }
            }
            assertThat(seen).containsExactly(0L, 9L, 8L, 1L, 2L, 3L, 7L, 4L, 5L, 6L);
            assertThat(set).hasToString("[8, 1, 2, 7, 4, 5]");
            var stale = set.iterator();
            stale.nextLong();
            set.add(77);
            assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(stale::nextLong);
            assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(stale::remove);
        }
    }

    @Test
    void consecutiveElementsSpreadWithAnyHashFunction() {
        List<LongUnaryOperator> rows = List.of(i -> i, i -> i * 8, i -> i << 20, i -> i << 32,
                i -> (i / 100) << 32 | (i % 100));
        for (long seed = 0; seed < 200; seed++) {
            LongUnaryOperator row = rows.get((int) seed % rows.size());
            try (Arena arena = Arena.create()) {
                var set = new LongSet(arena, 0, new KeyHash(new SplittableRandom(seed)::nextLong));
                for (long i = 0; i < 10_000; i++) {
                    set.add(row.applyAsLong(i));
                }
                assertThat(Probes.average(set.index())).as("seed %d", seed).isLessThan(2.2);
                assertThat(Probes.longest(set.index())).as("seed %d", seed).isLessThan(250);
            }
        }
    }

    @Test
    void indexesOutOfBoundsAreRejected() {
        try (Arena arena = Arena.create()) {
            var set = new LongSet(arena);
            set.add(7);
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> set.elementAt(1));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> set.elementAt(-1));
            assertThatIllegalArgumentException().isThrownBy(() -> new LongSet(arena, -1))
                    .withMessage("expectedSize must be from 0 to 536870912: -1");
            assertThatIllegalArgumentException().isThrownBy(() -> new LongSet(arena, (1 << 29) + 1));
        }
    }

    @Test
    void exhaustionDoesNotChangeTheSet() {
        try (Arena arena = Arena.builder().byteBudget(64 << 10).build()) {
            var set = new LongSet(arena);
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> {
                for (long value = 0;; value++) {
                    set.add(value);
                }
            });
            int size = (int) set.size();
            assertThat(size).isGreaterThan(500);
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> set.add(-1));
            assertThat(set.contains(-1)).isFalse();
            assertThat(elements(set)).hasSize(size).last().isEqualTo((long) size - 1);
            assertThat(set.remove(0)).isTrue();
            assertThat(set.add(-1)).isTrue();
        }
    }

    @Test
    void endsWithItsGeneration() {
        try (Arena arena = Arena.create()) {
            var set = new LongSet(arena);
            set.add(7);
            arena.reset();
            arena.allocate(4000, 8);
            assertThatIllegalStateException().isThrownBy(() -> set.contains(7));
            assertThatIllegalStateException().isThrownBy(() -> set.add(8));
            assertThatIllegalStateException().isThrownBy(() -> set.elementAt(0));
            assertThatIllegalStateException().isThrownBy(() -> set.remove(7));
            assertThatIllegalStateException().isThrownBy(set::clear);
            assertThatIllegalStateException().isThrownBy(() -> set.iterator().nextLong());
        }
    }
}
