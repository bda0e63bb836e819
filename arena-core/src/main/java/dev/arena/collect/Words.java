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

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Reads bytes eight at a time. In little-endian order, the first byte is the lowest of the word on every machine. A key that
 * does not fill its last word is read as if zeros followed.
 */
final class Words {
    static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    /** {@code bytes} rounded up to whole words. */
    static long roundUp(long bytes) {
        return bytes + Long.BYTES - 1 & -Long.BYTES;
    }

    /** The first {@code bytes} bytes of {@code word}, 1 to 7 of them, and zeros. */
    static long first(long word, int bytes) {
        return word & (1L << (bytes << 3)) - 1;
    }

    /** The {@code bytes} bytes at {@code offset}, 1 to 7 of them, and zeros. Nothing outside the segment is read. */
    static long tail(MemorySegment text, long offset, int bytes) {
        return offset <= text.byteSize() - Long.BYTES
                ? first(text.get(WORD, offset), bytes)
                : lastTail(text, offset, bytes);
    }

    private static long lastTail(MemorySegment text, long offset, int bytes) {
        long word = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            word = word << 8 | Byte.toUnsignedLong(text.get(ValueLayout.JAVA_BYTE, offset + i));
        }
        return word;
    }
}
