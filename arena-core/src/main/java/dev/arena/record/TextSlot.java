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

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

/**
 * A slot that refers to a text beside the rows: its offset and its length plus one, both in bytes. A slot never contains an
 * address, and reads check it against the text.
 */
final class TextSlot {
    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            ValueLayout.JAVA_INT.withName("offset"), ValueLayout.JAVA_INT.withName("lengthPlusOne"));

    private static final long LENGTH = 4;

    private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]).asReadOnly();

    private TextSlot() {}

    static boolean isNull(MemorySegment rows, long slot) {
        return rows.get(ValueLayout.JAVA_INT, slot + LENGTH) == 0;
    }

    static long offset(MemorySegment rows, long slot) {
        return rows.get(ValueLayout.JAVA_INT, slot);
    }

    /** Bytes of the text, -1 for null. */
    static int length(MemorySegment rows, long slot) {
        return rows.get(ValueLayout.JAVA_INT, slot + LENGTH) - 1;
    }

    static void clear(MemorySegment rows, long slot) {
        set(rows, slot, 0, -1);
    }

    static void set(MemorySegment rows, long slot, long offset, int byteLength) {
        requirePlace(offset, byteLength);
        rows.set(ValueLayout.JAVA_INT, slot, (int) offset);
        rows.set(ValueLayout.JAVA_INT, slot + LENGTH, byteLength + 1);
    }

    /** Makes sure that offset and length of a text, or of anything else beside the rows, fit in a slot. */
    static void requirePlace(long offset, long byteLength) {
        if (offset < 0 || byteLength > Integer.MAX_VALUE || offset > Integer.MAX_VALUE - 1L - byteLength) {
            throw new IllegalStateException(
                    "The text of rows is limited to 2 GiB: " + byteLength + " bytes at offset " + offset
                            + " exceed it");
        }
    }

    static @Nullable MemorySegment bytes(MemorySegment rows, long slot, MemorySegment text) {
        int lengthPlusOne = rows.get(ValueLayout.JAVA_INT, slot + LENGTH);
        return lengthPlusOne == 0 ? null : text.asSlice(rows.get(ValueLayout.JAVA_INT, slot), lengthPlusOne - 1L);
    }

    /** Whether two slots refer to the same text, or both are null. */
    static boolean isSame(MemorySegment one, long slot, MemorySegment other, long otherSlot, MemorySegment text) {
        MemorySegment bytes = bytes(one, slot, text);
        MemorySegment others = bytes(other, otherSlot, text);
        if (bytes == null || others == null) {
            return bytes == null && others == null;
        }
        return bytes.mismatch(others) < 0;
    }

    static @Nullable Utf8String read(MemorySegment rows, long slot, MemorySegment text) {
        MemorySegment bytes = bytes(rows, slot, text);
        return bytes == null ? null : Utf8String.ofUnchecked(bytes);
    }

    static @Nullable String readString(MemorySegment rows, long slot, MemorySegment text) {
        int lengthPlusOne = rows.get(ValueLayout.JAVA_INT, slot + LENGTH);
        return lengthPlusOne == 0
                ? null
                : Utf8String.string(text, rows.get(ValueLayout.JAVA_INT, slot), lengthPlusOne - 1);
    }

    /**
     * Writes a text. What the slot or the text has already is not written again, so that a row can be replaced by one that
     * differs in its numbers as often as one likes.
     */
    static void write(MemorySegment rows, long slot, @Nullable CharSequence value, @Nullable Utf8Builder text) {
        if (value == null) {
            clear(rows, slot);
            return;
        }
        Objects.requireNonNull(text, "text");
        if (value instanceof Utf8String utf8) {
            write(rows, slot, utf8, text);
            return;
        }
        if (!isNull(rows, slot)) {
            Utf8String old = read(rows, slot, text.segment());
            if (old != null && CharSequence.compare(old, value) == 0) {
                return;
            }
        }
        long start = text.byteLength();
        text.append(value);
        if (!value.isEmpty() && Character.isHighSurrogate(value.charAt(value.length() - 1))) {
            text.append(NOTHING); // its other half must not come from the next text
        }
        set(rows, slot, start, Math.toIntExact(text.byteLength() - start));
    }

    @SuppressWarnings("ReferenceEquality")
    private static void write(MemorySegment rows, long slot, Utf8String value, Utf8Builder text) {
        MemorySegment bytes = value.segment();
        int length = Math.toIntExact(bytes.byteSize());
        MemorySegment all = text.segment();
        long start = bytes.address() - all.address();
        if (start < 0 || start > all.byteSize() - length || !bytes.isNative() || !bytes.scope().equals(all.scope())) {
            start = text.byteLength();
            text.append(value);
        }
        set(rows, slot, start, length);
    }
}
