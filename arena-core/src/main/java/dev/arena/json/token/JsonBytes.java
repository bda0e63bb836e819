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

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Inspects bytes of JSON eight at a time, in a word whose lowest byte is the first byte. Search methods set the highest bit
 * of each matching byte in their result. Bits above the lowest match may be wrong, because a subtraction borrows from them.
 *
 * @since 0.1.0
 */
public final class JsonBytes {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle HALF = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    static final long ONES = 0x0101_0101_0101_0101L;
    static final long HIGHS = 0x8080_8080_8080_8080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    public static final long SPACES = ONES * ' ';
    private static final long ZEROS = ONES * '0';

    private static final int NULL = half(new byte[]{'n', 'u', 'l', 'l'}, 0);
    private static final int TRUE = half(new byte[]{'t', 'r', 'u', 'e'}, 0);
    private static final int FALS = half(new byte[]{'f', 'a', 'l', 's'}, 0);

    private JsonBytes() {}

    /** Four bytes, the first lowest. */
    public static int half(byte[] bytes, int at) {
        return (int) HALF.get(bytes, at);
    }

    public static long word(byte[] bytes, int at) {
        return (long) WORD.get(bytes, at);
    }

    static void put(byte[] bytes, int at, long word) {
        WORD.set(bytes, at, word);
    }

    /** The bits of so many bytes, 1 to 8. */
    static long mask(int bytes) {
        return -1L >>> (Long.SIZE - Byte.SIZE * bytes);
    }

    /** Finds bytes that a string cannot contain unescaped: quotes, backslashes, control characters. */
    static long special(long word) {
        long quotes = word ^ QUOTES;
        long backslashes = word ^ BACKSLASHES;
        return (((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes) | ((word - SPACES) & ~word))
                & HIGHS;
    }

    /** Finds backslashes. */
    static long backslash(long word) {
        long backslashes = word ^ BACKSLASHES;
        return (backslashes - ONES) & ~backslashes & HIGHS;
    }

    /** The index of the byte that an answer has found first. */
    public static int first(long found) {
        return Long.numberOfTrailingZeros(found) >>> 3;
    }

    /** Converts digits to 0 to 9. Other bytes have greater values. */
    public static long digits(long word) {
        return word ^ ZEROS;
    }

    /** Of the values of digits: finds what is none. */
    static long others(long digits) {
        return ((digits + 0x7676_7676_7676_7676L) | digits) & HIGHS;
    }

    /** Of the values of digits: how many there are from the first byte on, up to 8. */
    public static int countDigits(long digits) {
        return first(others(digits));
    }

    /** Takes a byte out of a word. */
    static long without(long word, int index) {
        long below = (1L << (Byte.SIZE * index)) - 1;
        return (word & below) | ((word >>> Byte.SIZE) & ~below);
    }

    /** Returns the number of the first digits, up to 8, from the values of the digits. */
    static long number(long digits, int count) {
        // in two steps, because a shift by 64 has no effect; the low bits become leading zeros
        int half = (Long.SIZE - Byte.SIZE * count) / 2;
        long value = digits << half << half;
        value = value * 10 + (value >>> 8); // pairs, in every second byte
        long upper = ((value >>> 16) & 0x000000FF_000000FFL) * (1 + (10_000L << 32));
        long lower = (value & 0x000000FF_000000FFL) * (100 + (1_000_000L << 32));
        return (lower + upper) >>> 32;
    }

    /** The offset of the first byte that no string has as it is, or the end. */
    public static int endOfUnescaped(byte[] block, int from, int end) {
        int at = from;
        for (; at <= end - 2 * Long.BYTES; at += 2 * Long.BYTES) {
            long first = special(word(block, at));
            long second = special(word(block, at + Long.BYTES));
            if ((first | second) != 0) {
                return at + (first != 0 ? first(first) : Long.BYTES + first(second));
            }
        }
        while (at < end && block[at] != '"' && block[at] != '\\' && !isControl(block[at])) {
            at++;
        }
        return at;
    }

    /** The offset of the first byte that is no ASCII character of a string, or the end. */
    public static int endOfPlain(byte[] block, int from, int end) {
        int at = from;
        for (; at <= end - 2 * Long.BYTES; at += 2 * Long.BYTES) {
            long first = notPlain(word(block, at));
            long second = notPlain(word(block, at + Long.BYTES));
            if ((first | second) != 0) {
                return at + (first != 0 ? first(first) : Long.BYTES + first(second));
            }
        }
        while (at < end && block[at] >= ' ' && block[at] != '"' && block[at] != '\\') {
            at++;
        }
        return at;
    }

    private static long notPlain(long word) {
        return special(word) | (word & HIGHS);
    }

    /** The offset of the quote after ASCII without escapes, or −1 if something else comes first. */
    public static int endOfAscii(byte[] block, int from, int end) {
        int at = endOfPlain(block, from, end);
        return at < end && block[at] == '"' ? at : -1;
    }

    /** The offset after {@code null}, or −1 if something else is here. */
    public static int endOfNull(byte[] block, int at, int end) {
        return end - at > Integer.BYTES && half(block, at) == NULL && isEnd(block[at + Integer.BYTES])
                ? at + Integer.BYTES
                : -1;
    }

    /** The offset after {@code true}, or −1 if something else is here. */
    public static int endOfTrue(byte[] block, int at, int end) {
        return end - at > Integer.BYTES && half(block, at) == TRUE && isEnd(block[at + Integer.BYTES])
                ? at + Integer.BYTES
                : -1;
    }

    /** The offset after {@code false}, or −1 if something else is here. */
    public static int endOfFalse(byte[] block, int at, int end) {
        return end - at > Integer.BYTES + 1 && half(block, at) == FALS && block[at + Integer.BYTES] == 'e'
                && isEnd(block[at + Integer.BYTES + 1]) ? at + Integer.BYTES + 1 : -1;
    }

    /** Whether a literal ends before this byte. */
    private static boolean isEnd(byte unit) {
        return unit == ',' || unit == '}' || unit == ']' || isSpace(unit);
    }

    /** The offset of the first byte that is not white space, or the end. */
    static int endOfSpace(byte[] block, int from, int end) {
        int at = from;
        while (at < end && isSpace(block[at])) {
            at++;
        }
        return at;
    }

    public static boolean isSpace(byte unit) {
        return unit == ' ' || unit == '\n' || unit == '\r' || unit == '\t';
    }

    static boolean isControl(byte unit) {
        return unit >= 0 && unit < ' ';
    }
}
