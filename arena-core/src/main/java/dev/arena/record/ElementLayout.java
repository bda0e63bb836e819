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
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The layout of the elements of a sequence, or of the entries of a map. A nullable element without a value that represents
 * null has a bit after all elements. An entry has a byte for each such part, like a row.
 */
final class ElementLayout {
    private final @Nullable Field key;
    private final Field field;
    private final long stride;
    private final long byteAlignment;

    private ElementLayout(@Nullable Field key, Field field, Struct struct) {
        StructLayout layout = struct.finish();
        this.key = key;
        this.field = field;
        this.stride = layout.byteSize();
        this.byteAlignment = layout.byteAlignment();
    }

    /** Elements of a sequence. */
    static ElementLayout ofElements(Class<?> owner, Component element) {
        var struct = new Struct();
        List<Field> fields = Field.addAll(owner, List.of(element.withoutPresence()), struct);
        return new ElementLayout(null, fields.getFirst(), struct);
    }

    /** Entries of a map. */
    static ElementLayout ofEntries(Class<?> owner, Component key, Component value) {
        var struct = new Struct();
        List<Field> fields = Field.addAll(owner, List.of(key, value), struct);
        return new ElementLayout(fields.getFirst(), fields.getLast(), struct);
    }

    /** The element, or the value of an entry. */
    Field field() {
        return field;
    }

    /** The key of an entry. */
    Field key() {
        if (key == null) {
            throw new IllegalArgumentException("This component is not a map");
        }
        return key;
    }

    /** The key if there is one, and the other. */
    Stream<Field> fields() {
        return Stream.concat(Stream.ofNullable(key), Stream.of(field));
    }

    /** From the beginning of an element to that of the next, in bytes. */
    long stride() {
        return stride;
    }

    long byteAlignment() {
        return byteAlignment;
    }

    /** Whether a bit indicates that an element is null. */
    boolean needsNullBits() {
        return key == null && field.nullable() && (field.kind().isPrimitive() || field.kind() == FieldKind.RECORD);
    }

    long blockBytes(long count, boolean hasNulls) {
        return count * stride + (hasNulls ? (count + Byte.SIZE - 1) / Byte.SIZE : 0);
    }

    void setNull(MemorySegment block, long count, long index) {
        long at = count * stride + index / Byte.SIZE;
        block.set(ValueLayout.JAVA_BYTE, at, (byte) (block.get(ValueLayout.JAVA_BYTE, at) | bit(index)));
    }

    boolean isNull(MemorySegment block, long count, long index) {
        return isNull(block, 0, count, index);
    }

    /** Returns whether the element is null whose block begins at an offset in the memory. */
    boolean isNull(MemorySegment memory, long from, long count, long index) {
        return (memory.get(ValueLayout.JAVA_BYTE, from + count * stride + index / Byte.SIZE) & bit(index)) != 0;
    }

    /** Whether two blocks contain the same elements, in the same order. */
    boolean areSame(MemorySegment one, MemorySegment other, long count, boolean hasNulls, MemorySegment text) {
        for (long i = 0; i < count; i++) {
            long at = i * stride;
            boolean isNull = hasNulls && isNull(one, count, i);
            if ((hasNulls && isNull(other, count, i) != isNull)
                    || (!isNull && !fields().allMatch(it -> it.isSame(one, at, other, at, text)))) {
                return false;
            }
        }
        return true;
    }

    private static int bit(long index) {
        return 1 << (int) (index % Byte.SIZE);
    }
}
