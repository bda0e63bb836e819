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

package dev.arena.json;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf8String;

/** Converts the text of numbers. */
final class JsonNumbers {
    /**
     * The most zeros that an exponent may add to a whole number; that of Jackson's StreamReadConstraints. {@code 1e1000000000}
     * would be a gigabyte of digits.
     */
    private static final int MAX_SCALE = 100_000;

    /** Result of {@link #plainLong} for a number that it does not read. */
    static final long NO_PLAIN_LONG = Long.MIN_VALUE;

    /** Number of digits of {@link Long#MAX_VALUE}. Every number with fewer digits is a {@code long}. */
    static final int MAX_DIGITS = 19;

    private JsonNumbers() {}

    /** The integer of at most 18 digits that is written here, or {@link #NO_PLAIN_LONG}; {@code -0} is 0. */
    static long plainLong(MemorySegment page, long offset, long length) {
        int sign = length > 0 && page.get(ValueLayout.JAVA_BYTE, offset) == '-' ? 1 : 0;
        if (length - sign > MAX_DIGITS - 1) {
            return NO_PLAIN_LONG;
        }
        long value = 0;
        for (long at = offset + sign; at < offset + length; at++) {
            int digit = page.get(ValueLayout.JAVA_BYTE, at) - '0';
            if (digit < 0 || digit > 9) {
                return NO_PLAIN_LONG;
            }
            value = value * 10 + digit;
        }
        return sign == 0 ? value : -value;
    }

    static double toDouble(Utf8String text) {
        double value = text.parseDouble();
        if (Double.isInfinite(value)) {
            throw new ArithmeticException("The number is out of the range of a double: " + text);
        }
        return value;
    }

    static BigDecimal toBigDecimal(String text) {
        BigDecimal exact = exact(text);
        if (exact == null) {
            throw new ArithmeticException("The number is out of the range of a BigDecimal: " + text);
        }
        return exact;
    }

    /** The number, or null if its exponent is out of range. */
    static @Nullable BigDecimal exact(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) { // the text is a number, so its exponent has too many digits
            return null;
        }
    }

    static long toLong(String text) {
        return isZero(text) ? 0 : toBigDecimal(text).longValueExact();
    }

    /** Zero has a value for any exponent. */
    private static boolean isZero(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 'e' || c == 'E') {
                return true;
            }
            if (c != '0' && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }

    static BigInteger toBigInteger(String text) {
        return isZero(text) ? BigInteger.ZERO : toBigInteger(toBigDecimal(text));
    }

    private static BigInteger toBigInteger(BigDecimal value) {
        if (Math.abs((long) value.scale()) > MAX_SCALE) {
            throw new ArithmeticException("The scale must be at most " + MAX_SCALE + ": " + value.scale());
        }
        return value.toBigIntegerExact();
    }

    static JsonKind kind(int tag) {
        return switch (tag) {
            case Word.OBJECT -> JsonKind.OBJECT;
            case Word.ARRAY -> JsonKind.ARRAY;
            case Word.STRING -> JsonKind.STRING;
            case Word.NUMBER -> JsonKind.NUMBER;
            case Word.TRUE, Word.FALSE -> JsonKind.BOOLEAN;
            default -> JsonKind.NULL;
        };
    }
}
