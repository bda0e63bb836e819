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

/** Finds text in valid UTF-8. The search text can be any characters, which are compared in their encoded form. */
final class Utf8Search {
    private Utf8Search() {}

    /** The offset after {@code part} if it stands at {@code at}, otherwise −1; half of a surrogate pair stands nowhere. */
    static long match(MemorySegment utf8, long at, CharSequence part) {
        if (part instanceof Utf8String other) {
            return match(utf8, at, other.bytes);
        }
        long end = utf8.byteSize();
        long out = at;
        int length = part.length();
        for (int i = 0; i < length; i++) {
            int unit = part.charAt(i);
            if (out >= end) {
                return -1;
            }
            if (unit < 0x80) {
                if (utf8.get(Utf8.BYTE, out++) != unit) {
                    return -1;
                }
            } else {
                int codePoint = Character.codePointAt(part, i);
                if (Utf8.codePoint(utf8, out) != codePoint) {
                    return -1;
                }
                i += Character.charCount(codePoint) - 1;
                out += Utf8.length(utf8.get(Utf8.BYTE, out));
            }
        }
        return out;
    }

    private static long match(MemorySegment utf8, long at, MemorySegment part) {
        long to = at + part.byteSize();
        return to <= utf8.byteSize() && MemorySegment.mismatch(utf8, at, to, part, 0, part.byteSize()) == -1 ? to : -1;
    }

    /** The offset at or behind {@code from} at which {@code part} stands, or −1. */
    static long indexOf(MemorySegment utf8, long from, CharSequence part) {
        if (part.isEmpty()) {
            return from;
        }
        byte first = firstByte(part);
        long last = utf8.byteSize() - part.length(); // each char has at least one byte
        for (long at = from; at <= last; at++) {
            if (utf8.get(Utf8.BYTE, at) == first && match(utf8, at, part) >= 0) {
                return at;
            }
        }
        return -1;
    }

    /** The offset of the last place at which {@code part} stands, or −1. */
    static long lastIndexOf(MemorySegment utf8, CharSequence part) {
        if (part.isEmpty()) {
            return utf8.byteSize();
        }
        byte first = firstByte(part);
        for (long at = utf8.byteSize() - part.length(); at >= 0; at--) {
            if (utf8.get(Utf8.BYTE, at) == first && match(utf8, at, part) >= 0) {
                return at;
            }
        }
        return -1;
    }

    private static byte firstByte(CharSequence part) {
        int codePoint = Character.codePointAt(part, 0);
        return (byte) (codePoint < 0x80
                ? codePoint
                : codePoint < 0x800
                        ? 0xC0 | (codePoint >> 6)
                        : codePoint < 0x1_0000 ? 0xE0 | (codePoint >> 12) : 0xF0 | (codePoint >> 18));
    }

    static boolean endsWith(MemorySegment utf8, CharSequence part) {
        long at = utf8.byteSize() - Utf8Encoder.length(part, 0, 0, part.length(), true);
        return at >= 0 && Utf8.isBoundary(utf8, at) && match(utf8, at, part) == utf8.byteSize();
    }
}
