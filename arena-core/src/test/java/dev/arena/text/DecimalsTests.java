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

package dev.arena.text;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.arena.Arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** Tests that numbers are written as by the JDK. */
class DecimalsTests {
    private static final int RUNS = 200_000;

    private final Arena arena = Arena.create();
    private final Utf8Builder builder = new Utf8Builder(arena);

    @AfterEach
    void closeArena() {
        arena.close();
    }

    private void check(long value) {
        builder.clear();
        compare(builder.append('x').append(value), "x" + value);
        check(value, 0);
        builder.clear();
        compare(builder.append((int) value), Integer.toString((int) value));
    }

    private static void check(long unscaled, int scale) {
        byte[] bytes = new byte[Decimals.ROOM + 3];
        int end = Decimals.put(unscaled, scale, bytes, 3);
        String expected = BigDecimal.valueOf(unscaled, scale).toString();
        if (expected.contains("E") || (unscaled == Long.MIN_VALUE && scale != 0)) {
            assertThat(end).as(expected).isEqualTo(-1);
        } else {
            assertThat(new String(bytes, 3, end - 3, StandardCharsets.US_ASCII)).isEqualTo(expected);
        }
    }

    private void check(double value) {
        builder.clear();
        compare(builder.append(value), Double.toString(value));
    }

    private void check(float value) {
        builder.clear();
        compare(builder.append(value), Float.toString(value));
    }

    private static void compare(Utf8Builder ours, String theirs) {
        if (!ours.toString().equals(theirs)) {
            fail("was %s, expected %s", ours, theirs);
        }
    }

    @Test
    void writesIntegersOfEveryLength() {
        check(0);
        for (long power = 1; power > 0 && power <= Long.MAX_VALUE / 10; power *= 10) {
            for (long value : new long[]{power - 1, power, power + 1, 10 * power - 1, 10 * power}) {
                check(value);
                check(-value);
            }
        }
        for (int bits = 0; bits < 64; bits++) {
            for (int more = -1; more <= 1; more++) {
                check((1L << bits) + more);
                check(-(1L << bits) + more);
            }
        }
    }

    @Test
    void writesRandomIntegers() {
        var random = new Random(1);
        for (int i = 0; i < RUNS; i++) {
            check(random.nextLong() >> random.nextInt(64));
        }
    }

    @Test
    void writesDecimalsOfEveryScale() {
        var random = new Random(5);
        for (int scale = -3; scale < 30; scale++) {
            for (long unscaled : new long[]{0, 1, -1, 12, -123, 100, 99_999_999, 100_000_000, Long.MAX_VALUE,
                    Long.MIN_VALUE}) {
                check(unscaled, scale);
            }
            for (int i = 0; i < 2000; i++) {
                check(random.nextLong() >> random.nextInt(64), scale);
            }
        }
    }

    @Test
    void writesDoublesWithUpToThreeDecimals() {
        for (int thousandths = -20_000; thousandths <= 20_000; thousandths++) {
            check(thousandths / 1000.0);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0, 1, -1, 0.1, 100, 1e-3, 9.999999e-4, 0.001, 1e7, 9999999, 9999999.9999999,
            9999999.99999999,
            1.0000001, 1.00000001, 0.0010001, 1234567.1234567, 2e23, 4.9e-324, Double.MAX_VALUE, Double.NaN, 1 / 3.0,
            0.30000000000000004,
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e21, 1e22, 8.41e21, 2.2250738585072014E-308})
    void specialDoubles(double value) {
        check(value);
        check(-value);
        check(Math.nextUp(value));
        check(Math.nextDown(value));
        check((float) value);
        check(Math.nextUp((float) value));
        check(Math.nextDown((float) value));
    }

    @Test
    void writesDoublesWithFewDigits() {
        var random = new Random(2);
        for (int i = 0; i < RUNS; i++) {
            double value = random.nextInt(1 << random.nextInt(1, 31)) / Math.pow(10, random.nextInt(10));
            check(value);
            check(-value);
            check(Math.nextUp(value));
            check((float) value);
            check(Math.nextUp((float) value));
        }
    }

    @Test
    void writesRandomDoublesAndFloats() {
        var random = new Random(3);
        for (int i = 0; i < RUNS; i++) {
            check(Double.longBitsToDouble(random.nextLong()));
            check(Float.intBitsToFloat(random.nextInt()));
            check(random.nextDouble() * Math.pow(10, random.nextInt(-4, 9)));
        }
    }

    @Test
    void writesThousandthsAsFloats() {
        for (int i = 0; i < 1_100_000; i += 3) {
            check(i / 1000f);
        }
    }
}
