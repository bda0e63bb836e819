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

package dev.arena.json;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.json.JsonGeneratorBase;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.json.UTF8JsonGenerator;
import tools.jackson.databind.SerializationContext;

import dev.arena.io.Segments;
import dev.arena.json.token.MemberName;
import dev.arena.json.token.TimeText;
import dev.arena.json.token.Utf8JsonWriter;
import dev.arena.text.Decimals;
import dev.arena.text.Utf8String;

/**
 * A generator that writes texts from memory, and numbers, without creating a {@code String}. This is possible if the
 * generator writes UTF-8 and escapes only the necessary characters. Other generators get strings, because they may keep them
 * or write another form.
 *
 * <p>If databind writes no part of an object, and the generator is a {@link Utf8JsonWriter}, the object is <em>plain</em>.
 * Its content is written to the block of bytes without the generator's checks.
 */
final class JsonSink {
    private static final int FIRST_BYTES = 128;

    /** Texts above that size are passed on piece by piece. */
    private static final int MAX_BYTES = 16 << 10;

    private static final int NAMES = 256;

    private static final byte[] NO_BYTES = {};

    private final JsonGenerator generator;
    private final Supplier<? extends SerializationContext> contexts;
    private @Nullable SerializationContext context;

    /** The generator if plain objects can be written with it. */
    private final @Nullable Utf8JsonWriter writer;

    /** The same within a plain object, which the generator does not know. */
    private @Nullable Utf8JsonWriter plain;

    private final boolean takesUtf8;

    /**
     * Whether the generator writes text, in which a number has its original form. Others, such as generators of CBOR or
     * trees, need values.
     */
    private final boolean takesNumberText;

    private final Decimals decimals = new Decimals();
    private byte[] bytes = NO_BYTES;
    private char[] chars = {};

    /** The last written names by their hashes, as UTF-8 and as strings, because names repeat. */
    private byte[][] nameBytes = {};
    private String[] names = {};

