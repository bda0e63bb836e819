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

import java.io.InputStream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;

import dev.arena.text.MalformedTextException;
import dev.arena.text.Utf8Builder;

/**
 * Copies strings from the block to a text. A string that is valid UTF-8 without escapes is copied in one piece. Any other
 * string is copied in pieces as Jackson decodes them.
 *
 * @since 0.1.0
 */
public abstract class StringParser extends BlockParser {
    private final int maxStringLength;

    StringParser(ObjectReadContext readContext, IOContext context, int streamFeatures, int formatFeatures,
            @Nullable InputStream stream, ByteQuadsCanonicalizer symbols, byte[] block, int start, int end,
            int bytesBefore, boolean blockIsRecycled) {
        super(readContext, context, streamFeatures, formatFeatures, stream, symbols, block, start, end, bytesBefore,
                blockIsRecycled);
        this.maxStringLength = _streamReadConstraints.getMaxStringLength();
    }

    /**
     * Takes the value if it is a string, and appends it to a text.
     *
     * @return                                   whether it was taken; if not, nothing has changed
     * @throws MalformedTextException            if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException if there is no memory for it
     */
    public final boolean nextString(Utf8Builder text) {
        int at = _inputPtr;
        if (state != AT_VALUE || _inputBuffer[at] != '"') {
            return false;
        }
        took(VALUE, at, at + 1);
        appendRest(text);
        return true;
    }

    /**
     * Appends the current string to a text.
     *
     * @throws MalformedTextException            if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException if there is no memory for it
     */
    public final void appendString(Utf8Builder text) {
        if (!_tokenIncomplete) {
            char[] chars = getStringCharacters();
            text.appendUtf16(chars, getStringOffset(), getStringLength());
            text.appendUtf8(NO_BYTES, 0, 0); // requires that no surrogate is pending
        } else {
            _tokenIncomplete = false;
            appendRest(text);
        }
    }

    /** Appends the string whose opening quote has been read. */
    private void appendRest(Utf8Builder text) {
        int start = _inputPtr;
        int at = JsonBytes.endOfUnescaped(_inputBuffer, start, _inputEnd);
        if (at < _inputEnd && _inputBuffer[at] == '"' && appendBytes(text, start, at)) {
            _inputPtr = at + 1;
        } else {
            settle();
            appendSlowly(text);
        }
    }

    /** Appends bytes of the block. Returns whether they are UTF-8; if not, nothing has changed. */
    private boolean appendBytes(Utf8Builder text, int from, int to) {
        if (to - from > maxStringLength) {
            return false;
        }
        try {
            text.appendUtf8(_inputBuffer, from, to - from);
            return true;
        } catch (MalformedTextException e) {
            return false;
        }
    }

    /** Appends a string piece by piece: with escapes, beyond the end of the block, or in UTF-8 that only Jackson takes. */
    private void appendSlowly(Utf8Builder text) {
        long units = 0; // in UTF-16
        while (true) {
            if (_inputPtr >= _inputEnd) {
                _loadMoreGuaranteed();
            }
            int start = _inputPtr;
            int plain = JsonBytes.endOfPlain(_inputBuffer, start, _inputEnd) - start;
            units += plain;
            _streamReadConstraints.validateStringLengthLong(units);
            if (plain > 0) {
                text.appendUtf8(_inputBuffer, start, plain);
                _inputPtr = start + plain;
                continue;
            }
            int unit = _inputBuffer[_inputPtr++] & 0xFF;
            if (unit == '"') {
                break;
            }
            if (unit == '\\') {
                text.append(_decodeEscaped());
            } else if (unit < ' ') {
                _throwUnquotedSpace(unit, "string value");
            } else {
                appendSequence(text, unit);
                units += unit >= 0xF0 ? 1 : 0;
            }
            units++;
        }
        text.appendUtf8(NO_BYTES, 0, 0); // requires that no surrogate is pending
    }

    /** Appends a multi-byte sequence as Jackson decodes it. Jackson accepts overlong sequences. */
    private void appendSequence(Utf8Builder text, int first) {
        if ((first & 0xE0) == 0xC0) {
            text.append((char) continued(first & 0x1F));
        } else if ((first & 0xF0) == 0xE0) {
            int unit = continued(continued(first & 0x0F));
            if (unit >= Character.MIN_SURROGATE && unit <= Character.MAX_SURROGATE) {
                _reportError("Invalid UTF-8: Illegal surrogate character 0x" + Integer.toHexString(unit));
            }
            text.append((char) unit);
        } else if ((first & 0xF8) == 0xF0) {
            int point = continued(continued(continued(first & 0x07))) - 0x10000;
            text.append((char) (0xD800 | (point >> 10)));
            text.append((char) (0xDC00 | (point & 0x3FF)));
        } else {
            _reportInvalidChar(first);
        }
    }

    private int continued(int bits) {
        if (_inputPtr >= _inputEnd) {
            _loadMoreGuaranteed();
        }
        int unit = _inputBuffer[_inputPtr++] & 0xFF;
        if ((unit & 0xC0) != 0x80) {
            _reportInvalidOther(unit, _inputPtr);
        }
        return (bits << 6) | (unit & 0x3F);
    }
}
