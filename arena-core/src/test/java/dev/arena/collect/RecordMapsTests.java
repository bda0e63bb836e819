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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.record.RecordLayout;
import dev.arena.text.MalformedTextException;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Compares maps with record values, and the set of records, with those of {@code java.util}. */
class RecordMapsTests {

    enum Colour {
        RED, GREEN
    }

    record Point(int x, byte y) {}

    record Tag(@Nullable String name, short number, @Nullable String unit, @Nullable Colour colour, double weight) {}

    private static Tag randomTag(Random random) {
        String[] names = {null, "", "a", "ab", "b", "é", "x".repeat(70)};
        return new Tag(names[random.nextInt(names.length)], (short) random.nextInt(3),
                names[random.nextInt(names.length)], random.nextBoolean() ? null : Colour.values()[random.nextInt(2)],
                random.nextInt(2) == 0 ? 0.0 : -0.0);
    }

    @Test
    void aRecordSetBehavesAsAHashSet() {
        for (long seed = 0; seed < 6; seed++) {
            var random = new Random(seed);
            String context = "seed " + seed;
            Set<Tag> expected = new HashSet<>();
            try (Arena arena = Arena.create()) {
                var set = new RecordSet<>(arena, Tag.class);
                for (int step = 0; step < 6000; step++) {
                    Tag tag = randomTag(random);
                    switch (random.nextInt(4)) {
                        case 0 -> assertThat(set.contains(tag)).as(context).isEqualTo(expected.contains(tag));
                        case 1 -> assertThat(set.remove(tag)).as(context).isEqualTo(expected.remove(tag));
                        default -> assertThat(set.add(tag)).as(context).isEqualTo(expected.add(tag));
                    }
                    assertThat(set.size()).as(context).isEqualTo(expected.size());
                }
                assertThat(set).as(context).containsExactlyInAnyOrderElementsOf(expected);
                set.clear();
                assertThat(set.isEmpty()).isTrue();
                Tag tag = randomTag(random);
                assertThat(set.findOrAdd(tag)).isZero();
                assertThat(set).hasToString("[" + tag + "]");
            }
        }
    }

    private static <K, V extends Record> Map<K, V> content(NumberedMap<K, V> map) {
        Map<K, V> content = new HashMap<>();
        map.forEach((key, value) -> assertThat(content.put(key, value)).isNull());
        return content;
    }

    @Test
    void aLongMapBehavesAsAHashMap() {
        behavesAsAHashMap(Random::nextLong, LongMap::new, new Operations<Long, LongMap<Tag>>() {
            @Override
            public void put(LongMap<Tag> map, Long key, Tag value) {
                map.put(key, value);
            }

            @Override
            public @Nullable Tag get(LongMap<Tag> map, Long key) {
                assertThat(map.containsKey(key)).isEqualTo(map.find(key) >= 0);
                return map.get(key);
            }

            @Override
            public boolean remove(LongMap<Tag> map, Long key) {
                return map.remove(key);
            }
        });
    }

    @Test
    void aRecordMapBehavesAsAHashMap() {
        behavesAsAHashMap(random -> new Point(random.nextInt(), (byte) random.nextInt()),
                (arena, type) -> new RecordMap<>(arena, Point.class, type),
                new Operations<Point, RecordMap<Point, Tag>>() {
                    @Override
                    public void put(RecordMap<Point, Tag> map, Point key, Tag value) {
                        map.put(key, value);
                    }

                    @Override
                    public @Nullable Tag get(RecordMap<Point, Tag> map, Point key) {
                        assertThat(map.containsKey(key)).isEqualTo(map.find(key) >= 0);
                        return map.get(key);
                    }

                    @Override
                    public boolean remove(RecordMap<Point, Tag> map, Point key) {
                        return map.remove(key);
                    }
                });
    }

    private interface Operations<K, M> {
        void put(M map, K key, Tag value);

        @Nullable
        Tag get(M map, K key);

        boolean remove(M map, K key);
    }

