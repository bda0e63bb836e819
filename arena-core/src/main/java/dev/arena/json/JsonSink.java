package dev.arena.json;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.UTF8JsonGenerator;
import tools.jackson.databind.SerializationContext;

import dev.arena.io.Segments;

/**
 * A generator that takes texts from memory and numbers without a {@code String} being made of them. That is possible where it
 * writes JSON as UTF-8 and escapes nothing that it need not. Any other one gets strings, as it may keep them or write something else.
 */
final class JsonSink {
    private static final int FIRST_BYTES = 128;

    /** Texts above that size are passed on piece by piece. */
    private static final int MAX_BYTES = 16 << 10;

    private static final int NAMES = 64;

    private static final byte[] NO_BYTES = {};

    private final JsonGenerator generator;
    private final SerializationContext context;
    private final boolean takesUtf8;
    private final DecimalText decimals = new DecimalText();
    private byte[] bytes = NO_BYTES;
    private @Nullable TimeText times;

    /** Names that were written last, by their hashes: as UTF-8 and as strings, as names come again. */
    private byte[][] nameBytes = {};
    private String[] names = {};

    JsonSink(JsonGenerator generator, SerializationContext context) {
        this.generator = generator;
        this.context = context;
        this.takesUtf8 = (generator.getClass() == UTF8JsonGenerator.class || generator instanceof Utf8JsonWriter)
                && generator.getHighestNonEscapedChar() == 0
                && generator.getCharacterEscapes() == null;
    }

    /** What databind writes by. */
    SerializationContext context() {
        return context;
    }

    JsonGenerator generator() {
        return generator;
    }

    /** Whether what is written may be text that need not be escaped by the generator's own rules. */
    boolean takesUtf8() {
        return takesUtf8;
    }

    /** Writes times. */
    TimeText times() {
        TimeText known = times;
        if (known == null) {
            known = new TimeText();
            times = known;
        }
        return known;
    }

    /** Writes a decimal unless that needs an exponent; answers whether it was written. */
    boolean decimal(long unscaled, int scale) {
        int length = decimals.put(unscaled, scale);
        if (length >= 0) {
            generator.writeNumber(decimals.chars(), 0, length);
        }
        return length >= 0;
    }

    void uuid(long upper, long lower) {
        TimeText chars = times();
        chars.writeUuid(upper, lower);
        generator.writeString(chars.chars(), 0, chars.length());
    }

    /** Writes a name. */
    void name(MemorySegment utf8, long offset, int length) {
        if (names.length == 0) {
            names = new String[NAMES];
            nameBytes = new byte[NAMES][];
        }
        copy(utf8, offset, length);
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ hash >>> 16) & NAMES - 1;
        byte[] known = nameBytes[slot];
        if (known == null || !Arrays.equals(known, 0, known.length, bytes, 0, length)) {
            nameBytes[slot] = Arrays.copyOf(bytes, length);
            names[slot] = new String(bytes, 0, length, StandardCharsets.UTF_8);
        }
        generator.writeName(names[slot]);
    }

    /** Writes a string. */
    void text(MemorySegment utf8, long offset, long length) {
        if (!takesUtf8) {
            generator.writeString(string(utf8, offset, length));
        } else if (length > MAX_BYTES) {
            InputStream stream = Segments.inputStream(utf8.asSlice(offset, length));
            generator.writeString(new InputStreamReader(stream, StandardCharsets.UTF_8), -1);
        } else {
            copy(utf8, offset, (int) length);
            generator.writeUTF8String(bytes, 0, (int) length);
        }
    }

    /** Writes a string. */
    void text(CharSequence utf16) {
        if (takesUtf8) {
            generator.writeString(Reader.of(utf16), -1);
        } else {
            generator.writeString(utf16.toString());
        }
    }

    /** Writes a number that is there as JSON. */
    void numberText(MemorySegment utf8, long offset, long length) {
        if (takesUtf8 && length <= DecimalText.MAX_CHARS) {
            char[] chars = decimals.chars();
            for (int i = 0; i < length; i++) {
                chars[i] = (char) utf8.get(ValueLayout.JAVA_BYTE, offset + i);
            }
            generator.writeNumber(chars, 0, (int) length);
        } else {
            generator.writeNumber(string(utf8, offset, length));
        }
    }

    void number(double value) {
        if (takesUtf8 && Double.isFinite(value)) {
            int length = decimals.put(value);
            generator.writeNumber(decimals.chars(), 0, length);
        } else {
            generator.writeNumber(value);
        }
    }

    void number(float value) {
        if (takesUtf8 && Float.isFinite(value)) {
            int length = decimals.put(value);
            generator.writeNumber(decimals.chars(), 0, length);
        } else {
            generator.writeNumber(value);
        }
    }

    private void copy(MemorySegment utf8, long offset, int length) {
        if (length > bytes.length) {
            bytes = new byte[Math.max(FIRST_BYTES, Integer.highestOneBit(length) * 2)];
        }
        MemorySegment.copy(utf8, ValueLayout.JAVA_BYTE, offset, bytes, 0, length);
    }

    private static String string(MemorySegment utf8, long offset, long length) {
        return new String(utf8.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }
}
