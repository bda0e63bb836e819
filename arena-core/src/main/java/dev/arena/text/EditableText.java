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
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.IntPredicate;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;

/**
 * The part of a text builder that changes text which is already there.
 *
 * @param <T> the text that is built
 * @param <B> the builder itself
 */
abstract sealed class EditableText<T extends CharSequence, B extends EditableText<T, B>> extends TextBuffer<T>
        permits TextBuilder {

    EditableText(Arena arena, long capacity, int shift, long byteAlignment, boolean replacing) {
        super(arena, capacity, shift, byteAlignment, replacing);
    }

    abstract B self();

    /**
     * Units of a part of a text.
     *
     * @param  first                  index of the {@code char} to which the offset of an error is relative
     * @throws MalformedTextException at a lone surrogate, unless such are replaced
     */
    abstract long units(CharSequence text, int first, int from, int to);

    /** Writes a part of a text, and returns the offset after it. */
    abstract long put(CharSequence text, int from, int to, long at);

    /** The code point that begins here. */
    abstract int codePoint(long at);

    /** Returns the start of the code point that ends here. */
    abstract long codePointBefore(long end);

    /** Throws unless this is a range of the text that may be changed. */
    final void requireRange(long from, long to) {
        requireOpen();
        Objects.checkFromToIndex(from, to, size);
        if (hasBlocks()) {
            throw new IllegalStateException(
                    "This builder contains blocks, so its text cannot move or change in the middle");
        }
        requireBoundary(from);
        requireBoundary(to);
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
     * @throws NoSuchElementException if the text is empty
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
}
