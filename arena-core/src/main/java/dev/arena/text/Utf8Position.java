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

/**
 * Where a code point of valid UTF-8 begins: the index of its first {@code char} in the upper half of a {@code long}, and its
 * offset in bytes in the lower half. From a known position, others near it are found without reading the text from its start.
 */
final class Utf8Position {
    private Utf8Position() {}

    static int index(long position) {
        return (int) (position >>> Integer.SIZE);
    }

    static int offset(long position) {
        return (int) position;
    }

    /** The position of the code point that has the {@code char} with this index, which the text has. */
    static long seek(MemorySegment utf8, long known, int index) {
        int at = offset(known);
        int unit = index(known);
        if (index < unit / 2) {
            at = 0;
            unit = 0;
        }
        while (unit > index) {
            do {
                at--;
            } while (Utf8.isContinuation(utf8.get(Utf8.BYTE, at)));
            unit -= Utf8.length(utf8.get(Utf8.BYTE, at)) == 4 ? 2 : 1;
        }
        while (true) {
            int bytes = at == utf8.byteSize() ? 0 : Utf8.length(utf8.get(Utf8.BYTE, at));
            int units = bytes == 4 ? 2 : 1;
            if (unit + units > index) {
                break;
            }
            at += bytes;
            unit += units;
        }
        return ((long) unit << Integer.SIZE) | at;
    }
}
