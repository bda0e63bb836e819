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
import java.util.Objects;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.Owned;
import dev.arena.Shared;
import dev.arena.engine.util.Capacities;

/**
 * The part of a text builder that deals with the memory of the text: how it grows, which views show it, and how it ends. It
 * also has the first half of a surrogate pair until the second half is appended.
 *
 * @param <T> the text that is built
 */
abstract sealed class TextBuffer<T extends CharSequence> permits EditableText {

    /** Smaller buffers, in bytes, grow by more than twice their size: a few bytes cost less than another growth. */
    private static final long SMALL = 1024;

    final boolean replacing;
    private final Arena arena;

    /** Binary logarithm of the bytes of a unit. */
    private final int shift;

    final long byteAlignment;
    MemorySegment buffer;

    /** Units of text in the buffer. */
    long size;

    /** End of the buffer, or −1 while an append must take the slow path. So the fast path needs one comparison. */
    long limit;

    /** A high surrogate whose other half may be appended next, or 0. */
    private char pending;
    boolean frozen;

    /** Bytes that the text will probably have; 0 if that is not known. */
    private long expectedBytes;

    /** Number of units with views. These units are never released, because the views would show later allocations. */
    private long shown;

    TextBuffer(Arena arena, long capacity, int shift, long byteAlignment, boolean replacing) {
        this.arena = arena;
        this.replacing = replacing;
        this.shift = shift;
        this.byteAlignment = byteAlignment;
        this.buffer = arena.allocate(bytes(capacity), byteAlignment);
        this.limit = capacity;
    }

    /** A view of valid text. */
    abstract T view(MemorySegment text);

    /** Units of a code point, or of half of a pair. */
    abstract int units(int codePoint);

    /** Writes a code point, and returns its units. */
    abstract int put(int codePoint, long at);

    /** Throws if an offset less than the size is within a code point. */
    abstract void requireCodePointAt(long offset);

    /** Whether offsets in the buffer have been handed out, so that nothing may move, and not everything is text. */
    boolean hasBlocks() {
        return false;
    }

    final long bytes(long units) {
        return units > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : units << shift; // the largest is always refused
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
     * Returns the length of the text that fits without growth, including the current text.
     *
     * @return the capacity
     */
    public final long capacity() {
        return buffer.byteSize() >> shift;
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

    /** Removes the text and keeps the memory. */
    public final void clear() {
        truncate(0);
    }

    final void requireBoundary(long offset) {
        if (offset < size) {
            requireCodePointAt(offset);
        }
    }

    final void requireOpen() {
        if (frozen) {
            throw new IllegalStateException("This builder was frozen, so its text can no longer change");
        }
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
