package dev.arena.json;

import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonWriteContext;
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
    /** Bytes that a number takes at most. */
    private static final int NUMBER_BYTES = 32;

    /** Texts up to so many bytes are copied with the quotes in one step, the others piece by piece. */
    private static final int SHORT_TEXT = 1024;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LOWER_HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final boolean isPlain;

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
        this.slashes = JsonBytes.ONES * (JsonWriteFeature.ESCAPE_FORWARD_SLASHES.enabledIn(formatFeatures) ? '/' : '"');
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
        if (isPlain && Double.isFinite(value)) {
            startMember(name);
            putDouble(value);
        } else {
            writeName(name.text());
            writeNumber(value);
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
        JsonWriteContext context = _streamWriteContext;
        int status = context.writeName(name.text().getValue());
        if (status == JsonWriteContext.STATUS_EXPECT_VALUE) {
            _reportError("Cannot write a property name, expecting a value");
        }
        context.writeValue();
        requireRoom(name.length() + 1 + NUMBER_BYTES);
        if (status == JsonWriteContext.STATUS_OK_AFTER_COMMA) {
            _outputBuffer[_outputTail++] = ',';
        }
        _outputTail = name.put(_outputBuffer, _outputTail);
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

    private void putText(MemorySegment utf8, long offset, long length) {
        if (length > SHORT_TEXT) {
            putLongText(utf8, offset, length);
            return;
        }
        int count = (int) length;
        requireRoom(count + 2);
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

    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED
            .withOrder(java.nio.ByteOrder.LITTLE_ENDIAN);
}
