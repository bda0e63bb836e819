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
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.text.MalformedTextException;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class StringSetTests {

    private static final String[] LETTERS = {"a", "b", "7", "\0", "é", "東", "\uD83C\uDF26"};

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> elements(StringSet set) {
        List<String> elements = new ArrayList<>();
        set.forEach(element -> elements.add(element.toString()));
        return elements;
    }

    private static String randomText(Random random) {
        int length = random.nextInt(10) == 0 ? random.nextInt(400) : random.nextInt(4);
        int letters = 1 + random.nextInt(LETTERS.length);
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(LETTERS[random.nextInt(letters)]);
        }
        return text.toString();
    }

    /** Returns a key in one of its possible forms. */
    private static CharSequence randomForm(String key, Arena arena, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> key;
            case 1 -> CharBuffer.wrap(key);
            default -> Utf8String.copyOf(arena, key);
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0xFFFFFFFF, 0x3})
    void behavesAsAHashSetWithAllFormsOfKeys(int hashMask) {
        for (long seed = 0; seed < 6; seed++) {
            var random = new Random(seed);
            String context = "seed " + seed;
            Set<String> expected = new HashSet<>();
            try (Arena arena = Arena.create(); Arena keys = Arena.create()) {
                var set = new StringSet(arena, random.nextInt(20));
                for (int step = 0; step < 8000; step++) {
                    String key = randomText(random);
                    byte[] bytes = utf8(key);
                    int before = random.nextInt(12);
                    MemorySegment text = keys.allocate(before + bytes.length + random.nextInt(12), 1);
                    text.fill((byte) 0x80); // bytes around a key must not matter
                    MemorySegment.copy(bytes, 0, text, ValueLayout.JAVA_BYTE, before, bytes.length);
                    CharSequence form = randomForm(key, keys, random);
                    int hash = KeyHash.ofProcess().hash(text, before, bytes.length) | ~hashMask;
                    switch (random.nextInt(hashMask == -1 ? 8 : 2)) {
                        case 0 -> assertThat(set.findOrAdd(text, before, bytes.length, hash) == expected.size())
                                .as(context).isEqualTo(expected.add(key));
                        case 1 -> assertThat(set.find(text, before, bytes.length, hash) >= 0).as(context)
                                .isEqualTo(expected.contains(key));
                        case 2 -> assertThat(set.findOrAdd(text, before, bytes.length) == expected.size()).as(context)
                                .isEqualTo(expected.add(key));
                        case 3 -> assertThat(set.find(text, before, bytes.length) >= 0).as(context)
                                .isEqualTo(expected.contains(key));
                        case 4 -> assertThat(set.add(form)).as(context).isEqualTo(expected.add(key));
                        case 5 -> assertThat(set.contains(form)).as(context).isEqualTo(expected.contains(key));
                        default -> assertThat(set.remove(form)).as(context).isEqualTo(expected.remove(key));
                    }
                    assertThat(set.size()).as(context).isEqualTo(expected.size());
                    if (step % 100 == 0) {
                        keys.reset();
                    }
                }
                assertThat(elements(set)).as(context).containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    @Test
    void elementsAreNumberedInOrderAndTheLastFillsAGap() {
        try (Arena arena = Arena.create()) {
            var set = new StringSet(arena);
            for (int i = 0; i < 100; i++) {
                assertThat(set.findOrAdd("word" + i)).isEqualTo(i);
            }
            assertThat(set.findOrAdd("word7")).isEqualTo(7);
            assertThat(set.remove("word3")).isTrue();
            assertThat(set.find("word99")).isEqualTo(3);
            assertThat(set.elementAt(3).toString()).isEqualTo("word99");
            set.removeAt(98);
            assertThat(set.contains("word98")).isFalse();
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> set.elementAt(98));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> set.removeAt(-1));
        }
    }

    @Test
    void viewsOutliveGrowth() {
        try (Arena arena = Arena.create()) {
            var set = new StringSet(arena);
            set.add("first");
            Utf8String view = set.elementAt(0);
            for (int i = 0; i < 1000; i++) {
                set.add("another " + i);
            }
            assertThat(view.toString()).isEqualTo("first");
        }
    }

    @Test
    void clearedSetBehavesLikeANewSet() {
        try (Arena arena = Arena.create()) {
            var set = new StringSet(arena);
            set.add("what was here before must not be part of a key");
            set.add("b");
            set.clear();
            assertThat(set.isEmpty()).isTrue();
            assertThat(set.contains("b")).isFalse();
            assertThat(set.findOrAdd("short")).isZero();
            assertThat(set.findOrAdd("short")).isZero();
            assertThat(set.find(Utf8String.copyOf(arena, "short"))).isZero();
            assertThat(set).hasToString("[short]");
        }
    }

    @Test
    void malformedTextIsRejectedOnlyIfItWouldBeAdded() {
        try (Arena arena = Arena.create()) {
            var set = new StringSet(arena);
            set.add("a");
            MemorySegment latin1 = arena.allocateFrom("caf\u00E9", StandardCharsets.ISO_8859_1);
            assertThat(set.find(latin1, 0, 4)).isEqualTo(-1);
            assertThatExceptionOfType(MalformedTextException.class).isThrownBy(() -> set.findOrAdd(latin1, 1, 3))
                    .satisfies(e -> assertThat(e.offset()).isEqualTo(2));
            for (String lone : List.of("b\uD83C", "\uDF26b", "\uD83Cb", "c".repeat(200) + "\uD83C")) {
                assertThatExceptionOfType(MalformedTextException.class).isThrownBy(() -> set.add(lone))
                        .satisfies(e -> assertThat(e.offset())
                                .isEqualTo(Math.max(lone.indexOf(0xD83C), lone.indexOf(0xDF26))));
                assertThatExceptionOfType(MalformedTextException.class).isThrownBy(() -> set.contains(lone));
            }
            assertThat(set).hasToString("[a]");
            assertThat(set.add("\uD83C\uDF26")).isTrue();
        }
    }

    @Test
    void rangesOutOfBoundsAreRejected() {
        try (Arena arena = Arena.create()) {
            var set = new StringSet(arena);
            MemorySegment text = arena.allocateFrom("0123456789");
            for (long[] range : new long[][]{{-1, 2}, {0, 12}, {10, 2}, {3, -1}, {12, 0}}) {
                long start = range[0];
                int length = (int) range[1];
                var outOfBounds = assertThatExceptionOfType(IndexOutOfBoundsException.class);
                outOfBounds.isThrownBy(() -> set.find(text, start, length));
                outOfBounds.isThrownBy(() -> set.find(text, start, length, 1));
                outOfBounds.isThrownBy(() -> set.findOrAdd(text, start, length));
                outOfBounds.isThrownBy(() -> set.findOrAdd(text, start, length, 1));
            }
            assertThat(set.isEmpty()).isTrue();
        }
    }

    @Test
    void keysWithTheSameStringHashSpread() {
        try (Arena arena = Arena.create()) {
            var set = new StringSet(arena);
            for (int i = 0; i < 1 << 12; i++) {
                var key = new StringBuilder();
                for (int bit = 0; bit < 12; bit++) {
                    key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
                }
                set.add(key);
            }
            assertThat(set.size()).isEqualTo(1 << 12);
            assertThat(Probes.average(set.index())).isLessThan(2);
            assertThat(Probes.longest(set.index())).isLessThan(60);
        }
    }

    @Test
    void exhaustionDoesNotChangeTheSet() {
        try (Arena arena = Arena.builder().byteBudget(128 << 10).build()) {
            var set = new StringSet(arena);
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> {
                for (int i = 0;; i++) {
                    set.add("number " + i);
                }
            });
            int size = (int) set.size();
            assertThat(size).isGreaterThan(500);
            String tooLong = "x".repeat(1 << 20);
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> set.add(tooLong));
            assertThat(set.size()).isEqualTo(size);
            for (int i = 0; i < size; i++) {
                assertThat(set.find("number " + i)).isEqualTo(i);
            }
        }
    }

    @Test
    void endsWithItsGeneration() {
        try (Arena arena = Arena.create()) {
            var set = new StringSet(arena);
            set.add("");
            set.add("a");
            Utf8String view = set.elementAt(1);
            arena.reset();
            arena.allocate(4000, 8);
            assertThatIllegalStateException().isThrownBy(() -> set.contains(""));
            assertThatIllegalStateException().isThrownBy(() -> set.contains("a"));
            assertThatIllegalStateException().isThrownBy(() -> set.contains("x".repeat(300)));
            assertThatIllegalStateException().isThrownBy(() -> set.add("b"));
            assertThatIllegalStateException().isThrownBy(() -> set.elementAt(0));
            assertThatIllegalStateException().isThrownBy(() -> set.removeAt(0));
            assertThatIllegalStateException().isThrownBy(set::clear);
            assertThatIllegalStateException().isThrownBy(view::toString);
        }
    }
}
