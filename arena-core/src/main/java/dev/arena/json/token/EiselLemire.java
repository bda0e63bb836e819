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

import java.math.BigInteger;

/**
 * Converts decimal digits and a power of ten to a {@code double}, correctly rounded. If both are exact as doubles, one
 * multiplication or division is enough (W. D. Clinger, <i>How to Read Floating Point Numbers Accurately</i>, 1990). Otherwise
 * the digits are multiplied by the upper 128 bits of the power of five (M. Eisel; described by D. Lemire in <a
 * href="https://arxiv.org/abs/2101.11408">Number Parsing at a Gigabyte per Second</a>). N. Mushtak and D. Lemire prove that
 * these bits always suffice for up to 19 digits (<a href="https://arxiv.org/abs/2212.06644">Fast Number Parsing Without
 * Fallback</a>).
 *
 * @since 0.1.0
 */
public final class EiselLemire {
    /** Below this power of ten, 19 digits are less than half of the least double. */
    private static final int LEAST_POWER = -342;

    /** Above this power of ten, a digit is more than the greatest double. */
    private static final int GREATEST_POWER = 308;

    /** Digits up to this one are exact as a double, as are the powers of ten up to 10<sup>22</sup>. */
    private static final long MOST_EXACT = 1L << 53;

    private static final double[] EXACT_POWERS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
            1e13,
            1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

    private static final int MANTISSA_BITS = 52;
    private static final int INFINITE_EXPONENT = 0x7FF;
    private static final int EXPONENT_BIAS = 1023;

    private EiselLemire() {}

    /**
     * The double next to a decimal number.
     *
     * @param  digits   its digits as an unsigned integer, at most 19 of them
     * @param  power    the power of ten that they are multiplied by
     * @param  negative whether it is negative
     * @return          the double, which is infinite if the number is out of range
     */
    static double toDouble(long digits, int power, boolean negative) {
        long sign = negative ? Long.MIN_VALUE : 0; // a branch would often be mispredicted
        if (digits >= 0 && digits <= MOST_EXACT && power >= -22 && power <= 22) {
            double value = power < 0 ? digits / EXACT_POWERS[-power] : digits * EXACT_POWERS[power];
            return Double.longBitsToDouble(Double.doubleToRawLongBits(value) | sign);
        }
        long bits = bits(digits, power);
        return Double.longBitsToDouble(bits | sign);
    }

    private static long bits(long digits, int power) {
        if (digits == 0 || power < LEAST_POWER) {
            return 0;
        }
        if (power > GREATEST_POWER) {
            return infinity();
        }
        int leadingZeros = Long.numberOfLeadingZeros(digits);
        long normal = digits << leadingZeros;
        long five = Powers.HIGH[power - LEAST_POWER];
        long high = Math.unsignedMultiplyHigh(normal, five);
        long low = normal * five;
        if ((high & 0x1FF) == 0x1FF) { // the lower half of the power can carry into the bits that count
            long more = Math.unsignedMultiplyHigh(normal, Powers.LOW[power - LEAST_POWER]);
            low += more;
            if (Long.compareUnsigned(more, low) > 0) {
                high++;
            }
        }
        int upperBit = (int) (high >>> 63);
        int shift = upperBit + 64 - MANTISSA_BITS - 3;
        long mantissa = high >>> shift;
        // 217706/65536 is the logarithm of 10 to the base of 2, exact enough for every power here
        int exponent = ((217706 * power) >> 16) + 63 + upperBit - leadingZeros + EXPONENT_BIAS;
        if (exponent <= 0) {
            return subnormal(mantissa, 1 - exponent);
        }
        boolean isTie = Long.compareUnsigned(low, 1) <= 0 && power >= -4 && power <= 23 && (mantissa & 3) == 1
                && mantissa << shift == high;
        if (isTie) {
            mantissa &= ~1L; // halfway between two doubles: round to even
        }
        mantissa = (mantissa + (mantissa & 1)) >>> 1;
        if (mantissa >= 2L << MANTISSA_BITS) {
            mantissa = 1L << MANTISSA_BITS;
            exponent++;
        }
        if (exponent >= INFINITE_EXPONENT) {
            return infinity();
        }
        return (mantissa & ~(1L << MANTISSA_BITS)) | ((long) exponent << MANTISSA_BITS);
    }

    private static long subnormal(long mantissa, int shift) {
        if (shift >= Long.SIZE) {
            return 0;
        }
        long shifted = mantissa >>> shift;
        return (shifted + (shifted & 1)) >>> 1; // if the number is rounded up to a normal one, the carry sets the exponent
    }

    private static long infinity() {
        return (long) INFINITE_EXPONENT << MANTISSA_BITS;
    }

    /**
     * The powers of five, as the upper 128 bits, with the highest bit set, truncated. Reciprocals of small powers are rounded
     * up instead, because a product with one of them can be exact. Computed when the first number needs them.
     */
    private static final class Powers {
        private static final int EXACT_RECIPROCALS = 27;

        static final long[] HIGH = new long[GREATEST_POWER - LEAST_POWER + 1];
        static final long[] LOW = new long[HIGH.length];

        static {
            BigInteger five = BigInteger.ONE;
            for (int power = 0; power <= Math.max(GREATEST_POWER, -LEAST_POWER); power++) {
                if (power <= GREATEST_POWER) {
                    put(power, five);
                }
                if (power > 0 && power <= -LEAST_POWER) {
                    int bits = five.bitLength();
                    int shift = power <= EXACT_RECIPROCALS ? bits + 127 : 2 * bits + 128;
                    put(-power, BigInteger.ONE.shiftLeft(shift).divide(five).add(BigInteger.ONE));
                }
                five = five.multiply(BigInteger.valueOf(5));
            }
        }

        private Powers() {}

        private static void put(int power, BigInteger value) {
            BigInteger upper = value.shiftRight(value.bitLength() - 128); // to the left if there are fewer
            HIGH[power - LEAST_POWER] = upper.shiftRight(64).longValue();
            LOW[power - LEAST_POWER] = upper.longValue();
        }
    }
}
