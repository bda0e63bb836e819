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
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongPredicate;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.arena.Arena;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests that changes of entries have the same effect as in {@link HashMap}, and that repeated additions and removals need no
 * further memory.
 */
class MapChangesTests {
    private final Arena arena = Arena.builder().byteBudget(8 << 20).build();

    @AfterEach
    void closeArena() {
        arena.close();
    }

    record Key(int number, @Nullable String name) {}

    record Value(long number, @Nullable String text, @Nullable Utf8String view, List<String> list) {
        static Value of(long number) {
            String text = number % 3 == 0 ? null : "text of " + number;
            return new Value(number, text, null, number % 2 == 0 ? List.of() : List.of("a", "of " + number));
        }

        Value plus(Value other) {
            return of(number + other.number);
        }
    }

    /**
     * A map whose keys are created from numbers.
     *
     * @param keyAt returns the number of the key at an index
     */
    record Subject(NumberedMap<?, Value> map, Function<Long, @Nullable Value> get, BiPut put,
            LongPredicate remove,
            BiFunction<Long, Function<Long, @Nullable Value>, @Nullable Value> computeIfAbsent, Merge merge,
            Function<Long, Long> keyAt) {}

    interface BiPut {
        void put(long key, Value value);
    }

    interface Merge {
        @Nullable
        Value merge(long key, Value value, BinaryOperator<@Nullable Value> combination);
    }

    enum Kind {
        LONGS {
            @Override
            Subject in(Arena arena) {
                var map = new LongMap<>(arena, Value.class);
                return new Subject(map, map::get, map::put, map::remove,
                        (key, made) -> map.computeIfAbsent(key, made::apply), map::merge, map::keyAt);
            }
        },
        STRINGS {
            private String key(long number) {
                return number % 5 == 0 ? "a long key that takes more than some words: ü " + number : "key " + number;
            }

            @Override
            Subject in(Arena arena) {
                var map = new StringMap<>(arena, Value.class);
                return new Subject(map, key -> map.get(key(key)), (key, value) -> map.put(key(key), value),
                        key -> map.remove(key(key)),
                        (key, made) -> map.computeIfAbsent(key(key), _ -> made.apply(key)),
                        (key, value, combination) -> map.merge(key(key), value, combination), number -> {
                            String key = map.keyAt(number).toString();
                            return Long.parseLong(key.substring(key.lastIndexOf(' ') + 1));
                        });
            }
        },
        RECORDS {
            private Key key(long number) {
                return new Key((int) number, number % 2 == 0 ? null : "name of " + number);
            }

            @Override
            Subject in(Arena arena) {
                var map = new RecordMap<>(arena, Key.class, Value.class);
                return new Subject(map, key -> map.get(key(key)), (key, value) -> map.put(key(key), value),
                        key -> map.remove(key(key)),
                        (key, made) -> map.computeIfAbsent(key(key), each -> made.apply((long) each.number())),
                        (key, value, combination) -> map.merge(key(key), value, combination),
                        number -> (long) map.keyAt(number).number());
            }
        };

        abstract Subject in(Arena arena);
    }

    @ParameterizedTest
    @EnumSource
    void randomChangesMatchAHashMap(Kind kind) {
        for (long seed = 0; seed < 4; seed++) {
            var random = new Random(seed);
            Subject subject = kind.in(arena);
            Map<Long, Value> expected = new HashMap<>();
            for (int step = 0; step < 5000; step++) {
                String at = "%s, seed %d, step %d".formatted(kind, seed, step);
                change(subject, expected, random, at);
                assertThat(subject.map().size()).as(at).isEqualTo(expected.size());
            }
            expected.forEach((key, value) -> assertThat(subject.get().apply(key)).as("%s", key).isEqualTo(value));
            arena.reset();
        }
    }