    private static <K, M extends NumberedMap<K, Tag>> void behavesAsAHashMap(
            Function<Random, K> keySource, BiFunction<Arena, Class<Tag>, M> made,
            Operations<K, M> how) {
        for (long seed = 0; seed < 4; seed++) {
            var random = new Random(seed);
            String context = "seed " + seed;
            List<K> keys = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(500); i++) {
                keys.add(keySource.apply(random));
            }
            Map<K, Tag> expected = new HashMap<>();
            try (Arena arena = Arena.create()) {
                M map = made.apply(arena, Tag.class);
                for (int step = 0; step < 4000; step++) {
                    K key = keys.get(random.nextInt(keys.size()));
                    switch (random.nextInt(4)) {
                        case 0 -> assertThat(how.get(map, key)).as(context).isEqualTo(expected.get(key));
                        case 1 ->
                            assertThat(how.remove(map, key)).as(context).isEqualTo(expected.remove(key) != null);
                        default -> {
                            Tag value = randomTag(random);
                            how.put(map, key, value);
                            expected.put(key, value);
                        }
                    }
                    assertThat(map.size()).as(context).isEqualTo(expected.size());
                    assertThat(map.isEmpty()).as(context).isEqualTo(expected.isEmpty());
                }
                assertThat(content(map)).as(context).isEqualTo(expected);
                map.clear();
                assertThat(content(map)).isEmpty();
                how.put(map, keys.getFirst(), new Tag("n", (short) 1, null, null, 2));
                assertThat(map).hasToString(
                        "{" + keys.getFirst() + "=Tag[name=n, number=1, unit=null, colour=null, weight=2.0]}");
            }
        }
    }

    @Test
    void stringMapStoresRowsAtTheIndexesOfKeys() {
        try (Arena arena = Arena.create()) {
            var map = new StringMap<>(arena, Point.class);
            for (int i = 0; i < 100; i++) {
                map.put("key" + i, new Point(i, (byte) 1));
            }
            map.put("key5", new Point(55, (byte) 5));
            assertThat(map.size()).isEqualTo(100);
            assertThat(map.get("key5")).isEqualTo(new Point(55, (byte) 5));
            assertThat(map.get("key100")).isNull();
            assertThat(map.remove("key10")).isTrue();
            assertThat(map.remove("key10")).isFalse();
            assertThat(map.keyAt(10).toString()).isEqualTo("key99");
            assertThat(map.valueAt(10)).isEqualTo(new Point(99, (byte) 1));
            map.setAt(10, new Point(-1, (byte) 0));
            assertThat(map.get("key99")).isEqualTo(new Point(-1, (byte) 0));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> map.removeAt(99));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> map.valueAt(99));
        }
    }

    @Test
    void addedRowsAreZeroRegardlessOfEarlierContent() {
        try (Arena arena = Arena.create()) {
            RecordLayout<Point> layout = RecordLayout.of(Point.class);
            var map = new StringMap<>(arena, layout, 0);
            map.put("a", new Point(1, (byte) 1));
            map.put("b", new Point(2, (byte) 2));
            map.remove("a");
            var text = arena.allocateFrom("so:a:b");
            long number = map.findOrAdd(text, 3, 1);
            assertThat(number).isEqualTo(1);
            assertThat(map.valueAt(number)).isEqualTo(new Point(0, (byte) 0));
            layout.field("x").setInt(map.rows(), number * layout.byteSize(), 7);
            assertThat(map.get("a")).isEqualTo(new Point(7, (byte) 0));
            assertThat(map.findOrAdd("a")).isEqualTo(1);
            int hash = KeyHash.ofProcess().hash(text, 5, 1);
            assertThat(map.find(text, 5, 1, hash)).isZero();
            assertThat(map.findOrAdd(text, 5, 1, hash)).isZero();
            assertThat(map.find(text, 0, 2)).isEqualTo(-1);
            var cursor = map.cursor();
            cursor.moveTo(1);
            assertThat(cursor.getInt(layout.field("x"))).isEqualTo(7);
        }
    }

    @Test
    void iteratorsOfKeysRemoveThemWithTheirValues() {
        try (Arena arena = Arena.create()) {
            var map = new StringMap<>(arena, Point.class);
            for (int i = 0; i < 10; i++) {
                map.put("" + i, new Point(i, (byte) 0));
            }
            for (Iterator<Utf8String> keys = map.keys().iterator(); keys.hasNext();) {
                if (keys.next().parseInt() % 2 == 0) {
                    keys.remove();
                }
            }
            assertThat(map.size()).isEqualTo(5);
            map.forEach((key, value) -> assertThat(key.parseInt()).isOdd().isEqualTo(value.x()));
            assertThatExceptionOfType(ConcurrentModificationException.class)
                    .isThrownBy(() -> map.forEach((key, value) -> map.put("x" + key, value)));
        }
    }

    @Test
    void keyIsNotAddedWithoutItsValue() {
        try (Arena arena = Arena.create()) {
            var map = new StringMap<>(arena, Tag.class);
            map.put("a", new Tag("a", (short) 1, null, null, 1));
            var malformed = new Tag("\uD800", (short) 1, null, null, 1);
            assertThatExceptionOfType(MalformedTextException.class).isThrownBy(() -> map.put("b", malformed));
            assertThat(map.containsKey("b")).isFalse();
            assertThatExceptionOfType(MalformedTextException.class).isThrownBy(() -> map.put("a", malformed));
            assertThat(map).hasToString("{a=Tag[name=a, number=1, unit=null, colour=null, weight=1.0]}");
        }
    }

    @Test
    void exhaustionDoesNotChangeTheMap() {
        try (Arena arena = Arena.builder().byteBudget(256 << 10).build()) {
            var map = new RecordMap<>(arena, Tag.class, Point.class);
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> {
                for (int i = 0;; i++) {
                    map.put(new Tag("key" + i, (short) 0, null, null, i), new Point(i, (byte) 0));
                }
            });
            int size = (int) map.size();
            assertThat(size).isGreaterThan(300);
            for (int i = 0; i < size; i++) {
                assertThat(map.get(new Tag("key" + i, (short) 0, null, null, i))).isEqualTo(new Point(i, (byte) 0));
            }
            assertThat(map.containsKey(new Tag("key" + size, (short) 0, null, null, size))).isFalse();
        }
    }

    @Test
    void mapsEndWithTheirGeneration() {
        try (Arena arena = Arena.create()) {
            var strings = new StringMap<>(arena, Point.class);
            var records = new RecordMap<>(arena, Point.class, Tag.class);
            var key = new Point(1, (byte) 1);
            strings.put("a", key);
            records.put(key, new Tag("b", (short) 1, null, null, 0));
            arena.reset();
            arena.allocate(4000, 8);
            assertThatIllegalStateException().isThrownBy(() -> strings.get("a"));
            assertThatIllegalStateException().isThrownBy(() -> strings.valueAt(0));
            assertThatIllegalStateException().isThrownBy(() -> strings.put("b", key));
            assertThatIllegalStateException().isThrownBy(() -> records.get(key));
            assertThatIllegalStateException().isThrownBy(() -> records.keyAt(0));
            assertThatIllegalStateException().isThrownBy(records::clear);
        }
    }
}
