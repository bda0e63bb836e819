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

package dev.arena.demo.measurements;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.arena.demo.measurements.Bodies.inArena;
import static dev.arena.demo.measurements.Bodies.onHeap;
import static dev.arena.demo.measurements.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that both engines return the same, correct results. */
class EnginesTests {

    private static Summary both(byte[] body) {
        Summary heap = onHeap(body);
        assertThat(inArena(body)).isEqualTo(heap);
        return heap;
    }

    private static Summary both(String body) {
        return both(utf8(body));
    }

    @Test
    void stationsAreSortedAndSummedUp() {
        assertThat(both("Oslo;1.5\nAbha;18.0\nOslo;-2.4\nAbéché;27.1\n"))
                .isEqualTo(new Summary(4, List.of(new Station("Abha", 18.0, 18.0, 18.0, 1),
                        new Station("Abéché", 27.1, 27.1, 27.1, 1), new Station("Oslo", -2.4, -0.4, 1.5, 2))));
    }

    @ParameterizedTest
    @CsvSource({"0.1 0.2, 0.2", // 0.15
            "-0.1 -0.2, -0.1", // -0.15
            "0.0 -0.1, 0.0", // -0.05: not -0.0
            "-0.1 -0.1 0.0, -0.1", // -0.0666…
            "-0.1 0.0 0.0, 0.0", // -0.0333…: not -0.0
            "99.9 99.9, 99.9", "-99.9 -99.9, -99.9", "-99.9 99.9, 0.0", "-99.9 -99.8, -99.8", "0.1 0.1 0.2, 0.1",
            "-0.0, 0.0", "0.3 0.4 0.4 0.3, 0.4"})
    void meansAreRoundedHalfUp(String temperatures, String mean) {
        String body = "A;" + temperatures.replace(" ", "\nA;") + "\n";
        Station station = both(body).stations().getFirst();
        assertThat(Double.toString(station.mean())).isEqualTo(mean);
        assertThat(Double.doubleToRawLongBits(station.min())).isNotEqualTo(Double.doubleToRawLongBits(-0.0));
        assertThat(Double.doubleToRawLongBits(station.max())).isNotEqualTo(Double.doubleToRawLongBits(-0.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A;1.0\nB;2.0\n", "A;1.0\nB;2.0", "A;1.0\r\nB;2.0\r\n", "A;1.0\rB;2.0\r", "A;1.0\rB;2.0",
            "A;1.0\r\nB;2.0\r", "A;1.0\rB;2.0\r\n"})
    void lineEndsAreThoseOfBufferedReader(String body) {
        Summary expected = new Summary(2,
                List.of(new Station("A", 1.0, 1.0, 1.0, 1), new Station("B", 2.0, 2.0, 2.0, 1)));
        assertThat(both(body)).isEqualTo(expected);
        assertThat(inArena(utf8(body), 1, new Random(0))).isEqualTo(expected);
    }

    @Test
    void namesHaveAnyLengthUpToTheLimit() {
        var body = new StringBuilder();
        for (int length = 1; length <= Limits.NAME_BYTES; length++) {
            body.append("x".repeat(length)).append(";1.0\n");
            body.append("y".repeat(length - 1)).append("z;-1.0\r\n");
        }
        assertThat(both(body.toString()).stations()).hasSize(2 * Limits.NAME_BYTES);
    }

    @Test
    void trailingZerosOfNamesAreSignificant() {
        assertThat(both("a;1.0\na\0;2.0\na\0\0;3.0\n\0;4.0\n\0\0\0\0\0\0\0\0;5.0\n").stations()).hasSize(5);
    }

    @Test
    void namesAreSortedByUtf16LikeStrings() {
        // in UTF-8 the supplementary character is greater, in UTF-16 its surrogates are less
        assertThat(both("\uFB00;1.0\n\uD83D\uDE00;1.0\n").stations()).extracting(Station::name)
                .containsExactly("\uD83D\uDE00", "\uFB00");
    }

    @RepeatedTest(30)
    void enginesAgreeOnRandomBodiesInRandomPieces(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        System.out.println("EnginesTests.enginesAgreeOnRandomBodiesInRandomPieces: seed " + seed);
        var random = new Random(seed);
        byte[] body = utf8(randomBody(random, 1 + random.nextInt(3000)));
        Summary heap = onHeap(body);
        int maxPiece = 1 + random.nextInt(seed % 3 == 0 ? body.length : 40);
        assertThat(inArena(body, maxPiece, random)).isEqualTo(heap);
    }

    @Test
    void enginesAgreeOnEachCutOfABody() {
        byte[] body = utf8("Zürich;-1.5\r\nÖ;99.9\r\uD83D\uDE00;0.0\nZürich;12.5");
        Summary heap = onHeap(body);
        for (int cut = 1; cut < body.length; cut++) {
            int first = cut;
            var random = new Random() {
                private static final long serialVersionUID = 1;
                private boolean rest;

                @Override
                public int nextInt(int bound) {
                    int piece = rest ? bound : first;
                    rest = true;
                    return piece - 1;
                }
            };
            assertThat(inArena(body, body.length, random)).as("cut at %d", cut).isEqualTo(heap);
        }
    }

    static String randomBody(Random random, int rows) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 1 + rows / 4; i++) {
            names.add(randomName(random));
        }
        String[] lineEnds = {"\n", "\r\n", "\r"};
        var body = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            int tenths = random.nextInt(-999, 1000);
            body.append(names.get(random.nextInt(names.size()))).append(tenths < 0 ? ";-" : ";")
                    .append(Math.abs(tenths) / 10).append('.').append(Math.abs(tenths) % 10);
            if (row < rows - 1 || random.nextBoolean()) {
                body.append(lineEnds[random.nextInt(lineEnds.length)]);
            }
        }
        return body.toString();
    }

    private static String randomName(Random random) {
        String[] letters = {"a", "b", " ", "\"", "\\", "é", "ł", "東", "\uD83C\uDF26", "\u0001", ".", "-", "7"};
        var name = new StringBuilder();
        int length = 1 + random.nextInt(24);
        for (int i = 0; i < length; i++) {
            name.append(letters[random.nextInt(letters.length)]);
        }
        return name.toString();
    }

    @Test
    void enginesAgreeOnThousandsOfCollidingNames() {
        var body = new StringBuilder();
        for (int i = 0; i < 1 << 12; i++) {
            for (int bit = 0; bit < 12; bit++) {
                body.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            body.append(";1.0\n");
        }
        assertThat(both(body.toString()).stations()).hasSize(1 << 12);
    }
}
