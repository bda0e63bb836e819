package dev.arena.json;

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

/**
 * Writes UTF-8 to blocks of bytes, from memory and numbers, without a {@code String}. Texts must be valid UTF-8: they are copied as they
 * are, except for what JSON escapes, which is looked for eight bytes at a time.
 *
 * <p>It is Jackson's own generator with faster calls beside the usual ones, so that a serializer of the application can write with it in
 * mid-document. The faster calls write what the usual ones write. If the settings are not the usual ones, such as with a pretty printer
 * or with numbers as strings, the faster calls use the others.
 */
final class Utf8JsonWriter extends UTF8JsonGenerator {
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Bytes that a number takes at most. */
    private static final int NUMBER_BYTES = 32;

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

    /** Whether the plain object that is being written has no member yet. */
    private boolean isFirst;

    /** Eight slashes if they are escaped, otherwise eight of what is escaped anyway. */
    private final long slashes;

    private final DecimalBytes decimals = new DecimalBytes();

    Utf8JsonWriter(ObjectWriteContext writeContext, IOContext context, int streamFeatures, int formatFeatures,
            OutputStream out, SerializableString rootSeparator, CharacterEscapes escapes, PrettyPrinter printer,
            int maxNonEscaped, char quote) {
        super(writeContext, context, streamFeatures, formatFeatures, out, rootSeparator, escapes, printer,
                maxNonEscaped,
                quote);
        this.isPlain = printer == null && escapes == null && _maximumNonEscapedChar == 0 && quote == '"'
                && !_cfgUnqNames
                && !_cfgNumbersAsStrings;
        this.quotesNotFinite = JsonWriteFeature.WRITE_NAN_AS_STRINGS.enabledIn(formatFeatures);
        this.slashes = JsonBytes.ONES * (JsonWriteFeature.ESCAPE_FORWARD_SLASHES.enabledIn(formatFeatures) ? '/' : '"');
    }

    /**
     * Begins an object that consists of members written by {@code writeMember} only, until {@link #endPlainObject()}. No other calls
     * are possible in between.
     */
    void startPlainObject() {
        if (isPlain) {
            _verifyValueWrite("start an object");
            streamWriteConstraints().validateNestingDepth(_streamWriteContext.getNestingDepth() + 1);
            requireRoom(1);
            _outputBuffer[_outputTail++] = '{';
            isFirst = true;
        } else {
            writeStartObject();
        }
    }

    /** Begins such an object as a member of such an object. */
    void startPlainObject(MemberName name) {
        if (isPlain) {
            startMember(name);
            _outputBuffer[_outputTail++] = '{';
            isFirst = true;
        } else {
            writeName(name.text());
            writeStartObject();
        }
    }

    /** Ends it. */
    void endPlainObject() {
        if (isPlain) {
            requireRoom(1);
            _outputBuffer[_outputTail++] = '}';
            isFirst = false;
        } else {
            writeEndObject();
        }
    }

    /** Writes a member. */
    void writeMember(MemberName name, long value) {
        if (isPlain) {
            startMember(name);
            putLong(value);
        } else {
            writeName(name.text());
            writeNumber(value);
        }
    }

    /** Writes a member. */
    void writeMember(MemberName name, double value) {
        if (!isPlain) {
            writeName(name.text());
            writeNumber(value);
        } else if (Double.isFinite(value)) {
            startMember(name);
            putDouble(value);
        } else {
            startMember(name);
            putNotFinite(Double.toString(value));
        }
    }

    /** Writes a member whose value is a text. */
    void writeMember(MemberName name, MemorySegment utf8, long offset, int length) {
        if (isPlain) {
            startMember(name);
            putText(utf8, offset, length);
        } else {
            writeName(name.text());
            writeString(string(utf8, offset, length));
        }
    }

    /** Writes a value. */
    void writeValue(double value) {
        if (isPlain && Double.isFinite(value)) {
            _verifyValueWrite("write a number");
            requireRoom(NUMBER_BYTES);
            putDouble(value);
        } else {
            writeNumber(value);
        }
    }

    /** Writes a text. */
    void writeText(MemorySegment utf8, long offset, long length) {
        if (isPlain) {
            _verifyValueWrite("write a string");
            requireRoom(NUMBER_BYTES);
            putText(utf8, offset, length);
        } else {
            writeString(string(utf8, offset, length));
        }
    }

    private static String string(MemorySegment utf8, long offset, long length) {
        return new String(utf8.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    /** Writes the name, and answers with room for a number behind it. */
    private void startMember(MemberName name) {
        requireRoom(name.room() + NUMBER_BYTES);
        _outputTail = name.put(_outputBuffer, _outputTail, isFirst);
        isFirst = false;
    }

    private void requireRoom(int bytes) {
        if (_outputEnd - _outputTail < bytes) {
            _flushBuffer();
        }
    }

    private void putLong(long value) {
        _outputTail = tools.jackson.core.io.NumberOutput.outputLong(value, _outputBuffer, _outputTail);
    }

    private void putDouble(double value) {
        _outputTail = decimals.put(value, _outputBuffer, _outputTail);
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

    private void putText(MemorySegment utf8, long offset, long length) {
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

    /** Copies a text and answers whether nothing of it must be escaped. */
    private boolean copyPlain(MemorySegment utf8, long offset, int length, byte[] block, int at) {
        if (length <= PAIR && offset <= utf8.byteSize() - PAIR) {
            // two words whatever the length, as a branch on it would often be predicted wrongly
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

    /** Writes what comes before the first byte that must be escaped, and that one; answers how many bytes these are. */
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
