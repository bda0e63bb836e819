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
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Tests that each operation that changes a vector has the same effect on a list. */
class VecChangesTests {
    private final Arena arena = Arena.create();

    @AfterEach
    void closeArena() {
        arena.close();
    }

    @ParameterizedTest
    @EnumSource
    void randomChangesMatchAList(VecChanges.Type type) {
        for (long seed : new long[]{1, 2, 20261129}) {
            compare(type, type.in(arena), new Random(seed), seed);
            arena.reset();
        }
    }

    private <E> void compare(VecChanges.Type type, VecChanges<E> vec, Random random, long seed) {
        List<E> list = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            change(vec, list, random);
            assertThat(vec.elements().get()).as("%s, seed %d, step %d", type, seed, i).isEqualTo(list);
        }
    }

    private <E> void change(VecChanges<E> vec, List<E> list, Random random) {
        int from = random.nextInt(list.size() + 1);
        int to = from + random.nextInt(Math.min(4, list.size() - from + 1));
        E value = vec.any().apply(random);
        List<E> values = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            values.add(vec.any().apply(random));
        }
        switch (random.nextInt(list.size() > 40 ? 6 : 11)) {
            case 0 -> {
                if (!list.isEmpty()) {
                    assertThat(vec.pop().get()).isEqualTo(list.removeLast());
                }
            }
            case 1 -> {
                if (from < list.size()) {
                    assertThat(vec.swapRemove().apply(from)).isEqualTo(list.get(from));
                    list.set(from, list.getLast());
                    list.removeLast();
                }
            }
            case 2 -> assertThat(vec.removeIf().test(each -> Objects.equals(each, value)))
                    .isEqualTo(list.removeIf(each -> Objects.equals(each, value)));
            case 3 -> {
                vec.dedup().run();
                for (int i = list.size() - 1; i > 0; i--) {
                    if (Objects.equals(list.get(i), list.get(i - 1))) {
                        list.remove(/* index */ i);
                    }
                }
            }
            case 4 -> {
                assertThat(vec.splitOff().apply(from)).isEqualTo(list.subList(from, list.size()));
                list.subList(from, list.size()).clear();
            }
            case 5 -> {
                vec.resize().accept((long) from, value);
                list.subList(from, list.size()).clear();
            }
            case 6, 7 -> {
                vec.splice().accept(new long[]{from, to}, values);
                list.subList(from, to).clear();
                list.addAll(from, values);
            }
            case 8 -> {
                vec.resize().accept(list.size() + 3L, value);
                list.addAll(Collections.nCopies(3, value));
            }
            case 9 -> {
                vec.addStream().accept(values);
                vec.addIterable().accept(values);
                list.addAll(values);
                list.addAll(values);
            }
            default -> {
                vec.addItself().run();
                list.addAll(new ArrayList<>(list));
            }
        }
    }

    @Test
    void allTypesHaveTheSameOperations() {
        var shorts = new ShortVec(arena);
        shorts.addAll(IntStream.of(1, 2, 2));
        shorts.dedup();
        assertThat(shorts).containsExactly((short) 1, (short) 2);
        assertThat(shorts.pop()).isEqualTo((short) 2);
        var longs = new LongVec(arena);
        longs.addAll(LongStream.of(1, 2, 3));
        assertThat(longs.removeIf(each -> each > 1)).isTrue();
        assertThat(longs).containsExactly(1L);
        var floats = new FloatVec(arena);
        floats.addAll(DoubleStream.of(0.5, Double.NaN, Double.NaN));
        floats.dedup();
        assertThat(floats).containsExactly(0.5f, Float.NaN);
        var doubles = new DoubleVec(arena);
        doubles.addAll(List.of(1.5, 2.5));
        assertThat(doubles.swapRemove(0)).isEqualTo(1.5);
        assertThat(doubles).containsExactly(2.5);
        var flags = new BooleanVec(arena);
        flags.add(true);
        flags.add(false);
        flags.set(0, false);
        flags.addAll(flags);
        assertThat(flags).containsExactly(false, false, false, false).hasToString("[false, false, false, false]");
        assertThat(flags.count(false)).isEqualTo(4);
        assertThat(flags.contains(false)).isTrue();
        assertThat(flags.contains(true)).isFalse();
        assertThat(flags.hashCode()).isEqualTo(List.of(false, false, false, false).hashCode());
        flags.insert(1, true);
        assertThat(flags.indexOf(true)).isEqualTo(1);
        assertThat(flags.remove(1)).isTrue();
        flags.addAll(true, false);
        assertThat(flags.stream()).containsExactly(false, false, false, false, true, false);
        assertThat(flags.toArray()).containsExactly(false, false, false, false, true, false);
        var bytes = new ByteVec(arena);
        bytes.addAll(IntStream.of(1, -1, 300));
        assertThat(bytes.stream()).containsExactly(1, -1, 44);
        var texts = new StringVec(arena);
        texts.addAll(List.of("a", "c"));
        texts.insert(1, "b");
        texts.insert(3, null);
        assertThat(texts.toList()).containsExactly("a", "b", "c", null);
    }

    @Test
    void invalidArgumentsAreRejected() {
        var vec = new IntVec(arena);
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(vec::pop);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> vec.swapRemove(0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> vec.splitOff(1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> vec.splice(0, 1, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> vec.resize(-1, 0)).withMessageContaining("-1");
    }

    @Test
    void failedAdditionsDoNotChangeTheVector() {
        try (Arena small = Arena.builder().byteBudget(4096).build()) {
            var vec = new IntVec(small);
            vec.add(1);
            assertThatExceptionOfType(ArenaExhaustedException.class)
                    .isThrownBy(() -> vec.addAll(IntStream.range(0, 5000)));
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> vec.resize(5000, 0));
            assertThat(vec).containsExactly(1);
        }
    }

    @Test
    void failingPredicateKeepsUntestedElements() {
        var vec = new IntVec(arena);
        vec.addAll(1, 2, 3, 4);
        assertThatIllegalArgumentException().isThrownBy(() -> vec.removeIf(each -> {
            if (each == 3) {
                throw new IllegalArgumentException("three");
            }
            return each == 1;
        }));
        assertThat(vec).containsExactly(2, 3, 4);
    }
}
