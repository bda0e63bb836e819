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

package dev.arena.demo.measurements;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Operations on eight bytes of text. Words are read in little-endian order, so that the first byte of the text is the lowest
 * byte of the word on every machine.
 */
final class Words {
    static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final long SEMICOLONS = 0x3B3B3B3B3B3B3B3BL;
    private static final long LOWEST_BITS = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private Words() {}

    /**
     * Marks the first semicolon in {@code word} by the highest bit of its byte. Returns 0 without a semicolon. Higher bytes may
     * be marked by mistake, because the subtraction borrows from them. This is the zero-byte test of <em>Hacker's Delight</em>,
     * 6-1.
     */
    static long semicolon(long word) {
        long zeroAtSemicolon = word ^ SEMICOLONS;
        return (zeroAtSemicolon - LOWEST_BITS) & ~zeroAtSemicolon & HIGHEST_BITS;
    }

    /** Returns the number of bytes before the first byte that {@code marks} has marked. */
    static int bytesBefore(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }

    /** Returns the first {@code bytes} bytes of {@code word}, from 0 to 7, followed by zeros. */
    static long first(long word, int bytes) {
        return word & ((1L << (bytes << 3)) - 1);
    }
}
