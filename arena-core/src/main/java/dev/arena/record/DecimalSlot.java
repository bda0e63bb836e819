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
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf8Builder;

/**
 * A slot for a {@link BigDecimal} or {@link BigInteger}: the unscaled value, the scale, and the form of the unscaled value.
 * An unscaled value of more than eight bytes is stored beside the rows in two's complement, with the highest byte first. The
 * first eight bytes of the slot then contain the offset in the upper half and the length in the lower half.
 */
final class DecimalSlot extends ValueSlot {
    static final StructLayout LAYOUT;

    private static final byte COMPACT = 1;
    private static final byte LARGE = 2;
    private static final long SCALE = 8;
    private static final long FORM = 12;
    private static final int MOST_COMPACT_BITS = Long.SIZE - 1;

    static {
        var struct = new Struct();
        struct.add("unscaled", ValueLayout.JAVA_LONG);
        struct.add("scale", ValueLayout.JAVA_INT);
        struct.add("form", ValueLayout.JAVA_BYTE);
        LAYOUT = struct.unpadded();
    }

    private final boolean isInteger;

    DecimalSlot(FieldKind kind) {
        this.isInteger = kind == FieldKind.INTEGER;
    }

    static boolean isCompact(MemorySegment rows, long at) {
        return rows.get(ValueLayout.JAVA_BYTE, at + FORM) == COMPACT;
    }

    static long compact(MemorySegment rows, long at) {
        return rows.get(ValueLayout.JAVA_LONG, at);
    }

    static int scale(MemorySegment rows, long at) {
        return rows.get(ValueLayout.JAVA_INT, at + SCALE);
    }

    static void setCompact(MemorySegment rows, long at, long unscaled, int scale) {
        set(rows, at, unscaled, scale, COMPACT);
    }

    private static void set(MemorySegment rows, long at, long unscaled, int scale, byte form) {
        rows.set(ValueLayout.JAVA_LONG, at, unscaled);
        rows.set(ValueLayout.JAVA_INT, at + SCALE, scale);
        rows.set(ValueLayout.JAVA_BYTE, at + FORM, form);
    }

    @Override
    boolean usesText() {
        return true;
    }

    @Override
    long byteSize() {
        return LAYOUT.byteSize();
    }

    @Override
    boolean isSame(MemorySegment one, long at, MemorySegment other, long otherAt, MemorySegment text) {
        if (isCompact(one, at) || isCompact(other, otherAt)) {
            return areSameBytes(one, at, other, otherAt, byteSize());
        }
        return scale(one, at) == scale(other, otherAt)
                && large(one, at, text).mismatch(large(other, otherAt, text)) < 0;
    }

    @Override
    boolean isNull(MemorySegment rows, long at) {
        return rows.get(ValueLayout.JAVA_BYTE, at + FORM) == 0;
    }

    @Override
    void clear(MemorySegment rows, long at) {
        set(rows, at, 0, 0, (byte) 0);
    }

    @Override
    Object readPresent(MemorySegment rows, long at, MemorySegment text) {
        if (isCompact(rows, at)) {
            return isInteger
                    ? BigInteger.valueOf(compact(rows, at))
                    : BigDecimal.valueOf(compact(rows, at), scale(rows, at));
        }
        var unscaled = new BigInteger(large(rows, at, text).toArray(ValueLayout.JAVA_BYTE));
        return isInteger ? unscaled : new BigDecimal(unscaled, scale(rows, at));
    }

    /** The bytes of an unscaled value beside the rows. */
    private static MemorySegment large(MemorySegment rows, long at, MemorySegment text) {
        long place = compact(rows, at);
        return text.asSlice(place >>> Integer.SIZE, place & Integer.MAX_VALUE);
    }

    @Override
    void writePresent(MemorySegment rows, long at, Object value, @Nullable Utf8Builder text) {
        BigInteger unscaled = isInteger ? (BigInteger) value : ((BigDecimal) value).unscaledValue();
        int scale = isInteger ? 0 : ((BigDecimal) value).scale();
        if (unscaled.bitLength() <= MOST_COMPACT_BITS) {
            setCompact(rows, at, unscaled.longValue(), scale);
            return;
        }
        MemorySegment bytes = MemorySegment.ofArray(unscaled.toByteArray());
        long place = Objects.requireNonNull(text, "text").appendBlock(bytes, 1);
        TextSlot.requirePlace(place, bytes.byteSize());
        set(rows, at, place << Integer.SIZE | bytes.byteSize(), scale, LARGE);
    }
}
