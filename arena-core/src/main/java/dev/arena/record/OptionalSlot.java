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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf8Builder;

/** A slot for an {@link Optional} or one of its primitive variants: a byte for null, empty or present, and the value. */
final class OptionalSlot extends ValueSlot {
    private static final byte EMPTY = 1;
    private static final byte PRESENT = 2;

    private final Field value;
    private final MemoryLayout layout;
    private final long state;

    OptionalSlot(Class<?> owner, Component component) {
        var struct = new Struct();
        this.value = Field.addAll(owner, List.of(component), struct).getFirst();
        this.state = struct.add("state", ValueLayout.JAVA_BYTE);
        this.layout = struct.finish();
    }

    MemoryLayout layout() {
        return layout;
    }

    /** The value, at offset 0 of the slot. */
    Field value() {
        return value;
    }

    @Override
    boolean usesText() {
        return value.usesText();
    }

    @Override
    long byteSize() {
        return layout.byteSize();
    }

    @Override
    boolean isSame(MemorySegment one, long at, MemorySegment other, long otherAt, MemorySegment text) {
        return isPresent(one, at) == isPresent(other, otherAt)
                && (!isPresent(one, at) || value.isSame(one, at, other, otherAt, text));
    }

    @Override
    boolean isImmutable(int depth) {
        return value.isImmutable(depth);
    }

    @Override
    boolean isNull(MemorySegment rows, long at) {
        return rows.get(ValueLayout.JAVA_BYTE, at + state) == 0;
    }

    /** Whether there is an optional and it has a value. */
    boolean isPresent(MemorySegment rows, long at) {
        return rows.get(ValueLayout.JAVA_BYTE, at + state) == PRESENT;
    }

    /** Says that there is an optional, and whether it has a value. */
    void setPresent(MemorySegment rows, long at, boolean isPresent) {
        rows.set(ValueLayout.JAVA_BYTE, at + state, isPresent ? PRESENT : EMPTY);
    }

    @Override
    void clear(MemorySegment rows, long at) {
        Codec.clear(rows, at, layout.byteSize());
    }

    @Override
    Object readPresent(MemorySegment rows, long at, MemorySegment text) {
        boolean isPresent = isPresent(rows, at);
        if (value.type() == int.class) {
            return isPresent ? OptionalInt.of(value.getInt(rows, at)) : OptionalInt.empty();
        }
        if (value.type() == long.class) {
            return isPresent ? OptionalLong.of(value.getLong(rows, at)) : OptionalLong.empty();
        }
        if (value.type() == double.class) {
            return isPresent ? OptionalDouble.of(value.getDouble(rows, at)) : OptionalDouble.empty();
        }
        return isPresent
                ? Optional.of(Objects.requireNonNull(value.getValue(rows, at, text)))
                : Optional.empty();
    }

    @Override
    void writePresent(MemorySegment rows, long at, Object optional, @Nullable Utf8Builder text) {
        clear(rows, at);
        Object held = switch (optional) {
            case Optional<?> it -> it.orElse(null);
            case OptionalInt it -> it.isPresent() ? it.getAsInt() : null;
            case OptionalLong it -> it.isPresent() ? it.getAsLong() : null;
            case OptionalDouble it -> it.isPresent() ? it.getAsDouble() : null;
            default -> throw new ClassCastException(optional.getClass().getName() + " is not an Optional");
        };
        if (held != null) {
            value.setValue(rows, at, held, text);
        }
        setPresent(rows, at, held != null);
    }
}
