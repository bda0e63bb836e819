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

package dev.arena.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares sorting in arena memory with sorting a list. */
class TextOrderTests {
    private static final String[] LETTERS = {"a", "b", "\0", "\u007F", "é", "\u07FF", "\u0800", "\uD7FF", "\uE000",
            "\uFFFD", "\uFFFF", "\uD800\uDC00", "\uD83D\uDE00", "\uDBFF\uDFFF"};

    record Named(String name, int number) {}

    private static void sort(List<Named> named) {
        try (Arena arena = Arena.create()) {
            var records = new RecordVec<>(arena, Named.class);
            named.forEach(records::add);
            TextOrder.sort(records, records.layout().field("name"), arena);
            List<Named> expected = new ArrayList<>(named);
            expected.sort(Comparator.comparing(Named::name)); // stable, as the sort under test must be
            assertThat(records.stream().toList()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 413})
    void sortsAnyNumberOfRecords(int size) {
        List<Named> named = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            named.add(new Named("Station " + (i * 7919L) % 1009 % 100, i));
        }
        sort(named);
    }

    @RepeatedTest(20)
    void sortsInTheOrderOfStrings(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        System.out.println("TextOrderTests.sortsInTheOrderOfStrings: seed " + seed);
        var random = new Random(seed);
        List<Named> named = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            var name = new StringBuilder();
            for (int letters = random.nextInt(4); letters > 0; letters--) {
                name.append(LETTERS[random.nextInt(LETTERS.length)]);
            }
            named.add(new Named(name.toString(), i));
        }
        sort(named);
    }
}
