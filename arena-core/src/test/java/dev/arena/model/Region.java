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

package dev.arena.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A range of bytes with its own pattern, which does not depend on the length. A segment and all handles to it or to its slices
 * share one region.
 */
final class Region {
    private static final long WORD = Long.BYTES;
    private static final ValueLayout.OfLong WORDS = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    final long address;
    private final long key;

    /** Guarded by {@link Regions}, like {@link #uses}. */
    long bytes;

    /** Number of segments and handles of the region. */
    int uses = 1;

    Region(long address, long bytes, long key) {
        this.address = address;
        this.bytes = bytes;
        this.key = key;
    }

    private long word(long offset) {
        return (key + offset / WORD) * 0x9E3779B97F4A7C15L;
    }

    private byte singleByte(long offset) {
        return (byte) (word(offset) >>> (offset % WORD * Byte.SIZE));
    }

    void fill(MemorySegment segment) {
        long i = 0;
        for (; i + WORD <= segment.byteSize(); i += WORD) {
            segment.set(WORDS, i, word(i));
        }
        for (; i < segment.byteSize(); i++) {
            segment.set(ValueLayout.JAVA_BYTE, i, singleByte(i));
        }
    }

    /** Returns whether the slice contains the pattern. The slice must begin at a word boundary. */
    boolean isIntact(MemorySegment slice) {
        long offset = slice.address() - address;
        long i = 0;
        for (; i + WORD <= slice.byteSize(); i += WORD) {
            if (slice.get(WORDS, i) != word(offset + i)) {
                return false;
            }
        }
        for (; i < slice.byteSize(); i++) {
            if (slice.get(ValueLayout.JAVA_BYTE, i) != singleByte(offset + i)) {
                return false;
            }
        }
        return true;
    }

    static boolean isZero(MemorySegment segment, long from) {
        long i = from;
        for (; i + WORD <= segment.byteSize(); i += WORD) {
            if (segment.get(WORDS, i) != 0) {
                return false;
            }
        }
        for (; i < segment.byteSize(); i++) {
            if (segment.get(ValueLayout.JAVA_BYTE, i) != 0) {
                return false;
            }
        }
        return true;
    }
}
