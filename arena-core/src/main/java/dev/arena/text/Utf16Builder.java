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

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;

/**
 * A builder for UTF-16 text in arena memory, in the byte order of the machine. The text is always valid. The two halves of a
 * surrogate pair can be appended one by one. If the call after the first half does not append the second half, the call
 * throws {@link MalformedTextException}. A builder that was created by {@link #replacing} replaces the half by U+FFFD
 * instead.
 *
 * <p>A call that throws leaves the builder unchanged. Indices and lengths count {@code char}s. Not thread safe, even if its
 * arena is shared. The builder ends with the generation in which it was created. After that, every call that reads or writes
 * throws {@link IllegalStateException}.
 *
 * @since 0.1.0
 */
public final class Utf16Builder extends TextBuilder<Utf16String, Utf16Builder> {
    private static final long DEFAULT_CAPACITY = 32;

    /**
     * A builder without text.
     *
     * @param  arena                   where the text is to grow
     * @throws ArenaExhaustedException if there is no memory for the first {@code char}s
     */
    public Utf16Builder(Arena arena) {
        this(arena, DEFAULT_CAPACITY);
    }

    /**
     * A builder without text, with room for some.
     *
     * @param  arena                    where the text is to grow
     * @param  capacity                 initial size of the buffer in {@code char}s, 0 or more
     * @throws ArenaExhaustedException  if there is no memory for them
     * @throws IllegalArgumentException if the capacity is negative
     */
    public Utf16Builder(Arena arena, long capacity) {
        this(arena, capacity, false);
    }

    private Utf16Builder(Arena arena, long capacity, boolean replacing) {
        super(arena, capacity, 1, Character.BYTES, replacing);
    }

    /**
     * A builder that replaces surrogates without their other halves by U+FFFD.
     *
     * @param  arena                    where the text is to grow
     * @param  capacity                 initial size of the buffer in {@code char}s, 0 or more
     * @return                          a builder without text
     * @throws ArenaExhaustedException  if there is no memory for them
     * @throws IllegalArgumentException if the capacity is negative
     */
    public static Utf16Builder replacing(Arena arena, long capacity) {
        return new Utf16Builder(arena, capacity, true);
    }

    @Override
    public Utf16Builder append(char unit) {
        long at = size;
        if (at < limit && !Character.isSurrogate(unit)) {
            Utf16.set(buffer, at, unit);
            size = at + 1;
            return this;
        }
        return appendInFull(unit);
    }

    /**
     * Number of {@code char}s written so far.
     *
     * @return the length
     */
    public long length() {
        return size;
    }

    @Override
    Utf16Builder self() {
        return this;
    }

    @Override
    Utf16String view(MemorySegment text) {
        return Utf16String.ofUnchecked(text);
    }

    @Override
    int units(int codePoint) {
        return Character.charCount(codePoint);
    }

    @Override
    long units(CharSequence text, int first, int from, int to) {
        int lone = replacing ? -1 : Utf16.loneSurrogate(text, from, to);
        if (lone >= 0) {
            throw MalformedTextException.surrogate(lone - first, text.charAt(lone));
        }
        return (long) to - from;
    }

    @Override
    int put(int codePoint, long at) {
        if (Character.isBmpCodePoint(codePoint)) {
            Utf16.set(buffer, at, (char) codePoint);
            return 1;
        }
        Utf16.set(buffer, at, Character.highSurrogate(codePoint));
        Utf16.set(buffer, at + 1, Character.lowSurrogate(codePoint));
        return 2;
    }

    @Override
    long put(CharSequence text, int from, int to, long at) {
        Utf16.put(text, from, to, buffer, at);
        long end = at + (to - from);
        if (replacing) {
            Utf16.replaceLoneSurrogates(buffer, at, end);
        }
        return end;
    }

    @Override
    int putSimple(CharSequence text, int start, int end) {
        MemorySegment target = buffer;
        long shift = size - start;
        for (int i = start; i < end; i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                return i - start;
            }
            Utf16.set(target, shift + i, unit);
        }
        return end - start;
    }

    @Override
    int codePoint(long at) {
        char unit = Utf16.get(buffer, at);
        return Character.isHighSurrogate(unit) ? Character.toCodePoint(unit, Utf16.get(buffer, at + 1)) : unit;
    }

    @Override
    long codePointBefore(long end) {
        return end - (Character.isLowSurrogate(Utf16.get(buffer, end - 1)) ? 2 : 1);
    }

    @Override
    void requireCodePointAt(long offset) {
        Utf16.requireBoundary(buffer, offset, size);
    }
}
