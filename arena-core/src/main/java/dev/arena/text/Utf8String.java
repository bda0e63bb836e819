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
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.PrimitiveIterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.Owned;

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
public final class Utf8String implements CharSequence, Comparable<Utf8String> {
    private static final int UNKNOWN = -1;

    /** Up to this length, a loop over {@code char}s is faster than one over words, as it is small enough to be inlined. */
    private static final int SHORT = 16;

    private final MemorySegment utf8;

    /** Length in {@code char}s, computed on the first call. */
    private int length = UNKNOWN;

    /** Hash code as of {@link String#hashCode}; 0 until it is computed. */
    private int hash;

    /** Position of the last {@code char} read from text that is not ASCII: index in the upper half, byte in the lower. */
    private long position;

    private Utf8String(MemorySegment utf8) {
        this.utf8 = utf8;
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
     * The bytes.
     *
     * @return a read-only view
     */
    public MemorySegment segment() {
        return utf8.asReadOnly();
    }

    /**
     * Size in bytes.
     *
     * @return the size
     */
    public long byteLength() {
        return utf8.byteSize();
    }

    /**
     * One byte.
     *
     * @param  index                     its offset in bytes
     * @return                           the byte
     * @throws IndexOutOfBoundsException if there is no such byte
     */
    public byte byteAt(long index) {
        return utf8.get(Utf8.BYTE, index);
    }

    @Override
    public int length() {
        int known = length;
        if (known == UNKNOWN) {
            known = Utf8.utf16Length(utf8, 0, utf8.byteSize());
            length = known;
        }
        return known;
    }

    @Override
    public boolean isEmpty() {
        return utf8.byteSize() == 0;
    }

    private boolean isAscii() {
        return length() == utf8.byteSize();
    }

    @Override
    public char charAt(int index) {
        if (isAscii()) {
            return (char) utf8.get(Utf8.BYTE, index);
        }
        Objects.checkIndex(index, length);
        long at = seek(index);
        int codePoint = Utf8.codePoint(utf8, at & Integer.MAX_VALUE);
        return !Character.isSupplementaryCodePoint(codePoint)
                ? (char) codePoint
                : (int) (at >>> 32) == index ? Character.highSurrogate(codePoint) : Character.lowSurrogate(codePoint);
    }

    /** Index and byte at which the code point of this {@code char} begins. */
    private long seek(int index) {
        long known = position;
        int at = (int) known;
        int unit = (int) (known >>> 32);
        if (index < unit / 2) {
            at = 0;
            unit = 0;
        }
        while (unit > index) {
            do {
                at--;
            } while (Utf8.isContinuation(utf8.get(Utf8.BYTE, at)));
            unit -= Utf8.length(utf8.get(Utf8.BYTE, at)) == 4 ? 2 : 1;
        }
        while (true) {
            int bytes = at == utf8.byteSize() ? 0 : Utf8.length(utf8.get(Utf8.BYTE, at));
            int units = bytes == 4 ? 2 : 1;
            if (unit + units > index) {
                break;
            }
            at += bytes;
            unit += units;
        }
        known = ((long) unit << 32) | at;
        position = known;
        return known;
    }

    private long byteOf(int index) {
        if (isAscii()) {
            return index;
        }
        if (index == length) {
            return utf8.byteSize();
        }
        long at = seek(index);
        if ((int) (at >>> 32) != index) {
            throw MalformedTextException.surrogate(index, charAt(index));
        }
        return (int) at;
    }

    /**
     * Returns a part of this text. It is a {@code Utf8String} over the same memory, unless it starts or ends between the two
     * halves of a surrogate pair. UTF-8 cannot express half a pair, so such a part is a {@link String} on the heap.
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

    private boolean cutsPair(int index) {
        return !isAscii() && index < length && (int) (seek(index) >>> 32) != index;
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
        Objects.checkFromToIndex(fromByte, toByte, utf8.byteSize());
        requireBoundary(utf8, fromByte);
        requireBoundary(utf8, toByte);
        return part(fromByte, toByte);
    }

    static void requireBoundary(MemorySegment utf8, long at) {
        if (!Utf8.isBoundary(utf8, at)) {
            throw MalformedTextException.utf8(at);
        }
    }

    /** The bytes, as they are. */
    MemorySegment bytes() {
        return utf8;
    }

    /** A part that begins and ends at boundaries of code points. */
    Utf8String part(long fromByte, long toByte) {
        return new Utf8String(utf8.asSlice(fromByte, toByte - fromByte));
    }

    void copyTo(MemorySegment target, long at) {
        MemorySegment.copy(utf8, 0, target, at, utf8.byteSize());
    }

    /**
     * Lets this text escape from its arena.
     *
     * @param  arena                 the arena that allocated its memory
     * @return                       a handle to the same text
     * @see                          Arena#escape
     */
    public Owned<Utf8String> escape(Arena arena) {
        return arena.escape(utf8).map(Utf8String::new);
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
        return toIndex(Utf8Search.indexOf(utf8, start == 0 ? 0 : byteOf(start), part));
    }

    /**
     * Searches for the last occurrence of a text.
     *
     * @param  part text to search for
     * @return      its index in {@code char}s, or −1
     */
    public int lastIndexOf(CharSequence part) {
        return toIndex(Utf8Search.lastIndexOf(utf8, part));
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
        Objects.checkFromToIndex(fromByte, utf8.byteSize(), utf8.byteSize());
        return Utf8Search.indexOf(utf8, fromByte, part);
    }

    private int toIndex(long at) {
        return at < 0 || isAscii() ? (int) at : Utf8.utf16Length(utf8, 0, at);
    }

    /**
     * Whether this text contains another.
     *
     * @param  part text to search for
     * @return      true if it does
     */
    public boolean contains(CharSequence part) {
        return Utf8Search.indexOf(utf8, 0, part) >= 0;
    }

    /**
     * Returns whether this text starts with another text.
     *
     * @param  prefix text to search for
     * @return        true if it does
     */
    public boolean startsWith(CharSequence prefix) {
        return Utf8Search.match(utf8, 0, prefix) >= 0;
    }

    /**
     * Whether this text ends with another.
     *
     * @param  suffix text to search for
     * @return        true if it does
     */
    public boolean endsWith(CharSequence suffix) {
        return Utf8Search.endsWith(utf8, suffix);
    }

    /**
     * Returns whether the other text has the same {@code char}s, regardless of its type.
     *
     * @param  text text to compare with
     * @return      true if they are equal
     */
    public boolean contentEquals(CharSequence text) {
        return Utf8Search.match(utf8, 0, text) == utf8.byteSize();
    }

    /**
     * This text without white space at its ends, as by {@link String#strip}.
     *
     * @return a view
     */
    public Utf8String strip() {
        return without(Character::isWhitespace);
    }

    /**
     * This text without spaces and control characters at its ends, as by {@link String#trim}.
     *
     * @return a view
     */
    public Utf8String trim() {
        return without(codePoint -> codePoint <= ' ');
    }

    private Utf8String without(IntPredicate atEnds) {
        long from = 0;
        long to = utf8.byteSize();
        while (from < to && atEnds.test(Utf8.codePoint(utf8, from))) {
            from += Utf8.length(utf8.get(Utf8.BYTE, from));
        }
        while (from < to) {
            long last = Utf8.codePointBefore(utf8, to);
            if (!atEnds.test(Utf8.codePoint(utf8, last))) {
                break;
            }
            to = last;
        }
        return from == 0 && to == utf8.byteSize() ? this : part(from, to);
    }

    /**
     * The parts of this text between separators, empty ones included. There is one part more than separators. Parts are found
     * while iterating, and not copied.
     *
     * @param  separator                text between the parts
     * @return                          views
     * @throws IllegalArgumentException if the separator is empty
     */
    public Iterable<Utf8String> split(CharSequence separator) {
        if (separator.isEmpty()) {
            throw new IllegalArgumentException("The separator must not be empty");
        }
        return () -> new Utf8Parts(this, separator);
    }

    /**
     * Reads a number as {@link Integer#parseInt(String)} does.
     *
     * @return                       the number
     * @throws NumberFormatException if the text is not a number, or the number is out of range
     */
    public int parseInt() {
        long value = Utf8Numbers.integer(utf8);
        return value == (int) value ? (int) value : Integer.parseInt(toString());
    }

    /**
     * Reads a number as {@link Long#parseLong(String)} does.
     *
     * @return                       the number
     * @throws NumberFormatException if the text is not a number, or the number is out of range
     */
    public long parseLong() {
        long value = Utf8Numbers.integer(utf8);
        return value != Utf8Numbers.OTHER ? value : Long.parseLong(toString());
    }

    /**
     * Reads a number as {@link Double#parseDouble(String)} does.
     *
     * @return                       the nearest number
     * @throws NumberFormatException if the text is not a number
     */
    public double parseDouble() {
        double value = Utf8Numbers.decimal(utf8);
        return Double.isNaN(value) ? Double.parseDouble(toString()) : value;
    }

    @Override
    public IntStream codePoints() {
        int flags = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
        return StreamSupport.intStream(() -> Spliterators.spliteratorUnknownSize(new CodePoints(), flags), flags,
                false);
    }

    private final class CodePoints implements PrimitiveIterator.OfInt {
        private long at;

        @Override
        public boolean hasNext() {
            return at < utf8.byteSize();
        }

        @Override
        public int nextInt() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int codePoint = Utf8.codePoint(utf8, at);
            at += Utf8.length(utf8.get(Utf8.BYTE, at));
            return codePoint;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Utf8String that && utf8.byteSize() == that.utf8.byteSize()
                        && utf8.mismatch(that.utf8) == -1);
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
            known = Utf8.hash(utf8);
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
        long at = utf8.mismatch(other.utf8);
        if (at == -1) {
            return 0;
        }
        if (at == utf8.byteSize() || at == other.utf8.byteSize()) {
            return Long.compare(utf8.byteSize(), other.utf8.byteSize());
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
        return string(utf8, 0, (int) utf8.byteSize());
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
