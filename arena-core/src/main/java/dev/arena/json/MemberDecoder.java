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

import dev.arena.json.token.JsonBytes;
import dev.arena.json.token.NumberScanner;
import dev.arena.json.token.Utf8Name;
import dev.arena.record.Field;
import dev.arena.text.Utf8Builder;

/**
 * Decodes the members of an object directly from a block of bytes. The members must be in the order of the components,
 * without white space, and with usual values. {@link MemberDecoderGenerator} generates a subclass for each plan if it can.
 *
 * <p>A method that decodes a value returns the offset after it. It returns −1, and changes nothing, if it does not support
 * the input.
 */
abstract class MemberDecoder {

    /**
     * Decodes as many members as possible.
     *
     * @param  from    index of the component that the first member should belong to
     * @param  at      offset in the block at which the object continues, before a comma
     * @param  limit   end of the valid bytes of the block
     * @param  isComma whether a comma must precede the first member
     * @return         number of decoded members in the upper half, and offset after the last one in the lower half;
     *                 {@link Decoding#lastValue} is the offset of its value
     */
    abstract long decode(int from, byte[] block, int at, int limit, boolean isComma, Decoding decoding,
            MemorySegment rows, long row, Utf8Builder text);

    /** Stores and returns the result of {@link #decode}. */
    static long found(Decoding decoding, int count, int lastValue, int at) {
        decoding.lastValue(lastValue);
        return (long) count << Integer.SIZE | at;
    }

    /** Returns the offset of the next member's value; −1 if the name is not the expected one, or if there is white space. */
    static int memberAt(byte[] block, int at, int limit, Utf8Name expected, boolean isComma) {
        int start = isComma ? at + 1 : at;
        if (block.length - start < expected.reach() + 1 || (isComma && block[at] != ',')
                || !expected.isMemberAt(block, start)) {
            return -1;
        }
        int value = start + expected.memberLength();
        return value < limit && block[value] > ' ' ? value : -1;
    }

    static int textAt(byte[] block, int at, int limit, Decoding decoding, Field field, MemorySegment rows, long row,
            Utf8Builder text) {
        int end = JsonBytes.endOfUnescaped(block, at + 1, limit);
        long start = text.byteLength();
        if (block[at] != '"' || end >= limit || block[end] != '"' || !decoding.append(text, block, at + 1, end)) {
            return -1;
        }
        field.setText(rows, row, start, end - at - 1);
        return end + 1;
    }

    static int intAt(byte[] block, int at, int limit, Decoding decoding, Field field, MemorySegment rows, long row) {
        NumberScanner number = decoding.number();
        int end = number.scan(block, at, limit);
        if (end < 0 || !number.isInt()) {
            return -1;
        }
        field.setInt(rows, row, (int) number.toLong());
        return end;
    }

    static int longAt(byte[] block, int at, int limit, Decoding decoding, Field field, MemorySegment rows, long row) {
        NumberScanner number = decoding.number();
        int end = number.scan(block, at, limit);
        if (end < 0 || !number.isLong()) {
            return -1;
        }
        field.setLong(rows, row, number.toLong());
        return end;
    }

    static int doubleAt(byte[] block, int at, int limit, Decoding decoding, Field field, MemorySegment rows,
            long row) {
        NumberScanner number = decoding.number();
        int end = number.scan(block, at, limit);
        if (end >= 0) {
            field.setDouble(rows, row, number.toDouble());
        }
        return end;
    }
}