    private static void change(Subject subject, Map<Long, Value> expected, Random random, String at) {
        long key = random.nextInt(60);
        Value value = Value.of(random.nextInt(1000));
        switch (random.nextInt(7)) {
            case 0 -> {
                Value made = random.nextInt(4) == 0 ? null : value;
                assertThat(subject.computeIfAbsent().apply(key, _ -> made)).as(at)
                        .isEqualTo(expected.computeIfAbsent(key, _ -> made));
            }
            case 1, 2 -> {
                BinaryOperator<@Nullable Value> sum = (a, b) -> (a.number() + b.number()) % 4 == 0 ? null : a.plus(b);
                assertThat(subject.merge().merge(key, value, sum)).as(at).isEqualTo(expected.merge(key, value, sum));
            }
            case 3 -> {
                if (random.nextInt(10) == 0) {
                    int odd = random.nextInt(2);
                    boolean removed = subject.map().removeIf(number -> subject.keyAt().apply(number) % 2 == odd);
                    assertThat(removed).as(at).isEqualTo(expected.keySet().removeIf(each -> each % 2 == odd));
                }
            }
            case 4 -> assertThat(subject.remove().test(key)).as(at).isEqualTo(expected.remove(key) != null);
            case 5 -> assertThat(subject.get().apply(key)).as(at).isEqualTo(expected.get(key));
            default -> {
                subject.put().put(key, value);
                expected.put(key, value);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void repeatedAdditionsAndRemovalsNeedNoFurtherMemory(Kind kind) {
        Subject subject = kind.in(arena);
        long seed = 20261129;
        var random = new Random(seed);
        long afterSome = 0;
        for (int i = 0; i < 200_000; i++) {
            long key = random.nextInt(1000);
            if (random.nextBoolean()) {
                subject.put().put(key, Value.of(i % 1000));
            } else {
                boolean there = subject.get().apply(key) != null;
                assertThat(subject.remove().test(key)).isEqualTo(there);
            }
            if (i == 50_000) {
                afterSome = arena.stats().bytesHeld();
            }
        }
        assertThat(arena.stats().bytesHeld()).as("seed %d", seed).isLessThan(2 * afterSome);
    }

    @Test
    void millionAdditionsAndRemovalsOfStringsReuseMemory() {
        long seed = 20261129;
        var random = new Random(seed);
        var set = new StringSet(arena);
        Set<String> expected = new HashSet<>();
        long afterSome = 0;
        for (int i = 0; i < 1_000_000; i++) {
            String element = "x".repeat(random.nextInt(300)) + random.nextInt(10);
            if (random.nextBoolean()) {
                assertThat(set.add(element)).isEqualTo(expected.add(element));
            } else {
                assertThat(set.remove(element)).isEqualTo(expected.remove(element));
            }
            if (i == 100_000) {
                afterSome = arena.stats().bytesHeld();
            }
        }
        assertThat(arena.stats().bytesHeld()).as("seed %d", seed).isLessThan(2 * afterSome);
        Set<String> left = new HashSet<>();
        set.forEach(each -> left.add(each.toString()));
        assertThat(left).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void millionAdditionsAndRemovalsOfNumbersNeedNoGrowth() {
        var set = new LongSet(arena, 1000);
        var counts = new StringLongMap(arena, 1000);
        long held = arena.stats().bytesHeld();
        for (long i = 0; i < 1_000_000; i++) {
            set.add(i);
            set.remove(i - 900);
            if (i % 4 == 0) {
                counts.put("key " + i, i);
                counts.remove("key " + (i - 400));
            }
        }
        assertThat(arena.stats().bytesHeld()).isLessThanOrEqualTo(held + (16 << 10));
        assertThat(set.size()).isEqualTo(900);
        assertThat(counts.size()).isEqualTo(100);
    }

    @Test
    void memoryOfRemovedKeysIsReusedForKeysOfTheSameSize() {
        for (int length = 0; length < 100_000; length += length < 2000 ? 1 : 777) {
            long bytes = FreePlaces.bytesFor(length);
            assertThat(bytes % 8).isZero();
            assertThat(bytes).isBetween((long) length, length + Math.max(7, length / 4L + 7));
            assertThat(FreePlaces.bytesFor((int) bytes)).as("length %d", length).isEqualTo(bytes);
        }
        assertThat(FreePlaces.bytesFor(Integer.MAX_VALUE)).isEqualTo(1L << 31);
        var free = new FreePlaces();
        var text = arena.allocate(4096, 8);
        List<Long> sizes = new ArrayList<>();
        long place = 0;
        for (long bytes : new long[]{8, 16, 56, 64, 80, 96, 112, 128, 160, 512}) {
            free.add(text, place, bytes);
            sizes.add(bytes);
            place += bytes;
        }
        place = 0;
        for (long bytes : sizes) {
            assertThat(free.take(text, bytes)).isEqualTo(place);
            assertThat(free.take(text, bytes)).isEqualTo(-1);
            place += bytes;
        }
    }

    @Test
    void countsAreMergedAndComputed() {
        long seed = 7;
        var random = new Random(seed);
        var map = new StringLongMap(arena);
        Map<String, Long> expected = new HashMap<>();
        for (int i = 0; i < 5000; i++) {
            String key = "key " + random.nextInt(50);
            long value = random.nextInt(100);
            switch (random.nextInt(4)) {
                case 0 -> assertThat(map.merge(key, value, Math::max)).as("seed %d", seed)
                        .isEqualTo(expected.merge(key, value, Math::max));
                case 1 -> assertThat(map.computeIfAbsent(key, CharSequence::length)).as("seed %d", seed)
                        .isEqualTo(expected.computeIfAbsent(key, each -> (long) each.length()));
                case 2 -> assertThat(map.removeIf(number -> map.valueAt(number) == value)).as("seed %d", seed)
                        .isEqualTo(expected.values().removeIf(each -> each == value));
                default -> assertThat(map.remove(key)).as("seed %d", seed).isEqualTo(expected.remove(key) != null);
            }
        }
        Map<String, Long> left = new HashMap<>();
        map.forEach((key, value) -> left.put(key.toString(), value));
        assertThat(left).isEqualTo(expected);
    }

    @Test
    void removeIfRemovesMatchingElements() {
        IntFunction<Key> key = number -> new Key(number, "name " + number);
        var longs = new LongSet(arena);
        var strings = new StringSet(arena);
        var records = new RecordSet<>(arena, Key.class);
        for (int i = 0; i < 100; i++) {
            longs.add(i);
            strings.add("" + i);
            records.add(key.apply(i));
        }
        assertThat(longs.removeIf(each -> each % 3 != 0)).isTrue();
        assertThat(longs.removeIf(each -> each % 3 != 0)).isFalse();
        assertThat(strings.removeIf(each -> each.parseInt() % 3 != 0)).isTrue();
        assertThat(records.removeIf(each -> each.number() % 3 != 0)).isTrue();
        for (int i = 0; i < 100; i++) {
            assertThat(longs.contains(i)).isEqualTo(i % 3 == 0);
            assertThat(strings.contains("" + i)).isEqualTo(i % 3 == 0);
            assertThat(records.contains(key.apply(i))).isEqualTo(i % 3 == 0);
        }
    }

    @Test
    void removeIfStopsIfThePredicateThrowsOrChangesTheSet() {
        var set = new LongSet(arena);
        for (int i = 0; i < 10; i++) {
            set.add(i);
        }
        assertThatIllegalStateException().isThrownBy(() -> set.removeIf(each -> {
            if (each == 5) {
                throw new IllegalStateException("five");
            }
            return each < 3;
        }));
        assertThat(set.size()).isEqualTo(7);
        assertThat(set.contains(5)).isTrue();
        assertThatExceptionOfType(ConcurrentModificationException.class)
                .isThrownBy(() -> set.removeIf(each -> set.add(each + 100)));
    }

    @Test
    void valueCanContainViewsOfTheMap() {
        var map = new LongMap<>(arena, Value.class);
        map.put(1, new Value(1, null, Utf8String.copyOf(arena, "text that a view shows"), List.of()));
        for (int i = 0; i < 1000; i++) {
            map.put(2, Value.of(i)); // replaces texts, so that their memory is free
            Value merged = Objects.requireNonNull(
                    map.merge(1, Value.of(0), (before, _) -> new Value(before.number() + 1, "n" + before.number(),
                            before.view(), List.of())));
            assertThat(String.valueOf(merged.view())).isEqualTo("text that a view shows");
        }
    }

    @Test
    void removalCallsNoConstructors() {
        record Named(String name) {
            Named {
                Objects.requireNonNull(name);
            }
        }
        var map = new LongMap<>(arena, Named.class);
        map.findOrAdd(0); // a row with null
        for (int i = 1; i < 100; i++) {
            map.put(i, new Named("a name of some length, the number of which is " + i));
        }
        for (int i = 1; i < 99; i++) {
            map.remove(i);
        }
        assertThat(map.get(99)).isEqualTo(new Named("a name of some length, the number of which is 99"));
    }
}
