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

package dev.arena.text;

import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.IntPredicate;

import dev.arena.Arena;
import dev.arena.Owned;

/**
 * Base of the texts in arena memory: views of bytes that are valid text in an encoding. Its public methods are not final, because
 * template and expression languages call methods of texts by reflection, which needs a method of a public class. The compiler
 * adds it to the subclass.
 *
 * @param <T> the text itself
 */
abstract sealed class EncodedText<T extends EncodedText<T>> implements CharSequence, Comparable<T>
        permits Utf8String, Utf16String {
    final MemorySegment bytes;

    EncodedText(MemorySegment bytes) {
        this.bytes = bytes;
    }

    /** A view of valid text. */
    abstract T view(MemorySegment text);

    /** Whether this index, which is in range, is between the two halves of a surrogate pair. */
    abstract boolean cutsPair(int index);

    /** This text without the code points at its ends that a condition is true for. */
    abstract T without(IntPredicate atEnds);

    /** The parts between separators. */
    abstract Iterator<T> parts(CharSequence separator);

    /**
     * The bytes.
     *
     * @return a read-only view
     */
    public MemorySegment segment() {
        return bytes.asReadOnly();
    }

    /**
     * Returns a part of this text. It is a view of the same memory, unless it starts or ends between the two halves of a
     * surrogate pair. Text with half a pair is not valid, so such a part is a {@link String} on the heap.
     *
     * @param  start                     index of its first {@code char}
     * @param  end                       index after its last {@code char}
     * @return                           the part
     * @throws IndexOutOfBoundsException if there is no such part
     * @see                              #substring
     */
    @Override
    public CharSequence subSequence(int start, int end) {
        Objects.checkFromToIndex(start, end, length());
        return cutsPair(start) || cutsPair(end) ? toString().substring(start, end) : substring(start, end);
    }

    /**
     * A part of this text, without copying it.
     *
     * @param  start                     index of its first {@code char}
     * @param  end                       index after its last {@code char}
     * @return                           a view
     * @throws IndexOutOfBoundsException if there is no such part
     * @throws MalformedTextException    if it would start or end between the two halves of a surrogate pair
     */
    public abstract T substring(int start, int end);

    /**
     * Whether this text contains another.
     *
     * @param  part text to search for
     * @return      true if it does
     */
    public abstract boolean contains(CharSequence part);

    /**
     * Returns whether this text starts with another text.
     *
     * @param  prefix text to search for
     * @return        true if it does
     */
    public abstract boolean startsWith(CharSequence prefix);

    /**
     * Whether this text ends with another.
     *
     * @param  suffix text to search for
     * @return        true if it does
     */
    public abstract boolean endsWith(CharSequence suffix);

    /**
     * Returns whether the other text has the same {@code char}s, regardless of its type.
     *
     * @param  text text to compare with
     * @return      true if they are equal
     */
    public abstract boolean contentEquals(CharSequence text);

    /**
     * This text without white space at its ends, as by {@link String#strip}.
     *
     * @return a view
     */
    public T strip() {
        return without(Character::isWhitespace);
    }

    /**
     * This text without spaces and control characters at its ends, as by {@link String#trim}.
     *
     * @return a view
     */
    public T trim() {
        return without(codePoint -> codePoint <= ' ');
    }

    /**
     * The parts of this text between separators, empty ones included. There is one part more than separators. Parts are found
     * while iterating, and not copied.
     *
     * @param  separator                text between the parts
     * @return                          views
     * @throws IllegalArgumentException if the separator is empty
     */
    public Iterable<T> split(CharSequence separator) {
        if (separator.isEmpty()) {
            throw new IllegalArgumentException("The separator must not be empty");
        }
        return () -> parts(separator);
    }

    /**
     * Reads a number as {@link Integer#parseInt(String)} does.
     *
     * @return                       the number
     * @throws NumberFormatException if the text is not a number, or the number is out of range
     */
    public int parseInt() {
        return Integer.parseInt(toString());
    }

    /**
     * Reads a number as {@link Long#parseLong(String)} does.
     *
     * @return                       the number
     * @throws NumberFormatException if the text is not a number, or the number is out of range
     */
    public long parseLong() {
        return Long.parseLong(toString());
    }

    /**
     * Reads a number as {@link Double#parseDouble(String)} does.
     *
     * @return                       the nearest number
     * @throws NumberFormatException if the text is not a number
     */
    public double parseDouble() {
        return Double.parseDouble(toString());
    }

    /**
     * Lets this text escape from its arena.
     *
     * @param  arena the arena that allocated its memory
     * @return       a handle to the same text
     * @see          Arena#escape
     */
    public Owned<T> escape(Arena arena) {
        return arena.escape(bytes).map(this::view);
    }
}
