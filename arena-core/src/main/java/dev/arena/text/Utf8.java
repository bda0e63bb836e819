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
import java.lang.foreign.ValueLayout.OfByte;
import java.lang.foreign.ValueLayout.OfLong;

/**
 * Reads and writes UTF-8 in memory. Table 3-7 of the Unicode standard defines well-formed sequences. One U+FFFD replaces each
 * malformed sequence. Its length is the same as in {@link String#String(byte[], java.nio.charset.Charset)}: the longest
 * beginning of a well-formed sequence. An encoded surrogate is one malformed sequence.
 */
final class Utf8 {
    static final OfByte BYTE = ValueLayout.JAVA_BYTE;
    static final OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED;

    /** The bits that are set in a word if one of its bytes is not ASCII. */
    static final long NOT_ASCII = 0x8080_8080_8080_8080L;

    static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /**
     * Finds the end of the ASCII bytes, eight at a time. Returns the offset of the first word that is not ASCII, or an offset
     * less than 8 before the end.
     */
    static long skipAscii(MemorySegment utf8, long from, long to) {
        long at = from;
        while (at <= to - Long.BYTES && (utf8.get(WORD, at) & NOT_ASCII) == 0) {
            at += Long.BYTES;
        }
        return at;
    }

    /** The offset of the first malformed sequence, or −1. */
    static long malformedAt(MemorySegment utf8, long from, long to) {
        long at = from;
        while (at < to) {
            if (utf8.get(BYTE, at) >= 0) {
                at = skipAscii(utf8, at, to);
                while (at < to && utf8.get(BYTE, at) >= 0) {
                    at++;
                }
            } else {
                int length = sequence(utf8, at, to);
                if (length < 0) {
                    return at;
                }
                at += length;
            }
        }
        return -1;
    }

    /** Bytes of the sequence that begins here, negative if it is malformed. */
    static int sequence(MemorySegment utf8, long at, long to) {
        int first = utf8.get(BYTE, at);
        if (first >= 0) {
            return 1;
        }
        int second = to - at > 1 ? utf8.get(BYTE, at + 1) & 0xFF : 0;
        return switch ((first >> 4) & 0xF) {
            case 0xC, 0xD -> (first & 0x1E) != 0 && isContinuation(second) ? 2 : -1;
            case 0xE -> threeBytes(utf8, at, to, first & 0xFF, second);
            case 0xF -> fourBytes(utf8, at, to, first & 0xFF, second);
            default -> -1;
        };
    }

    private static int threeBytes(MemorySegment utf8, long at, long to, int first, int second) {
        if (!isContinuation(second) || (first == 0xE0 && second < 0xA0)) {
            return -1;
        }
        if (to - at < 3 || !isContinuation(utf8.get(BYTE, at + 2))) {
            return -2;
        }
        return first == 0xED && second >= 0xA0 ? -3 : 3;
    }

    private static int fourBytes(MemorySegment utf8, long at, long to, int first, int second) {
        if (first > 0xF4 || !isContinuation(second) || (first == 0xF0 && second < 0x90)
                || (first == 0xF4 && second > 0x8F)) {
            return -1;
        }
        if (to - at < 3 || !isContinuation(utf8.get(BYTE, at + 2))) {
            return -2;
        }
        return to - at < 4 || !isContinuation(utf8.get(BYTE, at + 3)) ? -3 : 4;
    }

    static boolean isContinuation(int unit) {
        return (unit & 0xC0) == 0x80;
    }

    /** Whether a code point of this valid UTF-8 begins here, or the text ends. */
    static boolean isBoundary(MemorySegment utf8, long at) {
        return at == utf8.byteSize() || !isContinuation(utf8.get(BYTE, at));
    }

    /** Bytes of a sequence that begins with this byte, in valid UTF-8. */
    static int length(byte first) {
        return first >= 0 ? 1 : first < (byte) 0xE0 ? 2 : first < (byte) 0xF0 ? 3 : 4;
    }

    /** The code point that begins here, in valid UTF-8. */
    static int codePoint(MemorySegment utf8, long at) {
        int first = utf8.get(BYTE, at);
        return switch (length((byte) first)) {
            case 1 -> first;
            case 2 -> ((first & 0x1F) << 6) | rest(utf8, at + 1);
            case 3 -> ((first & 0x0F) << 12) | (rest(utf8, at + 1) << 6) | rest(utf8, at + 2);
            default ->
                ((first & 0x07) << 18) | (rest(utf8, at + 1) << 12) | (rest(utf8, at + 2) << 6) | rest(utf8, at + 3);
        };
    }

    private static int rest(MemorySegment utf8, long at) {
        return utf8.get(BYTE, at) & 0x3F;
    }

    /** Returns the start of the code point that ends here, in valid UTF-8. */
    static long codePointBefore(MemorySegment utf8, long end) {
        long at = end - 1;
        while (isContinuation(utf8.get(BYTE, at))) {
            at--;
        }
        return at;
    }

    /** As {@link String#hashCode} of the same text. */
    static int hash(MemorySegment utf8) {
        long end = utf8.byteSize();
        int hash = 0;
        for (long at = 0; at < end;) {
            int unit = utf8.get(BYTE, at);
            if (unit >= 0) {
                hash = 31 * hash + unit;
                at++;
            } else {
                int codePoint = codePoint(utf8, at);
                if (Character.isBmpCodePoint(codePoint)) {
                    hash = 31 * hash + codePoint;
                } else {
                    hash = 31 * (31 * hash + Character.highSurrogate(codePoint)) + Character.lowSurrogate(codePoint);
                }
                at += length((byte) unit);
            }
        }
        return hash;
    }

    /** {@code char}s that these bytes of valid UTF-8 make: one for each that begins a sequence, two where it has four bytes. */
    static int utf16Length(MemorySegment utf8, long from, long to) {
        long units = 0;
        long at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long word = utf8.get(WORD, at);
            if ((word & NOT_ASCII) == 0) {
                units += Long.BYTES;
            } else {
                long continuations = word & ~(word << 1) & NOT_ASCII; // 10xxxxxx; the shifted bit is not the top bit of any byte
                long fours = word & (word << 1) & (word << 2) & (word << 3) & NOT_ASCII; // 1111xxxx
                units += Long.BYTES - Long.bitCount(continuations) + Long.bitCount(fours);
            }
        }
        for (; at < to; at++) {
            byte unit = utf8.get(BYTE, at);
            units += (isContinuation(unit) ? 0 : 1) + ((unit & 0xF0) == 0xF0 ? 1 : 0);
        }
        return (int) units;
    }

    /** Bytes that result if each malformed sequence is replaced. */
    static long replacedLength(MemorySegment utf8) {
        long bytes = 0;
        long to = utf8.byteSize();
        for (long at = 0; at < to;) {
            int length = sequence(utf8, at, to);
            bytes += length < 0 ? 3 : length;
            at += Math.abs(length);
        }
        return bytes;
    }

    /** Copies, with U+FFFD for each malformed sequence. */
    static void copyReplacing(MemorySegment utf8, MemorySegment target, long targetFrom) {
        long to = utf8.byteSize();
        long out = targetFrom;
        for (long at = 0; at < to;) {
            int length = sequence(utf8, at, to);
            if (length < 0) {
                out += Utf8Encoder.put(target, out, REPLACEMENT);
                at -= length;
            } else {
                for (int i = 0; i < length; i++) {
                    target.set(BYTE, out++, utf8.get(BYTE, at++));
                }
            }
        }
    }
}
