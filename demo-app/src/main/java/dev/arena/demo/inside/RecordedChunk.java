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

package dev.arena.demo.inside;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;

/** A chunk from the view of its source: the memory itself, regardless of its current owner. */
final class RecordedChunk {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    /** Number of bytes shown from the beginning of a chunk. */
    private static final int SHOWN = 12;

    private final int number;
    private final MemorySegment memory;
    private boolean released;
    private long used;

    RecordedChunk(int number, MemorySegment memory) {
        this.number = number;
        this.memory = memory;
    }

    /** Number of the chunk, from 1, in the order in which chunks were obtained. */
    int number() {
        return number;
    }

    MemorySegment memory() {
        return memory;
    }

    boolean isReleased() {
        return released;
    }

    void released() {
        released = true;
    }

    /** The last known position of the cursor in the chunk. */
    long used() {
        return used;
    }

    void used(long bytes) {
        used = bytes;
    }

    /** Returns the offset of an address in the chunk; −1 for an address outside. The end belongs to the chunk. */
    long offsetOf(long address) {
        long offset = address - memory.address();
        return offset >= 0 && offset <= memory.byteSize() ? offset : -1;
    }

    /** Returns the first bytes in hexadecimal digits. The chunk must not be released. */
    String firstBytes() {
        return HEX.formatHex(memory.asSlice(0, SHOWN).toArray(ValueLayout.JAVA_BYTE));
    }
}
