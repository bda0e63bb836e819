package dev.arena.text;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.Owned;
import dev.arena.Shared;

/**
 * Text that grows in arena memory, as UTF-8. The text is always valid. The two halves of a surrogate pair may be appended one
 * by one. If a call after the first half does not append the second, it throws {@link MalformedTextException}, or the half is
 * replaced by U+FFFD if the builder was made by {@link #replacing}.
 *
 * <p>An append that throws has changed nothing, whether the text was malformed or the memory exhausted. Offsets and lengths are
 * in bytes. Not thread safe, even if its arena is shared. It ends with the generation in which it was made. After that, every
 * call that reads or writes throws {@link IllegalStateException}.
 */
public final class Utf8Builder implements Appendable {
    private static final long DEFAULT_CAPACITY = 64;

    /** Smaller buffers, in bytes, grow by more than twice their size: a few bytes cost less than another growth. */
    private static final long SMALL = 1024;

    private final Arena arena;
    private final boolean replacing;
    private final long byteAlignment;
    private MemorySegment buffer;
    private long size;

    /** End of the buffer, or −1 while an append must take the slow path. So the fast path needs one comparison. */
    private long limit;

    /** A high surrogate whose other half may be appended next, or 0. */
    private char pending;
    private boolean frozen;

    /** Whether there are bytes that are no text, so that any byte may be the last to be kept. */
    private boolean hasBlocks;

    /** Bytes that views of the buffer cover. They are never given back: the views would show what is allocated there next. */
    private long shown;

