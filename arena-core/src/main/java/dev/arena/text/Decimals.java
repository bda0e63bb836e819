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

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

import org.jspecify.annotations.Nullable;

/**
 * Writes numbers as ASCII digits to arrays, in the format of their {@code toString} methods, without creating objects. Not
 * thread safe.
 *
 * <p>Eight digits are formatted at once, in one word (P. Khuong, <a
 * href="https://pvk.ca/Blog/2017/12/22/appnexus-common-framework-its-out-also-how-to-print-integers-faster/">How to print
 * integers faster</a>, 2017). {@code double} and {@code float} values with few digits are formatted here. Decimals of up to
 * 15 digits have different nearest {@code double} values. If such a decimal is found by division, it is therefore the
 * shortest one, as {@link Double#toString(double)} requires. The same applies to 6 digits for {@code float}. The JDK formats
 * all other values, into a buffer that is reused.
 *
 * @since 0.1.0
 */
public final class Decimals {
    /** Bytes that must be in the array after the offset to which a number is written. All of them may be overwritten. */
    public static final int ROOM = 40;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ZEROS = 0x3030_3030_3030_3030L;
    private static final int EIGHT_DIGITS = 100_000_000;

    /** Into how many parts one is divided. */
    private static final int UNIT = 10_000_000;

    /** From here on, and below {@link #LEAST}, {@link Double#toString(double)} writes an exponent. */
    private static final double TOO_LARGE = 1e7;
    private static final double LEAST = 1e-3;

    /** Below this number, thousandths have eight digits: five before the point. */
    private static final double MOST_THOUSANDTHS = 99_999;
    private static final int WHOLE_DIGITS = 5;

    /** The exponent of the first digit, below which {@link java.math.BigDecimal#toString} writes one. */
    private static final int LEAST_EXPONENT = -6;

    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    /** Text that the JDK creates; null until it is needed. */
    private @Nullable StringBuilder others;

    /** A writer of numbers. */
    public Decimals() {}

    /**
     * Writes a number as {@link Long#toString(long)} does.
     *
     * @param  value  a number
     * @param  target an array
     * @param  at     offset to write to, with {@link #ROOM} bytes after it
     * @return        the offset after it
     */
    public static int put(long value, byte[] target, int at) {
        if (value >= 0) {
            return putMagnitude(value, target, at);
        }
        target[at] = '-';
        if (value == Long.MIN_VALUE) { // has no positive counterpart
            int lower = (int) -(value % EIGHT_DIGITS);
            return putEight(lower, target, putMagnitude(-(value / EIGHT_DIGITS), target, at + 1));
        }
        return putMagnitude(-value, target, at + 1);
    }

    private static int putMagnitude(long value, byte[] target, int at) {
        if (value < EIGHT_DIGITS) {
            return putFirst((int) value, target, at);
        }
        long upper = value / EIGHT_DIGITS;
        int lower = (int) (value - upper * EIGHT_DIGITS);
        if (upper < EIGHT_DIGITS) {
            return putEight(lower, target, putFirst((int) upper, target, at));
        }
        long top = upper / EIGHT_DIGITS;
        int middle = (int) (upper - top * EIGHT_DIGITS);
        return putEight(lower, target, putEight(middle, target, putFirst((int) top, target, at)));
    }

    /** Writes up to eight digits, without zeros in front. */
    private static int putFirst(int value, byte[] target, int at) {
        long digits = digits(value);
        int zeros = Math.min(Long.numberOfTrailingZeros(digits) >>> 3, Long.BYTES - 1);
        WORD.set(target, at, (digits | ZEROS) >>> (Byte.SIZE * zeros));
        return at + Long.BYTES - zeros;
    }

    private static int putEight(int value, byte[] target, int at) {
        WORD.set(target, at, eightDigits(value));
        return at + Long.BYTES;
    }

    /**
     * Eight digits in ASCII, with zeros in front.
     *
     * @param  value a number from 0 to 99,999,999
     * @return       the digits as bytes of a word, the first lowest
     */
    public static long eightDigits(int value) {
        return digits(value) | ZEROS;
    }

    /** The values of eight digits, the first lowest. */
    private static long digits(int value) {
        int upper = value / 10_000;
        long fours = upper | ((long) (value - 10_000 * upper) << 32);
        long hundreds = ((fours * 10_486) >>> 20) & 0x0000007F_0000007FL;
        long twos = hundreds | ((fours - 100 * hundreds) << 16);
        long tens = ((twos * 103) >>> 10) & 0x000F000F_000F000FL;
        return tens | ((twos - 10 * tens) << 8);
    }

    /**
     * Writes a number as {@link Double#toString(double)} does.
     *
     * @param  value  a number
     * @param  target an array
     * @param  at     offset to write to, with {@link #ROOM} bytes after it
     * @return        the offset after it
     */
    public int put(double value, byte[] target, int at) {
        double magnitude = Math.abs(value);
        if (magnitude < MOST_THOUSANDTHS && (magnitude >= LEAST || magnitude == 0)) {
            int thousandths = (int) (magnitude * 1000 + 0.5);
            if (thousandths / 1000.0 == magnitude) {
                return putThousandths(Double.doubleToRawLongBits(value) < 0, thousandths, target, at);
            }
        }
        if (magnitude < TOO_LARGE && (magnitude >= LEAST || magnitude == 0)) {
            double parts = Math.rint(magnitude * UNIT);
            if (parts / UNIT == magnitude) {
                return putParts(Double.doubleToRawLongBits(value) < 0, (long) parts, target, at);
            }
        }
        return put(others().append(value), target, at);
    }

