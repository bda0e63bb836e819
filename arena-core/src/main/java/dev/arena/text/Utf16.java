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
import java.lang.foreign.ValueLayout;
import java.lang.foreign.ValueLayout.OfChar;

/** Reads and writes UTF-16 in memory, in the byte order of the machine. Indices count {@code char}s. */
final class Utf16 {
    static final OfChar UNIT = ValueLayout.JAVA_CHAR_UNALIGNED;

    private Utf16() {}

    static char get(MemorySegment utf16, long index) {
        return utf16.get(UNIT, index * Character.BYTES);
    }

    static void set(MemorySegment utf16, long index, char unit) {
        utf16.set(UNIT, index * Character.BYTES, unit);
    }

    /** Writes {@code char}s as they are. */
    static void put(CharSequence text, int from, int to, MemorySegment target, long at) {
        long shift = at - from;
        for (int i = from; i < to; i++) {
            set(target, shift + i, text.charAt(i));
        }
    }

    /** The index of the first surrogate without its other half, or −1. */
    static int loneSurrogate(CharSequence text, int from, int to) {
        for (int i = from; i < to; i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                if (Character.isLowSurrogate(unit) || i + 1 == to || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    /** Replaces unpaired surrogates in the written text. */
    static void replaceLoneSurrogates(MemorySegment utf16, long from, long to) {
        for (long i = from; i < to; i++) {
            char unit = get(utf16, i);
            if (Character.isSurrogate(unit)) {
                if (Character.isLowSurrogate(unit) || i + 1 == to || !Character.isLowSurrogate(get(utf16, i + 1))) {
                    set(utf16, i, Utf8.REPLACEMENT);
                } else {
                    i++;
                }
            }
        }
    }

    /** Returns whether an offset in valid text is between the two halves of a surrogate pair. */
    static boolean cutsPair(MemorySegment utf16, long index, long length) {
        return index > 0 && index < length && Character.isLowSurrogate(get(utf16, index));
    }

    /** Throws where a text was cut between the two halves of a pair. */
    static void requireBoundary(MemorySegment utf16, long index, long length) {
        if (cutsPair(utf16, index, length)) {
            throw MalformedTextException.surrogate(index, get(utf16, index));
        }
    }

    /** As {@link String#hashCode} of the same text. */
    static int hash(MemorySegment utf16, int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + get(utf16, i);
        }
        return hash;
    }

    static String toString(MemorySegment utf16, long length) {
        return new String(utf16.asSlice(0, length * Character.BYTES).toArray(UNIT));
    }
}
