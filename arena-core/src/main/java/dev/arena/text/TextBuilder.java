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
import java.util.ConcurrentModificationException;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.IntPredicate;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.Owned;
import dev.arena.Shared;
import dev.arena.engine.util.Capacities;

/**
 * Base of the text builders. A text consists of <em>units</em>: bytes of UTF-8, or {@code char}s of UTF-16. All offsets and
 * lengths count units. A subclass encodes code points as units.
 *
 * @param <T> the text that is built
 * @param <B> the builder itself
 */
abstract sealed class TextBuilder<T extends CharSequence, B extends TextBuilder<T, B>> implements Appendable
        permits Utf8Builder, Utf16Builder {

    /** Smaller buffers, in bytes, grow by more than twice their size: a few bytes cost less than another growth. */
    private static final long SMALL = 1024;

    final boolean replacing;
    private final Arena arena;

    /** Binary logarithm of the bytes of a unit. */
    private final int shift;

    private final long byteAlignment;
    MemorySegment buffer;

    /** Units of text in the buffer. */
    long size;

    /** End of the buffer, or −1 while an append must take the slow path. So the fast path needs one comparison. */
    long limit;

    /** A high surrogate whose other half may be appended next, or 0. */
    private char pending;
    private boolean frozen;

    /** Bytes that the text will probably have; 0 if that is not known. */
    private long expectedBytes;

    /** Number of units with views. These units are never released, because the views would show later allocations. */
    private long shown;

    /** Buffer for numbers that the JDK formats; null until one is appended. */
    private @Nullable StringBuilder digits;

    TextBuilder(Arena arena, long capacity, int shift, long byteAlignment, boolean replacing) {
        this.arena = arena;
        this.replacing = replacing;
        this.shift = shift;
        this.byteAlignment = byteAlignment;
        this.buffer = arena.allocate(bytes(capacity), byteAlignment);
        this.limit = capacity;
    }

    abstract B self();

    /** A view of valid text. */
    abstract T view(MemorySegment text);

    /** Units of a code point, or of half of a pair. */
    abstract int units(int codePoint);

    /**
     * Units of a part of a text.
     *
     * @param  first                  index of the {@code char} to which the offset of an error is relative
     * @throws MalformedTextException at a lone surrogate, unless such are replaced
     */
    abstract long units(CharSequence text, int first, int from, int to);

    /** Writes a code point, and returns its units. */
    abstract int put(int codePoint, long at);

    /** Writes a part of a text, and returns the offset after it. */
    abstract long put(CharSequence text, int from, int to, long at);

    /**
     * Writes {@code char}s to the end of the buffer, which has a unit of room for each, as long as that is simple. Returns how
     * many.
     */
    abstract int putSimple(CharSequence text, int start, int end);

    /** The code point that begins here. */
    abstract int codePoint(long at);

    /** Where the code point begins that ends here. */
    abstract long codePointBefore(long end);

    /** Throws if an offset less than the size is within a code point. */
    abstract void requireCodePointAt(long offset);

    /** Whether offsets in the buffer have been handed out, so that nothing may move, and not everything is text. */
    boolean hasBlocks() {
        return false;
    }

    private long bytes(long units) {
        return units > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : units << shift; // the largest is always refused
    }

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

    final boolean completesPair(char next) {
        return pending != 0 && Character.isLowSurrogate(next);
    }

    /** Units that a pending surrogate takes: together with this {@code char}, or those of its replacement, or 0. */
    final int unitsBefore(char next) {
        if (pending == 0) {
            return 0;
        }
        if (completesPair(next)) {
            return units(Character.toCodePoint(pending, next));
        }
        if (!replacing) {
            throw MalformedTextException.surrogate(-1, pending);
        }
        return units(Utf8.REPLACEMENT);
    }

    /** Writes the pending surrogate in this many units, for which there is room. Returns the offset after it. */
    final long putPending(int units, char next) {
        if (units > 0) {
            put(completesPair(next) ? Character.toCodePoint(pending, next) : Utf8.REPLACEMENT, size);
        }
        return size + units;
    }

    final void expect(int highSurrogate) {
        pending = (char) highSurrogate;
        limit = highSurrogate == 0 ? capacity() : -1;
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

    /**
     * Inserts text. Text other than a {@link String} is copied to the heap first.
     *
     * @param  offset                    where to insert it, at most the length
     * @param  text                      what to insert; "null" if it is null
     * @return                           this
     * @throws ArenaExhaustedException   if there is no memory to grow
     * @throws IndexOutOfBoundsException if the offset is negative or more than the length
     * @throws MalformedTextException    if the offset is within a code point, or if a surrogate has no other half
     */
    public final B insert(long offset, @Nullable CharSequence text) {
        return exchange(offset, offset, String.valueOf(text));
    }

    /**
     * Inserts a {@code char}.
     *
     * @param  offset                    where to insert it, at most the length
     * @param  unit                      what to insert
     * @return                           this
     * @throws ArenaExhaustedException   if there is no memory to grow
     * @throws IndexOutOfBoundsException if the offset is negative or more than the length
     * @throws MalformedTextException    if the offset is within a code point, or if this is half of a surrogate pair
     */
    public final B insert(long offset, char unit) {
        return exchange(offset, offset, String.valueOf(unit));
    }

    /**
     * Replaces a part of the text. Text other than a {@link String} is copied to the heap first.
     *
     * @param  start                     offset of its beginning, at most the length
     * @param  end                       offset after its end; an offset after the text stands for the end of the text
     * @param  text                      what takes its place
     * @return                           this
     * @throws ArenaExhaustedException   if there is no memory to grow
     * @throws IndexOutOfBoundsException if the start is negative, more than the length or more than the end
     * @throws MalformedTextException    if an offset is within a code point, or if a surrogate has no other half
     */
    public final B replace(long start, long end, CharSequence text) {
        return exchange(start, Math.min(end, size), text.toString());
    }

    /**
     * Removes a part of the text.
     *
     * @param  start                     offset of its beginning, at most the length
     * @param  end                       offset after its end; an offset after the text stands for the end of the text
     * @return                           this
     * @throws IndexOutOfBoundsException if the start is negative, more than the length or more than the end
     * @throws MalformedTextException    if an offset is within a code point
     */
    public final B delete(long start, long end) {
        return exchange(start, Math.min(end, size), "");
    }

    /**
     * Removes a code point.
     *
     * @param  offset                    where it begins
     * @return                           this
     * @throws IndexOutOfBoundsException if the offset is negative, or not less than the length
     * @throws MalformedTextException    if the offset is within a code point
     */
    public final B deleteCharAt(long offset) {
        Objects.checkIndex(offset, size);
        requireRange(offset, offset);
        return exchange(offset, offset + units(codePoint(offset)), "");
    }

    /** Replaces a range, or changes nothing. */
    private B exchange(long from, long to, String text) {
        requireRange(from, to);
        int length = text.length();
        long more = units(text, 0, 0, length) - (to - from);
        makeRoom(Math.max(0, more));
        MemorySegment.copy(buffer, bytes(to), buffer, bytes(to + more), bytes(size - to));
        put(text, 0, length, from);
        size += more;
        return self();
    }

    /**
     * Removes the last code point.
     *
     * @return                        the code point
     * @throws NoSuchElementException if the vector is empty
     */
    public final int pop() {
        requireRange(size, size);
        makeRoom(0);
        if (size == 0) {
            throw new NoSuchElementException("The text is empty");
        }
        size = codePointBefore(size);
        return codePoint(size);
    }

    /**
     * Removes the code points that a condition is false for. If the condition throws, what it has not seen stays.
     *
     * @param  condition                       which code points stay
     * @return                                 this
     * @throws ConcurrentModificationException if the condition changes the length of the text, which is then empty
     * @throws IllegalStateException           if the builder was frozen, or its generation has ended
     */
    public final B retain(IntPredicate condition) {
        requireRange(size, size);
        makeRoom(0);
        long before = size;
        long kept = 0;
        long seen = 0;
        try {
            while (seen < before) {
                int codePoint = codePoint(seen);
                boolean stays = condition.test(codePoint);
                if (frozen || size != before) {
                    throw changedMeanwhile();
                }
                seen += units(codePoint);
                if (stays) {
                    kept += put(codePoint, kept);
                }
            }
        } finally {
            if (!frozen && seen <= size) {
                MemorySegment.copy(buffer, bytes(seen), buffer, bytes(kept), bytes(size - seen));
                size -= seen - kept;
            }
        }
        return self();
    }

    /** Called if a condition has changed the text. What it has seen may be cut in the middle of a code point. */
    private ConcurrentModificationException changedMeanwhile() {
        if (!frozen) {
            clear();
        }
        return new ConcurrentModificationException();
    }

    /**
     * Cuts the text, or fills it up with U+0000.
     *
     * @param  newLength                 length that it will have
     * @throws ArenaExhaustedException   if there is no memory to grow
     * @throws IndexOutOfBoundsException if the length is negative
     * @throws MalformedTextException    if the text would end within a code point
     */
    public final void setLength(long newLength) {
        if (newLength <= size) {
            truncate(newLength);
            return;
        }
        makeRoom(newLength - size);
        if (newLength > size) { // a replaced surrogate may have filled the array
            buffer.asSlice(bytes(size), bytes(newLength - size)).fill((byte) 0);
            size = newLength;
        }
    }

    /** Makes room for this many units, and writes a pending surrogate. */
    final void makeRoom(long units) {
        if (units > limit - size) {
            requireOpen();
            int before = unitsBefore('\0');
            reserve(before + units);
            size = putPending(before, '\0');
            expect(0);
        }
    }

    /**
     * Makes room for this much more text.
     *
     * @param  units                    how much, 0 or more
     * @throws ArenaExhaustedException  if there is no memory for it
     * @throws IllegalArgumentException if the number is negative
     */
    public final void reserve(long units) {
        requireOpen();
        if (units < 0) {
            throw new IllegalArgumentException("The length to reserve must not be negative: " + units);
        }
        if (units > capacity() - size) {
            grow(units);
        }
    }

    /**
     * Tells how long the text will probably be, so that the buffer grows to that length instead of twice its length. It takes no
     * memory before it grows, and then at most four times its capacity. A wrong length costs memory or time, nothing else.
     *
     * @param  length                   length of the text, including the current text; 0 or more
     * @throws IllegalArgumentException if the length is negative
     */
    public final void expectLength(long length) {
        if (length < 0) {
            throw new IllegalArgumentException("length must not be negative: " + length);
        }
        expectedBytes = bytes(length);
    }

    private void grow(long units) {
        long least = bytes(units > Long.MAX_VALUE - size ? Long.MAX_VALUE : size + units);
        long capacity = buffer.byteSize();
        long preferred = capacity < SMALL ? 4 * capacity : Capacities.next(capacity, expectedBytes);
        buffer = arena.growAtLeast(buffer, least, preferred, byteAlignment);
        expect(pending);
    }

    /**
     * Releases unused memory to the arena. This is possible if the text is the last allocation of its chunk, and only for
     * memory without a view.
     *
     * @throws IllegalStateException if the builder was frozen, or its generation has ended
     */
    public final void trimToSize() {
        requireOpen();
        buffer = arena.shrink(buffer, bytes(Math.max(size, shown)));
        expect(pending);
    }

    /**
     * Returns the length of the text that fits without growth, including the current text.
     *
     * @return the capacity
     */
    public final long capacity() {
        return buffer.byteSize() >> shift;
    }

    /**
     * Removes the text from an offset on, and a pending half of a surrogate pair.
     *
     * @param  newLength                 length to keep
     * @throws IndexOutOfBoundsException if so much was not written
     * @throws MalformedTextException    if the text would end within a code point
     */
    public final void truncate(long newLength) {
        requireOpen();
        Objects.checkFromToIndex(0, newLength, size);
        if (!hasBlocks()) {
            requireBoundary(newLength);
        }
        size = newLength;
        expect(0);
    }

    private void requireBoundary(long offset) {
        if (offset < size) {
            requireCodePointAt(offset);
        }
    }

    /** Throws unless this is a range of the text that may be changed. */
    private void requireRange(long from, long to) {
        requireOpen();
        Objects.checkFromToIndex(from, to, size);
        if (hasBlocks()) {
            throw new IllegalStateException(
                    "This builder contains blocks, so its text cannot move or change in the middle");
        }
        requireBoundary(from);
        requireBoundary(to);
    }

    /** Removes the text and keeps the memory. */
    public final void clear() {
        truncate(0);
    }

    /**
     * The text written so far.
     *
     * @return                       a read-only view, which later appends do not extend
     * @throws IllegalStateException if the builder was frozen
     */
    public final MemorySegment segment() {
        requireOpen();
        shown = Math.max(shown, size);
        return text().asReadOnly();
    }

    private MemorySegment text() {
        return buffer.asSlice(0, bytes(size));
    }

    /**
     * Returns a part of the current text without copying it. Do not use it after the text before its end was truncated or
     * changed.
     *
     * @param  from                      offset of its beginning
     * @param  to                        offset after its end
     * @return                           a view
     * @throws IndexOutOfBoundsException if so much was not written
     * @throws MalformedTextException    if it would start or end within a code point
     */
    public final T slice(long from, long to) {
        requireOpen();
        Objects.checkFromToIndex(from, to, size);
        requireBoundary(from);
        requireBoundary(to);
        shown = Math.max(shown, to);
        return view(buffer.asSlice(bytes(from), bytes(to - from)));
    }

    /**
     * Ends the builder and returns its text, which is not copied. Unused memory is given back where possible.
     *
     * @return                        the text, which lives as long as this generation
     * @throws MalformedTextException if the last surrogate has no other half
     * @throws IllegalStateException  if the builder was frozen before, or its generation has ended
     */
    public final T freeze() {
        return view(end());
    }

    /**
     * Ends the builder and lets its text escape from the arena.
     *
     * @return                        a handle to the text, with one owner
     * @throws MalformedTextException if the last surrogate has no other half
     * @throws IllegalStateException  if the builder was frozen before, or its generation has ended
     * @see                           Arena#escape
     */
    public final Owned<T> freezeOwned() {
        return arena.escape(end()).map(this::view);
    }

    /**
     * Ends the builder and lets its text escape from the arena.
     *
     * @return                        a handle to the text, which can be shared
     * @throws MalformedTextException if the last surrogate has no other half
     * @throws IllegalStateException  if the builder was frozen before, or its generation has ended
     * @see                           Arena#escape
     */
    public final Shared<T> freezeShared() {
        return freezeOwned().share();
    }

    private MemorySegment end() {
        makeRoom(0);
        MemorySegment text = arena.shrink(buffer, bytes(Math.max(size, shown))).asSlice(0, bytes(size));
        buffer = text;
        frozen = true;
        limit = -1;
        return text;
    }

    final void requireOpen() {
        if (frozen) {
            throw new IllegalStateException("This builder was frozen, so its text can no longer change");
        }
    }

    /**
     * Copies the current text to the heap.
     *
     * @return a string
     */
    @Override
    public final String toString() {
        return view(text()).toString();
    }
}
