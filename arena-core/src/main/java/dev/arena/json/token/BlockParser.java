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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonReadContext;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;

/**
 * A parser that decodes tokens directly from its block of bytes, and updates Jackson's state only on demand: the current
 * token, its location, and the open containers. The pending state refers to bytes of the block, so it must be passed to
 * Jackson before the block is filled again.
 *
 * @since 0.1.0
 */
public abstract class BlockParser extends DeferredStateParser {

    /** The next token is not parsed yet, or Jackson knows it. */
    static final int USUAL = 0;

    /** The next token is a value, whose first byte is the next one in the block. */
    static final int AT_VALUE = 1;

    /** The next token is the current one: Jackson went on to it already. */
    static final int HELD = 2;

    /** The current token, if Jackson does not know it yet. */
    static final int TOLD = 0;
    static final int NAME = 1;
    static final int START_OBJECT = 2;
    public static final int END_OBJECT = 3;
    static final int START_ARRAY = 4;
    static final int END_ARRAY = 5;
    static final int VALUE = 6;
    private static final JsonToken[] TOKENS = {JsonToken.NOT_AVAILABLE, JsonToken.PROPERTY_NAME,
            JsonToken.START_OBJECT, JsonToken.END_OBJECT, JsonToken.START_ARRAY, JsonToken.END_ARRAY};

    /** The last member of a container has no name, or Jackson knows it. */
    static final int NO_NAME = -1;

    /** The name is in the block. */
    public static final int NAME_IN_BLOCK = -10;

    static final int NO_PLACE = -1;

    int state = USUAL;

    /** Of the container that the reader is in: parts that Jackson has not counted yet. */
    int count;

    /** Sets the current token and its place in the block; no place if Jackson knows it. */
    private int token = TOLD;
    private int tokenStart;

    /** The name of the last part: an index of the table, or a place in the block. */
    private int name = NO_NAME;
    private int nameStart;
    private int nameEnd;
    private @Nullable Utf8Names names;

    private final OpenContainers open = new OpenContainers();
    private final int maxDepth;

    BlockParser(ObjectReadContext readContext, IOContext context, int streamFeatures, int formatFeatures,
            @Nullable InputStream stream, ByteQuadsCanonicalizer symbols, byte[] block, int start, int end,
            int bytesBefore, boolean blockIsRecycled) {
        super(readContext, context, streamFeatures, formatFeatures, stream, symbols, block, start, end, bytesBefore,
                blockIsRecycled);
        this.maxDepth = _streamReadConstraints.getMaxNestingDepth();
    }

    @Override
    final void settle() {
        if (token != TOLD || count != 0) {
            tell();
        }
    }

    private void tell() {
        for (int i = 0; i < open.depth(); i++) {
            tell(open.count(i), open.name(i), open.nameStart(i), open.nameEnd(i), open.table(i));
            if (open.isArray(i)) {
                createChildArrayContext(open.row(i), open.column(i));
            } else {
                createChildObjectContext(open.row(i), open.column(i));
            }
        }
        open.clear();
        tell(count, name, nameStart, nameEnd, names);
        count = 0;
        name = NO_NAME;
        if (token != TOLD) {
            tellToken();
        }
    }

    private void tell(int more, int index, int start, int end, @Nullable Utf8Names table) {
        JsonReadContext context = _streamReadContext;
        for (int i = 0; i < more; i++) {
            context.expectComma(); // counts the members or elements
        }
        if (index == NAME_IN_BLOCK) {
            context.setCurrentName(new String(_inputBuffer, start, end - start, StandardCharsets.US_ASCII));
        } else if (index != NO_NAME && table != null) {
            context.setCurrentName(table.get(index).text());
        }
    }

    private void tellToken() {
        _numTypesValid = NR_UNKNOWN;
        if (token != NAME) {
            tellValue(tokenStart);
        } else if (tokenStart != NO_PLACE) {
            tellNamePlace(tokenStart);
        }
        _currToken = token == VALUE ? tellScalar() : TOKENS[token];
        _nameCopied = false;
        token = TOLD;
    }

