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

package dev.arena.json.token;

import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.json.UTF8JsonGenerator;

import dev.arena.text.Decimals;

/**
 * Writes UTF-8 to blocks of bytes, from memory and numbers, without a {@code String}. Texts must be valid UTF-8. They are
 * copied unchanged, except for characters that JSON escapes. The writer searches for these eight bytes at a time.
 *
 * <p>This class extends Jackson's own generator with faster methods, so a serializer of the application can write with it
 * within a document. The faster methods write the same output as the usual ones. They are available with the default settings
 * only, and for instance not with a pretty printer or with numbers as strings.
 *
 * @since 0.1.0
 */
public final class Utf8JsonWriter extends UTF8JsonGenerator {
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Bytes for which there is room after a name or a separator: a number, or a short string. */
    private static final int VALUE_ROOM = Decimals.ROOM + 2;

    /** Texts up to so many bytes are copied with the quotes in one step, the others piece by piece. */
    private static final int SHORT_TEXT = 1024;

    /** Bytes of two words, and what so many bytes take of the first and of the second. */
    private static final int PAIR = 2 * Long.BYTES;
    private static final long[] FIRST_MASKS = new long[PAIR + 1];
    private static final long[] SECOND_MASKS = new long[PAIR + 1];

    static {
        for (int length = 1; length <= PAIR; length++) {
            FIRST_MASKS[length] = JsonBytes.mask(Math.min(length, Long.BYTES));
            SECOND_MASKS[length] = FIRST_MASKS[Math.max(0, length - Long.BYTES)];
        }
    }

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LOWER_HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** Whether the settings are the usual ones. */
    private final boolean isPlain;

    private final boolean quotesNotFinite;

    /** Whether the plain object or array that is being written has no member or element yet. */
    private boolean isFirst;

    /** Eight slashes if they are escaped, otherwise eight characters that are always escaped. */
    private final long slashes;

    private final Decimals decimals = new Decimals();

    public Utf8JsonWriter(ObjectWriteContext writeContext, IOContext context, int streamFeatures, int formatFeatures,
            OutputStream out, SerializableString rootSeparator, CharacterEscapes escapes, PrettyPrinter printer,
            int maxNonEscaped, char quote) {
        super(writeContext, context, streamFeatures, formatFeatures, out, rootSeparator, escapes, printer,
                maxNonEscaped,
                quote);
        this.isPlain = printer == null && escapes == null && _maximumNonEscapedChar == 0 && quote == '"'
                && !_cfgUnqNames
                && !_cfgNumbersAsStrings && _streamWriteContext.getDupDetector() == null
                && JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8.enabledIn(formatFeatures);
        this.quotesNotFinite = JsonWriteFeature.WRITE_NAN_AS_STRINGS.enabledIn(formatFeatures);
        this.slashes = JsonBytes.ONES * (JsonWriteFeature.ESCAPE_FORWARD_SLASHES.enabledIn(formatFeatures) ? '/' : '"');
    }

    /**
     * Whether the usual settings hold, so that {@link #writeText} and the calls for plain objects can be used.
     *
     * @return whether they do
     */
    public boolean isPlain() {
        return isPlain;
    }

    /**
     * Starts an object that is written only by methods whose names start with {@code put}, until {@link #endPlainObject()}.
     * These methods do not check their order and do not track the position in the document.
     *
     * @param  depth how deep arrays and objects in it are nested, itself included
     * @return       whether that is possible; if not, nothing has changed
     */
    public boolean startPlainObject(int depth) {
        if (_streamWriteContext.getNestingDepth() + depth > streamWriteConstraints().getMaxNestingDepth()) {
            return false;
        }
        _verifyValueWrite("start an object");
        requireRoom(1);
        putStart('{');
        return true;
    }

    /** Ends it. */
    void endPlainObject() {
        putEnd('}');
    }

    /** Begins an object or array within a plain object, after a name or a separator. */
    public void putStart(char bracket) {
        _outputBuffer[_outputTail++] = (byte) bracket;
        isFirst = true;
    }

