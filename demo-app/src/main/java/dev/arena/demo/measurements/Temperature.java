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

/** Parses temperatures without a branch for each byte. */
final class Temperature {
    /** Result of {@link #parse} for text that is not a temperature. */
    static final int NONE = 0;

    private static final int LENGTH_BITS = 3;

    private Temperature() {}

    /**
     * Parses the temperature at the beginning of {@code word}, as {@link Words#WORD} reads it: {@code -?\d?\d\.\d}. The caller
     * must check the bytes after it.
     *
     * @return {@link #tenths} and {@link #length} in one number, or {@link #NONE}
     */
    static int parse(long word) {
        int sign = (word & 0xFF) == '-' ? 1 : 0;
        long text = word >>> (sign << 3);
        int missing = (text >>> 8 & 0xFF) == '.' ? 1 : 0;
        // shift d.d to the form dd.d
        text = text << (missing << 3) | ('0' & -missing);
        // zero for '0' and '.', at most 9 for each digit
        int values = (int) text ^ 0x302E3030;
        // only a digit is below 16 and stays below 16 after adding 6
        if (((values | (values + 0x06000606)) & 0xF0FFF0F0) != 0) {
            return NONE;
        }
        int tenths = 100 * (values & 0xF) + 10 * (values >>> 8 & 0xF) + (values >>> 24);
        int signed = (tenths ^ -sign) + sign;
        return signed << LENGTH_BITS | (sign + 4 - missing);
    }

    /** Returns the temperature in tenths of a degree, from the result of {@link #parse}. */
    static int tenths(int parsed) {
        return parsed >> LENGTH_BITS;
    }

    /** Returns the length of the text in bytes, from the result of {@link #parse}. */
    static int length(int parsed) {
        return parsed & (1 << LENGTH_BITS) - 1;
    }
}
