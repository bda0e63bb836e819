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

/** A chunk as its source sees it: the memory itself, whoever it is lent to. */
final class RecordedChunk {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    /** Bytes of the beginning that are shown. */
    private static final int SHOWN = 12;

    private final int number;
    private final MemorySegment memory;
    private boolean released;
    private long used;

    RecordedChunk(int number, MemorySegment memory) {
        this.number = number;
        this.memory = memory;
    }

    /** Counts from 1 in the order in which they were obtained. */
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

    /** How far the cursor has come that was last seen in it. */
    long used() {
        return used;
    }

    void used(long bytes) {
        used = bytes;
    }

    /** Where an address is in it, counted from its beginning; −1 for one that is elsewhere. The end belongs to it. */
    long offsetOf(long address) {
        long offset = address - memory.address();
        return offset >= 0 && offset <= memory.byteSize() ? offset : -1;
    }

    /** What is at its beginning now, in hexadecimal digits. Must not be released. */
    String firstBytes() {
        return HEX.formatHex(memory.asSlice(0, SHOWN).toArray(ValueLayout.JAVA_BYTE));
    }
}