    private JsonToken tellScalar() {
        return switch (_inputBuffer[tokenStart]) {
            case '"' -> JsonToken.VALUE_STRING;
            case 't' -> JsonToken.VALUE_TRUE;
            case 'f' -> JsonToken.VALUE_FALSE;
            case 'n' -> JsonToken.VALUE_NULL;
            default -> tellNumber();
        };
    }

    private JsonToken tellNumber() {
        var number = new NumberScanner();
        number.scan(_inputBuffer, tokenStart);
        if (number.isLong()) {
            _numberLong = number.toLong();
            _numTypesValid = NR_LONG;
        } else {
            _numberDouble = number.toDouble();
            _numberString = null;
            _numTypesValid = NR_DOUBLE;
        }
        return number.isInteger() ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT;
    }

    /** Tells where a name begins, after its quote. */
    final void tellNamePlace(int start) {
        _nameStartRow = _currInputRow;
        _nameStartOffset = start;
        _nameStartCol = start - _currInputRowStart;
    }

    /** Tells where a value or the end of one begins, as Jackson does when it has seen its first byte. */
    final void tellValue(int at) {
        _tokenInputRow = _currInputRow;
        _tokenInputTotal = _currInputProcessed + at + 1;
        _tokenInputCol = at + 1 - _currInputRowStart;
    }

    /** The block of bytes. It changes when more bytes of a stream are read. */
    public final byte[] block() {
        return _inputBuffer;
    }

    /** Where in {@link #block()} the bytes end that are there. */
    public final int limit() {
        return _inputEnd;
    }

    /**
     * Returns the offset in {@link #block()} of the value whose name or position was found; −1 if Jackson has already advanced
     * to it.
     */
    public final int valueOffset() {
        return state == AT_VALUE ? _inputPtr : NO_PLACE;
    }

    /** Takes the value that begins at {@link #valueOffset()}, a string, number or literal that was found to end at an offset. */
    public final void take(int end) {
        took(VALUE, _inputPtr, end);
    }

    /**
     * Returns the end of the current token in {@link #block()}; −1 if Jackson has not read it to its end, or has already
     * advanced.
     */
    public final int offset() {
        return state == USUAL && !_tokenIncomplete ? _inputPtr : NO_PLACE;
    }

    /**
     * Takes members that were found without white space from {@link #offset()} on.
     *
     * @param members how many, at least 1
     * @param table   where the name of the last one is
     * @param index   its index there
     * @param value   where the value of it begins, a string, number or literal
     * @param end     where that ends
     */
    @SuppressWarnings("ReferenceEquality") // storing what is there already would cost more
    public final void takeMembers(int members, Utf8Names table, int index, int value, int end) {
        count += members;
        if (names != table) {
            names = table;
        }
        name = index;
        took(VALUE, value, end);
    }

    /** Continues after a token that was taken out of the block. */
    final void took(int kind, int start, int end) {
        tokenStart = start;
        token = kind;
        state = USUAL;
        _inputPtr = end;
    }

    /** Advances to the value of a member, whose name begins at an offset, unless Jackson already knows that. */
    @SuppressWarnings("ReferenceEquality") // storing what is there already would cost more
    final void foundName(Utf8Names table, int index, int start, int value) {
        if (names != table) {
            names = table;
        }
        name = index;
        tokenStart = start;
        token = NAME;
        foundValue(value);
    }

    /** Advances to the value of a member whose name is in the block. */
    final void foundNameInBlock(int start, int end, int value) {
        name = NAME_IN_BLOCK;
        nameStart = start;
        nameEnd = end;
        tokenStart = NO_PLACE;
        token = NAME;
        foundValue(value);
    }

    /** Where in the block the name begins that {@link #foundNameInBlock} has noted. */
    public final int nameStart() {
        return nameStart;
    }

