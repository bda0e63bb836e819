package dev.arena.json;

import tools.jackson.core.io.NumberInput;

/**
 * Finds the end of a number in a document, and its value. A decimal of up to 15 digits, and up to 22 of them behind the point, is
 * the quotient of two integers that a {@code double} has exactly, so that one division gives the nearest {@code double}
 * (Clinger, How to Read Floating Point Numbers Accurately, 1990). For others it takes what the parser takes.
 */
final class ScannedNumber {
    private static final int NOT_THIS_WAY = -1;

    /** Any number of so many digits is less than 2^63. */
    private static final int MAX_DIGITS = 18;

    /** Any number of so many digits is less than 2^53. */
    private static final int MAX_EXACT_DIGITS = 15;

    /** Longer numbers are left to the parser, which has a limit for them. */
    private static final int MAX_LENGTH = 200;

    private static final double[] POWERS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14,
            1e15};

    private final byte[] source;
    private final int end;
    private char[] chars = {};
    private long integer;
    private double real;

    ScannedNumber(byte[] source, int end) {
        this.source = source;
        this.end = end;
    }

    /** The number that was scanned last as an integer. */
    long integer() {
        return integer;
    }

    /** The number that was scanned last as a {@code double}. */
    double real() {
        return real;
    }

    /** Scans an integer; answers what follows, or a negative number if it is none, or is too long. */
    int scanInteger(int from) {
        boolean negative = from < end && source[from] == '-';
        int first = negative ? from + 1 : from;
        int at = first;
        long value = 0;
        for (int digit; at < end && (digit = source[at] - '0') >= 0 && digit <= 9; at++) {
            value = value * 10 + digit;
        }
        int digits = at - first;
        if (digits == 0 || digits > MAX_DIGITS || digits > 1 && source[first] == '0') {
            return NOT_THIS_WAY;
        }
        integer = negative ? -value : value;
        return at; // a point or exponent is nothing that may follow a value
    }

    /** Scans a number; answers what follows, or a negative number if it is none, is too long, or has no finite value. */
    int scanDouble(int from) {
        int behind = scanShort(from);
        return behind >= 0 ? behind : scanAny(from, false);
    }

    /** Likewise, for the nearest {@code float}. */
    int scanFloat(int from) {
        return scanAny(from, true);
    }

    /** Scans a decimal without exponent that has few digits. */
    private int scanShort(int from) {
        boolean negative = from < end && source[from] == '-';
        int first = negative ? from + 1 : from;
        int at = first;
        long value = 0;
        for (int digit; at < end && (digit = source[at] - '0') >= 0 && digit <= 9; at++) {
            value = value * 10 + digit;
        }
        int whole = at - first;
        if (whole == 0 || whole > 1 && source[first] == '0') {
            return NOT_THIS_WAY;
        }
        int fraction = 0;
        if (at < end && source[at] == '.') {
            int point = at++;
            for (int digit; at < end && (digit = source[at] - '0') >= 0 && digit <= 9; at++) {
                value = value * 10 + digit;
            }
            fraction = at - point - 1;
            if (fraction == 0) {
                return NOT_THIS_WAY;
            }
        }
        if (whole + fraction > MAX_EXACT_DIGITS || at < end && (source[at] | ' ') == 'e' || value == 0 && negative) {
            return NOT_THIS_WAY;
        }
        double magnitude = value / POWERS[fraction];
        real = negative ? -magnitude : magnitude;
        return at;
    }

    private int scanAny(int from, boolean single) {
        int at = from < end && source[from] == '-' ? from + 1 : from;
        int first = at;
        at = digits(at);
        if (at < 0 || at - first > 1 && source[first] == '0') {
            return NOT_THIS_WAY;
        }
        boolean isInteger = true;
        if (at < end && source[at] == '.') {
            isInteger = false;
            at = digits(at + 1);
        }
        if (at >= 0 && at < end && (source[at] | ' ') == 'e') {
            isInteger = false;
            at++;
            at = digits(at < end && (source[at] == '+' || source[at] == '-') ? at + 1 : at);
        }
        if (at < 0 || at - from > MAX_LENGTH) {
            return NOT_THIS_WAY;
        }
        if (chars.length == 0) {
            chars = new char[MAX_LENGTH]; // most documents never need it
        }
        for (int i = from; i < at; i++) {
            chars[i - from] = (char) source[i];
        }
        real = single
                ? NumberInput.parseFloat(chars, 0, at - from, true)
                : NumberInput.parseDouble(chars, 0, at - from, true);
        if (isInteger && real == 0) {
            real = 0; // an integer has no negative zero
        }
        return Double.isFinite(real) ? at : NOT_THIS_WAY;
    }

    /** Passes over one digit at least. */
    private int digits(int from) {
        int at = from;
        while (at < end && source[at] >= '0' && source[at] <= '9') {
            at++;
        }
        return at == from ? NOT_THIS_WAY : at;
    }
}
