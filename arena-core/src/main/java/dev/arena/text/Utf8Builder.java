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
import java.lang.foreign.ValueLayout;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;

/**
 * A builder for UTF-8 text in arena memory. The text is always valid. The two halves of a surrogate pair can be appended one
 * by one. If the call after the first half does not append the second half, the call throws {@link MalformedTextException}. A
 * builder that was created by {@link #replacing} replaces the half by U+FFFD instead.
 *
 * <p>A call that throws leaves the builder unchanged. Offsets and lengths are in bytes. Not thread safe, even if its arena is
 * shared. The builder ends with the generation in which it was created. After that, every call that reads or writes throws
 * {@link IllegalStateException}.
 *
 * @since 0.1.0
 */
public final class Utf8Builder extends TextBuilder<Utf8String, Utf8Builder> {
    private static final long DEFAULT_CAPACITY = 64;

    /** Returns whether there are bytes that are not text. Any byte can then be the last one to keep. */
    private boolean hasBlocks;

    /** Takes numbers before they are appended; null until one is. */
    private byte @Nullable [] digits;
    private @Nullable Decimals decimals;

    /**
     * A builder without text.
     *
     * @param  arena                   where the text is to grow
     * @throws ArenaExhaustedException if there is no memory for the first bytes
     */
    public Utf8Builder(Arena arena) {
        this(arena, DEFAULT_CAPACITY);
    }

    /**
     * A builder without text, with room for some.
     *
     * @param  arena                    where the text is to grow
     * @param  capacity                 initial size of the buffer in bytes, 0 or more
     * @throws ArenaExhaustedException  if there is no memory for them
     * @throws IllegalArgumentException if the capacity is negative
     */
    public Utf8Builder(Arena arena, long capacity) {
        this(arena, capacity, 1);
    }

    /**
     * A builder without text, with room for some, to which {@linkplain #appendBlock blocks} that need an alignment can be appended.
     *
     * @param  arena                    where the text is to grow
     * @param  capacity                 initial size of the buffer in bytes, 0 or more
     * @param  byteAlignment            the largest alignment of a block in bytes, a power of two
     * @throws ArenaExhaustedException  if there is no memory for them
     * @throws IllegalArgumentException if the capacity is negative, or the alignment is no power of two
     */
    public Utf8Builder(Arena arena, long capacity, long byteAlignment) {
        this(arena, capacity, byteAlignment, false);
    }

    private Utf8Builder(Arena arena, long capacity, long byteAlignment, boolean replacing) {
        super(arena, capacity, 0, byteAlignment, replacing);
    }

    /**
     * Creates a builder that replaces malformed bytes, and surrogates without their other halves, by U+FFFD.
     *
     * @param  arena                    where the text is to grow
     * @param  capacity                 initial size of the buffer in bytes, 0 or more
     * @return                          a builder without text
     * @throws ArenaExhaustedException  if there is no memory for them
     * @throws IllegalArgumentException if the capacity is negative
     */
    public static Utf8Builder replacing(Arena arena, long capacity) {
        return new Utf8Builder(arena, capacity, 1, true);
    }

    @Override
    public Utf8Builder append(@Nullable CharSequence text) {
        if (text instanceof Utf8String utf8) {
            return append(utf8);
        }
        if (text == null || text instanceof String) {
            return append((String) text);
        }
        return append(text, 0, text.length());
    }

    /**
     * Appends text.
     *
     * @param  text                    text to append; null appends "null"
     * @return                         this
     * @throws MalformedTextException  if a surrogate has no other half
     * @throws ArenaExhaustedException if there is no memory to grow
     */
    public Utf8Builder append(@Nullable String text) {
        String chars = text == null ? "null" : text;
        int length = chars.length();
        long at = size;
        if (length <= Long.BYTES && at <= limit - Long.BYTES) { // a whole word, whose upper bytes the next append overwrites
            long word = Utf8Encoder.asciiWord(chars, 0, length);
            if (word >= 0) {
                buffer.set(Utf8Encoder.WORD, at, word);
                size = at + length;
                return this;
            }
        }
        return appendInFull(chars, 0, length);
    }

