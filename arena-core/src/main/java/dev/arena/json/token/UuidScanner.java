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

/**
 * Parses a UUID of 36 characters from ASCII, without creating objects. One instance per document.
 *
 * @since 0.1.0
 */
public final class UuidScanner {
    private static final int BYTES = 36;

    /** The values of hexadecimal digits; of other bytes, −1. */
    private static final byte[] DIGITS = new byte[128];

    static {
        for (char digit = 0; digit < DIGITS.length; digit++) {
            DIGITS[digit] = (byte) Character.digit(digit, 16);
        }
    }

    private long upper;
    private long lower;

    /** The first half of the parsed value. */
    public long upper() {
        return upper;
    }

    /** The other half. */
    public long lower() {
        return lower;
    }

    /** Reads ASCII. Returns whether it is a UUID. */
    public boolean read(byte[] text, int at, int count) {
        if (count != BYTES || text[at + 8] != '-' || text[at + 13] != '-' || text[at + 18] != '-'
                || text[at + 23] != '-') {
            return false;
        }
        long first = digits(text, at, 8);
        long second = digits(text, at + 9, 4);
        long third = digits(text, at + 14, 4);
        long fourth = digits(text, at + 19, 4);
        long fifth = digits(text, at + 24, 12);
        upper = first << 32 | second << 16 | third;
        lower = fourth << 48 | fifth;
        return (first | second | third | fourth | fifth) >= 0;
    }

    /** A number of hexadecimal digits, negative if one is none. */
    private static long digits(byte[] text, int from, int count) {
        long value = 0;
        long any = 0;
        for (int i = from; i < from + count; i++) {
            long digit = DIGITS[text[i]];
            value = value << 4 | (digit & 0xF);
            any |= digit;
        }
        return any < 0 ? -1 : value;
    }
}
