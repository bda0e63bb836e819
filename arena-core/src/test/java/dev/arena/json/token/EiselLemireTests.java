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

package dev.arena.json.token;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that numbers are read as the same doubles as in the JDK. */
class EiselLemireTests {
    private static final long SEED = 20261129;

    private static void check(long digits, int power) {
        String text = Long.toUnsignedString(digits) + "e" + power;
        double expected = Double.parseDouble(text);
        assertThat(EiselLemire.toDouble(digits, power, false)).as(text).isEqualTo(expected);
        assertThat(Double.doubleToRawLongBits(EiselLemire.toDouble(digits, power, true))).as("-" + text)
                .isEqualTo(Double.doubleToRawLongBits(-expected));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,400", "0,-400", "1,0", "1,22", "1,23", "9007199254740993,0", "9007199254740992,1",
            "9007199254740995,0",
            "17976931348623157,292", "17976931348623158,292", "17976931348623159,292", "1,308", "1,309", "18,307",
            "1,400",
            "49,-325", "24703282292062327,-340", "24703282292062328,-340", "25,-325", "1,-342", "1,-343", "1,-400",
            "22250738585072014,-324", "22250738585072011,-324", "22250738585072009,-324", "2225073858507201,-323",
            "9999999999999999999,-362", "9999999999999999999,308", "9999999999999999999,0", "1,-22", "1,-23",
            "123456789,-5",
            "9223372036854775807,0", "7205759403792793,0", "7205759403792794,-1"})
    void makesTheDoublesOfTheJdk(String digits, int power) {
        check(Long.parseUnsignedLong(digits), power);
    }

    @Test
    void readsTheDoublesOfTheJdkForAllPowers() {
        var random = new Random(SEED);
        for (int power = -345; power <= 310; power++) {
            check(1, power);
            check(9_999_999_999_999_999L, power);
            for (int i = 0; i < 60; i++) {
                long digits = random.nextLong() >>> 1 >>> random.nextInt(63);
                check(digits, power);
            }
        }
    }

    @Test
    void roundsTiesToEven() {
        var random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(
                    (random.nextLong() & 0x000F_FFFF_FFFF_FFFFL) | (1023L + random.nextInt(64)) << 52);
            BigDecimal half = new BigDecimal(value).add(new BigDecimal(Math.nextUp(value))).divide(BigDecimal.TWO);
            BigDecimal plain = half.stripTrailingZeros();
            BigInteger digits = plain.unscaledValue();
            if (digits.bitLength() < 64 && digits.toString().length() <= 19) {
                check(digits.longValue(), -plain.scale());
                check(digits.longValue() + 1, -plain.scale());
                check(digits.longValue() - 1, -plain.scale());
            }
        }
    }

    @Test
    void readsNumbersWrittenByTheJdk() {
        var random = new Random(SEED);
        for (int i = 0; i < 200_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
            if (Double.isFinite(value)) {
                var decimal = new BigDecimal(Double.toString(value));
                assertThat(EiselLemire.toDouble(decimal.unscaledValue().longValueExact(), -decimal.scale(), false))
                        .isEqualTo(value);
            }
        }
    }
}
