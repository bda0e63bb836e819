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
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Copies text from an array to memory, and inspects it, eight bytes at a time. */
final class Utf8Words {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle HALF = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Above this length in bytes, the loop of the JVM that copies memory is faster. */
    private static final int LONG_TEXT = 96;

    /** Bytes of two words, and what so many bytes take of the first and of the second. */
    private static final int PAIR = 2 * Long.BYTES;
    private static final long[] FIRST_MASKS = new long[PAIR + 1];
    private static final long[] SECOND_MASKS = new long[PAIR + 1];

    static {
        for (int length = 1; length <= PAIR; length++) {
            FIRST_MASKS[length] = length < Long.BYTES ? (1L << (Byte.SIZE * length)) - 1 : -1;
            SECOND_MASKS[length] = FIRST_MASKS[Math.max(0, length - Long.BYTES)];
        }
    }

    private Utf8Words() {}

    /**
     * Copies bytes. Only zeros are written after the last byte: the last word starts with bytes that have already been
     * copied.
     *
     * @return whether all are ASCII
     */
    static boolean copy(byte[] source, int offset, int length, MemorySegment target, long at) {
        if (length <= PAIR && offset <= source.length - PAIR && at <= target.byteSize() - PAIR) {
            // always two words, because a branch on the length would often be mispredicted
            long first = (long) WORD.get(source, offset) & FIRST_MASKS[length];
            long second = (long) WORD.get(source, offset + Long.BYTES) & SECOND_MASKS[length];
            target.set(Utf8Encoder.WORD, at, first);
            target.set(Utf8Encoder.WORD, at + Long.BYTES, second);
            return ((first | second) & Utf8.NOT_ASCII) == 0;
        }
        if (length < Long.BYTES) {
            return copyFew(source, offset, length, target, at);
        }
        if (length > LONG_TEXT) {
            MemorySegment.copy(source, offset, target, Utf8.BYTE, at, length);
            return skipAscii(source, offset, offset + length) == offset + length;
        }
        int last = length - Long.BYTES;
        long all = 0;
        for (int i = 0; i < last; i += Long.BYTES) {
            long word = (long) WORD.get(source, offset + i);
            all |= word;
            target.set(Utf8Encoder.WORD, at + i, word);
        }
        long word = (long) WORD.get(source, offset + last);
        target.set(Utf8Encoder.WORD, at + last, word);
        return ((all | word) & Utf8.NOT_ASCII) == 0;
    }

    private static boolean copyFew(byte[] source, int offset, int length, MemorySegment target, long at) {
        int all = 0;
        for (int i = 0; i < length; i++) {
            byte unit = source[offset + i];
            all |= unit;
            target.set(Utf8.BYTE, at + i, unit);
        }
        return all >= 0;
    }

    /** The offset of the first byte that is not ASCII, or the end. */
    private static int skipAscii(byte[] source, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long found = (long) WORD.get(source, at) & Utf8.NOT_ASCII;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < to && source[at] >= 0) {
            at++;
        }
        return at;
    }

    /** The offset of the first malformed sequence, or −1. */
    static int malformedAt(byte[] source, int from, int to) {
        int at = skipAscii(source, from, to);
        while (at < to) {
            int length = sequence(source, at, to);
            if (length == 0) {
                return at;
            }
            at += length;
            if (at < to && source[at] >= 0) {
                at = skipAscii(source, at + 1, to);
            }
        }
        return -1;
    }

    /** Bytes of the sequence that begins here and is not ASCII, or 0 if it is malformed. */
    private static int sequence(byte[] source, int at, int to) {
        if (to - at >= Utf8Sequences.MAX_BYTES) {
            return Utf8Sequences.length((int) HALF.get(source, at));
        }
        int bytes = 0;
        for (int i = 0; i < to - at; i++) {
            bytes |= (source[at + i] & 0xFF) << (Byte.SIZE * i);
        }
        return Utf8Sequences.length(bytes);
    }
}
