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
import java.lang.foreign.ValueLayout;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf8Builder;

/** Reads and writes rows of one record type. {@link CodecGenerator} generates a subclass for each type if it can. */
abstract class Codec {

    /** Creates a record from a row. */
    abstract Object read(MemorySegment rows, long offset, MemorySegment text);

    /**
     * Writes a record to a row.
     *
     * @param text builder of its texts; null only if the record has none
     */
    abstract void write(MemorySegment rows, long offset, Object value, @Nullable Utf8Builder text);

    /** Reads like the other method, and keeps the arguments of the constructor. A codec that keeps none writes everything. */
    Object read(MemorySegment rows, long offset, MemorySegment text, ConstructorArguments arguments) {
        return read(rows, offset, text);
    }

    /** Writes those components of a record that its constructor has changed since the codec has read it from the same row. */
    void writeChanges(MemorySegment rows, long offset, Object value, @Nullable Utf8Builder text,
            ConstructorArguments arguments) {
        write(rows, offset, value, text);
    }

    /** Returns a component that {@linkplain FieldKind#hasParts has parts}. */
    abstract @Nullable Object component(Object value, int index);

    /** The stored value of a constant. Only the program that wrote the memory reads it. */
    @SuppressWarnings("EnumOrdinal")
    static int stored(@Nullable Object constant) {
        return constant == null ? 0 : ((Enum<?>) constant).ordinal() + 1;
    }

    static @Nullable Object constant(Object[] constants, int stored) {
        return stored == 0 ? null : constants[stored - 1];
    }

    static byte presence(@Nullable Object value) {
        return value == null ? (byte) 0 : (byte) 1;
    }

    static void clear(MemorySegment rows, long offset, long byteSize) {
        long end = offset + byteSize;
        long at = offset;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            rows.set(ValueLayout.JAVA_LONG_UNALIGNED, at, 0L);
        }
        for (; at < end; at++) {
            rows.set(ValueLayout.JAVA_BYTE, at, (byte) 0);
        }
    }
}
