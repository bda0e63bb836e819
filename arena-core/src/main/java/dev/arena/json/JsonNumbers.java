package dev.arena.json;

import java.math.BigDecimal;
import java.math.BigInteger;

import org.jspecify.annotations.Nullable;

/** Numbers from their text. */
final class JsonNumbers {
    /**
     * The most zeros that an exponent may add to a whole number; that of Jackson's StreamReadConstraints. {@code 1e1000000000}
     * would be a gigabyte of digits.
     */
    private static final int MAX_SCALE = 100_000;

    /** Answer of {@link #plainLong} for what it does not read. */
    static final long NO_PLAIN_LONG = Long.MIN_VALUE;

    /** Of {@link Long#MAX_VALUE}; so many digits are below 2<sup>64</sup>, so what is too much turns negative. */
    static final int MAX_DIGITS = 19;

    private JsonNumbers() {}

    /**
     * The {@code long} that is written in just these characters, or {@link #NO_PLAIN_LONG} if there is none, as for {@code -0}
     * or what has more digits than every {@code long} can have.
     */
    static long plainLong(char[] chars, int offset, int length) {
        int at = offset;
        int end = offset + length;
        boolean negative = length > 0 && chars[at] == '-';
        if (negative) {
            at++;
        }
        int digits = end - at;
        if (digits == 0 || digits > MAX_DIGITS || (chars[at] == '0' && (digits > 1 || negative))) {
            return NO_PLAIN_LONG;
        }
        long value = 0;
        for (; at < end; at++) {
            int digit = chars[at] - '0';
            if (digit < 0 || digit > 9) {
                return NO_PLAIN_LONG;
            }
            value = value * 10 + digit;
        }
        if (value < 0) {
            return NO_PLAIN_LONG;
        }
        return negative ? -value : value;
    }

    static double toDouble(String text) {
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new ArithmeticException("Out of the range of a double: " + text);
        }
        return value;
    }

    static BigDecimal toBigDecimal(String text) {
        BigDecimal exact = exact(text);
        if (exact == null) {
            throw new ArithmeticException("Out of the range of a BigDecimal: " + text);
        }
        return exact;
    }

    /** The number, or null if its exponent is out of range. */
    static @Nullable BigDecimal exact(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) { // as the text is a number, its exponent has too many digits
            return null;
        }
    }

    static long toLong(String text) {
        return isZero(text) ? 0 : toBigDecimal(text).longValueExact();
    }

    /** Zero has a value whatever its exponent. */
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
            throw new ArithmeticException("The scale " + value.scale() + " is out of range, " + MAX_SCALE + " at most");
        }
        return value.toBigIntegerExact();
    }

    static JsonKind kind(int tag) {
        return switch (tag) {
            case Word.OBJECT -> JsonKind.OBJECT;
            case Word.ARRAY -> JsonKind.ARRAY;
            case Word.STRING -> JsonKind.STRING;
            case Word.LONG, Word.NUMBER -> JsonKind.NUMBER;
            case Word.TRUE, Word.FALSE -> JsonKind.BOOLEAN;
            default -> JsonKind.NULL;
        };
    }
}
