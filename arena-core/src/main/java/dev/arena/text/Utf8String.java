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
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;

/**
 * Immutable text in arena memory, as valid UTF-8 of at most 2<sup>31</sup>−1 bytes. The object is a view. When the memory
 * ends, for example because its arena is reset, each method that reads the text throws {@link IllegalStateException}.
 *
 * <p>Offsets named {@code …Byte} and values of type {@code long} count bytes. Other offsets count UTF-16 {@code char}s, like
 * those of {@link String}. For ASCII text both are the same, and {@link #charAt} takes constant time after the first call of
 * {@link #length}. For other text, {@link #charAt} takes constant time from one index to its neighbours.
 *
 * <p>Any thread that may use the memory may use the text.
 *
 * @since 0.1.0
 */
public final class Utf8String extends EncodedText<Utf8String> {
    private static final int UNKNOWN = -1;

    /** Up to this length, a loop over {@code char}s is faster than one over words, as it is small enough to be inlined. */
    private static final int SHORT = 16;

    /** Length in {@code char}s, computed on the first call. */
    private int length = UNKNOWN;

    /** Hash code as of {@link String#hashCode}; 0 until it is computed. */
    private int hash;

    /** {@linkplain Utf8Position Position} of the last {@code char} read from text that is not ASCII. */
    private long position;

    private Utf8String(MemorySegment utf8) {
        super(utf8);
    }

    /**
     * Copies text into an arena. A text of less than 8 bytes may take 8 bytes there.
     *
     * @param  arena                                where the copy goes
     * @param  text                                 text to copy
     * @return                                      the copy
     * @throws MalformedTextException               if a surrogate has no other half
     * @throws dev.arena.ArenaExhaustedException if there is no memory for it
     */
    public static Utf8String copyOf(Arena arena, CharSequence text) {
        int length = text.length();
        if (text instanceof String string && length <= SHORT) {
            if (length <= Long.BYTES) {
                long word = Utf8Encoder.asciiWord(string, 0, length);
                if (word >= 0) {
                    MemorySegment copy = arena.allocate(Long.BYTES, 1); // a whole word is written faster than single bytes
                    copy.set(Utf8Encoder.WORD, 0, word);
                    return new Utf8String(copy.asSlice(0, length));
                }
            } else {
                MemorySegment copy = arena.allocate(length, 1);
                if (Utf8Encoder.putShortAscii(string, length, copy)) {
                    return new Utf8String(copy);
                }
                arena.shrink(copy, 0);
            }
        }
        return copyInFull(arena, text);
    }

    /** Copies text that is long or not ASCII. */
    private static Utf8String copyInFull(Arena arena, CharSequence text) {
        int length = text.length();
        long size = checkSize(Utf8Encoder.length(text, 0, 0, length, false));
        MemorySegment copy = arena.allocate(size, 1);
        int ascii = text instanceof String string && size == length
                ? Utf8Encoder.putAscii(string, 0, length, copy, 0)
                : 0;
        Utf8Encoder.put(text, ascii, length, copy, ascii);
        return new Utf8String(copy);
    }

