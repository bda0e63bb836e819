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
import java.lang.foreign.ValueLayout;
import java.lang.foreign.ValueLayout.OfLong;
import java.nio.ByteOrder;

/** Encodes {@code char}s as UTF-8. */
final class Utf8Encoder {
    /** Eight bytes, the first lowest. */
    static final OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Utf8Encoder() {}

    /**
     * Writes {@code char}s as long as they are ASCII.
     *
     * @return the index of one before which all are written: {@code to} if all are ASCII
     */
    static int putAscii(String text, int from, int to, MemorySegment target, long at) {
        long shift = at - from;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long word = asciiWord(text, i, Long.BYTES);
            if (word < 0) {
                return i;
            }
            target.set(WORD, shift + i, word);
        }
        if (i == to) {
            return to;
        }
        boolean isLong = to - from >= Long.BYTES; // the last word may then start with bytes that are already written
        int last = isLong ? to - Long.BYTES : from;
        long rest = asciiWord(text, last, to - last);
        if (rest < 0) {
            return i;
        }
        if (isLong) {
            target.set(WORD, shift + last, rest);
        } else {
            putBytes(rest, to - last, target, at);
        }
        return to;
    }

    /** As {@link #putAscii(String, int, int, MemorySegment, long)}. */
    static int putAscii(char[] text, int from, int to, MemorySegment target, long at) {
        long shift = at - from;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long word = asciiWord(text, i, Long.BYTES);
            if (word < 0) {
                return i;
            }
            target.set(WORD, shift + i, word);
        }
        if (i == to) {
            return to;
        }
        boolean isLong = to - from >= Long.BYTES; // the last word may then start with bytes that are already written
        int last = isLong ? to - Long.BYTES : from;
        long rest = asciiWord(text, last, to - last);
        if (rest < 0) {
            return i;
        }
        if (isLong) {
            target.set(WORD, shift + last, rest);
        } else {
            putBytes(rest, to - last, target, at);
        }
        return to;
    }

    /** Writes the lowest bytes of a word, up to 7, and nothing after them. */
    private static void putBytes(long word, int count, MemorySegment target, long at) {
        for (int i = 0; i < count; i++) {
            target.set(Utf8.BYTE, at + i, (byte) (word >>> (Byte.SIZE * i)));
        }
    }

    /**
     * Writes {@code char}s if they are ASCII. The code is short so that the JIT compiler inlines the caller. Only then does
     * it create no object for the target.
     *
     * @return whether they are; if not, some of them may have been written
     */
    static boolean putShortAscii(String text, int length, MemorySegment target) {
        int all = 0;
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            all |= unit;
            target.set(Utf8.BYTE, i, (byte) unit);
        }
        return all < 0x80;
    }

    /**
     * Up to 8 {@code char}s as the bytes of a word, the first lowest, or −1 if one is not ASCII. Two halves that overlap, so that
     * nothing depends on how many there are but where the second goes: a loop takes twice the time, and a jump into a sequence
     * half as much again.
     */
    static long asciiWord(String text, int from, int count) {
        if (count >= 4) {
            int last = from + count - 4;
            int a = text.charAt(from);
            int b = text.charAt(from + 1);
            int c = text.charAt(from + 2);
            int d = text.charAt(from + 3);
            int e = text.charAt(last);
            int f = text.charAt(last + 1);
            int g = text.charAt(last + 2);
            int h = text.charAt(last + 3);
            long word = half(a, b, c, d) | (half(e, f, g, h) << (Byte.SIZE * (count - 4)));
            return (a | b | c | d | e | f | g | h) < 0x80 ? word : -1;
        }
        if (count <= 0) {
            return 0;
        }
        int a = text.charAt(from);
        int b = text.charAt(from + count / 2);
        int c = text.charAt(from + count - 1);
        return fewAscii(a, b, c, count);
    }

    /** As {@link #asciiWord(String, int, int)}. */
    static long asciiWord(char[] text, int from, int count) {
        if (count >= 4) {
            int last = from + count - 4;
            int a = text[from];
            int b = text[from + 1];
            int c = text[from + 2];
            int d = text[from + 3];
            int e = text[last];
            int f = text[last + 1];
            int g = text[last + 2];
            int h = text[last + 3];
            long word = half(a, b, c, d) | (half(e, f, g, h) << (Byte.SIZE * (count - 4)));
            return (a | b | c | d | e | f | g | h) < 0x80 ? word : -1;
        }
        if (count <= 0) {
            return 0;
        }
        int a = text[from];
        int b = text[from + count / 2];
        int c = text[from + count - 1];
        return fewAscii(a, b, c, count);
    }

    private static long half(int a, int b, int c, int d) {
        return a | (b << 8) | (c << 16) | ((long) d << 24);
    }

    /** The first, middle and last of 1 to 3 {@code char}s, which may be the same one. */
    private static long fewAscii(int first, int middle, int last, int count) {
        int word = first | (middle << (Byte.SIZE * (count / 2))) | (last << (Byte.SIZE * (count - 1)));
        return (first | middle | last) < 0x80 ? word : -1;
    }

    /**
     * Bytes that these {@code char}s make.
     *
     * @param  first                  index of the first {@code char}, to which the offset of an error is relative
     * @throws MalformedTextException at a lone surrogate, unless they are replaced
     */
    static long length(CharSequence text, int first, int from, int to, boolean replacing) {
        long bytes = 0;
        for (int i = from; i < to; i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                if (isPair(unit, i + 1 < to ? text.charAt(i + 1) : 0)) {
                    bytes++; // 2 for each half
                    i++;
                } else if (!replacing) {
                    throw MalformedTextException.surrogate(i - first, unit);
                }
                bytes += 3;
            } else {
                bytes += length(unit);
            }
        }
        return bytes;
    }

    /** As {@link #length(CharSequence, int, int, int, boolean)}. */
    static long length(char[] text, int first, int from, int to, boolean replacing) {
        long bytes = 0;
        for (int i = from; i < to; i++) {
            char unit = text[i];
            if (Character.isSurrogate(unit)) {
                if (isPair(unit, i + 1 < to ? text[i + 1] : 0)) {
                    bytes++;
                    i++;
                } else if (!replacing) {
                    throw MalformedTextException.surrogate(i - first, unit);
                }
                bytes += 3;
            } else {
                bytes += length(unit);
            }
        }
        return bytes;
    }

    /** Writes {@code char}s whose length was found before, with U+FFFD for a lone surrogate. Returns the offset after them. */
    static long put(CharSequence text, int from, int to, MemorySegment target, long at) {
        long out = at;
        for (int i = from; i < to; i++) {
            char unit = text.charAt(i);
            if (!Character.isSurrogate(unit)) {
                out += put(target, out, unit);
            } else if (isPair(unit, i + 1 < to ? text.charAt(i + 1) : 0)) {
                out += putSupplementary(target, out, Character.toCodePoint(unit, text.charAt(++i)));
            } else {
                out += put(target, out, Utf8.REPLACEMENT);
            }
        }
        return out;
    }

    /** As {@link #put(CharSequence, int, int, MemorySegment, long)}. */
    static long put(char[] text, int from, int to, MemorySegment target, long at) {
        long out = at;
        for (int i = from; i < to; i++) {
            char unit = text[i];
            if (!Character.isSurrogate(unit)) {
                out += put(target, out, unit);
            } else if (isPair(unit, i + 1 < to ? text[i + 1] : 0)) {
                out += putSupplementary(target, out, Character.toCodePoint(unit, text[++i]));
            } else {
                out += put(target, out, Utf8.REPLACEMENT);
            }
        }
        return out;
    }

    private static boolean isPair(char high, int low) {
        return Character.isHighSurrogate(high) && Character.isLowSurrogate((char) low);
    }

    /** Bytes of a {@code char} that is not a surrogate. */
    static int length(char unit) {
        return unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    }

    /** Writes a {@code char} that is not a surrogate. Returns its bytes. */
    static int put(MemorySegment target, long at, char unit) {
        if (unit < 0x80) {
            target.set(Utf8.BYTE, at, (byte) unit);
            return 1;
        }
        if (unit < 0x800) {
            target.set(Utf8.BYTE, at, (byte) (0xC0 | (unit >> 6)));
            target.set(Utf8.BYTE, at + 1, continuation(unit));
            return 2;
        }
        target.set(Utf8.BYTE, at, (byte) (0xE0 | (unit >> 12)));
        target.set(Utf8.BYTE, at + 1, continuation(unit >> 6));
        target.set(Utf8.BYTE, at + 2, continuation(unit));
        return 3;
    }

    /** Writes a code point above U+FFFF. Returns its bytes. */
    static int putSupplementary(MemorySegment target, long at, int codePoint) {
        target.set(Utf8.BYTE, at, (byte) (0xF0 | (codePoint >> 18)));
        target.set(Utf8.BYTE, at + 1, continuation(codePoint >> 12));
        target.set(Utf8.BYTE, at + 2, continuation(codePoint >> 6));
        target.set(Utf8.BYTE, at + 3, continuation(codePoint));
        return 4;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }
}
