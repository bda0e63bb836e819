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

package dev.arena.collect;

import java.io.DataOutput;
import java.io.UTFDataFormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The encoding of {@link DataOutput#writeUTF}: each UTF-16 unit by itself in one, two or three bytes, and U+0000 in two.
 */
final class ModifiedUtf8 {
    private static final int LONGEST = 65_535;

    private ModifiedUtf8() {}

    /** Number of bytes of a text. */
    static int byteLength(String text) throws UTFDataFormatException {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            bytes += unit >= 0x800 ? 2 : (unit >= 0x80 || unit == 0) ? 1 : 0;
        }
        if (bytes > LONGEST) {
            throw new UTFDataFormatException("The text has " + bytes + " bytes, more than " + LONGEST);
        }
        return (int) bytes;
    }

    /** Writes a text with a known length. */
    static void encode(String text, MemorySegment target, long offset) {
        long at = offset;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit >= 0x800) {
                put(target, at++, 0xE0 | (unit >> 12));
                put(target, at++, 0x80 | ((unit >> 6) & 0x3F));
                put(target, at++, 0x80 | (unit & 0x3F));
            } else if (unit >= 0x80 || unit == 0) {
                put(target, at++, 0xC0 | (unit >> 6));
                put(target, at++, 0x80 | (unit & 0x3F));
            } else {
                put(target, at++, unit);
            }
        }
    }

    private static void put(MemorySegment target, long offset, int value) {
        target.set(ValueLayout.JAVA_BYTE, offset, (byte) value);
    }
}
