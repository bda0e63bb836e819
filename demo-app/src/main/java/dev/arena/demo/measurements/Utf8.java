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

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Checks whether bytes are UTF-8. */
final class Utf8 {

    private Utf8() {}

    /**
     * Returns whether {@code length} bytes are well-formed UTF-8 (The Unicode Standard, table 3-7: no overlong forms, no
     * surrogates, nothing above U+10FFFF) without U+FFFD. A decoder produces this character for invalid bytes, so a name that
     * contains it is already damaged.
     */
    static boolean isValid(MemorySegment text, long start, int length) {
        long end = start + length;
        long at = start;
        while (at < end) {
            int bytes = sequenceAt(text, at, end);
            if (bytes == 0) {
                return false;
            }
            at += bytes;
        }
        return true;
    }

    /** Returns the length in bytes of the sequence at {@code at}, or 0 if it is invalid. */
    private static int sequenceAt(MemorySegment text, long at, long end) {
        int lead = byteAt(text, at);
        if (lead < 0x80) {
            return 1;
        }
        int bytes = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (bytes == 0 || end - at < bytes) {
            return 0;
        }
        int codePoint = lead & 0x7F >>> bytes;
        for (int i = 1; i < bytes; i++) {
            int next = byteAt(text, at + i);
            if ((next & 0xC0) != 0x80) {
                return 0;
            }
            codePoint = codePoint << 6 | (next & 0x3F);
        }
        boolean valid = switch (bytes) {
            case 2 -> true;
            case 3 -> codePoint >= 0x800 && (codePoint < 0xD800 || codePoint > 0xDFFF) && codePoint != 0xFFFD;
            default -> codePoint >= 0x10000 && codePoint <= 0x10FFFF;
        };
        return valid ? bytes : 0;
    }

    private static int byteAt(MemorySegment text, long at) {
        return Byte.toUnsignedInt(text.get(ValueLayout.JAVA_BYTE, at));
    }
}
