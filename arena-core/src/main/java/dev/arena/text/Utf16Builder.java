package dev.arena.text;

import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.Owned;
import dev.arena.Shared;

/**
 * Text that grows in arena memory, as UTF-16 in the byte order of the machine. The text is always valid. The two halves of a
 * surrogate pair may be appended one by one. If a call after the first half does not append the second, it throws
 * {@link MalformedTextException}, or the half is replaced by U+FFFD if the builder was made by {@link #replacing}.
 *
 * <p>An append that throws has changed nothing, whether the text was malformed or the memory exhausted. Indices and lengths
 * count {@code char}s. Not thread safe, even if its arena is shared. It ends with the generation in which it was made. After
 * that, every call that reads or writes throws {@link IllegalStateException}.
 */
public final class Utf16Builder implements Appendable {
    private static final long DEFAULT_CAPACITY = 32;

    private final Arena arena;
    private final boolean replacing;
    private MemorySegment buffer;
    private long length;

    /** A high surrogate whose other half may be appended next, or 0. */
    private char pending;
    private boolean frozen;

    /** Units that views of the buffer cover. They are never given back: the views would show what is allocated there next. */
    private long shown;

    /** Buffer for numbers; null until one is appended. */
    private @Nullable StringBuilder digits;

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
        this.arena = arena;
        this.replacing = replacing;
        this.buffer = arena.allocate(bytes(capacity), Character.BYTES);
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

    private static long bytes(long units) {
        if (units < 0) {
            throw new IllegalArgumentException("The number of chars must not be negative: " + units);
        }
        return units > Long.MAX_VALUE / Character.BYTES ? Long.MAX_VALUE : units * Character.BYTES; // always refused
    }

    @Override
    public Utf16Builder append(@Nullable CharSequence text) {
        CharSequence chars = text == null ? "null" : text;
        return append(chars, 0, chars.length());
    }

    @Override
    public Utf16Builder append(@Nullable CharSequence text, int start, int end) {
        CharSequence chars = text == null ? "null" : text;
        Objects.checkFromToIndex(start, end, chars.length());
        requireOpen();
        if (start == end) {
            return this;
        }
        char first = chars.charAt(start);
        int before = unitsBefore(first);
        int from = before == 2 ? start + 1 : start;
        char last = from < end ? chars.charAt(end - 1) : 0;
        boolean open = Character.isHighSurrogate(last);
        int to = open ? end - 1 : end;
        int lone = replacing ? -1 : Utf16.loneSurrogate(chars, from, to);
        if (lone >= 0) {
            throw MalformedTextException.surrogate(lone - start, chars.charAt(lone));
        }
        reserve(before + (to - from));
        long at = putPending(before, first);
        Utf16.put(chars, from, to, buffer, at);
        long reached = at + (to - from);
        if (replacing) {
            Utf16.replaceLoneSurrogates(buffer, at, reached);
        }
        length = reached;
        pending = open ? last : 0;
        return this;
    }

    /** Units that a pending surrogate takes: 2 together with this {@code char}, otherwise 1 for its replacement, or 0. */
    private int unitsBefore(char next) {
        if (pending == 0) {
            return 0;
        }
        if (Character.isLowSurrogate(next)) {
            return 2;
        }
        if (!replacing) {
            throw MalformedTextException.surrogate(-1, pending);
        }
        return 1;
    }

    /** Writes the pending surrogate in this many units, for which there is room. Returns the index behind. */
    private long putPending(int units, char next) {
        if (units == 2) {
            Utf16.set(buffer, length, pending);
            Utf16.set(buffer, length + 1, next);
        } else if (units == 1) {
            Utf16.set(buffer, length, Utf8.REPLACEMENT);
        }
        return length + units;
    }

