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
import java.util.Objects;

import dev.arena.Arena;

/**
 * Stores the elements of a {@link ByteVec}. A {@code ByteVec} cannot extend the vector class, because it extends
 * {@code OutputStream}.
 */
final class Bytes extends PrimitiveVec {

    Bytes(Arena arena) {
        super(ElementKind.BYTE, arena);
    }

    Bytes(Arena arena, long capacity) {
        super(ElementKind.BYTE, arena, capacity);
    }

    Bytes(Arena arena, MemorySegment bytes) {
        super(ElementKind.BYTE, arena, bytes);
    }

    void add(byte value) {
        long index = size;
        if (index == capacity) {
            makeRoom(1);
        }
        segment.set(ValueLayout.JAVA_BYTE, index, value);
        size = index + 1;
    }

    void append(byte[] values, int from, int length) {
        Objects.checkFromIndexSize(from, length, values.length);
        long at = room(length);
        MemorySegment.copy(values, from, segment, ValueLayout.JAVA_BYTE, at, length);
        added(length);
    }
}