    /** Buffer for numbers that the JDK formats; null until one is appended. */
    private @Nullable StringBuilder digits;

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
        this.arena = arena;
        this.replacing = replacing;
        this.byteAlignment = byteAlignment;
        this.buffer = arena.allocate(capacity, byteAlignment);
        this.limit = capacity;
    }

    /**
     * A builder that replaces by U+FFFD what cannot be UTF-8: malformed bytes, and surrogates without their other halves.
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
     * @param  text                    what to append; "null" if it is null
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

    @Override
    public Utf8Builder append(@Nullable CharSequence text, int start, int end) {
        CharSequence chars = text == null ? "null" : text;
        Objects.checkFromToIndex(start, end, chars.length());
        return appendInFull(chars, start, end);
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

    /** Appends text for which the fast path does not do: long or not ASCII, or if the buffer is full or half of a pair pends. */
    private Utf8Builder appendInFull(CharSequence text, int start, int end) {
        requireOpen();
        int ascii = text instanceof String string && end - start <= limit - size
                ? Utf8Encoder.putAscii(string, start, end, buffer, size) - start
                : 0;
        int from = start + ascii;
        if (from < end) {
            char first = text.charAt(from);
            char last = text.charAt(end - 1);
            int before = bytesBefore(first);
            if (before == 4) {
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

    /** Likewise. */
    private Utf8Builder appendInFull(char[] text, int start, int end) {
        requireOpen();
        int ascii = end - start <= limit - size ? Utf8Encoder.putAscii(text, start, end, buffer, size) - start : 0;
        int from = start + ascii;
        if (from < end) {
            char first = text[from];
            char last = text[end - 1];
            int before = bytesBefore(first);
            if (before == 4) {
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

    /** Bytes that a pending surrogate takes: 4 together with this {@code char}, otherwise those of its replacement, or 0. */
    private int bytesBefore(char next) {
        if (pending == 0) {
            return 0;
        }
        if (Character.isLowSurrogate(next)) {
            return 4;
        }
        if (!replacing) {
            throw MalformedTextException.surrogate(-1, pending);
        }
        return 3;
    }

    /** Writes the pending surrogate in this many bytes, for which there is room. Returns the offset behind. */
    private long putPending(int bytes, char next) {
        return size + switch (bytes) {
            case 4 -> Utf8Encoder.putSupplementary(buffer, size, Character.toCodePoint(pending, next));
            case 3 -> Utf8Encoder.put(buffer, size, Utf8.REPLACEMENT);
            default -> 0;
        };
    }

    private void expect(int highSurrogate) {
        pending = (char) highSurrogate;
        limit = highSurrogate == 0 ? buffer.byteSize() : -1;
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

    private void appendInFull(char unit) {
        requireOpen();
        int before = bytesBefore(unit);
        if (before == 4) {
            reserve(4);
            size = putPending(4, unit);
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
            reserve(before + Utf8Encoder.length(written));
            long at = putPending(before, unit);
            size = at + Utf8Encoder.put(buffer, at, written);
            expect(0);
        }
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
    public Utf8Builder appendCodePoint(int codePoint) {
        if (Character.isBmpCodePoint(codePoint)) {
            return append((char) codePoint);
        }
        if (!Character.isValidCodePoint(codePoint)) {
            throw new IllegalArgumentException("Not a Unicode code point: " + codePoint);
        }
        makeRoom(4);
        size += Utf8Encoder.putSupplementary(buffer, size, codePoint);
        return this;
    }

    /**
     * Appends text.
     *
     * @param  text                    what to append; "null" if it is null
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
        long malformed = Utf8.malformedAt(buffer, size, size + length); // of the copy, to which nobody else can write
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
                    "This builder is aligned to " + byteAlignment + ", so no block can be aligned to " + alignment);
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

    /**
     * Appends decimal digits, as {@link Integer#toString(int)} does.
     *
     * @param  value                   a number
     * @return                         this
     * @throws ArenaExhaustedException if there is no memory to grow
     */
    public Utf8Builder append(int value) {
        return append((long) value);
    }

    /**
     * Appends decimal digits, as {@link Long#toString(long)} does.
     *
     * @param  value                   a number
     * @return                         this
     * @throws ArenaExhaustedException if there is no memory to grow
     */
    public Utf8Builder append(long value) {
        int length = Decimals.length(value);
        makeRoom(length);
        long end = size + length;
        Decimals.put(value, buffer, end);
        size = end;
        return this;
    }

    /**
     * Appends a number as {@link Float#toString(float)} does.
     *
     * @param  value                   a number
     * @return                         this
     * @throws ArenaExhaustedException if there is no memory to grow
     */
    public Utf8Builder append(float value) {
        long thousandths = Decimals.thousandths(value);
        if (thousandths >= 0) {
            return appendDecimal(Float.floatToRawIntBits(value) < 0, thousandths * Decimals.UNIT / 1000);
        }
        StringBuilder text = digits();
        text.append(value);
        return append(text, 0, text.length());
    }

    /**
     * Appends a number as {@link Double#toString(double)} does.
     *
     * @param  value                   a number
     * @return                         this
     * @throws ArenaExhaustedException if there is no memory to grow
     */
    public Utf8Builder append(double value) {
        long parts = Decimals.parts(value);
        if (parts >= 0) {
            return appendDecimal(Double.doubleToRawLongBits(value) < 0, parts);
        }
        StringBuilder text = digits();
        text.append(value);
        return append(text, 0, text.length());
    }

    /** Appends a number, given as a count of {@link Decimals#UNIT}. */
    private Utf8Builder appendDecimal(boolean negative, long parts) {
        makeRoom(Decimals.MAX_LENGTH);
        size = Decimals.putDecimal(negative, parts, buffer, size);
        return this;
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
    public Utf8Builder append(boolean value) {
        return append(value ? "true" : "false");
    }

    /**
     * Appends formatted text, as {@link String#format(String, Object...)} makes it.
     *
     * @param  format                             a format string
     * @param  arguments                          what it refers to
     * @return                                    this
     * @throws java.util.IllegalFormatException   as {@link String#format(String, Object...)} does
     * @throws ArenaExhaustedException            if there is no memory to grow
     */
    public Utf8Builder format(String format, @Nullable Object... arguments) {
        return format(Locale.getDefault(Locale.Category.FORMAT), format, arguments);
    }

    /**
     * Appends formatted text, as {@link String#format(Locale, String, Object...)} makes it.
     *
     * @param  locale                             how numbers and dates are written
     * @param  format                             a format string
     * @param  arguments                          what it refers to
     * @return                                    this
     * @throws java.util.IllegalFormatException   as {@link String#format(String, Object...)} does
     * @throws ArenaExhaustedException            if there is no memory to grow
     */
    @SuppressWarnings("AnnotateFormatMethod") // its annotation would be needed at run time
    public Utf8Builder format(Locale locale, String format, @Nullable Object... arguments) {
        return append(String.format(locale, format, arguments));
    }

    /** Makes room for this many bytes, and writes a pending surrogate. */
    private void makeRoom(long bytes) {
        if (bytes > limit - size) {
            requireOpen();
            int before = bytesBefore('\0');
            reserve(before + bytes);
            size = putPending(before, '\0');
            expect(0);
        }
    }

    /**
     * Makes room for this many more bytes.
     *
     * @param  bytes                    how many, 0 or more
     * @throws ArenaExhaustedException  if there is no memory for them
     * @throws IllegalArgumentException if the number is negative
     */
    public void reserve(long bytes) {
        requireOpen();
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes must not be negative: " + bytes);
        }
        if (bytes > buffer.byteSize() - size) {
            grow(bytes);
        }
    }

    private void grow(long bytes) {
        long least = bytes > Long.MAX_VALUE - size ? Long.MAX_VALUE : size + bytes; // always refused
        long preferred = buffer.byteSize() * (buffer.byteSize() < SMALL ? 4 : 2);
        buffer = arena.growAtLeast(buffer, least, preferred, byteAlignment);
        expect(pending);
    }

    /**
     * Number of bytes written so far.
     *
     * @return how many
     */
    public long byteLength() {
        return size;
    }

    /**
     * Number of bytes that fit without growing, those written included.
     *
     * @return how many
     */
    public long capacity() {
        return buffer.byteSize();
    }

    /**
     * Removes the text from an offset on, and a pending half of a surrogate pair.
     *
     * @param  newLength                 bytes to keep
     * @throws IndexOutOfBoundsException if so many were not written
     * @throws MalformedTextException    if the text would end within a code point
     */
    public void truncate(long newLength) {
        requireOpen();
        if (hasBlocks) {
            Objects.checkFromToIndex(0, newLength, size);
        } else {
            requireBoundary(newLength);
        }
        size = newLength;
        expect(0);
    }

    private void requireBoundary(long offset) {
        Objects.checkFromToIndex(0, offset, size);
        if (offset < size) {
            Utf8String.requireBoundary(buffer, offset);
        }
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
        shown = Math.max(shown, size);
        return buffer.asSlice(0, size).asReadOnly();
    }

    /**
     * A part of what was written so far, without copying it. It must not be used any more after the builder was truncated or
     * cleared below its end.
     *
     * @param  fromByte                  offset of its first byte
     * @param  toByte                    offset behind its last byte
     * @return                           a view
     * @throws IndexOutOfBoundsException if so much was not written
     * @throws MalformedTextException    if it would begin or end within a code point
     */
    public Utf8String slice(long fromByte, long toByte) {
        requireOpen();
        Objects.checkFromToIndex(fromByte, toByte, size);
        requireBoundary(fromByte);
        requireBoundary(toByte);
        shown = Math.max(shown, toByte);
        return Utf8String.ofValidated(buffer.asSlice(fromByte, toByte - fromByte));
    }

    /**
     * Ends the builder and returns its text, which is not copied. Unused memory is given back where possible.
     *
     * @return                        the text, which lives as long as this generation
     * @throws MalformedTextException if the last surrogate has no other half
     * @throws IllegalStateException  if the builder was frozen before, or its generation has ended
     */
    public Utf8String freeze() {
        return Utf8String.ofValidated(end());
    }

    /**
     * Ends the builder and lets its text escape from the arena.
     *
     * @return                        a handle to the text, with one owner
     * @throws MalformedTextException if the last surrogate has no other half
     * @throws IllegalStateException  if the builder was frozen before, or its generation has ended
     * @see                           Arena#escape
     */
    public Owned<Utf8String> freezeOwned() {
        return arena.escape(end()).map(Utf8String::ofValidated);
    }

    /**
     * Ends the builder and lets its text escape from the arena.
     *
     * @return                        a handle to the text, which can be shared
     * @throws MalformedTextException if the last surrogate has no other half
     * @throws IllegalStateException  if the builder was frozen before, or its generation has ended
     * @see                           Arena#escape
     */
    public Shared<Utf8String> freezeShared() {
        return freezeOwned().share();
    }

    private MemorySegment end() {
        makeRoom(0);
        MemorySegment text = arena.shrink(buffer, Math.max(size, shown)).asSlice(0, size);
        buffer = text;
        frozen = true;
        limit = -1;
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
        return new String(buffer.asSlice(0, size).toArray(Utf8.BYTE), StandardCharsets.UTF_8);
    }
}