    /** Ends an object or array. */
    public void putEnd(char bracket) {
        requireRoom(1);
        _outputBuffer[_outputTail++] = (byte) bracket;
        isFirst = false;
    }

    /** Writes a name, and returns with room for a number or a short string after it. */
    public void putName(MemberName name) {
        requireRoom(name.room() + VALUE_ROOM);
        _outputTail = name.put(_outputBuffer, _outputTail, isFirst);
        isFirst = false;
    }

    /** Writes a name. */
    public void putName(MemorySegment utf8, long offset, int length) {
        putSeparator();
        putText(utf8, offset, length);
        requireRoom(1 + VALUE_ROOM);
        _outputBuffer[_outputTail++] = ':';
    }

    /** Writes the separator between two elements, and ensures room for a number or a short string after it. */
    public void putSeparator() {
        requireRoom(1 + VALUE_ROOM);
        if (!isFirst) {
            _outputBuffer[_outputTail++] = ',';
        }
        isFirst = false;
    }

    public void putNumber(long value) {
        _outputTail = Decimals.put(value, _outputBuffer, _outputTail);
    }

    public void putNumber(double value) {
        if (Double.isFinite(value)) {
            _outputTail = decimals.put(value, _outputBuffer, _outputTail);
        } else {
            putNotFinite(Double.toString(value));
        }
    }

    public void putNumber(float value) {
        if (Float.isFinite(value)) {
            _outputTail = decimals.put(value, _outputBuffer, _outputTail);
        } else {
            putNotFinite(Float.toString(value));
        }
    }

    /** Writes a decimal unless that needs an exponent. Returns whether it was written. */
    public boolean putDecimal(long unscaled, int scale) {
        int end = Decimals.put(unscaled, scale, _outputBuffer, _outputTail);
        if (end >= 0) {
            _outputTail = end;
        }
        return end >= 0;
    }

    /** Writes {@code true}, {@code false} or {@code null}. */
    public void putLiteral(String name) {
        for (int i = 0; i < name.length(); i++) {
            _outputBuffer[_outputTail++] = (byte) name.charAt(i);
        }
    }

    /** Writes a string of one ASCII character. */
    public void putCharacter(char value) {
        _outputBuffer[_outputTail++] = '"';
        if (escaped((byte) value) == 0) {
            _outputBuffer[_outputTail++] = (byte) value;
        } else {
            _outputTail = putEscape((byte) value, _outputBuffer, _outputTail);
        }
        _outputBuffer[_outputTail++] = '"';
    }

    /** Writes bytes as they are. */
    public void putBytes(byte[] bytes, int length) {
        for (int at = 0; at < length;) {
            requireRoom(1);
            int count = Math.min(length - at, _outputEnd - _outputTail);
            System.arraycopy(bytes, at, _outputBuffer, _outputTail, count);
            _outputTail += count;
            at += count;
        }
    }

    /** The array of the output, into which a short string can be put where there is room for it. */
    public byte[] block() {
        return _outputBuffer;
    }

    /** Where to put the first byte of the string, as a quotation mark precedes it. */
    public int startOfShort() {
        return _outputTail + 1;
    }

    /** Writes the string that has been put there, which needs no escapes. */
    public void putShort(int end) {
        _outputBuffer[_outputTail] = '"';
        _outputBuffer[end] = '"';
        _outputTail = end + 1;
    }

    /** Writes a string of bytes that are quoted as JSON wants it. */
    public void putQuoted(byte[] quoted, int length) {
        requireRoom(1);
        _outputBuffer[_outputTail++] = '"';
        putBytes(quoted, length);
        requireRoom(1);
        _outputBuffer[_outputTail++] = '"';
    }

    /** Writes a text where a usual call is possible. */
    public void writeText(MemorySegment utf8, long offset, long length) {
        _verifyValueWrite("write a string");
        putText(utf8, offset, length);
    }

    private void requireRoom(int bytes) {
        if (_outputEnd - _outputTail < bytes) {
            _flushBuffer();
        }
    }

    private void putNotFinite(String value) {
        if (quotesNotFinite) {
            _outputBuffer[_outputTail++] = '"';
        }
        for (int i = 0; i < value.length(); i++) {
            _outputBuffer[_outputTail++] = (byte) value.charAt(i);
        }
        if (quotesNotFinite) {
            _outputBuffer[_outputTail++] = '"';
        }
    }

