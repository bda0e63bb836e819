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

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.arena.Arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that a vector returns the same results as an {@link ArrayList} after the same operations. */
class VecModelTests {
    private static final int SEQUENCES = 60;
    private static final int STEPS = 300;

    @ParameterizedTest
    @EnumSource
    void behavesAsAnArrayList(VecSubject.Type type) {
        for (long seed = 0; seed < SEQUENCES; seed++) {
            try (Arena arena = Arena.builder().chunkSizes(512, 4096).maxNormalAlloc(2048).build()) {
                var random = new Random(seed);
                VecSubject<?> subject = random.nextBoolean() ? type.in(arena) : type.in(arena, random.nextInt(5));
                run(type + ", seed " + seed, subject, arena, random);
            }
        }
    }

    private static <E extends Comparable<E>> void run(String name, VecSubject<E> subject, Arena arena, Random random) {
        List<E> model = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            String at = name + ", step " + step;
            try {
                step(at, subject, model, arena, random);
            } catch (RuntimeException e) {
                throw new AssertionError(at, e);
            }
            assertThat(subject.elements()).as(at).isEqualTo(model);
            assertThat(subject.vec().size()).as(at).isEqualTo(model.size());
            assertThat(subject.vec().capacity()).as(at).isGreaterThanOrEqualTo(model.size());
        }
        assertThat(subject.iterated().get()).as(name).isEqualTo(model);
        assertThat(subject.vec().isEmpty()).as(name).isEqualTo(model.isEmpty());
        assertThat(subject.vec()).as(name).hasSameHashCodeAs(model).hasToString(model.toString());
        assertThat(subject.read().apply(subject.vec().segment())).as(name).isEqualTo(model);
        assertThat(subject.read().apply(subject.vec().freeze())).as(name).isEqualTo(model);
    }

    private static <E extends Comparable<E>> void step(String at, VecSubject<E> subject, List<E> model, Arena arena,
            Random random) {
        int index = random.nextInt(model.size() + 3) - 1;
        E value = subject.any().apply(random);
        switch (random.nextInt(24)) {
            case 0 -> {
                List<E> more = some(subject, random);
                subject.addArray().accept(more);
                model.addAll(more);
            }
            case 1 -> {
                MemorySegment more = subject.vec().segment();
                if (model.size() < 200) {
                    subject.addSegment().accept(more);
                    model.addAll(List.copyOf(model));
                }
            }
            case 2 -> {
                if (model.size() < 200) {
                    subject.addItself().run();
                    model.addAll(List.copyOf(model));
                }
            }
            case 3 -> same(at, () -> subject.get().apply(index), () -> model.get(index));
            case 4, 5 -> same(at, () -> {
                E before = subject.get().apply(index);
                subject.set().accept((long) index, value);
                return before;
            }, () -> model.set(index, value));
            case 6, 7 -> same(at, () -> {
                subject.insert().accept((long) index, value);
                return null;
            }, () -> {
                model.add(index, value);
                return null;
            });
            case 8, 9 -> same(at, () -> subject.remove().apply(index), () -> model.remove(index));
            case 10 -> assertThat(subject.indexOf().applyAsLong(value)).as(at).isEqualTo(model.indexOf(value));
            case 11 -> same(at, () -> {
                subject.vec().truncate(index);
                return null;
            }, () -> {
                model.subList(index, Math.max(index, model.size())).clear();
                return null;
            });
            case 12 -> {
                int to = random.nextInt(model.size() + 3) - 1;
                if (index <= to) {
                    same(at, () -> {
                        subject.vec().removeRange(index, to);
                        return null;
                    }, () -> {
                        model.subList(index, to).clear();
                        return null;
                    });
                }
            }
            case 13 -> subject.vec().reserve(random.nextInt(20));
            case 14 -> subject.vec().shrink();
            case 15 -> arena.allocate(random.nextInt(100), 1).fill((byte) 0x55);
            case 16 -> {
                subject.vec().sort();
                Collections.sort(model);
                E found = model.isEmpty() ? value : model.get(random.nextInt(model.size()));
                long place = subject.search().applyAsLong(found);
                assertThat(place < 0).as(at).isEqualTo(model.isEmpty());
                assertThat(place < 0 ? found : subject.get().apply(place)).as(at).isEqualTo(found);
                if (!model.contains(value)) {
                    assertThat(subject.search().applyAsLong(value)).as(at)
                            .isEqualTo(Collections.binarySearch(model, value));
                }
            }
            case 17 -> {
                if (random.nextInt(8) == 0) {
                    subject.vec().clear();
                    model.clear();
                }
            }
            default -> {
                subject.add().accept(value);
                model.add(value);
            }
        }
    }

    private static <E extends Comparable<E>> List<E> some(VecSubject<E> subject, Random random) {
        List<E> some = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            some.add(subject.any().apply(random));
        }
        return some;
    }

    /** Compares two results. Both may also reject an index. */
    private static void same(String at, Answer<?> actual, Answer<?> expected) {
        Object answer;
        try {
            answer = expected.get();
        } catch (IndexOutOfBoundsException e) {
            assertThatThrownBy(actual::get).as(at).isExactlyInstanceOf(e.getClass());
            return;
        }
        assertThat((Object) actual.get()).as(at).isEqualTo(answer);
    }

    /** An operation and its result. */
    private interface Answer<T> {

        @Nullable
        T get();
    }
}