    /** Where it ends. */
    public final int nameEnd() {
        return nameEnd;
    }

    /** Advances to a value. */
    final void foundValue(int value) {
        count++;
        state = AT_VALUE;
        _inputPtr = value;
    }

    /** Whether the container that the reader is in has had no part yet. */
    public final boolean isFirst() {
        return count == 0 && (open.depth() > 0 || !_streamReadContext.hasCurrentIndex());
    }

    /** Whether Jackson does not know yet of the container that the reader is in. */
    public final boolean isOpen() {
        return open.depth() > 0;
    }

    /**
     * Takes objects that were found from {@link #offset()} on, one after the other.
     *
     * @param objects   how many, at least 1
     * @param lastStart where the last one begins
     * @param end       where it ends
     * @param areLines  whether a line begins with each of them
     */
    public final void takeObjects(int objects, int lastStart, int end, boolean areLines) {
        if (areLines) {
            _currInputRow += objects;
            _currInputRowStart = lastStart;
        }
        count += objects;
        took(END_OBJECT, end - 1, end);
    }

    /**
     * Moves the unread bytes to the start of the block if they are in the second half, and reads further bytes after them.
     *
     * @return whether it was moved; then {@link #offset()} and {@link #limit()} have changed
     */
    public final boolean refill() {
        int at = _inputPtr;
        if (_inputStream == null || at <= _inputBuffer.length / 2 || offset() < 0) {
            return false;
        }
        settle();
        int rest = _inputEnd - at;
        System.arraycopy(_inputBuffer, at, _inputBuffer, 0, rest);
        _currInputProcessed += at;
        _currInputRowStart -= at;
        _nameStartOffset -= at;
        _inputPtr = 0;
        _inputEnd = rest;
        _streamReadConstraints.validateDocumentLength(_currInputProcessed + rest);
        int more;
        try {
            more = _inputStream.read(_inputBuffer, rest, _inputBuffer.length - rest);
        } catch (IOException e) {
            throw _wrapIOFailure(e);
        }
        _inputEnd += Math.max(0, more);
        return true;
    }

    /** Bytes of the input before the block. */
    public final long bytesBefore() {
        return _currInputProcessed;
    }

    /** Number of bytes of the input that have been read. */
    public final long bytesRead() {
        return _currInputProcessed + _inputPtr;
    }

    /** Whether a container at {@link #valueOffset()} may be nested so deep. */
    public final boolean mayEnter() {
        return _streamReadContext.getNestingDepth() + open.depth() < maxDepth;
    }

    /** Takes the object that begins at {@link #valueOffset()}, which was found to end with the byte at an offset. */
    public final void takeObject(int end) {
        took(END_OBJECT, end, end + 1);
    }

    /** Enters the container that begins here. Returns whether it may be nested so deep; if not, nothing has changed. */
    public final boolean enter(boolean isArray, int at) {
        if (!mayEnter()) {
            return false;
        }
        open.add(isArray, _currInputRow, at + 1 - _currInputRowStart, count, name, nameStart, nameEnd, names);
        count = 0;
        name = NO_NAME;
        took(isArray ? START_ARRAY : START_OBJECT, at, at + 1);
        return true;
    }

    /** Enters the object that begins here behind one byte, and may be nested so deep. */
    public final void foundObject(int at, boolean isLine) {
        if (isLine) {
            _currInputRow++;
            _currInputRowStart = at;
        }
        foundValue(at);
        enter(false, at);
    }

    /** Leaves the container that ends here, which Jackson does not know. */
    @SuppressWarnings("ReferenceEquality")
    public final void leave(int kind, int at) {
        open.remove();
        int last = open.depth();
        count = open.count(last);
        name = open.name(last);
        nameStart = open.nameStart(last);
        nameEnd = open.nameEnd(last);
        if (names != open.table(last)) {
            names = open.table(last);
        }
        took(kind, at, at + 1);
    }
}
