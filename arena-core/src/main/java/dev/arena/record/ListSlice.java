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
import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf8String;

/**
 * The elements of a component that is a list, set or array. They are read without creating a collection. The slice is a view
 * of the memory beside the rows. It ends with that memory, and shows its content at the time when the slice was created. Any
 * thread that may use the memory may use the slice.
 *
 * <p>Methods with an index parameter throw {@link IndexOutOfBoundsException} if there is no such element. They throw
 * {@link IllegalArgumentException} if the elements have another kind, and {@link IllegalStateException} if the memory has
 * ended.
 *
 * @since 0.1.0
 */
public final class ListSlice {
    private final ElementLayout layout;
    private final Field field;
    private final int size;
    private final boolean hasNulls;
    private final MemorySegment block;
    private final MemorySegment text;

    ListSlice(ElementLayout layout, int size, boolean hasNulls, MemorySegment block, MemorySegment text) {
        this(layout, layout.field(), size, hasNulls, block, text);
    }

    private ListSlice(ElementLayout layout, Field field, int size, boolean hasNulls, MemorySegment block,
            MemorySegment text) {
        this.layout = layout;
        this.field = field;
        this.size = size;
        this.hasNulls = hasNulls;
        this.block = block.asReadOnly();
        this.text = text;
    }

    /** The keys of the entries whose values are these elements. */
    ListSlice keys() {
        return new ListSlice(layout, layout.key(), size, hasNulls, block, text);
    }

    /**
     * Number of elements.
     *
     * @return the number, 0 or more
     */
    public int size() {
        return size;
    }

    /**
     * Returns the layout of an element in {@link #block}, for use with {@link #offset}.
     *
     * @return the field of an element
     */
    public Field element() {
        return field;
    }

    /**
     * Returns the memory of the consecutive elements.
     *
     * @return a read-only view
     */
    public MemorySegment block() {
        return block;
    }

    /**
     * Returns the offset of an element in {@link #block}.
     *
     * @param  index number of the element
     * @return       the offset in bytes
     */
    public long offset(int index) {
        return Objects.checkIndex(index, size) * layout.stride();
    }

    /**
     * The memory beside the rows, to which elements may refer.
     *
     * @return the text
     */
    public MemorySegment textSegment() {
        return text;
    }

    /**
     * Returns whether any element is null that has no value for null, so that {@link #block} alone does not show it.
     *
     * @return whether there is one
     */
    public boolean hasNullBits() {
        return hasNulls;
    }

    /**
     * Whether an element is null.
     *
     * @param  index number of the element
     * @return       whether it is null
     */
    public boolean isNull(int index) {
        return hasNulls
                ? layout.isNull(block, size, Objects.checkIndex(index, size))
                : field.isNull(block, offset(index));
    }

    /**
     * Reads an int.
     *
     * @param  index number of the element
     * @return       its value; zero if it is null
     */
    public int getInt(int index) {
        return field.getInt(block, offset(index));
    }

    /**
     * Reads a long.
     *
     * @param  index number of the element
     * @return       its value; zero if it is null
     */
    public long getLong(int index) {
        return field.getLong(block, offset(index));
    }

    /**
     * Reads a double.
     *
     * @param  index number of the element
     * @return       its value; zero if it is null
     */
    public double getDouble(int index) {
        return field.getDouble(block, offset(index));
    }

    /**
     * Reads a boolean.
     *
     * @param  index number of the element
     * @return       its value; false if it is null
     */
    public boolean getBoolean(int index) {
        return field.getBoolean(block, offset(index));
    }

    /**
     * Reads a text without copying it.
     *
     * @param  index number of the element, a {@link String} or {@link Utf8String}
     * @return       a view of it, or null
     */
    public @Nullable Utf8String getText(int index) {
        return field.getText(block, offset(index), text);
    }

    /**
     * Reads an element that is a list, set or array itself.
     *
     * @param  index number of the element
     * @return       a view of it, or null
     */
    public @Nullable ListSlice getList(int index) {
        return field.getList(block, offset(index), text);
    }

    /**
     * Makes the element.
     *
     * @param  index number of the element
     * @return       the object, or null
     */
    public @Nullable Object get(int index) {
        return isNull(index) ? null : field.getValue(block, offset(index), text);
    }

    @Nullable
    Object[] toArray() {
        var values = new @Nullable Object[size];
        for (int i = 0; i < size; i++) {
            values[i] = get(i);
        }
        return values;
    }

    /** The elements in brackets. */
    @Override
    public String toString() {
        return Arrays.toString(toArray());
    }
}
