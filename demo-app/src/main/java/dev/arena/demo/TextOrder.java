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

package dev.arena.demo;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.record.Field;

/**
 * Sorts records in arena memory by a text component, in the order of {@link String#compareTo}. It creates neither records nor
 * strings: it merges row numbers, and then moves the rows.
 */
public final class TextOrder {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private final Field key;
    private final MemorySegment rows;
    private final MemorySegment text;
    private final long rowBytes;
    private final int size;

    private TextOrder(RecordVec<?> records, Field key) {
        this.key = key;
        this.rows = records.rows();
        this.text = records.textSegment();
        this.rowBytes = records.layout().byteSize();
        this.size = Math.toIntExact(records.size());
    }

    /**
     * Sorts records.
     *
     * @param records the records, whose texts must not be null
     * @param key     the text component to sort by
     * @param arena   arena for a copy of the rows and two numbers for each row, which stay allocated until its reset
     */
    public static void sort(RecordVec<?> records, Field key, Arena arena) {
        var order = new TextOrder(records, key);
        order.move(order.merged(arena), arena);
    }

    private void move(MemorySegment numbers, Arena arena) {
        MemorySegment before = arena.allocate(Math.max(1, size * rowBytes), Long.BYTES);
        MemorySegment.copy(rows, 0, before, 0, size * rowBytes);
        for (int i = 0; i < size; i++) {
            MemorySegment.copy(before, numbers.getAtIndex(INT, i) * rowBytes, rows, i * rowBytes, rowBytes);
        }
    }

    /** Returns the numbers of the rows in the order of their texts. This is a bottom-up merge sort. */
    private MemorySegment merged(Arena arena) {
        MemorySegment from = arena.allocate(Math.max(1L, size) * Integer.BYTES, Integer.BYTES);
        MemorySegment to = arena.allocate(Math.max(1L, size) * Integer.BYTES, Integer.BYTES);
        for (int i = 0; i < size; i++) {
            from.setAtIndex(INT, i, i);
        }
        for (long width = 1; width < size; width *= 2) {
            for (long start = 0; start < size; start += 2 * width) {
                merge(from, to, start, Math.min(start + width, size), Math.min(start + 2 * width, size));
            }
            MemorySegment swapped = from;
            from = to;
            to = swapped;
        }
        return from;
    }

    private void merge(MemorySegment from, MemorySegment to, long start, long middle, long end) {
        long left = start;
        long right = middle;
        for (long i = start; i < end; i++) {
            boolean takeLeft = right == end || (left < middle
                    && compare(from.getAtIndex(INT, left), from.getAtIndex(INT, right)) <= 0);
            to.setAtIndex(INT, i, from.getAtIndex(INT, takeLeft ? left++ : right++));
        }
    }

    private int compare(long one, long other) {
        long first = key.textOffset(rows, one * rowBytes);
        long second = key.textOffset(rows, other * rowBytes);
        int firstLength = key.textLength(rows, one * rowBytes);
        int secondLength = key.textLength(rows, other * rowBytes);
        long at = MemorySegment.mismatch(text, first, first + firstLength, text, second, second + secondLength);
        if (at < 0 || at == firstLength || at == secondLength) {
            return Integer.compare(firstLength, secondLength);
        }
        return Integer.compare(rank(text.get(ValueLayout.JAVA_BYTE, first + at)),
                rank(text.get(ValueLayout.JAVA_BYTE, second + at)));
    }

    /**
     * The rank of the first byte of UTF-8 that differs. Bytes have the order of code points. In UTF-16, surrogates (lead bytes from F0)
     * come before U+E000 to U+FFFF (lead bytes EE and EF).
     */
    private static int rank(byte utf8) {
        int unsigned = Byte.toUnsignedInt(utf8);
        return unsigned == 0xEE || unsigned == 0xEF ? unsigned + 0x10 : unsigned;
    }
}
