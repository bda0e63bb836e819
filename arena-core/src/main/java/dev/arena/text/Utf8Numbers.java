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

import java.lang.foreign.MemorySegment;

/**
 * Parses numbers that consist of a sign, ASCII digits and a point. The JDK parses all other text, and rejects what is not a
 * number.
 */
final class Utf8Numbers {
    /** Marks a number that the JDK must parse. No other number has so many digits. */
    static final long OTHER = Long.MIN_VALUE;

    /** So many digits are less than 2<sup>63</sup>. */
    private static final int MOST_DIGITS = 18;

    /** So many are less than 2<sup>53</sup>: exact as a {@code double}, as are the powers of ten up to there. */
    private static final int MOST_EXACT_DIGITS = 15;

    private static final double[] POWERS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13,
            1e14, 1e15};

    private Utf8Numbers() {}

    /** An integer, or {@link #OTHER}. */
    static long integer(MemorySegment utf8) {
        int end = (int) utf8.byteSize();
        int at = hasSign(utf8) ? 1 : 0;
        int digits = end - at;
        if (digits < 1 || digits > MOST_DIGITS) {
            return OTHER;
        }
        long value = 0;
        for (; at < end; at++) {
            int digit = utf8.get(Utf8.BYTE, at) - '0';
            if (digit < 0 || digit > 9) {
                return OTHER;
            }
            value = 10 * value + digit;
        }
        return isNegative(utf8) ? -value : value;
    }

    /**
     * A decimal, or NaN if it is left to the JDK. It is the quotient of two numbers that are exact, and so rounded only once
     * (W. D. Clinger, "How to read floating point numbers accurately", 1990).
     */
    static double decimal(MemorySegment utf8) {
        int end = (int) utf8.byteSize();
        int at = hasSign(utf8) ? 1 : 0;
        int point = -1;
        int digits = 0;
        long value = 0;
        for (; at < end; at++) {
            byte unit = utf8.get(Utf8.BYTE, at);
            if (unit >= '0' && unit <= '9' && digits < MOST_EXACT_DIGITS) {
                value = 10 * value + (unit - '0');
                digits++;
            } else if (unit == '.' && point < 0) {
                point = at;
            } else {
                return Double.NaN;
            }
        }
        if (digits == 0) {
            return Double.NaN;
        }
        double magnitude = point < 0 ? value : value / POWERS[end - point - 1];
        return isNegative(utf8) ? -magnitude : magnitude;
    }

    private static boolean hasSign(MemorySegment utf8) {
        return utf8.byteSize() > 0 && (utf8.get(Utf8.BYTE, 0) == '-' || utf8.get(Utf8.BYTE, 0) == '+');
    }

    private static boolean isNegative(MemorySegment utf8) {
        return utf8.get(Utf8.BYTE, 0) == '-';
    }
}
