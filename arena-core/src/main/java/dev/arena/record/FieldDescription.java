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
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The part of {@link Field} that describes the component and its position in a row.
 *
 * <p>The methods of a field are in several classes, one for each group of kinds. They are final, so the compiler adds no bridge
 * methods to {@code Field}, and each call has one target.
 */
abstract sealed class FieldDescription permits ScalarField {
    static final long NEVER_NULL = -1;

    final FieldKind kind;
    final MemoryLayout layout;
    final long offset;
    final long presence;
    final @Nullable RecordLayout<?> nested;
    final @Nullable ValueSlot slot;
    final Object @Nullable [] constants;

    private final Class<?> owner;
    private final String name;
    private final int index;
    private final Class<?> type;
    private final Type genericType;

    FieldDescription(Class<?> owner, int index, Component component, long offset, long presence) {
        this.owner = owner;
        this.name = component.name();
        this.index = index;
        this.type = component.type();
        this.genericType = component.genericType();
        this.kind = component.kind();
        this.offset = offset;
        this.presence = presence;
        this.nested = component.nested();
        this.slot = component.slot();
        this.layout = component.layout();
        this.constants = component.type().getEnumConstants();
    }

    /**
     * The record that it is a component of.
     *
     * @return a record class
     */
    public final Class<?> owner() {
        return owner;
    }

    /**
     * The name of the component.
     *
     * @return the name
     */
    public final String name() {
        return name;
    }

    /**
     * The place of the component among those of its record.
     *
     * @return the index, from 0
     */
    public final int index() {
        return index;
    }

    /**
     * The type that the component was declared with.
     *
     * @return the type
     */
    public final Class<?> type() {
        return type;
    }

    /**
     * The type that the component was declared with, in which there are no type variables.
     *
     * @return a class, or a class with arguments
     */
    public final Type genericType() {
        return genericType;
    }

    /**
     * How it is represented.
     *
     * @return the kind
     */
    public final FieldKind kind() {
        return kind;
    }

    /**
     * Returns the offset of the value in a row.
     *
     * @return the offset from the start of the row, in bytes
     */
    public final long offset() {
        return offset;
    }

    /**
     * Returns whether the component can be null. Only primitive components cannot.
     *
     * @return whether it can be null
     */
    public final boolean nullable() {
        return !type.isPrimitive();
    }

    /**
     * Returns the layout of a component that is a record itself. Its row starts at {@link #offset()} of the outer row.
     *
     * @return the layout, or null for other kinds
     */
    public final @Nullable RecordLayout<?> nested() {
        return nested;
    }

    /** Whether the component has data beside the rows. */
    final boolean usesText() {
        return slot == null ? kind.isText() || (nested != null && nested.hasText()) : slot.usesText();
    }

    /** The alignment of what it has beside the rows, in bytes. */
    final long textAlignment() {
        return switch (slot) {
            case null -> nested == null ? 1 : nested.textAlignment();
            case SequenceSlot _ -> Long.BYTES;
            case OptionalSlot optional -> optional.value().textAlignment();
            default -> 1;
        };
    }

    /** Returns the number of bytes of a row that the value takes. */
    final long byteSize() {
        return layout.byteSize();
    }

    /** The layouts of the records that values have in place, in an optional, and in elements or entries. */
    final Stream<RecordLayout<?>> layouts() {
        return switch (slot) {
            case null -> Stream.ofNullable(nested);
            case SequenceSlot sequence -> sequence.elements().fields().flatMap(Field::layouts);
            case OptionalSlot optional -> optional.value().layouts();
            default -> Stream.empty();
        };
    }

    /** Returns the slot that reads and writes a component without methods in this class. */
    final ValueSlot slot() {
        return Objects.requireNonNull(slot);
    }

    final SequenceSlot sequenceSlot() {
        if (slot instanceof SequenceSlot sequence) {
            return sequence;
        }
        throw otherKind("a list, set, array or map");
    }

    /**
     * Returns the layout of an element of a list, set or array, or of a value of a map, in the memory beside the rows.
     *
     * @return                          the field of an element
     * @throws IllegalArgumentException if this is of another kind
     */
    public final Field element() {
        return sequenceSlot().elements().field();
    }

    /**
     * Returns the layout of a key of a map.
     *
     * @return                          the field of a key
     * @throws IllegalArgumentException if this is of another kind
     */
    public final Field key() {
        return sequenceSlot().elements().key();
    }

    /** Whether a separate byte indicates that the value is present. */
    final boolean hasPresence() {
        return presence != NEVER_NULL;
    }

    /** Returns the offset of that byte in a row. */
    final long presenceOffset() {
        return presence;
    }

    /** Its name in the struct, which no component can have. */
    static String presenceName(String component) {
        return component + "?";
    }

    /** The constants of an enum. */
    final Object @Nullable [] constants() {
        return constants;
    }

    /** The layout of a primitive, boxed or not, or of the stored value of an enum. */
    final ValueLayout valueLayout() {
        return (ValueLayout) layout;
    }

    final long at(FieldKind expected, long rowOffset) {
        if (kind != expected) {
            throw otherKind(expected.name());
        }
        return rowOffset + offset;
    }

    final IllegalArgumentException otherKind(String expected) {
        return new IllegalArgumentException(this + " is not " + expected);
    }

    final void markPresent(MemorySegment rows, long rowOffset) {
        if (presence != NEVER_NULL) {
            rows.set(ValueLayout.JAVA_BYTE, rowOffset + presence, (byte) 1);
        }
    }

    /** Record, component and kind, such as {@code Reading.temperature (DOUBLE)}. */
    @Override
    public final String toString() {
        return owner.getSimpleName() + "." + name + " (" + kind + (nullable() ? ", nullable)" : ")");
    }
}
