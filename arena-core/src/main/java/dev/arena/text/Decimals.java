package dev.arena.text;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.foreign.ValueLayout.OfShort;
import java.nio.ByteOrder;

/**
 * Writes numbers as decimal digits, two at a time from the last to the first.
 *
 * <p>{@code double} and {@code float} are written here where that is easy, which is where people write them: with few digits. A
 * decimal of up to 15 digits is told from any other such decimal by the {@code double} next to it, so the one that divides to the
 * value is the shortest there is, as {@link Double#toString(double)} wants it; likewise 6 digits for {@code float}.
 */
final class Decimals {
    /** Most bytes that {@link #putDecimal} writes. */
    static final int MAX_LENGTH = 16;

    /** Into how many parts one is divided. */
    static final int UNIT = 10_000_000;

    private static final int UNIT_DIGITS = 7;

    /** From here on, and below {@link #LEAST}, {@link Double#toString(double)} writes an exponent. */
    private static final double TOO_LARGE = 1e7;
    private static final double LEAST = 1e-3;

    private static final OfShort TWO_DIGITS = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** The digits of 0 to 99 as they lie in memory, the tens first. */
    private static final short[] PAIRS = new short[100];

    private static final long[] POWERS = new long[19];

    static {
        for (int i = 0; i < PAIRS.length; i++) {
            PAIRS[i] = (short) (('0' + i / 10) | (('0' + i % 10) << 8));
        }
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private Decimals() {}

    /** Bytes that {@link #put} writes. */
    static int length(long value) {
        if (value == Long.MIN_VALUE) {
            return 20;
        }
        long magnitude = Math.abs(value) | 1; // which has as many digits, and zero has one
        // the logarithm to the base of 2 times that of 2 to the base of 10, which is 1233/4096: the right one or one less
        int digits = ((Long.SIZE - Long.numberOfLeadingZeros(magnitude)) * 1233) >>> 12;
        return digits + (digits < POWERS.length && magnitude >= POWERS[digits] ? 1 : 0) + (value < 0 ? 1 : 0);
    }

    /** Writes the digits of a value, and the sign of a negative one, so that they end before {@code end}. */
    static void put(long value, MemorySegment target, long end) {
        long at = end;
        long rest = value < 0 ? value : -value; // as the most negative has no counterpart
        while (rest <= Integer.MIN_VALUE) {
            long quotient = rest / 100;
            at -= 2;
            target.set(TWO_DIGITS, at, PAIRS[(int) (quotient * 100 - rest)]);
            rest = quotient;
        }
        int small = (int) rest;
        while (small <= -100) {
            int quotient = small / 100;
            at -= 2;
            target.set(TWO_DIGITS, at, PAIRS[quotient * 100 - small]);
            small = quotient;
        }
        if (small <= -10) {
            at -= 2;
            target.set(TWO_DIGITS, at, PAIRS[-small]);
        } else {
            at--;
            target.set(Utf8.BYTE, at, (byte) ('0' - small));
        }
        if (value < 0) {
            target.set(Utf8.BYTE, at - 1, (byte) '-');
        }
    }

    /** How many parts of {@link #UNIT} a value is, without its sign; −1 if it has more digits or is written otherwise. */
    static long parts(double value) {
        double magnitude = Math.abs(value);
        if (magnitude < TOO_LARGE && (magnitude >= LEAST || magnitude == 0)) {
            double parts = Math.rint(magnitude * UNIT);
            return parts / UNIT == magnitude ? (long) parts : -1;
        }
        return -1;
    }

    /** How many thousandths a value below 1000 is, without its sign; −1 if it has more digits or is written otherwise. */
    static long thousandths(float value) {
        float magnitude = Math.abs(value);
        if (magnitude < 1000 && (magnitude >= (float) LEAST || magnitude == 0)) {
            float parts = (float) Math.rint(magnitude * 1000.0);
            return parts / 1000 == magnitude ? (long) parts : -1;
        }
        return -1;
    }

    /** Writes a number of which there are so many parts of {@link #UNIT}; answers the offset behind. */
    static long putDecimal(boolean negative, long parts, MemorySegment target, long start) {
        long at = start;
        if (negative) {
            target.set(Utf8.BYTE, at++, (byte) '-');
        }
        int whole = (int) (parts / UNIT);
        at += length(whole);
        put(whole, target, at);
        target.set(Utf8.BYTE, at++, (byte) '.');
        int fraction = (int) (parts % UNIT);
        int digits = UNIT_DIGITS;
        if (fraction % 10_000 == 0) { // mostly
            fraction /= 10_000;
            digits -= 4;
        }
        while (digits > 1 && fraction % 10 == 0) {
            fraction /= 10;
            digits--;
        }
        for (int i = digits - 1; i >= 0; i--) {
            target.set(Utf8.BYTE, at + i, (byte) ('0' + fraction % 10));
            fraction /= 10;
        }
        return at + digits;
    }
}
