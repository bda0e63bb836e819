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

import dev.arena.record.Field;
import dev.arena.text.Utf8Builder;

/**
 * Decodes members of objects of one type that come in the order of its components, without white space, and with usual values, out of a
 * block. {@link MemberDecoderGenerator} makes a subclass of it for each plan where that is possible.
 *
 * <p>A method that decodes a value returns the offset after it. It returns −1, and changes nothing, if it does not support
 * the input.
 */
abstract class MemberDecoder {

    /**
     * Decodes as many members as possible.
     *
     * @param  from    the number of the component that the first of them should have
     * @param  at      offset in the block at which the object continues, before a comma
     * @param  limit   where the bytes of the block end that count
     * @param  isComma whether there must be a comma before the first
     * @return         how many there were in the upper half, and where the last one ends in the lower half;
     *                 {@link Decoding#lastValue} says where its value begins
     */
    abstract long decode(int from, byte[] block, int at, int limit, boolean isComma, Decoding decoding,
            MemorySegment rows, long row, Utf8Builder text);

    /** Notes and answers what {@link #decode} has found. */
    static long found(Decoding decoding, int count, int lastValue, int at) {
        decoding.lastValue(lastValue);
        return (long) count << Integer.SIZE | at;
    }

    /** Where the value of the next member begins if its name is the expected one and there is no white space; otherwise −1. */
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