    /**
     * Copies UTF-8 into an arena.
     *
     * @param  arena                             where the copy goes
     * @param  utf8                              bytes
     * @param  offset                            index of the first of them
     * @param  length                            how many
     * @return                                   the copy
     * @throws MalformedTextException            if they are not valid UTF-8
     * @throws IndexOutOfBoundsException         if the array has no such bytes
     * @throws dev.arena.ArenaExhaustedException if there is no memory for it
     */
    public static Utf8String copyOf(Arena arena, byte[] utf8, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, utf8.length);
        return copyOf(arena, MemorySegment.ofArray(utf8).asSlice(offset, length));
    }

    /**
     * Copies UTF-8 into an arena.
     *
     * @param  arena                             where the copy goes
     * @param  utf8                              bytes
     * @return                                   the copy
     * @throws MalformedTextException            if they are not valid UTF-8
     * @throws dev.arena.ArenaExhaustedException if there is no memory for it
     */
    public static Utf8String copyOf(Arena arena, MemorySegment utf8) {
        long size = checkSize(utf8.byteSize());
        MemorySegment copy = arena.allocate(size, 1);
        MemorySegment.copy(utf8, 0, copy, 0, size);
        long malformed = Utf8.malformedAt(copy, 0, size); // checks the copy, which no other code can change
        if (malformed >= 0) {
            arena.shrink(copy, 0);
            throw MalformedTextException.utf8(malformed);
        }
        return new Utf8String(copy);
    }

    /**
     * Makes a view of UTF-8 without copying it. The bytes must not be changed while the view is used.
     *
     * @param  utf8                     bytes
     * @return                          a view
     * @throws MalformedTextException   if they are not valid UTF-8
     * @throws IllegalArgumentException if there are more than 2<sup>31</sup>−1
     */
    public static Utf8String of(MemorySegment utf8) {
        long malformed = Utf8.malformedAt(utf8, 0, checkSize(utf8.byteSize()));
        if (malformed >= 0) {
            throw MalformedTextException.utf8(malformed);
        }
        return new Utf8String(utf8);
    }

    /**
     * Makes a view of UTF-8 without copying or checking it. If it is not valid, the results of the view are undefined, but they
     * still depend on these bytes only.
     *
     * @param  utf8                     valid UTF-8
     * @return                          a view
     * @throws IllegalArgumentException if there are more than 2<sup>31</sup>−1 bytes
     */
    public static Utf8String ofUnchecked(MemorySegment utf8) {
        checkSize(utf8.byteSize());
        return new Utf8String(utf8);
    }

    /**
     * Copies bytes into an arena, and replaces malformed UTF-8 by U+FFFD, like
     * {@link String#String(byte[], java.nio.charset.Charset)}.
     *
     * @param  arena                             where the copy goes
     * @param  utf8                              bytes
     * @return                                   the copy
     * @throws dev.arena.ArenaExhaustedException if there is no memory for it
     */
    public static Utf8String replacing(Arena arena, MemorySegment utf8) {
        MemorySegment copy = arena.allocate(checkSize(Utf8.replacedLength(utf8)), 1);
        Utf8.copyReplacing(utf8, copy, 0);
        return new Utf8String(copy);
    }

    private static long checkSize(long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A string can have at most 2147483647 bytes: " + bytes);
        }
        return bytes;
    }

    /**
     * Size in bytes.
     *
     * @return the size
     */
    public long byteLength() {
        return bytes.byteSize();
    }

    /**
     * One byte.
     *
     * @param  index                     its offset in bytes
     * @return                           the byte
     * @throws IndexOutOfBoundsException if there is no such byte
     */
    public byte byteAt(long index) {
        return bytes.get(Utf8.BYTE, index);
    }

    @Override
    public int length() {
        int known = length;
        if (known == UNKNOWN) {
            known = Utf8.utf16Length(bytes, 0, bytes.byteSize());
            length = known;
        }
        return known;
    }

    @Override
    public boolean isEmpty() {
        return bytes.byteSize() == 0;
    }

    private boolean isAscii() {
        return length() == bytes.byteSize();
    }

    @Override
    public char charAt(int index) {
        if (isAscii()) {
            return (char) bytes.get(Utf8.BYTE, index);
        }
        Objects.checkIndex(index, length);
        long at = seek(index);
        int codePoint = Utf8.codePoint(bytes, Utf8Position.offset(at));
        return !Character.isSupplementaryCodePoint(codePoint)
                ? (char) codePoint
                : Utf8Position.index(at) == index
                        ? Character.highSurrogate(codePoint)
                        : Character.lowSurrogate(codePoint);
    }

    /** The {@linkplain Utf8Position position} of the code point of this {@code char}. */
    private long seek(int index) {
        long found = Utf8Position.seek(bytes, position, index);
        position = found;
        return found;
    }

    private long byteOf(int index) {
        if (isAscii()) {
            return index;
        }
        if (index == length) {
            return bytes.byteSize();
        }
        long at = seek(index);
        if (Utf8Position.index(at) != index) {
            throw MalformedTextException.surrogate(index, charAt(index));
        }
        return Utf8Position.offset(at);
    }

    @Override
    boolean cutsPair(int index) {
        return !isAscii() && index < length && Utf8Position.index(seek(index)) != index;
    }

    @Override
    public Utf8String substring(int start, int end) {
        Objects.checkFromToIndex(start, end, length());
        long from = byteOf(start);
        return part(from, byteOf(end));
    }

    /**
     * A part of this text, without copying it.
     *
     * @param  fromByte                  offset of its first byte
     * @param  toByte                    offset after its last byte
     * @return                           a view
     * @throws IndexOutOfBoundsException if there is no such part
     * @throws MalformedTextException    if it would start or end within a code point
     */
    public Utf8String slice(long fromByte, long toByte) {
        Objects.checkFromToIndex(fromByte, toByte, bytes.byteSize());
        requireBoundary(bytes, fromByte);
        requireBoundary(bytes, toByte);
        return part(fromByte, toByte);
    }

    static void requireBoundary(MemorySegment utf8, long at) {
        if (!Utf8.isBoundary(utf8, at)) {
            throw MalformedTextException.utf8(at);
        }
    }

    /** A part that begins and ends at boundaries of code points. */
    Utf8String part(long fromByte, long toByte) {
        return new Utf8String(bytes.asSlice(fromByte, toByte - fromByte));
    }

    void copyTo(MemorySegment target, long at) {
        MemorySegment.copy(bytes, 0, target, at, bytes.byteSize());
    }

    /**
     * Searches for the first occurrence of a text.
     *
     * @param  part text to search for
     * @return      its index in {@code char}s, or −1
     */
    public int indexOf(CharSequence part) {
        return indexOf(part, 0);
    }

    /**
     * Searches for the first occurrence of a text from an index on.
     *
     * @param  part                   text to search for
     * @param  from                   index of the first {@code char} at which it may begin; less than 0 is 0, and more than the
     *                                length is the length, as for {@link String#indexOf(String, int)}
     * @return                        its index in {@code char}s, or −1
     * @throws MalformedTextException if {@code from} is between the two halves of a surrogate pair
     */
    public int indexOf(CharSequence part, int from) {
        int start = from <= 0 ? 0 : Math.min(from, length());
        return toIndex(Utf8Search.indexOf(bytes, start == 0 ? 0 : byteOf(start), part));
    }

    /**
     * Searches for the last occurrence of a text.
     *
     * @param  part text to search for
     * @return      its index in {@code char}s, or −1
     */
    public int lastIndexOf(CharSequence part) {
        return toIndex(Utf8Search.lastIndexOf(bytes, part));
    }

    /**
     * Searches for the first occurrence of a text from an index on.
     *
     * @param  part                      text to search for
     * @param  fromByte                  offset of the first byte at which it may begin
     * @return                           its offset in bytes, or −1
     * @throws IndexOutOfBoundsException if the offset is negative or beyond the end
     */
    public long indexOfBytes(CharSequence part, long fromByte) {
        Objects.checkFromToIndex(fromByte, bytes.byteSize(), bytes.byteSize());
        return Utf8Search.indexOf(bytes, fromByte, part);
    }

    private int toIndex(long at) {
        return at < 0 || isAscii() ? (int) at : Utf8.utf16Length(bytes, 0, at);
    }

    @Override
    public boolean contains(CharSequence part) {
        return Utf8Search.indexOf(bytes, 0, part) >= 0;
    }

    @Override
    public boolean startsWith(CharSequence prefix) {
        return Utf8Search.match(bytes, 0, prefix) >= 0;
    }

    @Override
    public boolean endsWith(CharSequence suffix) {
        return Utf8Search.endsWith(bytes, suffix);
    }

    @Override
    public boolean contentEquals(CharSequence text) {
        return Utf8Search.match(bytes, 0, text) == bytes.byteSize();
    }

    @Override
    Utf8String view(MemorySegment text) {
        return new Utf8String(text);
    }

    @Override
    Iterator<Utf8String> parts(CharSequence separator) {
        return new Utf8Parts(this, separator);
    }

    @Override
    Utf8String without(IntPredicate atEnds) {
        long from = 0;
        long to = bytes.byteSize();
        while (from < to && atEnds.test(Utf8.codePoint(bytes, from))) {
            from += Utf8.length(bytes.get(Utf8.BYTE, from));
        }
        while (from < to) {
            long last = Utf8.codePointBefore(bytes, to);
            if (!atEnds.test(Utf8.codePoint(bytes, last))) {
                break;
            }
            to = last;
        }
        return from == 0 && to == bytes.byteSize() ? this : part(from, to);
    }

    @Override
    public int parseInt() {
        long value = Utf8Numbers.integer(bytes);
        return value == (int) value ? (int) value : super.parseInt();
    }

    @Override
    public long parseLong() {
        long value = Utf8Numbers.integer(bytes);
        return value != Utf8Numbers.OTHER ? value : super.parseLong();
    }

    @Override
    public double parseDouble() {
        double value = Utf8Numbers.decimal(bytes);
        return Double.isNaN(value) ? super.parseDouble() : value;
    }

    @Override
    public IntStream codePoints() {
        return Utf8CodePoints.stream(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Utf8String that && bytes.byteSize() == that.bytes.byteSize()
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
            known = Utf8.hash(bytes);
            hash = known;
        }
        return known;
    }

    /**
     * Compares by code points, which is the order of the bytes. {@link String} compares by {@code char}s, so its order differs
     * for code points above U+FFFF.
     */
    @Override
    public int compareTo(Utf8String other) {
        long at = bytes.mismatch(other.bytes);
        if (at == -1) {
            return 0;
        }
        if (at == bytes.byteSize() || at == other.bytes.byteSize()) {
            return Long.compare(bytes.byteSize(), other.bytes.byteSize());
        }
        return Byte.compareUnsigned(byteAt(at), other.byteAt(at));
    }

    /**
     * Copies this text to the heap.
     *
     * @return a string
     */
    @Override
    public String toString() {
        return string(bytes, 0, (int) bytes.byteSize());
    }

    /**
     * Copies text to the heap. In contrast to {@link MemorySegment#toArray}, it creates no view and no layout.
     *
     * @param  memory                    has the text
     * @param  offset                    where it begins, in bytes
     * @param  length                    its length, in bytes
     * @return                           a string, with U+FFFD for what is not UTF-8
     * @throws IndexOutOfBoundsException if the text is not within the memory
     */
    public static String string(MemorySegment memory, long offset, int length) {
        byte[] bytes = new byte[length];
        MemorySegment.copy(memory, Utf8.BYTE, offset, bytes, 0, length);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
