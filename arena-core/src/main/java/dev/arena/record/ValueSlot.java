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

    /** Size of the slot in bytes. */
    abstract long byteSize();

    /** Whether two slots contain the same value, which is not null. */
    abstract boolean isSame(MemorySegment one, long at, MemorySegment other, long otherAt, MemorySegment text);

    /**
     * Whether values are immutable, with all objects in them, although their kind is not.
     *
     * @param depth number of the records around the value
     */
    boolean isImmutable(int depth) {
        return false;
    }

    /** Keeps the parts of a value that is not null and not immutable. */
    void keep(Object value, ConstructorArguments arguments) {
        arguments.addUnknown();
    }

    /** Whether a value that is not null and not immutable has the parts that were kept. */
    boolean isKept(Object value, ConstructorArguments arguments) {
        return false;
    }

    /** Writes a value. If the slot contains the same value, the text beside the rows does not grow. */
    final void write(MemorySegment rows, long at, @Nullable Object value, @Nullable Utf8Builder text) {
        if (value == null) {
            clear(rows, at);
        } else if (text == null || !usesText() || isNull(rows, at)) {
            writePresent(rows, at, value, text);
        } else {
            writeAgain(rows, at, value, text);
        }
    }

    /**
     * Compares the stored forms. Equal objects can differ: maps and sets in their order, and objects of an application in
     * everything that its {@code equals} ignores.
     */
    private void writeAgain(MemorySegment rows, long at, Object value, Utf8Builder text) {
        long length = text.byteLength();
        MemorySegment before = MemorySegment.ofArray(new long[(int) (byteSize() + Long.BYTES - 1) / Long.BYTES]);
        MemorySegment.copy(rows, at, before, 0, byteSize());
        writePresent(rows, at, value, text);
        if (text.byteLength() > length && isSame(before, 0, rows, at, text.segment())) {
            MemorySegment.copy(before, 0, rows, at, byteSize());
            text.truncate(length);
        }
    }

    /** Whether the memory of two slots is the same. */
    static boolean areSameBytes(MemorySegment one, long at, MemorySegment other, long otherAt, long byteSize) {
        return MemorySegment.mismatch(one, at, at + byteSize, other, otherAt, otherAt + byteSize) < 0;
    }
}
