package dev.arena.text;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout.OfShort;
import java.nio.ByteOrder;

import java.lang.foreign.ValueLayout;

/** Writes integers as decimal digits, two at a time from the last to the first. */
final class Decimals {
    private static final OfShort TWO_DIGITS = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** The digits of 0 to 99 as they lie in memory, the tens first. */
    private static final short[] PAIRS = pairs();

    private Decimals() {}

    private static short[] pairs() {
        short[] pairs = new short[100];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (short) ('0' + i / 10 | '0' + i % 10 << 8);
        }
        return pairs;
    }

    /** Bytes that {@link #put} writes. */
    static int length(long value) {
        long rest = value < 0 ? value : -value; // as the most negative has no counterpart
        int length = value < 0 ? 2 : 1;
        for (long bound = -10; rest <= bound; bound *= 10) {
            length++;
            if (length - (value < 0 ? 1 : 0) == 19) { // the next bound is beyond the range
                break;
            }
        }
        return length;
    }

    /** Writes the digits of a value, and the sign of a negative one, so that they end before {@code end}. */
    static void put(long value, MemorySegment target, long end) {
        long at = end;
        long rest = value < 0 ? value : -value;
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
}