    /**
     * Appends {@code char}s.
     *
     * @param  text                      an array
     * @param  offset                    index of the first of them
     * @param  length                    how many
     * @return                           this
     * @throws MalformedTextException    if a surrogate has no other half
     * @throws ArenaExhaustedException   if there is no memory to grow
     * @throws IndexOutOfBoundsException if the array has no such elements
     */
    public Utf8Builder appendUtf16(char[] text, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, text.length);
        long at = size;
        if (length <= Long.BYTES && at <= limit - Long.BYTES) {
            long word = Utf8Encoder.asciiWord(text, offset, length);
            if (word >= 0) {
                buffer.set(Utf8Encoder.WORD, at, word);
                size = at + length;
                return this;
            }
        }
        return appendInFull(text, offset, offset + length);
    }

    /** As {@link #appendInFull(CharSequence, int, int)}. */
    private Utf8Builder appendInFull(char[] text, int start, int end) {
        requireOpen();
        int ascii = end - start <= limit - size ? Utf8Encoder.putAscii(text, start, end, buffer, size) - start : 0;
        int from = start + ascii;
        if (from < end) {
            char first = text[from];
            char last = text[end - 1];
            int before = unitsBefore(first);
            if (completesPair(first)) {
                from++;
            }
            boolean open = from < end && Character.isHighSurrogate(last);
            int to = open ? end - 1 : end;
            reserve(ascii + before + Utf8Encoder.length(text, start, from, to, replacing));
            long at = ascii + putPending(before, first);
            size = Utf8Encoder.put(text, from, to, buffer, at);
            expect(open ? last : 0);
        } else {
            size += ascii;
        }
        return this;
    }

    @Override
    public Utf8Builder append(char unit) {
        long at = size;
        if (unit < 0x80 && at < limit) {
            buffer.set(Utf8.BYTE, at, (byte) unit);
            size = at + 1;
        } else {
            appendInFull(unit);
        }
        return this;
    }

    /**
     * Appends text.
     *
     * @param  text                    text to append; null appends "null"
     * @return                         this
     * @throws ArenaExhaustedException if there is no memory to grow
     */
    public Utf8Builder append(@Nullable Utf8String text) {
        if (text == null) {
            return append("null");
        }
        long length = text.byteLength();
        makeRoom(length);
        text.copyTo(buffer, size);
        size += length;
        return this;
    }

    /**
     * Appends bytes.
     *
     * @param  utf8                    UTF-8
     * @return                         this
     * @throws MalformedTextException  if the bytes are not valid UTF-8
     * @throws ArenaExhaustedException if there is no memory to grow
     */
    public Utf8Builder append(MemorySegment utf8) {
        if (replacing) {
            long length = Utf8.replacedLength(utf8);
            makeRoom(length);
            Utf8.copyReplacing(utf8, buffer, size);
            size += length;
            return this;
        }
        long length = utf8.byteSize();
        makeRoom(length);
        MemorySegment.copy(utf8, 0, buffer, size, length);
        long malformed = Utf8.malformedAt(buffer, size, size + length); // checks the copy, which no other code can change
        if (malformed >= 0) {
            throw MalformedTextException.utf8(malformed - size);
        }
        size += length;
        return this;
    }

    /**
     * Appends bytes.
     *
     * @param  utf8                      an array of UTF-8
     * @param  offset                    index of the first byte
     * @param  length                    how many
     * @return                           this
     * @throws MalformedTextException    if the bytes are not valid UTF-8
     * @throws ArenaExhaustedException   if there is no memory to grow
     * @throws IndexOutOfBoundsException if the array has no such elements
     */
    public Utf8Builder appendUtf8(byte[] utf8, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, utf8.length);
        long at = size;
        if (length > limit - at || (!Utf8Words.copy(utf8, offset, length, buffer, at)
                && (replacing || Utf8Words.malformedAt(utf8, offset, offset + length) >= 0))) {
            return appendInFull(utf8, offset, length);
        }
        size = at + length;
        return this;
    }

    /** Appends bytes for which there is no room yet, or which are malformed. */
    private Utf8Builder appendInFull(byte[] utf8, int offset, int length) {
        int malformed = Utf8Words.malformedAt(utf8, offset, offset + length);
        if (malformed >= 0) {
            if (replacing) {
                return append(MemorySegment.ofArray(utf8).asSlice(offset, length));
            }
            throw MalformedTextException.utf8(malformed - offset);
        }
        makeRoom(length);
        Utf8Words.copy(utf8, offset, length, buffer, size);
        size += length;
        return this;
    }

    /**
     * Appends bytes that are not text, for something that refers to them by their offset, such as the elements of a list in a row. Once
     * there is such a block, only the parts that were appended as text are valid text.
     *
     * @param  bytes                    what to append
     * @param  alignment                alignment of the offset in bytes, a power of two, at most that of the builder
     * @return                          the offset of the block
     * @throws ArenaExhaustedException  if there is no memory to grow
     * @throws IllegalArgumentException if the builder does not have that alignment
     */
    public long appendBlock(MemorySegment bytes, long alignment) {
        return appendBlock(bytes, bytes.byteSize(), alignment);
    }

    /**
     * Appends the first bytes of a segment, as {@link #appendBlock(MemorySegment, long)} does.
     *
     * @param  bytes                     what to append
     * @param  length                    how much of it, in bytes
     * @param  alignment                 alignment of the offset in bytes, a power of two, at most that of the builder
     * @return                           the offset of the block
     * @throws ArenaExhaustedException   if there is no memory to grow
     * @throws IllegalArgumentException  if the builder does not have that alignment
     * @throws IndexOutOfBoundsException if there are not so many bytes
     */
    public long appendBlock(MemorySegment bytes, long length, long alignment) {
        if (alignment > byteAlignment) {
            throw new IllegalArgumentException(
                    "The alignment of this builder is " + byteAlignment + ", so a block cannot have the alignment "
                            + alignment);
        }
        makeRoom(alignment - 1 + length);
        long start = size + (-size & (alignment - 1));
        for (long i = size; i < start; i++) {
            buffer.set(ValueLayout.JAVA_BYTE, i, (byte) 0);
        }
        MemorySegment.copy(bytes, 0, buffer, start, length);
        size = start + length;
        hasBlocks = true;
        return start;
    }

    @Override
    public Utf8Builder append(long value) {
        byte[] digits = digits();
        return appendUtf8(digits, 0, Decimals.put(value, digits, 0));
    }

    @Override
    public Utf8Builder append(float value) {
        byte[] digits = digits();
        return appendUtf8(digits, 0, decimals().put(value, digits, 0));
    }

    @Override
    public Utf8Builder append(double value) {
        byte[] digits = digits();
        return appendUtf8(digits, 0, decimals().put(value, digits, 0));
    }

    private byte[] digits() {
        byte[] known = digits;
        if (known == null) {
            known = new byte[Decimals.ROOM];
            digits = known;
        }
        return known;
    }

    private Decimals decimals() {
        Decimals known = decimals;
        if (known == null) {
            known = new Decimals();
            decimals = known;
        }
        return known;
    }

    /**
     * Number of bytes written so far.
     *
     * @return how many
     */
    public long byteLength() {
        return size;
    }

    @Override
    Utf8Builder self() {
        return this;
    }

    @Override
    Utf8String view(MemorySegment text) {
        return Utf8String.ofUnchecked(text);
    }

    @Override
    int units(int codePoint) {
        return codePoint > Character.MAX_VALUE ? 4 : Utf8Encoder.length((char) codePoint);
    }

    @Override
    long units(CharSequence text, int first, int from, int to) {
        return Utf8Encoder.length(text, first, from, to, replacing);
    }

    @Override
    int put(int codePoint, long at) {
        return codePoint > Character.MAX_VALUE
                ? Utf8Encoder.putSupplementary(buffer, at, codePoint)
                : Utf8Encoder.put(buffer, at, (char) codePoint);
    }

    @Override
    long put(CharSequence text, int from, int to, long at) {
        return Utf8Encoder.put(text, from, to, buffer, at);
    }

    @Override
    int putSimple(CharSequence text, int start, int end) {
        return text instanceof String string ? Utf8Encoder.putAscii(string, start, end, buffer, size) - start : 0;
    }

    @Override
    int codePoint(long at) {
        return Utf8.codePoint(buffer, at);
    }

    @Override
    long codePointBefore(long end) {
        return Utf8.codePointBefore(buffer, end);
    }

    @Override
    void requireCodePointAt(long offset) {
        Utf8String.requireBoundary(buffer, offset);
    }

    @Override
    boolean hasBlocks() {
        return hasBlocks;
    }
}