    /**
     * A sink.
     *
     * @param contexts provides what databind writes by, once something is left to it
     */
    JsonSink(JsonGenerator generator, Supplier<? extends SerializationContext> contexts) {
        this.generator = generator;
        this.contexts = contexts;
        boolean writesUtf8 = generator instanceof UTF8JsonGenerator json
                && (json.getClass() == UTF8JsonGenerator.class || json instanceof Utf8JsonWriter)
                && json.isEnabled(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
        this.takesUtf8 = writesUtf8 && generator.getHighestNonEscapedChar() == 0
                && generator.getCharacterEscapes() == null;
        this.takesNumberText = generator instanceof JsonGeneratorBase;
        this.writer = generator instanceof Utf8JsonWriter utf8 && utf8.isPlain() ? utf8 : null;
    }

    /** Returns the context for values that databind writes. */
    SerializationContext context() {
        SerializationContext known = context;
        if (known == null) {
            known = contexts.get();
            context = known;
        }
        return known;
    }

    /** Returns the generator for databind, which must not be used within a plain object. */
    JsonGenerator generator() {
        return generator;
    }

    /** Whether written text needs no escapes by the rules of the generator. */
    boolean takesUtf8() {
        return takesUtf8;
    }

    /**
     * Begins an object.
     *
     * @param  plainDepth how deep it is nested, if all in it is written by this sink; otherwise 0
     * @return            whether a plain object begins here, for {@link #endObject}
     */
    boolean startObject(int plainDepth) {
        Utf8JsonWriter within = plain;
        Utf8JsonWriter possible = writer;
        if (within != null) {
            within.putStart('{');
            return false;
        }
        if (plainDepth > 0 && possible != null && possible.startPlainObject(plainDepth)) {
            plain = possible;
            return true;
        }
        generator.writeStartObject();
        return false;
    }

    /** Ends it. */
    void endObject(boolean isPlain) {
        Utf8JsonWriter within = plain;
        if (within == null) {
            generator.writeEndObject();
            return;
        }
        within.putEnd('}');
        if (isPlain) {
            plain = null;
        }
    }

    void startArray() {
        Utf8JsonWriter within = plain;
        if (within != null) {
            within.putStart('[');
        } else {
            generator.writeStartArray();
        }
    }

    void endArray() {
        Utf8JsonWriter within = plain;
        if (within != null) {
            within.putEnd(']');
        } else {
            generator.writeEndArray();
        }
    }

    /** Begins an element of an array. */
    void element() {
        Utf8JsonWriter within = plain;
        if (within != null) {
            within.putSeparator();
        }
    }

    /** Writes a name. */
    void name(MemberName name) {
        Utf8JsonWriter within = plain;
        if (within != null) {
            within.putName(name);
        } else {
            generator.writeName(name.text());
        }
    }

    void nothing() {
        Utf8JsonWriter within = plain;
        if (within != null) {
            within.putLiteral("null");
        } else {
            generator.writeNull();
        }
    }

    void truth(boolean value) {
        Utf8JsonWriter within = plain;
        if (within != null) {
            within.putLiteral(value ? "true" : "false");
        } else {
            generator.writeBoolean(value);
        }
    }

    void number(int value) {
        Utf8JsonWriter within = plain;
        if (within != null) {
            within.putNumber(value);
        } else {
            generator.writeNumber(value);
        }
    }

    void number(long value) {
        Utf8JsonWriter within = plain;
        if (within != null) {
            within.putNumber(value);
        } else {
            generator.writeNumber(value);
        }
    }

    void number(double value) {
        Utf8JsonWriter within = plain;
        if (within != null) {
            within.putNumber(value);
        } else if (takesUtf8 && Double.isFinite(value)) {
            digits(decimals.put(value, scratch(Decimals.ROOM), 0));
        } else {
            generator.writeNumber(value);
        }
    }

    void number(float value) {
        Utf8JsonWriter within = plain;
        if (within != null) {
            within.putNumber(value);
        } else if (takesUtf8 && Float.isFinite(value)) {
            digits(decimals.put(value, scratch(Decimals.ROOM), 0));
        } else {
            generator.writeNumber(value);
        }
    }

    /** Writes a decimal unless that needs an exponent. Returns whether it was written. */
    boolean decimal(long unscaled, int scale) {
        Utf8JsonWriter within = plain;
        if (within != null) {
            return within.putDecimal(unscaled, scale);
        }
        int length = Decimals.put(unscaled, scale, scratch(Decimals.ROOM), 0);
        if (length >= 0) {
            digits(length);
        }
        return length >= 0;
    }

    /** Writes a number whose digits are in {@link #bytes}. */
    private void digits(int length) {
        if (length > chars.length) {
            chars = new char[Math.max(Decimals.ROOM, length)];
        }
        for (int i = 0; i < length; i++) {
            chars[i] = (char) bytes[i];
        }
        generator.writeNumber(chars, 0, length);
    }

    /** Where to put a short string for {@link #ascii}, from {@link #asciiStart} on, with {@link TimeText#ROOM} bytes. */
    byte[] asciiTarget() {
        Utf8JsonWriter within = plain;
        return within != null ? within.block() : scratch(TimeText.ROOM);
    }

    int asciiStart() {
        Utf8JsonWriter within = plain;
        return within != null ? within.startOfShort() : 0;
    }

    /** Writes the ASCII string that has been put there, which needs no escapes. */
    void ascii(int end) {
        Utf8JsonWriter within = plain;
        if (within != null) {
            within.putShort(end);
        } else if (takesUtf8) {
            generator.writeUTF8String(bytes, 0, end);
        } else {
            generator.writeString(new String(bytes, 0, end, StandardCharsets.US_ASCII));
        }
    }

    void uuid(long upper, long lower) {
        ascii(TimeText.putUuid(upper, lower, asciiTarget(), asciiStart()));
    }

    /** Writes a string that does not change. */
    void constant(SerializableString text) {
        Utf8JsonWriter within = plain;
        if (within != null) {
            byte[] quoted = text.asQuotedUTF8();
            within.putQuoted(quoted, quoted.length);
        } else {
            generator.writeString(text);
        }
    }

    /** Writes a character. */
    void character(char value) {
        Utf8JsonWriter within = plain;
        if (within != null && value < 0x80) {
            within.putCharacter(value);
        } else {
            usual(to -> to.writeString(String.valueOf(value)));
        }
    }

    /**
     * Writes a value by the generator or through databind. This is rare, because it needs another generator in a plain
     * object.
     */
    void usual(Consumer<JsonGenerator> body) {
        Utf8JsonWriter within = plain;
        if (within == null) {
            body.accept(generator);
            return;
        }
        var out = new ByteArrayOutputStream();
        try (JsonGenerator other = context().tokenStreamFactory().createGenerator(context(), out)) {
            body.accept(other);
        }
        within.putBytes(out.toByteArray(), out.size());
    }

    /** Writes a name. */
    void name(MemorySegment utf8, long offset, int length) {
        Utf8JsonWriter within = plain;
        if (within != null) {
            within.putName(utf8, offset, length);
            return;
        }
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
        Utf8JsonWriter within = plain;
        Utf8JsonWriter possible = writer;
        if (within != null) {
            within.putText(utf8, offset, length);
        } else if (possible != null) {
            possible.writeText(utf8, offset, length);
        } else if (!takesUtf8) {
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
        if (takesUtf8 && length <= Decimals.ROOM) {
            copy(utf8, offset, (int) length);
            digits((int) length);
        } else if (takesNumberText) {
            generator.writeNumber(string(utf8, offset, length));
        } else {
            numberValue(string(utf8, offset, length));
        }
    }

    /** Writes a number by its value, in the type in which databind would read it if it is exact there. */
    private void numberValue(String number) {
        if (number.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))) {
            integer(new BigInteger(number));
            return;
        }
        double nearest = Double.parseDouble(number);
        BigDecimal exact = JsonNumbers.exact(number);
        if (exact == null) {
            generator.writeNumber(nearest); // zero, infinite, or beyond all exponents
        } else if (Double.isFinite(nearest) && exact.compareTo(BigDecimal.valueOf(nearest)) == 0) {
            generator.writeNumber(nearest);
        } else {
            generator.writeNumber(exact);
        }
    }

    private void integer(BigInteger value) {
        if (value.bitLength() < Integer.SIZE) {
            generator.writeNumber(value.intValue());
        } else if (value.bitLength() < Long.SIZE) {
            generator.writeNumber(value.longValue());
        } else {
            generator.writeNumber(value);
        }
    }

    private byte[] scratch(int length) {
        if (length > bytes.length) {
            bytes = new byte[Math.max(FIRST_BYTES, Integer.highestOneBit(length) * 2)];
        }
        return bytes;
    }

    private void copy(MemorySegment utf8, long offset, int length) {
        MemorySegment.copy(utf8, ValueLayout.JAVA_BYTE, offset, scratch(length), 0, length);
    }

    private static String string(MemorySegment utf8, long offset, long length) {
        return Utf8String.string(utf8, offset, Math.toIntExact(length));
    }
}
