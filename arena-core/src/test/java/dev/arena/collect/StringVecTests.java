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
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.text.MalformedTextException;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests that changes of a vector of texts have the same effect as changes of a list. */
class StringVecTests {
    private static final long SEED = 20261129;

    private final Arena arena = Arena.create();

    @AfterEach
    void closeArena() {
        arena.close();
    }

    @Test
    void randomChangesMatchAList() {
        var random = new Random(SEED);
        var vec = new StringVec(arena);
        List<@Nullable String> list = new ArrayList<>();
        String[] texts = {"", "a", "Zürich", "漢字 😀", null, "longer than a word of eight bytes"};
        for (int i = 0; i < 2000; i++) {
            String text = texts[random.nextInt(texts.length)];
            int index = random.nextInt(list.size() + 1);
            switch (random.nextInt(8)) {
                case 0 -> {
                    if (index < list.size()) {
                        vec.remove(index);
                        list.remove(index);
                    }
                }
                case 1 -> {
                    if (index < list.size()) {
                        vec.set(index, text);
                        list.set(index, text);
                    }
                }
                case 2 -> {
                    if (random.nextInt(20) == 0) {
                        vec.truncate(index);
                        list.subList(index, list.size()).clear();
                    }
                }
                default -> {
                    vec.add(text);
                    list.add(text);
                }
            }
            assertThat(vec.indexOf(text)).as("seed %d, step %d", SEED, i).isEqualTo(list.indexOf(text));
        }
        assertThat(vec.toList()).isEqualTo(list);
        assertThat(vec).hasToString(list.toString());
        vec.clear();
        assertThat(vec.isEmpty()).isTrue();
    }

    @Test
    void textsAreViews() {
        var vec = new StringVec(arena, 2);
        vec.addAll(Arrays.asList("a", null));
        Utf8String view = vec.get(0);
        assertThat((CharSequence) view).hasToString("a");
        assertThat(vec.contains(null)).isTrue();
        assertThat(vec.contains("b")).isFalse();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> vec.get(2));
        arena.reset();
        assertThatIllegalStateException().isThrownBy(() -> vec.get(0));
    }

    @Test
    void equalVectorsHaveEqualTexts() {
        var one = new StringVec(arena);
        var other = new StringVec(arena);
        one.addAll(List.of("a", "b"));
        other.add("a");
        assertThat(one).isNotEqualTo(other);
        other.add("b");
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    }

    @Test
    void failedAdditionLeavesTheObjectUnchanged() {
        try (Arena small = Arena.builder().byteBudget(4096).build()) {
            var vec = new StringVec(small);
            vec.add("a");
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> vec.add("x".repeat(5000)));
            assertThatExceptionOfType(ArenaExhaustedException.class)
                    .isThrownBy(() -> vec.addAll(List.of("b", "x".repeat(5000))));
            assertThatExceptionOfType(MalformedTextException.class).isThrownBy(() -> vec.add("\ud800"));
            assertThat(vec.toList()).containsExactly("a");
        }
    }
}
