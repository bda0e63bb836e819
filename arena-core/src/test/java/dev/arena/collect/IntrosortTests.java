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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that each algorithm that is part of the sort returns all elements in order. */
class IntrosortTests {
    private static final int[] LENGTHS = {0, 1, 2, 3, 15, 16, 17, 18, 100, 255, 256, 257, 258, 1000, 5000};

    /** Returns inputs that are known to be difficult for sorting algorithms. */
    private static Map<String, int[]> shapes(int length) {
        var random = new Random(length);
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("random", random.ints(length).toArray());
        shapes.put("few values", random.ints(length, 0, 4).toArray());
        shapes.put("ascending", IntStream.range(0, length).toArray());
        shapes.put("descending", IntStream.range(0, length).map(i -> -i).toArray());
        shapes.put("equal", new int[length]);
        shapes.put("organ pipe", IntStream.range(0, length).map(i -> Math.min(i, length - i)).toArray());
        shapes.put("saw", IntStream.range(0, length).map(i -> i % 7).toArray());
        shapes.put("last is least", IntStream.range(0, length).map(i -> i == length - 1 ? -1 : i).toArray());
        shapes.put("first is most", IntStream.range(0, length).map(i -> i == 0 ? length : i).toArray());
        shapes.put("extremes", random.ints(length).map(i -> i < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE).toArray());
        shapes.put("greatest", IntStream.range(0, length).map(i -> Integer.MAX_VALUE).toArray());
        return shapes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 64})
    void sortsEveryShapeWithAnyDepthLimit(int depth) {
        for (int length : LENGTHS) {
            shapes(length).forEach((shape, values) -> {
                int[] expected = values.clone();
                Arrays.sort(expected);
                Introsort.sort(ElementKind.INT, MemorySegment.ofArray(values), depth);
                assertThat(values).as("%d %s", length, shape).isEqualTo(expected);
            });
        }
    }

    @Test
    void sortsDoublesLikeArrays() {
        var random = new Random(5);
        double[] special = {Double.NaN, Double.longBitsToDouble(0xFFF8_0000_0000_0001L), -0.0, 0.0,
                Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.MIN_VALUE, -Double.MIN_VALUE,
                Double.MAX_VALUE, -Double.MAX_VALUE};
        double[] values = IntStream.range(0, 2000)
                .mapToDouble(i -> i % 2 == 0 ? special[random.nextInt(special.length)] : random.nextGaussian())
                .toArray();
        double[] expected = values.clone();
        Arrays.sort(expected);
        Introsort.sort(ElementKind.DOUBLE, MemorySegment.ofArray(values));
        assertThat(values).isEqualTo(expected);
    }

    @Test
    void sortsDistantElements() {
        long[] values = new Random(6).longs(3000).toArray();
        Arrays.fill(values, 0, 100, Long.MIN_VALUE);
        Arrays.fill(values, 1000, 2900, Long.MAX_VALUE);
        long[] expected = values.clone();
        Arrays.sort(expected);
        Introsort.sort(ElementKind.LONG, MemorySegment.ofArray(values));
        assertThat(values).isEqualTo(expected);
    }

    @Test
    void changesNothingAfterTheElements() {
        int[] values = {3, 2, 1, 0};
        Introsort.sort(ElementKind.INT, MemorySegment.ofArray(values).asSlice(0, 3L * ValueLayout.JAVA_INT.byteSize()));
        assertThat(values).containsExactly(1, 2, 3, 0);
    }
}
