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
import java.nio.CharBuffer;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.IntPredicate;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;

/**
 * Immutable text in arena memory, as valid UTF-16 in the byte order of the machine, for native interfaces with wide
 * characters. For other uses, {@link Utf8String} is smaller. The object is a view. When the memory ends, for example because
 * its arena is reset, each method that reads the text throws {@link IllegalStateException}.
 *
 * <p>Indices and lengths count {@code char}s. Any thread that may use the memory may use the text.
 *
 * @since 0.1.0
 */
public final class Utf16String extends EncodedText<Utf16String> {
    /** Hash code as of {@link String#hashCode}; 0 until it is computed. */
    private int hash;

    private Utf16String(MemorySegment utf16) {
        super(utf16);
    }

    /**
     * Copies text into an arena.
     *
     * @param  arena                             where the copy goes
     * @param  text                              text to copy
     * @return                                   the copy
     * @throws MalformedTextException            if a surrogate has no other half
     * @throws dev.arena.ArenaExhaustedException if there is no memory for it
     */
    public static Utf16String copyOf(Arena arena, CharSequence text) {
        int lone = Utf16.loneSurrogate(text, 0, text.length());
        if (lone >= 0) {
            throw MalformedTextException.surrogate(lone, text.charAt(lone));
        }
        return new Utf16String(copy(arena, text));
    }

    /**
     * Copies {@code char}s into an arena.
     *
     * @param  arena                             where the copy goes
     * @param  text                              an array
     * @param  offset                            index of the first of them
     * @param  length                            how many
     * @return                                   the copy
     * @throws MalformedTextException            if a surrogate has no other half
     * @throws IndexOutOfBoundsException         if the array has no such elements
     * @throws dev.arena.ArenaExhaustedException if there is no memory for it
     */
    public static Utf16String copyOf(Arena arena, char[] text, int offset, int length) {
        return copyOf(arena, CharBuffer.wrap(text, offset, length));
    }

    /**
     * Copies text into an arena, and replaces each lone surrogate by U+FFFD.
     *
     * @param  arena                             where the copy goes
     * @param  text                              text to copy
     * @return                                   the copy
     * @throws dev.arena.ArenaExhaustedException if there is no memory for it
     */
    public static Utf16String replacing(Arena arena, CharSequence text) {
        MemorySegment copy = copy(arena, text);
        Utf16.replaceLoneSurrogates(copy, 0, text.length());
        return new Utf16String(copy);
    }

    private static MemorySegment copy(Arena arena, CharSequence text) {
        int length = text.length();
        MemorySegment copy = arena.allocate((long) length * Character.BYTES, Character.BYTES);
        Utf16.put(text, 0, length, copy, 0);
        return copy;
    }

    /**
     * Makes a view of UTF-16 without copying it. The bytes must not be changed while the view is used.
     *
     * @param  utf16                    bytes, at any alignment
     * @return                          a view
     * @throws MalformedTextException   if a surrogate has no other half
     * @throws IllegalArgumentException if the size is odd, or more than 2<sup>31</sup>−1 {@code char}s
     */
    public static Utf16String of(MemorySegment utf16) {
        Utf16String text = ofUnchecked(utf16);
        int lone = Utf16.loneSurrogate(text, 0, text.length());
        if (lone >= 0) {
            throw MalformedTextException.surrogate(lone, text.charAt(lone));
        }
        return text;
    }

    /**
     * Makes a view of UTF-16 without copying or checking it. If it is not valid, the results of the view are undefined, but
     * they still depend on these bytes only.
     *
     * @param  utf16                    valid UTF-16, at any alignment
     * @return                          a view
     * @throws IllegalArgumentException if the size is odd, or more than 2<sup>31</sup>−1 {@code char}s
     */
    public static Utf16String ofUnchecked(MemorySegment utf16) {
        if (utf16.byteSize() % Character.BYTES != 0 || utf16.byteSize() / Character.BYTES > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "UTF-16 must have an even number of bytes, at most 4294967294: " + utf16.byteSize());
        }
        return new Utf16String(utf16);
    }

    @Override
    public int length() {
        return (int) (bytes.byteSize() / Character.BYTES);
    }

    @Override
    public char charAt(int index) {
        return Utf16.get(bytes, Objects.checkIndex(index, length()));
    }

    @Override
    boolean cutsPair(int index) {
        return Utf16.cutsPair(bytes, index, length());
    }

    @Override
    public Utf16String substring(int start, int end) {
        int length = length();
        Objects.checkFromToIndex(start, end, length);
        Utf16.requireBoundary(bytes, start, length);
        Utf16.requireBoundary(bytes, end, length);
        return new Utf16String(bytes.asSlice((long) start * Character.BYTES, (long) (end - start) * Character.BYTES));
    }

    /**
     * Searches for the first occurrence of a text from an index on.
     *
     * @param  part text to search for
     * @param  from index of the first {@code char} at which it may begin; less than 0 is 0, and more than the length is the length
     * @return      its index, or −1
     */
    public int indexOf(CharSequence part, int from) {
        int last = length() - part.length();
        for (int at = Math.clamp(from, 0, length()); at <= last; at++) {
            if (isAt(at, part)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isAt(int index, CharSequence part) {
        for (int i = 0; i < part.length(); i++) {
            if (Utf16.get(bytes, index + i) != part.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean contains(CharSequence part) {
        return indexOf(part, 0) >= 0;
    }

    @Override
    public boolean startsWith(CharSequence prefix) {
        return prefix.length() <= length() && isAt(0, prefix);
    }

    @Override
    public boolean endsWith(CharSequence suffix) {
        return suffix.length() <= length() && isAt(length() - suffix.length(), suffix);
    }

    @Override
    public boolean contentEquals(CharSequence text) {
        return text.length() == length() && isAt(0, text);
    }

    @Override
    Utf16String view(MemorySegment text) {
        return new Utf16String(text);
    }

    @Override
    Iterator<Utf16String> parts(CharSequence separator) {
        return new Utf16Parts(this, separator);
    }

    @Override
    Utf16String without(IntPredicate atEnds) { // no white space is above U+FFFF
        int from = 0;
        int to = length();
        while (from < to && atEnds.test(Utf16.get(bytes, from))) {
            from++;
        }
        while (from < to && atEnds.test(Utf16.get(bytes, to - 1))) {
            to--;
        }
        return substring(from, to);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Utf16String that && bytes.byteSize() == that.bytes.byteSize()
                        && bytes.mismatch(that.bytes) == -1);
    }

    /**
     * As {@link String#hashCode} of the same text.
     *
     * @return the hash code
     */
    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = Utf16.hash(bytes, length());
            hash = known;
        }
        return known;
    }

    /** Compares by {@code char}s, as {@link String#compareTo} does. */
    @Override
    public int compareTo(Utf16String other) {
        long at = bytes.mismatch(other.bytes);
        if (at == -1) {
            return 0;
        }
        long index = at / Character.BYTES;
        int shorter = Math.min(length(), other.length());
        return index >= shorter
                ? length() - other.length()
                : Utf16.get(bytes, index) - Utf16.get(other.bytes, index);
    }

    /**
     * Copies this text to the heap.
     *
     * @return a string
     */
    @Override
    public String toString() {
        return Utf16.toString(bytes, length());
    }
}
