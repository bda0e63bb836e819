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
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonReadContext;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * Reads UTF-8 forward, from blocks of bytes that are filled repeatedly, or from a single block. It passes on values in the
 * form that they have in the document: it copies a string once, from the block to the arena, and computes a number from its
 * digits in the block. It creates no {@code char[]} and no {@code String}.
 *
 * <p>This class extends Jackson's own parser with faster methods. A fast method reads the bytes in the block, and moves only
 * if they are plain and valid. It leaves all other input unchanged for Jackson: bytes after the end of the block, and invalid
 * input. Errors and their locations are therefore always those of Jackson, and a deserializer of the application can continue
 * with this parser within a document.
 *
 * <p>Fast methods are called in pairs. First, {@link #nextName(Utf8Names, int)}, {@link #nextAsciiName()} or
 * {@link #nextElement()} moves to the next member or element. Then the caller reads the value. It calls {@link #nextString},
 * {@link #nextObject()} or {@link #nextArray()} for these types, and {@link #take} if it has found a string, number or
 * literal at {@link #valueOffset()} in the {@link #block()}. Otherwise it calls {@link #nextToken()}. Before the value is
 * read, {@link #currentToken()} is the name of the member. In an array, it has no meaning at that point. The usual methods
 * can be called instead at any time.
 *
 * <p>Numbers and strings that a fast method has read are no longer available as text.
 *
 * @since 0.1.0
 */
public final class Utf8JsonReader extends StringParser {

    /** Bytes besides the name that must be in the block for a fast call: comma, and first byte of the value. */
    private static final int NAME_REACH = 2;

    /** Jackson's message for a slash. */
    private static final String COMMENT = "maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not"
            + " enabled for parser)";

    /** Where a name would begin there is none, or the end of the object. */
    private static final int NONE = -1;
    private static final int END = -2;

    private final int maxNameLength;

    /** Jackson parses a negative number as if it were in this array, as there is no other way to call it. */
    private @Nullable JsonReadContext numbers;

    /**
     * A reader of a block, and of a stream after it.
     *
     * @param stream           what comes after the block; null if nothing does
     * @param block            the bytes that are read
     * @param start            where in it the document begins
     * @param end              where the bytes end that are there
     * @param bytesBefore      how many bytes of the document, such as a byte order mark, lie before that
     * @param blockIsRecycled  whether the block is of the context and returns to it
     */
    public Utf8JsonReader(ObjectReadContext readContext, IOContext context, int streamFeatures, int formatFeatures,
            @Nullable InputStream stream, ByteQuadsCanonicalizer symbols, byte[] block, int start, int end,
            int bytesBefore, boolean blockIsRecycled) {
        super(readContext, context, streamFeatures, formatFeatures, stream, symbols, block, start, end, bytesBefore,
                blockIsRecycled);
        this.maxNameLength = _streamReadConstraints.getMaxNameLength();
    }

    /**
     * Advances to the next member of the object that the reader is in: its beginning or its last value is the current token.
     *
     * @param  table names to look for
     * @param  guess index of the name that is looked for first
     * @return       index of the name, {@link PropertyNameMatcher#MATCH_UNKNOWN_NAME} for another one,
     *               {@link PropertyNameMatcher#MATCH_END_OBJECT} at the end of the object, which is then the current token
     */
    public int nextName(Utf8Names table, int guess) {
        byte[] block = _inputBuffer;
        int at = _inputPtr;
        Utf8Name guessed = table.get(guess);
        if (at >= _inputEnd || block.length - at < guessed.reach() + NAME_REACH || state != USUAL
                || _tokenIncomplete) {
            return nextNameSlowly(table);
        }
        int first = block[at];
        boolean isFirst = isFirst();
        if (first == ',' && !isFirst) {
            at++;
        } else if (first == '}' && isOpen()) {
            leave(END_OBJECT, at);
            return PropertyNameMatcher.MATCH_END_OBJECT;
        } else if (!isFirst) {
            return nextNameInBlock(table);
        }
        if (!guessed.isMemberAt(block, at)) {
            return nextNameInBlock(table);
        }
        int value = at + guessed.memberLength();
        if (block[value] <= ' ' || value >= _inputEnd) {
            return nextNameInBlock(table);
        }
        foundName(table, guess, at + 1, value);
        return guess;
    }

    /** As {@link #nextName(Utf8Names, int)}, where there may be white space between the tokens, or another name. */
    private int nextNameInBlock(Utf8Names table) {
        byte[] block = _inputBuffer;
        int start = startOfName();
        if (start < 0) {
            return start == END ? PropertyNameMatcher.MATCH_END_OBJECT : nextNameSlowly(table);
        }
        int quote = JsonBytes.endOfAscii(_inputBuffer, start, _inputEnd);
        int index = table.find(block, start, quote);
        if (index < 0) {
            return takeAsciiName(start, quote) ? index : nextNameSlowly(table);
        }
        int nameEnd = start + table.get(index).length();
        int value = startOfValue(nameEnd);
        if (value < 0) {
            return nextNameSlowly(table);
        }
        tellLines(start, nameEnd, value);
        foundName(table, index, NO_PLACE, value);
        return index;
    }

    /**
     * Advances to the next member of the object that the reader is in, whatever its name is.
     *
     * @return {@link #NAME_IN_BLOCK} if the name is in {@link #block()} from {@link #nameStart()} to {@link #nameEnd()},
     *         {@link PropertyNameMatcher#MATCH_END_OBJECT} at the end of the object, which is then the current token,
     *         {@link PropertyNameMatcher#MATCH_UNKNOWN_NAME} if only {@link #currentName()} says it
     */
    public int nextAsciiName() {
        if (state == USUAL && !_tokenIncomplete) {
            int start = startOfName();
            if (start == END) {
                return PropertyNameMatcher.MATCH_END_OBJECT;
            }
            if (start != NONE && takeAsciiName(start, JsonBytes.endOfAscii(_inputBuffer, start, _inputEnd))) {
                return NAME_IN_BLOCK;
            }
        }
        return nextName() != null ? PropertyNameMatcher.MATCH_UNKNOWN_NAME : notName();
    }

    /** Advances to the next member if its name is in the block. Returns whether it is. */
    private boolean takeAsciiName(int start, int quote) {
        int value = quote < 0 || quote - start > maxNameLength ? NONE : startOfValue(quote + 1);
        if (value < 0) {
            return false;
        }
        tellLines(start, quote, value);
        foundNameInBlock(start, quote, value);
        return true;
    }

    /**
     * Returns the offset of the next name, after its quote; {@link #END} if the object ends, {@link #NONE} if the block does
     * not contain it.
     */
    private int startOfName() {
        byte[] block = _inputBuffer;
        int end = _inputEnd;
        int at = JsonBytes.endOfSpace(block, _inputPtr, end);
        if (at < end && block[at] == '}') {
            endObject(at);
            return END;
        }
        if (!isFirst()) {
            if (at >= end || block[at] != ',') {
                return NONE;
            }
            at = JsonBytes.endOfSpace(block, at + 1, end);
        }
        return at < end && block[at] == '"' ? at + 1 : NONE;
    }

    /** Returns the offset of the value of a member, or {@link #NONE} if the block does not contain it. */
    private int startOfValue(int nameEnd) {
        byte[] block = _inputBuffer;
        int end = _inputEnd;
        int colon = JsonBytes.endOfSpace(block, nameEnd, end);
        if (colon >= end || block[colon] != ':') {
            return NONE;
        }
        int value = JsonBytes.endOfSpace(block, colon + 1, end);
        return value < end && !JsonBytes.isControl(block[value]) ? value : NONE;
    }

    /** Tells where a name is, and counts the lines around it. */
    private void tellLines(int start, int nameEnd, int value) {
        countLines(_inputPtr, start);
        tellNamePlace(start);
        countLines(nameEnd, value);
    }

    private void endObject(int at) {
        countLines(_inputPtr, at);
        if (isOpen()) {
            leave(END_OBJECT, at);
        } else {
            endContainer(at, JsonToken.END_OBJECT);
        }
    }

    private void endContainer(int at, JsonToken end) {
        settle();
        tellValue(at);
        _inputPtr = at + 1;
        _numTypesValid = NR_UNKNOWN;
        _streamReadContext = _streamReadContext.clearAndGetParent();
        _updateToken(end);
    }

    private int nextNameSlowly(Utf8Names table) {
        String text = nextName();
        return text != null ? table.find(text) : notName();
    }

    private int notName() {
        return _currToken == JsonToken.END_OBJECT
                ? PropertyNameMatcher.MATCH_END_OBJECT
                : PropertyNameMatcher.MATCH_ODD_TOKEN;
    }

    /**
     * Advances to the next element of the array that the reader is in: its beginning or its last value is the current token.
     *
     * @return whether there is one; if not, the end of the array is the current token
     */
    public boolean nextElement() {
        if (state != USUAL || _tokenIncomplete) {
            return nextElementSlowly();
        }
        byte[] block = _inputBuffer;
        int at = _inputPtr;
        if (_inputEnd - at < 2) {
            return nextElementInBlock();
        }
        int first = block[at];
        boolean isFirst = isFirst();
        if (first == ',' && !isFirst) {
            first = block[++at];
        } else if (first == ']' && isOpen()) {
            leave(END_ARRAY, at);
            return false;
        } else if (!isFirst) {
            return nextElementInBlock();
        }
        if (first <= ' ' || first == ']' || first == '}') {
            return nextElementInBlock();
        }
        foundValue(at);
        return true;
    }

    private boolean nextElementInBlock() {
        byte[] block = _inputBuffer;
        int end = _inputEnd;
        int at = JsonBytes.endOfSpace(block, _inputPtr, end);
        if (at < end && block[at] == ']') {
            countLines(_inputPtr, at);
            if (isOpen()) {
                leave(END_ARRAY, at);
            } else {
                endContainer(at, JsonToken.END_ARRAY);
            }
            return false;
        }
        if (!isFirst()) {
            if (at >= end || block[at] != ',') {
                return nextElementSlowly();
            }
            at = JsonBytes.endOfSpace(block, at + 1, end);
        } else if (at < end && block[at] == '}') {
            return nextElementSlowly();
        }
        if (at >= end || JsonBytes.isControl(block[at])) {
            return nextElementSlowly();
        }
        countLines(_inputPtr, at);
        foundValue(at);
        return true;
    }

    private boolean nextElementSlowly() {
        if (nextToken() == JsonToken.END_ARRAY) {
            return false;
        }
        state = HELD;
        return true;
    }

    /**
     * Takes the beginning of an object if the value is one.
     *
     * @return whether it was taken and the reader is in the object; if not, nothing has changed
     */
    public boolean nextObject() {
        return state == AT_VALUE && _inputBuffer[_inputPtr] == '{' && enter(false, _inputPtr);
    }

    /**
     * Advances to the next document of a sequence if it begins as an object in the block.
     *
     * @return whether it does; its value is not taken yet. If not, nothing has changed
     */
    public boolean nextDocument() {
        if (state != USUAL || _tokenIncomplete || isOpen() || !_streamReadContext.inRoot()) {
            return false;
        }
        int at = JsonBytes.endOfSpace(_inputBuffer, _inputPtr, _inputEnd);
        if (at >= _inputEnd || _inputBuffer[at] != '{') {
            return false;
        }
        countLines(_inputPtr, at);
        foundValue(at);
        return true;
    }

    /**
     * Takes the beginning of an array if the value is one.
     *
     * @return whether it was taken and the reader is in the array; if not, nothing has changed
     */
    public boolean nextArray() {
        return state == AT_VALUE && _inputBuffer[_inputPtr] == '[' && enter(true, _inputPtr);
    }

    @Override
    public JsonToken nextToken() {
        settle();
        return switch (state) {
            case AT_VALUE -> valueToken();
            case HELD -> {
                state = USUAL;
                yield _currToken;
            }
            default -> super.nextToken();
        };
    }

    /** Advances to the value whose first byte is the next one. */
    private JsonToken valueToken() {
        int at = _inputPtr;
        int first = _inputBuffer[at] & 0xFF;
        state = USUAL;
        if (first == '-') {
            return negativeNumber();
        }
        tellValue(at);
        _inputPtr = at + 1;
        _numTypesValid = NR_UNKNOWN;
        _binaryValue = null;
        return _updateToken(switch (first) {
            case '"' -> {
                _tokenIncomplete = true;
                yield JsonToken.VALUE_STRING;
            }
            case '{' -> {
                createChildObjectContext(_tokenInputRow, _tokenInputCol);
                yield JsonToken.START_OBJECT;
            }
            case '[' -> {
                createChildArrayContext(_tokenInputRow, _tokenInputCol);
                yield JsonToken.START_ARRAY;
            }
            case 't' -> {
                _matchTrue();
                yield JsonToken.VALUE_TRUE;
            }
            case 'f' -> {
                _matchFalse();
                yield JsonToken.VALUE_FALSE;
            }
            case 'n' -> {
                _matchNull();
                yield JsonToken.VALUE_NULL;
            }
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> _parseUnsignedNumber(first);
            case '/' -> _reportUnexpectedChar(first, COMMENT);
            default -> _handleUnexpectedValue(first);
        });
    }

    private JsonToken negativeNumber() {
        JsonReadContext context = _streamReadContext;
        JsonReadContext array = numbers;
        if (array == null) {
            array = JsonReadContext.createRootContext(null);
            numbers = array;
        }
        JsonToken before = _currToken;
        _currToken = before == JsonToken.PROPERTY_NAME ? null : before;
        _streamReadContext = array.reset(JsonReadContext.TYPE_ARRAY, 1, 0);
        try {
            return super.nextToken();
        } finally {
            _streamReadContext = context;
            if (_currToken == null) {
                _currToken = before; // the number is invalid
            }
        }
    }

    @Override
    public @Nullable String nextName() {
        settle();
        if (state != USUAL) {
            nextToken();
            return null;
        }
        return super.nextName();
    }

    @Override
    public boolean nextName(SerializableString expected) {
        settle();
        if (state != USUAL) {
            nextToken();
            return false;
        }
        return super.nextName(expected);
    }

    @Override
    public int nextNameMatch(PropertyNameMatcher matcher) {
        settle();
        if (state != USUAL) {
            nextToken();
            return PropertyNameMatcher.MATCH_ODD_TOKEN;
        }
        return super.nextNameMatch(matcher);
    }

    @Override
    public @Nullable String nextStringValue() {
        settle();
        if (state != USUAL) {
            return nextToken() == JsonToken.VALUE_STRING ? getString() : null;
        }
        return super.nextStringValue();
    }

    @Override
    public int nextIntValue(int otherwise) {
        settle();
        if (state != USUAL) {
            return nextToken() == JsonToken.VALUE_NUMBER_INT ? getIntValue() : otherwise;
        }
        return super.nextIntValue(otherwise);
    }

    @Override
    public long nextLongValue(long otherwise) {
        settle();
        if (state != USUAL) {
            return nextToken() == JsonToken.VALUE_NUMBER_INT ? getLongValue() : otherwise;
        }
        return super.nextLongValue(otherwise);
    }

    @Override
    public @Nullable Boolean nextBooleanValue() {
        settle();
        if (state != USUAL) {
            JsonToken next = nextToken();
            return next.isBoolean() ? next == JsonToken.VALUE_TRUE : null;
        }
        return super.nextBooleanValue();
    }

    /** Counts the lines that begin in a part of this block, which is white space, and perhaps a comma or a quote. */
    private void countLines(int from, int to) {
        byte[] block = _inputBuffer;
        for (int at = from; at < to; at++) {
            byte unit = block[at];
            if (unit == '\n' || (unit == '\r' && block[at + 1] != '\n')) {
                _currInputRow++;
                _currInputRowStart = at + 1;
            }
        }
    }
}
