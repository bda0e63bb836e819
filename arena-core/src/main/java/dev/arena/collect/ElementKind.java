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

/**
 * The element type of a vector. Every element has a <em>key</em>, a {@code long} with the same order and equality as the
 * boxed elements. Searching, sorting and comparing are therefore implemented once, for keys.
 *
 * <p>The code compares with constants instead of using {@code switch}. A {@code switch} reads an array, which prevents the
 * JIT compiler from moving the decision out of a loop.
 */
enum ElementKind {
    BYTE(ValueLayout.JAVA_BYTE),
    BOOLEAN(ValueLayout.JAVA_BOOLEAN),
    SHORT(ValueLayout.JAVA_SHORT),
    INT(ValueLayout.JAVA_INT),
    LONG(ValueLayout.JAVA_LONG),
    FLOAT(ValueLayout.JAVA_FLOAT),
    DOUBLE(ValueLayout.JAVA_DOUBLE);

    private static final ValueLayout.OfByte BYTES = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORTS = ValueLayout.JAVA_SHORT;
    private static final ValueLayout.OfFloat FLOATS = ValueLayout.JAVA_FLOAT;
    private static final ValueLayout.OfInt INTS = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONGS = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfDouble DOUBLES = ValueLayout.JAVA_DOUBLE;

    /** Binary logarithm of {@link #bytes}. */
    final int shift;

    /** Size and alignment of an element, in bytes. */
    final int bytes;

    ElementKind(ValueLayout layout) {
        this.bytes = (int) layout.byteSize();
        this.shift = Integer.numberOfTrailingZeros(bytes);
    }

    /** The key of an element. */
    long key(MemorySegment elements, long index) {
        if (this == INT) {
            return elements.get(INTS, index << 2);
        }
        if (this == LONG) {
            return elements.get(LONGS, index << 3);
        }
        if (this == DOUBLE) {
            return keyOf(elements.get(DOUBLES, index << 3));
        }
        if (this == FLOAT) {
            return keyOf(elements.get(FLOATS, index << 2));
        }
        return this == SHORT ? elements.get(SHORTS, index << 1) : elements.get(BYTES, index);
    }

    /** Writes the element that has this key. */
    void setKey(MemorySegment elements, long index, long key) {
        if (this == INT) {
            elements.set(INTS, index << 2, (int) key);
        } else if (this == LONG) {
            elements.set(LONGS, index << 3, key);
        } else if (this == DOUBLE) {
            elements.set(DOUBLES, index << 3, doubleOf(key));
        } else if (this == FLOAT) {
            elements.set(FLOATS, index << 2, (float) doubleOf(key));
        } else if (this == SHORT) {
            elements.set(SHORTS, index << 1, (short) key);
        } else {
            elements.set(BYTES, index, (byte) key);
        }
    }

    /**
     * The key of a {@code double}: ordered as {@link Double#compare} orders, −0.0 before 0.0 and NaN last. There is one key for
     * all NaNs.
     */
    static long keyOf(double value) {
        return flipped(Double.doubleToLongBits(value));
    }

    /** The key of a {@code float}: that of the same {@code double}, as each {@code float} is one. */
    static long keyOf(float value) {
        return keyOf((double) value);
    }

    /** The key of an integer. */
    static long keyOf(long value) {
        return value;
    }

    private static double doubleOf(long key) {
        return Double.longBitsToDouble(flipped(key));
    }

    /** Converts the bits of a {@code double} to its key, and back. The bits of negative numbers have the reverse order. */
    private static long flipped(long bits) {
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    /** The hash code of the boxed element. */
    int hash(long key) {
        if (this == LONG || this == DOUBLE) {
            return Long.hashCode(this == LONG ? key : flipped(key));
        }
        if (this == FLOAT) {
            return Float.hashCode((float) doubleOf(key));
        }
        return this == BOOLEAN ? Boolean.hashCode(key != 0) : (int) key;
    }

    /** The text of the boxed element. */
    String text(long key) {
        return switch (this) {
            case DOUBLE -> Double.toString(doubleOf(key));
            case FLOAT -> Float.toString((float) doubleOf(key));
            case BOOLEAN -> Boolean.toString(key != 0);
            case BYTE, SHORT, INT, LONG -> Long.toString(key);
        };
    }
}
