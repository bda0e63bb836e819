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
import java.util.Objects;

import dev.arena.Arena;

/**
 * The layout of a record that is followed by elements, like a C struct with a flexible array member. The number of elements
 * is chosen at allocation. It is not stored: it follows from the size of the segment, or is a component of the record.
 * Immutable.
 *
 * @param <R> type of the record
 * @since 0.1.0
 */
public final class TrailingLayout<R extends Record> {
    private final RecordLayout<R> header;
    private final MemoryLayout element;
    private final long elementsOffset;
    private final long byteAlignment;

    TrailingLayout(RecordLayout<R> header, MemoryLayout element) {
        this.header = header;
        this.element = element;
        this.byteAlignment = Math.max(header.byteAlignment(), element.byteAlignment());
        this.elementsOffset = -(-header.byteSize() & -element.byteAlignment());
    }

    /**
     * The layout of the record.
     *
     * @return its layout
     */
    public RecordLayout<R> header() {
        return header;
    }

    /**
     * The layout of an element.
     *
     * @return its layout
     */
    public MemoryLayout element() {
        return element;
    }

    /**
     * Offset of the first element.
     *
     * @return the offset in bytes
     */
    public long elementsOffset() {
        return elementsOffset;
    }

    /**
     * Size of a record with elements.
     *
     * @param  count                    number of elements, 0 or more
     * @return                          the size in bytes
     * @throws IllegalArgumentException if the count is negative
     * @throws ArithmeticException      if the size exceeds the range of a {@code long}
     */
    public long byteSize(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("count must not be negative: " + count);
        }
        return Math.addExact(elementsOffset, Math.multiplyExact(count, element.byteSize()));
    }

    /**
     * The layout as a {@code java.lang.foreign} layout with the members {@code header} and {@code elements}.
     *
     * @param  count                    number of elements, 0 or more
     * @return                          the layout of a record with so many elements
     * @throws IllegalArgumentException if the count is negative
     */
    public StructLayout layout(long count) {
        byteSize(count);
        var struct = new Struct();
        struct.add("header", header.layout());
        struct.add("elements", MemoryLayout.sequenceLayout(count, element));
        return struct.finish();
    }

    /**
     * Allocates memory for a record with elements.
     *
     * @param  arena                             where to allocate
     * @param  count                             number of elements, 0 or more
     * @return                                   zeros and nulls
     * @throws IllegalArgumentException          if the count is negative
     * @throws dev.arena.ArenaExhaustedException if there is no memory left
     * @throws IllegalStateException             if the arena has been closed
     * @throws WrongThreadException              if it is confined to another thread
     */
    public MemorySegment allocate(Arena arena, long count) {
        return arena.allocate(byteSize(count), byteAlignment);
    }

    /**
     * The elements of a segment that {@link #allocate} returned.
     *
     * @param  segment                   a record with elements
     * @return                           the memory after the record, up to the last whole element
     * @throws IndexOutOfBoundsException if the segment is smaller than the record
     */
    public MemorySegment elements(MemorySegment segment) {
        Objects.checkFromToIndex(elementsOffset, segment.byteSize(), segment.byteSize());
        long bytes = segment.byteSize() - elementsOffset;
        return segment.asSlice(elementsOffset, bytes - bytes % element.byteSize());
    }

    /** Both layouts. */
    @Override
    public String toString() {
        return header + " followed by " + element;
    }
}
