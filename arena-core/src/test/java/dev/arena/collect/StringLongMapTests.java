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
import java.lang.foreign.ValueLayout;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class StringLongMapTests {

    private static Map<String, Long> content(StringLongMap map) {
        Map<String, Long> content = new HashMap<>();
        map.forEach((key, value) -> assertThat(content.put(key.toString(), value)).isNull());
        return content;
    }

    @Test
    void behavesAsAHashMap() {
        for (long seed = 0; seed < 6; seed++) {
            var random = new Random(seed);
            String context = "seed " + seed;
            int keys = 1 + random.nextInt(2000);
            Map<String, Long> expected = new HashMap<>();
            try (Arena arena = Arena.create()) {
                var map = new StringLongMap(arena, random.nextInt(20));
                for (int step = 0; step < 10_000; step++) {
                    String key = "k\u00E9y" + random.nextInt(keys);
                    long value = random.nextLong();
                    switch (random.nextInt(6)) {
                        case 0 -> {
                            map.put(key, value);
                            expected.put(key, value);
                        }
                        case 1 -> assertThat(map.remove(key)).as(context).isEqualTo(expected.remove(key) != null);
                        case 2 -> {
                            assertThat(map.containsKey(key)).as(context).isEqualTo(expected.containsKey(key));
                            assertThat(map.find(key) >= 0).as(context).isEqualTo(expected.containsKey(key));
                        }
                        case 3 -> assertThat(map.getOrDefault(key, value)).as(context)
                                .isEqualTo(expected.getOrDefault(key, value));
                        default -> assertThat(map.add(key, value)).as(context)
                                .isEqualTo(expected.merge(key, value, Long::sum));
                    }
                    assertThat(map.size()).as(context).isEqualTo(expected.size());
                    assertThat(map.isEmpty()).as(context).isEqualTo(expected.isEmpty());
                }
                assertThat(content(map)).as(context).isEqualTo(expected);
                map.clear();
                assertThat(content(map)).as(context).isEmpty();
                assertThat(map.add("again", 1)).as(context).isEqualTo(1);
            }
        }
    }

    @Test
    void countsWordsOfATextInPlace() {
        try (Arena arena = Arena.create()) {
            var map = new StringLongMap(arena);
            MemorySegment text = arena.allocateFrom("to be or not to be");
            long start = 0;
            for (long at = 0; at < text.byteSize(); at++) {
                if (text.get(ValueLayout.JAVA_BYTE, at) <= ' ') {
                    int length = (int) (at - start);
                    long word = start % 2 == 0
                            ? map.findOrAdd(text, start, length)
                            : map.findOrAdd(text, start, length, KeyHash.ofProcess().hash(text, start, length));
                    map.addAt(word, 1);
                    start = at + 1;
                }
            }
            assertThat(map).hasToString("{to=2, be=2, or=1, not=1}");
            assertThat(map.values().toArray(ValueLayout.JAVA_LONG)).containsExactly(2, 2, 1, 1);
            assertThat(map.values().isReadOnly()).isTrue();
            assertThat(map.find(text, 3, 2)).isEqualTo(1);
            assertThat(map.keyAt(3).toString()).isEqualTo("not");
            map.setAt(3, 7);
            assertThat(map.valueAt(3)).isEqualTo(7);
            for (long number : new long[]{-1, 4}) {
                var outOfBounds = assertThatExceptionOfType(IndexOutOfBoundsException.class);
                outOfBounds.isThrownBy(() -> map.valueAt(number));
                outOfBounds.isThrownBy(() -> map.keyAt(number));
                outOfBounds.isThrownBy(() -> map.setAt(number, 1));
                outOfBounds.isThrownBy(() -> map.addAt(number, 1));
                outOfBounds.isThrownBy(() -> map.removeAt(number));
            }
        }
    }

    @Test
    void iteratorsOfKeysRemoveThemWithTheirValues() {
        try (Arena arena = Arena.create()) {
            var map = new StringLongMap(arena);
            for (int i = 0; i < 10; i++) {
                map.put("" + i, i);
            }
            for (Iterator<Utf8String> keys = map.keys().iterator(); keys.hasNext();) {
                if (keys.next().parseInt() % 2 == 0) {
                    keys.remove();
                }
            }
            assertThat(content(map)).isEqualTo(Map.of("1", 1L, "3", 3L, "5", 5L, "7", 7L, "9", 9L));
            assertThatExceptionOfType(ConcurrentModificationException.class)
                    .isThrownBy(() -> map.forEach((key, value) -> map.add("x" + key, 1)));
        }
    }

    @Test
    void exhaustionDoesNotChangeTheMap() {
        try (Arena arena = Arena.builder().byteBudget(128 << 10).build()) {
            var map = new StringLongMap(arena);
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> {
                for (int i = 0;; i++) {
                    map.put("key" + i, i);
                }
            });
            int size = (int) map.size();
            assertThat(size).isGreaterThan(300);
            Map<String, Long> expected = new HashMap<>();
            for (int i = 0; i < size; i++) {
                expected.put("key" + i, (long) i);
            }
            assertThat(content(map)).isEqualTo(expected);
            assertThat(map.containsKey("key" + size)).isFalse();
        }
    }

    @Test
    void endsWithItsGeneration() {
        try (Arena arena = Arena.create()) {
            var map = new StringLongMap(arena);
            map.put("a", 1);
            arena.reset();
            arena.allocate(4000, 8);
            assertThatIllegalStateException().isThrownBy(() -> map.getOrDefault("a", 0));
            assertThatIllegalStateException().isThrownBy(() -> map.add("b", 1));
            assertThatIllegalStateException().isThrownBy(() -> map.valueAt(0));
            assertThatIllegalStateException().isThrownBy(() -> map.setAt(0, 1));
            assertThatIllegalStateException().isThrownBy(map::clear);
        }
    }
}
