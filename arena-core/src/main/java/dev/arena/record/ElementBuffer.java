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

import dev.arena.Arena;
import dev.arena.text.Utf8Builder;

/**
 * Collects the elements of a sequence or the entries of a map, if their number is not known in advance, without creating
 * objects. Write elements by the setters of {@link #element}, and entries also by those of {@link #key}, to the memory that
 * {@link #block} returns. The data that they refer to is appended to the text beside the rows as usual. {@link #finish}
 * appends the elements themselves. The buffer is reusable and not thread safe.
 *
 * @since 0.1.0
 */
public final class ElementBuffer {
    private static final long FIRST_BYTES = 512; // a few elements of most kinds

    private final Arena arena;
    private final Field sequence;
    private final SequenceSlot slot;
    private final ElementLayout layout;
    private MemorySegment block;
    private MemorySegment nulls = MemorySegment.NULL;
    private long size;
    private boolean hasNulls;

    /**
     * A buffer for the elements of a component.
     *
     * @param  arena                             where it grows
     * @param  sequence                          a component of kind {@link FieldKind#SEQUENCE}, {@link FieldKind#MAP} or
     *                                           {@link FieldKind#REFERENCE}
     * @throws IllegalArgumentException          if the component is of another kind
     * @throws dev.arena.ArenaExhaustedException if there is no memory for the first elements
     */
    public ElementBuffer(Arena arena, Field sequence) {
        this.arena = arena;
        this.sequence = sequence;
        this.slot = sequence.sequenceSlot();
        this.layout = slot.elements();
        this.block = arena.allocate(Math.max(FIRST_BYTES, layout.stride()),
                Math.max(layout.byteAlignment(), Long.BYTES));
    }

    /**
     * Returns the layout of an element at the offset that {@link #add} returns. For entries, this is the layout of the value.
     *
     * @return the field of an element
     */
    public Field element() {
        return layout.field();
    }

    /**
     * Returns the layout of the key of an entry at that offset.
     *
     * @return                          the field of a key
     * @throws IllegalArgumentException if this is no map
     */
    public Field key() {
        return layout.key();
    }

    /**
     * The memory that elements are written to.
     *
     * @return the memory; another one after an element was added
     */
    public MemorySegment block() {
        return block;
    }

    /**
     * Number of elements since the last {@link #finish}.
     *
     * @return the number, 0 or more
     */
    public long size() {
        return size;
    }

    /**
     * Adds an element of zeros and nulls.
     *
     * @return                                   start offset in {@link #block}, in bytes
     * @throws dev.arena.ArenaExhaustedException if there is no memory for it
     */
    public long add() {
        long at = size * layout.stride();
        if (at + layout.stride() > block.byteSize()) {
            block = arena.growAtLeast(block, at + layout.stride(), 2 * block.byteSize(), Long.BYTES);
        }
        Codec.clear(block, at, layout.stride());
        size++;
        return at;
    }

    /**
     * Returns the start of an element in {@link #block}.
     *
     * @param  index number of the element, less than {@link #size}
     * @return       the offset in bytes
     */
    public long offset(long index) {
        return index * layout.stride();
    }

    /**
     * Makes the element that was added last null.
     *
     * @throws IllegalArgumentException          if elements are primitive
     * @throws dev.arena.ArenaExhaustedException if there is not enough memory
     */
    public void setNull() {
        long index = size - 1;
        if (!layout.needsNullBits()) {
            layout.field().setNull(block, offset(index));
            return;
        }
        long bytes = index / Byte.SIZE + 1;
        if (!hasNulls) {
            nulls.fill((byte) 0);
            hasNulls = true;
        }
        if (bytes > nulls.byteSize()) {
            MemorySegment grown = arena.allocate(Math.max(2 * bytes, Long.BYTES), 1);
            grown.copyFrom(nulls);
            nulls = grown;
        }
        layout.setNull(nulls, 0, index);
    }

    /**
     * Ends the sequence: appends its elements to the text beside the rows, and sets the component of a row to refer to them.
     * The buffer is empty afterwards.
     *
     * @param  rows                              memory of the row
     * @param  rowOffset                         start of the row, in bytes
     * @param  text                              the text beside the rows
     * @throws IllegalStateException             if it would have more than 2 GiB
     * @throws dev.arena.ArenaExhaustedException if there is no memory left
     */
    public void finish(MemorySegment rows, long rowOffset, Utf8Builder text) {
        long bytes = offset(size);
        long count = size;
        boolean withNulls = hasNulls;
        if (withNulls) {
            addNulls(bytes);
        }
        clear();
        slot.append(rows, rowOffset + sequence.offset(), block, count, withNulls, text);
    }

    /** Forgets the elements. */
    public void clear() {
        size = 0;
        hasNulls = false;
    }

    private void addNulls(long at) {
        long bytes = layout.blockBytes(size, true) - at;
        if (at + bytes > block.byteSize()) {
            block = arena.growAtLeast(block, at + bytes, at + bytes, Long.BYTES);
        }
        MemorySegment bits = block.asSlice(at, bytes).fill((byte) 0);
        bits.copyFrom(nulls.asSlice(0, Math.min(bytes, nulls.byteSize())));
    }
}
