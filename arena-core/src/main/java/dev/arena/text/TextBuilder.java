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
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;

/**
 * Base of the text builders. A text consists of <em>units</em>: bytes of UTF-8, or {@code char}s of UTF-16. All offsets and
 * lengths count units. A subclass encodes code points as units.
 *
 * @param <T> the text that is built
 * @param <B> the builder itself
 */
abstract sealed class TextBuilder<T extends CharSequence, B extends TextBuilder<T, B>> extends EditableText<T, B>
        implements
            Appendable
        permits Utf8Builder, Utf16Builder {

    /** Buffer for numbers that the JDK formats; null until one is appended. */
    private @Nullable StringBuilder digits;

    TextBuilder(Arena arena, long capacity, int shift, long byteAlignment, boolean replacing) {
        super(arena, capacity, shift, byteAlignment, replacing);
    }

    /**
     * Writes {@code char}s to the end of the buffer, which has a unit of room for each, as long as that is simple. Returns how
     * many.
     */
    abstract int putSimple(CharSequence text, int start, int end);

    @Override
    public B append(@Nullable CharSequence text) {
        CharSequence chars = text == null ? "null" : text;
        return append(chars, 0, chars.length());
    }

    @Override
    public final B append(@Nullable CharSequence text, int start, int end) {
        CharSequence chars = text == null ? "null" : text;
        Objects.checkFromToIndex(start, end, chars.length());
        return appendInFull(chars, start, end);
    }

    /** Appends text for which a fast path does not do. */
    final B appendInFull(CharSequence text, int start, int end) {
        requireOpen();
        int simple = end - start <= limit - size ? putSimple(text, start, end) : 0;
        int from = start + simple;
        if (from == end) {
            size += simple;
            return self();
        }
        char first = text.charAt(from);
        char last = text.charAt(end - 1);
        int before = unitsBefore(first);
        if (completesPair(first)) {
            from++;
        }
        boolean open = from < end && Character.isHighSurrogate(last);
        int to = open ? end - 1 : end;
        reserve(simple + before + units(text, start, from, to));
        size = put(text, from, to, simple + putPending(before, first));
        expect(open ? last : 0);
        return self();
    }

    @Override
    public B append(char unit) {
        return appendInFull(unit);
    }

    final B appendInFull(char unit) {
        requireOpen();
        int before = unitsBefore(unit);
        if (completesPair(unit)) {
            reserve(before);
            size = putPending(before, unit);
            expect(0);
        } else if (Character.isHighSurrogate(unit)) {
            reserve(before);
            size = putPending(before, unit);
            expect(unit);
        } else {
            if (Character.isLowSurrogate(unit) && !replacing) {
                throw MalformedTextException.surrogate(0, unit);
            }
            char written = Character.isLowSurrogate(unit) ? Utf8.REPLACEMENT : unit;
            reserve(before + units(written));
            long at = putPending(before, unit);
            size = at + put(written, at);
            expect(0);
        }
        return self();
    }

    /**
     * Appends a code point.
     *
     * @param  codePoint                a Unicode code point
     * @return                          this
     * @throws MalformedTextException   if it is a surrogate without its other half
     * @throws IllegalArgumentException if it is none
     * @throws ArenaExhaustedException  if there is no memory to grow
     */
    public final B appendCodePoint(int codePoint) {
        if (Character.isBmpCodePoint(codePoint)) {
            return append((char) codePoint);
        }
        if (!Character.isValidCodePoint(codePoint)) {
            throw new IllegalArgumentException("Not a Unicode code point: " + codePoint);
        }
        makeRoom(units(codePoint));
        size += put(codePoint, size);
        return self();
    }

    /**
     * Appends decimal digits, as {@link Integer#toString(int)} does.
     *
     * @param  value                   a number
     * @return                         this
     * @throws ArenaExhaustedException if there is no memory to grow
     */
    public final B append(int value) {
        return append((long) value);
    }

    /**
     * Appends decimal digits, as {@link Long#toString(long)} does.
     *
     * @param  value                   a number
     * @return                         this
     * @throws ArenaExhaustedException if there is no memory to grow
     */
    public B append(long value) {
        return appendAll(digits().append(value));
    }

    /**
     * Appends a number as {@link Float#toString(float)} does.
     *
     * @param  value                   a number
     * @return                         this
     * @throws ArenaExhaustedException if there is no memory to grow
     */
    public B append(float value) {
        return appendAll(digits().append(value));
    }

    /**
     * Appends a number as {@link Double#toString(double)} does.
     *
     * @param  value                   a number
     * @return                         this
     * @throws ArenaExhaustedException if there is no memory to grow
     */
    public B append(double value) {
        return appendAll(digits().append(value));
    }

    private B appendAll(CharSequence text) {
        return appendInFull(text, 0, text.length());
    }

    private StringBuilder digits() {
        StringBuilder text = digits;
        if (text == null) {
            text = new StringBuilder(26); // as many as a double can have, with sign, point and exponent
            digits = text;
        }
        text.setLength(0);
        return text;
    }

    /**
     * Appends "true" or "false".
     *
     * @param  value                   which
     * @return                         this
     * @throws ArenaExhaustedException if there is no memory to grow
     */
    public final B append(boolean value) {
        return append(Boolean.toString(value));
    }

    /**
     * Appends formatted text, as {@link String#format(String, Object...)} makes it.
     *
     * @param  format                           a format string
     * @param  arguments                        what it refers to
     * @return                                  this
     * @throws java.util.IllegalFormatException as {@link String#format(String, Object...)} does
     * @throws ArenaExhaustedException          if there is no memory to grow
     */
    public final B format(String format, @Nullable Object... arguments) {
        return format(Locale.getDefault(Locale.Category.FORMAT), format, arguments);
    }

    /**
     * Appends formatted text, as {@link String#format(Locale, String, Object...)} makes it.
     *
     * @param  locale                           how numbers and dates are written
     * @param  format                           a format string
     * @param  arguments                        what it refers to
     * @return                                  this
     * @throws java.util.IllegalFormatException as {@link String#format(String, Object...)} does
     * @throws ArenaExhaustedException          if there is no memory to grow
     */
    @SuppressWarnings("AnnotateFormatMethod") // its annotation would be needed at run time
    public final B format(Locale locale, String format, @Nullable Object... arguments) {
        return append(String.format(locale, format, arguments));
    }

    /**
     * Appends a copy of a part of this text.
     *
     * @param  start                     offset of its beginning
     * @param  end                       offset after its end
     * @return                           this
     * @throws ArenaExhaustedException   if there is no memory to grow
     * @throws IndexOutOfBoundsException if so much was not written
     * @throws MalformedTextException    if the part would begin or end within a code point
     */
    public final B extendFromWithin(long start, long end) {
        requireRange(start, end);
        makeRoom(end - start);
        MemorySegment.copy(buffer, bytes(start), buffer, bytes(size), bytes(end - start));
        size += end - start;
        return self();
    }

}