    @Override
    public Utf16Builder append(char unit) {
        requireOpen();
        int before = unitsBefore(unit);
        if (before == 2) {
            reserve(2);
            length = putPending(2, unit);
            pending = 0;
        } else if (Character.isHighSurrogate(unit)) {
            reserve(before);
            length = putPending(before, unit);
            pending = unit;
        } else {
            if (Character.isLowSurrogate(unit) && !replacing) {
                throw MalformedTextException.surrogate(0, unit);
            }
            reserve(before + 1);
            long at = putPending(before, unit);
            Utf16.set(buffer, at, Character.isLowSurrogate(unit) ? Utf8.REPLACEMENT : unit);
            length = at + 1;
            pending = 0;
        }
        return this;
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
    public Utf16Builder appendCodePoint(int codePoint) {
        if (Character.isBmpCodePoint(codePoint)) {
            return append((char) codePoint);
        }
        if (!Character.isValidCodePoint(codePoint)) {
            throw new IllegalArgumentException("Not a Unicode code point: " + codePoint);
        }
        StringBuilder text = digits();
        return append(text.appendCodePoint(codePoint));
    }

    /**
     * Appends decimal digits, as {@link Integer#toString(int)} does.
     *
     * @param  value                   a number
     * @return                         this
     * @throws ArenaExhaustedException if there is no memory to grow
     */
    public Utf16Builder append(int value) {
        return append(digits().append(value));
    }

    /**
     * Appends decimal digits, as {@link Long#toString(long)} does.
     *
     * @param  value                   a number
     * @return                         this
     * @throws ArenaExhaustedException if there is no memory to grow
     */
    public Utf16Builder append(long value) {
        return append(digits().append(value));
    }

    /**
     * Appends a number as {@link Float#toString(float)} does.
     *
     * @param  value                   a number
     * @return                         this
     * @throws ArenaExhaustedException if there is no memory to grow
     */
    public Utf16Builder append(float value) {
        return append(digits().append(value));
    }

    /**
     * Appends a number as {@link Double#toString(double)} does.
     *
     * @param  value                   a number
     * @return                         this
     * @throws ArenaExhaustedException if there is no memory to grow
     */
    public Utf16Builder append(double value) {
        return append(digits().append(value));
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
    public Utf16Builder append(boolean value) {
        return append(value ? "true" : "false");
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
    @SuppressWarnings("AnnotateFormatMethod") // its annotation would be needed at run time
    public Utf16Builder format(String format, @Nullable Object... arguments) {
        return append(String.format(Locale.getDefault(Locale.Category.FORMAT), format, arguments));
    }

    /**
     * Makes room for this many more {@code char}s.
     *
     * @param  units                    how many, 0 or more
     * @throws ArenaExhaustedException  if there is no memory for them
     * @throws IllegalArgumentException if the number is negative
     */
    public void reserve(long units) {
        requireOpen();
        if (units < 0) {
            throw new IllegalArgumentException("units must not be negative: " + units);
        }
        if (units > capacity() - length) {
            long least = bytes(units > Long.MAX_VALUE - length ? Long.MAX_VALUE : length + units);
            buffer = arena.growAtLeast(buffer, least, 2 * buffer.byteSize(), Character.BYTES);
        }
    }

    /**
     * Number of {@code char}s written so far.
     *
     * @return the length
     */
    public long length() {
        return length;
    }

    /**
     * Number of {@code char}s that fit without growing, those written included.
     *
     * @return the capacity
     */
    public long capacity() {
        return buffer.byteSize() / Character.BYTES;
    }

    /**
     * Removes the text from an index on, and a pending half of a surrogate pair.
     *
     * @param  newLength                 {@code char}s to keep
     * @throws IndexOutOfBoundsException if so many were not written
     * @throws MalformedTextException    if the text would end between the two halves of a surrogate pair
     */
    public void truncate(long newLength) {
        requireOpen();
        Objects.checkFromToIndex(0, newLength, length);
        Utf16.requireBoundary(buffer, newLength, length);
        length = newLength;
        pending = 0;
    }

    /** Removes the text and keeps the memory. */
    public void clear() {
        truncate(0);
    }

    /**
     * The text written so far.
     *
     * @return                       a read-only view, which later appends do not extend
     * @throws IllegalStateException if the builder was frozen
     */
    public MemorySegment segment() {
        requireOpen();
        shown = Math.max(shown, length);
        return buffer.asSlice(0, bytes(length)).asReadOnly();
    }

    /**
     * A part of what was written so far, without copying it. It must not be used any more after the builder was truncated or
     * cleared below its end.
     *
     * @param  from                      index of its first {@code char}
     * @param  to                        index behind its last {@code char}
     * @return                           a view
     * @throws IndexOutOfBoundsException if so much was not written
     * @throws MalformedTextException    if it would begin or end between the two halves of a surrogate pair
     */
    public Utf16String slice(long from, long to) {
        requireOpen();
        Objects.checkFromToIndex(from, to, length);
        Utf16.requireBoundary(buffer, from, length);
        Utf16.requireBoundary(buffer, to, length);
        shown = Math.max(shown, to);
        return Utf16String.ofUnchecked(buffer.asSlice(bytes(from), bytes(to - from)));
    }

    /**
     * Ends the builder and returns its text, which is not copied. Unused memory is given back where possible.
     *
     * @return                        the text, which lives as long as this generation
     * @throws MalformedTextException if the last surrogate has no other half
     * @throws IllegalStateException  if the builder was frozen before, or its generation has ended
     */
    public Utf16String freeze() {
        return Utf16String.ofUnchecked(end());
    }

    /**
     * Ends the builder and lets its text escape from the arena.
     *
     * @return                        a handle to the text, with one owner
     * @throws MalformedTextException if the last surrogate has no other half
     * @throws IllegalStateException  if the builder was frozen before, or its generation has ended
     * @see                           Arena#escape
     */
    public Owned<Utf16String> freezeOwned() {
        return arena.escape(end()).map(Utf16String::ofUnchecked);
    }

    /**
     * Ends the builder and lets its text escape from the arena.
     *
     * @return                        a handle to the text, which can be shared
     * @throws MalformedTextException if the last surrogate has no other half
     * @throws IllegalStateException  if the builder was frozen before, or its generation has ended
     * @see                           Arena#escape
     */
    public Shared<Utf16String> freezeShared() {
        return freezeOwned().share();
    }

    private MemorySegment end() {
        requireOpen();
        int before = unitsBefore('\0');
        reserve(before);
        length = putPending(before, '\0');
        pending = 0;
        MemorySegment text = arena.shrink(buffer, bytes(Math.max(length, shown))).asSlice(0, bytes(length));
        buffer = text;
        frozen = true;
        return text;
    }

    private void requireOpen() {
        if (frozen) {
            throw new IllegalStateException("This builder was frozen: its text cannot change any more");
        }
    }

    /**
     * Copies what was written so far to the heap.
     *
     * @return a string
     */
    @Override
    public String toString() {
        return Utf16.toString(buffer, length);
    }
}