    /**
     * Writes a number as {@link Float#toString(float)} does.
     *
     * @param  value  a number
     * @param  target an array
     * @param  at     offset to write to, with {@link #ROOM} bytes after it
     * @return        the offset after it
     */
    public int put(float value, byte[] target, int at) {
        float magnitude = Math.abs(value);
        if (magnitude < 1000 && (magnitude >= (float) LEAST || magnitude == 0)) {
            float thousandths = (float) Math.rint(magnitude * 1000.0);
            if (thousandths / 1000 == magnitude) {
                return putParts(Float.floatToRawIntBits(value) < 0, ((long) thousandths) * (UNIT / 1000), target, at);
            }
        }
        return put(others().append(value), target, at);
    }

    /** Writes a number of up to eight digits, given as thousandths. */
    private static int putThousandths(boolean isNegative, int thousandths, byte[] target, int start) {
        int at = start;
        if (isNegative) {
            target[at++] = '-';
        }
        long digits = digits(thousandths);
        int zeros = Math.min(Long.numberOfTrailingZeros(digits) >>> 3, WHOLE_DIGITS - 1);
        long text = digits | ZEROS;
        WORD.set(target, at, text >>> (Byte.SIZE * zeros));
        at += WHOLE_DIGITS - zeros;
        WORD.set(target, at, '.' | (text >>> (Byte.SIZE * WHOLE_DIGITS)) << Byte.SIZE);
        return at + 1 + Math.max(1, Long.BYTES - WHOLE_DIGITS - (Long.numberOfLeadingZeros(digits) >>> 3));
    }

    /** Writes a number, given as a count of {@link #UNIT}. */
    private static int putParts(boolean isNegative, long parts, byte[] target, int start) {
        int at = start;
        if (isNegative) {
            target[at++] = '-';
        }
        int whole = (int) (parts / UNIT);
        at = putFirst(whole, target, at);
        target[at++] = '.';
        long fraction = digits((int) (parts - (long) whole * UNIT) * 10);
        WORD.set(target, at, fraction | ZEROS);
        return at + Math.max(1, Long.BYTES - (Long.numberOfLeadingZeros(fraction) >>> 3));
    }

    private StringBuilder others() {
        StringBuilder text = others;
        if (text == null) {
            text = new StringBuilder(26); // as many as a double can have, with sign, point and exponent
            others = text;
        }
        text.setLength(0);
        return text;
    }

    private static int put(StringBuilder text, byte[] target, int from) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            target[from + i] = (byte) text.charAt(i);
        }
        return from + length;
    }

    /**
     * Writes a decimal as {@link java.math.BigDecimal#toString} does, unless that writes an exponent.
     *
     * @param  unscaled the number without its point
     * @param  scale    how many of its digits are after the point
     * @param  target   an array
     * @param  at       offset to write to, with {@link #ROOM} bytes after it
     * @return          the offset after it, or −1 if it needs an exponent
     */
    public static int put(long unscaled, int scale, byte[] target, int at) {
        if (scale == 0) {
            return put(unscaled, target, at);
        }
        int digits = countDigits(Math.abs(unscaled));
        if (unscaled == Long.MIN_VALUE || scale < 0 || digits - scale <= LEAST_EXPONENT) {
            return -1;
        }
        int start = at;
        if (unscaled < 0) {
            target[start++] = '-';
        }
        int count = Math.max(digits, scale + 1);
        if (count <= Long.BYTES) {
            return putWithPoint((int) Math.abs(unscaled), count, count - scale, target, start);
        }
        for (int zeros = count - digits; zeros > 0; zeros--) {
            target[start++] = '0';
        }
        int end = putMagnitude(Math.abs(unscaled), target, start);
        int point = end - scale;
        System.arraycopy(target, point, target, point + 1, scale);
        target[point] = '.';
        return end + 1;
    }

    /** Writes the last {@code count} of eight digits, with a point after {@code before} of them. */
    private static int putWithPoint(int value, int count, int before, byte[] target, int at) {
        long digits = eightDigits(value) >>> (Byte.SIZE * (Long.BYTES - count));
        int point = Byte.SIZE * before;
        long fraction = digits & (-1L << point);
        WORD.set(target, at, (digits ^ fraction) | ((long) '.' << point) | (fraction << Byte.SIZE));
        target[at + Long.BYTES] = (byte) (fraction >>> (Long.SIZE - Byte.SIZE)); // the ninth byte
        return at + count + 1;
    }

    private static int countDigits(long number) {
        long magnitude = number | 1; // it has the same number of digits; zero has one
        // log2 times log10(2), which is 1233/4096: the correct value, or one less
        int digits = ((Long.SIZE - Long.numberOfLeadingZeros(magnitude)) * 1233) >>> 12;
        return digits + (digits < POWERS.length && magnitude >= POWERS[digits] ? 1 : 0);
    }
}
