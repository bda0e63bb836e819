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

/**
 * Parses a number in a block of bytes, eight digits at a time. It does not support numbers with more than 19 digits or with
 * an exponent of more than four digits, nor forms that JSON does not have.
 *
 * @since 0.1.0
 */
public final class NumberScanner {
    /** Maximum number of bytes to inspect. */
    public static final int REACH = 40;

    /** So many digits are always below 2<sup>64</sup>. */
    private static final int MAX_DIGITS = 19;
    private static final int MAX_EXPONENT_DIGITS = 4;

    /** Whole numbers below it are exact as a {@code float}, as are the powers of ten up to 10<sup>10</sup>. */
    private static final long MOST_EXACT = 1 << 24;

    private static final float[] EXACT_POWERS = {1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f};
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    private boolean isNegative;

    /** All digits but those of the exponent, as an unsigned integer. */
    private long digits;

    /** How many of the digits are after the point; −1 if there is no point. */
    private int fraction;
    private int exponent;
    private boolean hasExponent;

    /**
     * Looks at the number that begins at an offset of a block.
     *
     * @param  limit end of the valid bytes; there may be others after it
     * @return       the offset after the number, or −1 if it is left to others, as is what ends at the limit, where there may be more of it
     */
    public int scan(byte[] block, int start, int limit) {
        if (block.length - start < REACH) {
            return -1;
        }
        int end = scan(block, start);
        return end < limit ? end : -1;
    }

    /**
     * Looks at the number that begins at an offset, after which there are at least {@link #REACH} bytes.
     *
     * @return the offset after the number, or −1 if it is left to others
     */
    public int scan(byte[] block, int start) {
        boolean negative = block[start] == '-';
        int first = negative ? start + 1 : start;
        long word = JsonBytes.digits(JsonBytes.word(block, first));
        long others = JsonBytes.others(word);
        int whole = JsonBytes.first(others);
        isNegative = negative;
        hasExponent = false;
        exponent = 0;
        if (whole == Long.BYTES) {
            return scanWords(block, first, word);
        }
        int next = block[first + whole];
        if (whole == 0 || (block[first] == '0' && whole > 1)) {
            return -1;
        }
        if (next == '.') {
            int length = JsonBytes.first(others & (others - 1)); // up to the second byte that is not a digit
            if (length > whole + 1 && length < Long.BYTES && (block[first + length] | 0x20) != 'e') {
                digits = JsonBytes.number(JsonBytes.without(word, whole), length - 1);
                fraction = length - 1 - whole;
                return first + length;
            }
        } else if ((next | 0x20) != 'e') {
            digits = JsonBytes.number(word, whole);
            fraction = -1;
            return first + whole;
        }
        return scanLong(block, first);
    }

    /** As {@link #scan}, for numbers whose first eight bytes are digits, such as timestamps. */
    private int scanWords(byte[] block, int first, long word) {
        long second = JsonBytes.digits(JsonBytes.word(block, first + Long.BYTES));
        int more = JsonBytes.countDigits(second);
        int end = first + Long.BYTES + more;
        int next = block[end];
        if (more == Long.BYTES || next == '.' || (next | 0x20) == 'e' || block[first] == '0') {
            return scanLong(block, first);
        }
        digits = JsonBytes.number(word, Long.BYTES) * POWERS[more] + JsonBytes.number(second, more);
        fraction = -1;
        return end;
    }

    /** As {@link #scan}, for numbers of more digits, or with an exponent. */
    private int scanLong(byte[] block, int first) {
        digits = 0;
        int at = scanDigits(block, first, MAX_DIGITS);
        int whole = at - first;
        if (whole == 0 || (whole > 1 && block[first] == '0')) {
            return -1;
        }
        int digitCount = whole;
        fraction = -1;
        if (block[at] == '.' && whole <= MAX_DIGITS) {
            int point = at;
            at = scanDigits(block, point + 1, MAX_DIGITS - whole);
            fraction = at - point - 1;
            digitCount = whole + fraction;
            if (fraction == 0) {
                return -1;
            }
        }
        if (digitCount > MAX_DIGITS) {
            return -1;
        }
        return (block[at] | 0x20) == 'e' ? scanExponent(block, at + 1) : at;
    }

    /** Adds digits to those that are there, at least one more than the most if there are so many. Returns the offset after them. */
    private int scanDigits(byte[] block, int from, int most) {
        long value = digits;
        int at = from;
        int count;
        do {
            long word = JsonBytes.digits(JsonBytes.word(block, at));
            count = JsonBytes.countDigits(word);
            value = value * POWERS[count] + JsonBytes.number(word, count);
            at += count;
        } while (count == Long.BYTES && at - from <= most);
        digits = value;
        return at;
    }

    private int scanExponent(byte[] block, int from) {
        boolean isDown = block[from] == '-';
        int at = isDown || block[from] == '+' ? from + 1 : from;
        long word = JsonBytes.digits(JsonBytes.word(block, at));
        int count = JsonBytes.countDigits(word);
        if (count == 0 || count > MAX_EXPONENT_DIGITS) {
            return -1;
        }
        int value = (int) JsonBytes.number(word, count);
        exponent = isDown ? -value : value;
        hasExponent = true;
        return at + count;
    }

    /** Whether there is no point and no exponent. */
    public boolean isInteger() {
        return fraction < 0 && !hasExponent;
    }

    /**
     * Whether {@link #toLong} represents the number exactly. It does not for {@code -0}, which some code distinguishes from 0.
     */
    public boolean isLong() {
        return isInteger() && digits >= (isNegative ? 1 : 0);
    }

    /** Likewise, of an {@code int}. */
    public boolean isInt() {
        return isLong() && digits <= Integer.MAX_VALUE;
    }

    public long toLong() {
        return isNegative ? -digits : digits;
    }

    /** The number, infinite if it is out of range. */
    public double toDouble() {
        boolean isMinus = isNegative && (digits != 0 || !isInteger()); // the integer -0 is 0
        return EiselLemire.toDouble(digits, exponent - scale(), isMinus);
    }

    /** Whether {@link #toFloat} needs no more than one division that is rounded once. */
    public boolean isFloat() {
        return !hasExponent && digits >= 0 && digits < MOST_EXACT && scale() < EXACT_POWERS.length
                && (digits != 0 || !isNegative);
    }

    public float toFloat() {
        float value = digits / EXACT_POWERS[scale()];
        return isNegative ? -value : value;
    }

    /** Whether {@link #toLong} and {@link #scale} are an exact decimal. */
    public boolean isDecimal() {
        return !hasExponent && digits >= 0;
    }

    /** The digits after the point. */
    public int scale() {
        return Math.max(0, fraction);
    }
}
