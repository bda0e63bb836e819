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

package dev.arena.record;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf8Builder;

/**
 * Reads and writes the values of a class that is neither primitive nor text in a row. A place is given by a segment and the
 * offset of the slot. A slot of zeros is null.
 */
abstract class ValueSlot {

    /** Whether values may lie beside the rows. */
    abstract boolean usesText();

    abstract boolean isNull(MemorySegment rows, long at);

    /** Reads a value that is not null. */
    abstract Object readPresent(MemorySegment rows, long at, MemorySegment text);

    /**
     * Writes a value that is not null.
     *
     * @param text where goes what lies beside the rows; null only if nothing does
     */
    abstract void writePresent(MemorySegment rows, long at, Object value, @Nullable Utf8Builder text);

    /** Makes the slot null. */
    abstract void clear(MemorySegment rows, long at);

    final @Nullable Object read(MemorySegment rows, long at, MemorySegment text) {
        return isNull(rows, at) ? null : readPresent(rows, at, text);
    }

    /** Writes a value. What the slot has already beside the rows is not written again. */
    final void write(MemorySegment rows, long at, @Nullable Object value, @Nullable Utf8Builder text) {
        if (value == null) {
            clear(rows, at);
        } else if (text == null || !usesText() || isNull(rows, at)
                || !Objects.deepEquals(readPresent(rows, at, text.segment()), value)) {
            writePresent(rows, at, value, text);
        }
    }
}