    /** Writes a text. */
    public void putText(MemorySegment utf8, long offset, long length) {
        if (length > SHORT_TEXT) {
            putLongText(utf8, offset, length);
            return;
        }
        int count = (int) length;
        requireRoom(count + 2 + PAIR);
        byte[] block = _outputBuffer;
        int at = _outputTail;
        block[at] = '"';
        if (!copyPlain(utf8, offset, count, block, at + 1)) {
            putLongText(utf8, offset, length);
            return;
        }
        block[at + 1 + count] = '"';
        _outputTail = at + count + 2;
    }

    /** Copies a text. Returns whether nothing of it must be escaped. */
    private boolean copyPlain(MemorySegment utf8, long offset, int length, byte[] block, int at) {
        if (length <= PAIR && offset <= utf8.byteSize() - PAIR) {
            // always two words, because a branch on the length would often be mispredicted
            long first = utf8.get(WORD, offset);
            long second = utf8.get(WORD, offset + Long.BYTES);
            JsonBytes.put(block, at, first);
            JsonBytes.put(block, at + Long.BYTES, second);
            return ((special(first) & FIRST_MASKS[length]) | (special(second) & SECOND_MASKS[length])) == 0;
        }
        int last = length - Long.BYTES;
        if (last < 0) {
            int all = 0;
            for (int i = 0; i < length; i++) {
                byte unit = utf8.get(ValueLayout.JAVA_BYTE, offset + i);
                block[at + i] = unit;
                all |= escaped(unit);
            }
            return all == 0;
        }
        long found = 0;
        for (int i = 0; i < last; i += Long.BYTES) {
            long word = utf8.get(WORD, offset + i);
            JsonBytes.put(block, at + i, word);
            found |= special(word);
        }
        long word = utf8.get(WORD, offset + last);
        JsonBytes.put(block, at + last, word);
        return (found | special(word)) == 0;
    }

    private long special(long word) {
        long slash = word ^ slashes;
        return JsonBytes.special(word) | ((slash - JsonBytes.ONES) & ~slash & JsonBytes.HIGHS);
    }

    private int escaped(byte unit) {
        return unit < 0 ? 0 : _outputEscapes[unit];
    }

    private void putLongText(MemorySegment utf8, long offset, long length) {
        requireRoom(1);
        _outputBuffer[_outputTail++] = '"';
        for (long at = 0; at < length;) {
            at += putPiece(utf8, offset + at, (int) Math.min(length - at, SHORT_TEXT));
        }
        requireRoom(1);
        _outputBuffer[_outputTail++] = '"';
    }

    /** Writes what comes before the first byte that must be escaped, and that one. Returns how many bytes these are. */
    private int putPiece(MemorySegment utf8, long offset, int length) {
        requireRoom(length + 6);
        byte[] block = _outputBuffer;
        int start = _outputTail;
        MemorySegment.copy(utf8, ValueLayout.JAVA_BYTE, offset, block, start, length);
        int end = start + length;
        int at = start;
        while (at <= end - Long.BYTES) {
            long found = special(JsonBytes.word(block, at));
            if (found != 0) {
                at += JsonBytes.first(found);
                break;
            }
            at += Long.BYTES;
        }
        while (at < end && escaped(block[at]) == 0) {
            at++;
        }
        if (at == end) {
            _outputTail = at;
            return length;
        }
        _outputTail = putEscape(block[at], block, at);
        return at + 1 - start;
    }

    private int putEscape(byte unit, byte[] block, int from) {
        int escape = _outputEscapes[unit];
        int at = from;
        block[at++] = '\\';
        if (escape > 0) {
            block[at++] = (byte) escape;
            return at;
        }
        byte[] hex = _cfgWriteHexUppercase ? HEX : LOWER_HEX;
        block[at++] = 'u';
        block[at++] = '0';
        block[at++] = '0';
        block[at++] = hex[unit >> 4];
        block[at++] = hex[unit & 0xF];
        return at;
    }
}
