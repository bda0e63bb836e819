package dev.arena.json;

import java.io.InputStream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonReadContext;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;
import tools.jackson.core.sym.PropertyNameMatcher;

import dev.arena.text.MalformedTextException;
import dev.arena.text.Utf8Builder;

/**
 * Reads UTF-8 forward, from blocks of bytes that are refilled, or from one that is all there is. Values are handed over as what they are in
 * the document: a text is copied once, from the block into the arena, and a number is made of its digits where they lie. There is
 * no {@code char[]} and no {@code String} in between.
 *
 * <p>It is Jackson's own parser with faster calls beside the usual ones. A fast call decides by bytes that lie in the block, and moves
 * only if they are plain and valid. Anything else it leaves untouched to Jackson: bytes behind the end of the block, and whatever is
 * refused. So what is refused, why, and where is the same by construction, and a deserializer of the application can go on with this
 * parser in mid-document.
 *
 * <p>Fast calls come in pairs. {@link #nextName(Utf8Names, int)} or {@link #nextElement()} goes on to the next member or element, and
 * then one call takes its value: {@link #nextLong()}, {@link #nextInt()}, {@link #nextDouble()}, {@link #nextString(Utf8Builder)} or
 * {@link #nextObject()} if the value is such a one, otherwise {@link #nextToken()}. Until the value is taken,
 * {@link #currentToken()} is the name of the member; in an array it has no meaning. Usual calls are possible instead at any time.
 *
 * <p>Numbers and texts that were taken by fast calls are not available as text any more.
 */
final class Utf8JsonReader extends DeferredStateParser {

    /** The next token has not been looked at, or it is known to Jackson. */
    private static final int USUAL = 0;

    /** The next token is a value, whose first byte is the next one in the block. */
    private static final int AT_VALUE = 1;

    /** The next token is the current one: Jackson went on to it already. */
    private static final int HELD = 2;

    /** What the current token is, if Jackson has not been told yet. */
    private static final int NOTED = 0;
    private static final int NAME = 1;
    private static final int VALUE_NUMBER_INT = 2;
    private static final int VALUE_NUMBER_FLOAT = 3;
    private static final int VALUE_STRING = 4;
    private static final int START_OBJECT = 5;
    private static final int END_OBJECT = 6;
    private static final JsonToken[] TOKENS = {JsonToken.NOT_AVAILABLE, JsonToken.PROPERTY_NAME,
            JsonToken.VALUE_NUMBER_INT,
            JsonToken.VALUE_NUMBER_FLOAT, JsonToken.VALUE_STRING, JsonToken.START_OBJECT, JsonToken.END_OBJECT};

    private static final int NO_NAME = -1;
    private static final int NO_PLACE = -1;

    /** Bytes that must lie in the block for a fast call: more than any number that it takes, with what follows. */
    private static final int NUMBER_REACH = 56;

    /** Bytes besides the name that must lie in the block for a fast call: comma, quote, colon, first byte of the value. */
    private static final int NAME_REACH = 4;

    /** What Jackson says of a slash. */
    private static final String COMMENT = "maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not"
            + " enabled for parser)";

    private static final int MAX_LONG_DIGITS = 18;
    private static final int MAX_DOUBLE_DIGITS = 19;

    /** An exponent of more digits is left to Jackson, as is what has more digits than a long. */
    private static final int MAX_EXPONENT_DIGITS = 4;

    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    private int state = USUAL;

    /** The current token, and where in the block it begins; no place if Jackson has been told that. */
    private int token = NOTED;
    private int tokenStart;

    /** Where in the block the text is that was taken last as it is. */
    private int textStart;
    private int textEnd;

    /** Of the container that the reader is in: parts that Jackson has not counted yet, and the name of the last one. */
    private int count;
    private int name = NO_NAME;
    private @Nullable Utf8Names names;

    /** Whether that is an object that Jackson does not know yet; if so, where it begins, and the same of what is around it. */
    private boolean isInner;
    private int innerRow;
    private int innerColumn;
    private int outerCount;
    private int outerName = NO_NAME;
    private @Nullable Utf8Names outerNames;

    /** Jackson parses a negative number as if it were in this array, as there is no other way to call it. */
    private @Nullable JsonReadContext numbers;

    /**
     * A reader of a block, and of a stream behind it.
     *
     * @param stream           what comes behind the block; null if nothing does
     * @param block            holds what is read
     * @param start            where in it the document begins
     * @param end              where the bytes end that are there
     * @param bytesBefore      how many bytes of the document, such as a byte order mark, lie before that
     * @param blockIsRecycled  whether the block is of the context and returns to it
     */
    Utf8JsonReader(ObjectReadContext readContext, IOContext context, int streamFeatures, int formatFeatures,
            @Nullable InputStream stream, ByteQuadsCanonicalizer symbols, byte[] block, int start, int end,
            int bytesBefore, boolean blockIsRecycled) {
        super(readContext, context, streamFeatures, formatFeatures, stream, symbols, block, start, end, bytesBefore,
                blockIsRecycled);
    }

    @Override
    void settle() {
        if (token == NOTED && count == 0) {
            return;
        }
        if (isInner) {
            note(outerCount, outerName, outerNames);
            createChildObjectContext(innerRow, innerColumn);
            isInner = false;
        }
        note(count, name, names);
        count = 0;
        name = NO_NAME;
        if (token != NOTED) {
            noteToken();
        }
    }

    private void note(int more, int index, @Nullable Utf8Names table) {
        JsonReadContext context = _streamReadContext;
        for (int i = 0; i < more; i++) {
            context.expectComma(); // counts the members or elements
        }
        if (index != NO_NAME && table != null) {
            context.setCurrentName(table.get(index).text());
        }
    }

    private void noteToken() {
        _currToken = TOKENS[token];
        if (token != NAME) {
            noteValue(tokenStart);
        } else if (tokenStart != NO_PLACE) {
            noteName(tokenStart);
        }
        _nameCopied = false;
        token = NOTED;
    }

    private void noteName(int start) {
        _nameStartRow = _currInputRow;
        _nameStartOffset = start;
        _nameStartCol = start - _currInputRowStart;
    }

    /** Notes where a value or the end of one begins, as Jackson does when it has seen its first byte. */
    private void noteValue(int at) {
        _tokenInputRow = _currInputRow;
        _tokenInputTotal = _currInputProcessed + at + 1;
        _tokenInputCol = at + 1 - _currInputRowStart;
    }

    /**
     * Goes on to the next member of the object that the reader is in: its beginning or its last value is the current token.
     *
     * @param  table names to look for
     * @param  guess index of the name that is looked for first
     * @return       index of the name, {@link PropertyNameMatcher#MATCH_UNKNOWN_NAME} for another one,
     *               {@link PropertyNameMatcher#MATCH_END_OBJECT} at the end of the object, which is then the current token
     */
    int nextName(Utf8Names table, int guess) {
        byte[] block = _inputBuffer;
        int at = _inputPtr;
        Utf8Name guessed = table.get(guess);
        if (_inputEnd - at < guessed.reach() + NAME_REACH || state != USUAL || _tokenIncomplete) {
            return nextNameSlowly(table);
        }
        int first = block[at];
        if (first == '}' && isInner) {
            return endInner(at);
        }
        boolean isFirst = isFirst();
        if (!isFirst && first == ',') {
            first = block[++at];
        }
        if (isFirst != (at == _inputPtr) || first != '"' || !guessed.isAt(block, at + 1)) {
            return nextNameInBlock(table, guessed, guess);
        }
        int colon = at + 1 + guessed.length();
        if (block[colon] != ':' || block[colon + 1] <= ' ') {
            return nextNameInBlock(table, guessed, guess);
        }
        tokenStart = at + 1;
        foundName(table, guess, colon + 1);
        return guess;
    }

    /** Whether the object or array that the reader is in has had no member or element yet. */
    private boolean isFirst() {
        return count == 0 && (isInner || !_streamReadContext.hasCurrentIndex());
    }

    private int endInner(int at) {
        isInner = false;
        count = outerCount;
        name = outerName;
        names = outerNames;
        tokenStart = at;
        token = END_OBJECT;
        _inputPtr = at + 1;
        _numTypesValid = NR_UNKNOWN;
        return PropertyNameMatcher.MATCH_END_OBJECT;
    }

    /** As {@link #nextName}, where there may be white space between the tokens, or another name. */
    private int nextNameInBlock(Utf8Names table, Utf8Name guessed, int guess) {
        byte[] block = _inputBuffer;
        int end = _inputEnd;
        int at = skipSpace(_inputPtr);
        if (at < end && block[at] == '}') {
            countLines(_inputPtr, at);
            return endObject(at);
        }
        if (!isFirst()) {
            if (at >= end || block[at] != ',') {
                return nextNameSlowly(table);
            }
            at = skipSpace(at + 1);
        }
        if (at >= end || block[at] != '"') {
            return nextNameSlowly(table);
        }
        int start = at + 1;
        int index = guess;
        if (end - start < guessed.reach() || !guessed.isAt(block, start)) {
            index = table.find(block, start, endOfAscii(start));
            if (index < 0) {
                return nextNameSlowly(table);
            }
        }
        int nameEnd = start + table.get(index).length();
        int colon = skipSpace(nameEnd);
        if (colon >= end || block[colon] != ':') {
            return nextNameSlowly(table);
        }
        int value = skipSpace(colon + 1);
        if (value >= end || isControl(block[value])) {
            return nextNameSlowly(table);
        }
        countLines(_inputPtr, start);
        noteName(start);
        tokenStart = NO_PLACE;
        countLines(nameEnd, value);
        foundName(table, index, value);
        return index;
    }

    private int endObject(int at) {
        if (isInner) {
            return endInner(at);
        }
        settle();
        endContainer(at, JsonToken.END_OBJECT);
        return PropertyNameMatcher.MATCH_END_OBJECT;
    }

    private int nextNameSlowly(Utf8Names table) {
        String text = nextName();
        return text != null
                ? table.find(text)
                : _currToken == JsonToken.END_OBJECT
                        ? PropertyNameMatcher.MATCH_END_OBJECT
                        : PropertyNameMatcher.MATCH_ODD_TOKEN;
    }

    @SuppressWarnings("ReferenceEquality") // storing what is there already would cost more
    private void foundName(Utf8Names table, int index, int value) {
        if (names != table) {
            names = table;
        }
        name = index;
        count++;
        token = NAME;
        state = AT_VALUE;
        _inputPtr = value;
        _numTypesValid = NR_UNKNOWN;
    }

    /**
     * Goes on to the next element of the array that the reader is in: its beginning or its last value is the current token.
     *
     * @return whether there is one; if not, the end of the array is the current token
     */
    boolean nextElement() {
        if (state != USUAL || _tokenIncomplete) {
            return nextElementSlowly();
        }
        byte[] block = _inputBuffer;
        int at = _inputPtr;
        if (_inputEnd - at < 2 || block[at] != ',' || block[at + 1] <= ' ' || isFirst()) {
            return nextElementInBlock();
        }
        foundElement(at + 1);
        return true;
    }

    private boolean nextElementInBlock() {
        byte[] block = _inputBuffer;
        int end = _inputEnd;
        int at = skipSpace(_inputPtr);
        if (at < end && block[at] == ']') {
            countLines(_inputPtr, at);
            settle();
            endContainer(at, JsonToken.END_ARRAY);
            return false;
        }
        if (!isFirst()) {
            if (at >= end || block[at] != ',') {
                return nextElementSlowly();
            }
            at = skipSpace(at + 1);
        } else if (at < end && block[at] == '}') {
            return nextElementSlowly();
        }
        if (at >= end || isControl(block[at])) {
            return nextElementSlowly();
        }
        countLines(_inputPtr, at);
        foundElement(at);
        return true;
    }

    private boolean nextElementSlowly() {
        if (nextToken() == JsonToken.END_ARRAY) {
            return false;
        }
        state = HELD;
        return true;
    }

    private void foundElement(int value) {
        count++;
        state = AT_VALUE;
        _inputPtr = value;
        _numTypesValid = NR_UNKNOWN;
    }

    private void endContainer(int at, JsonToken end) {
        noteValue(at);
        _inputPtr = at + 1;
        _numTypesValid = NR_UNKNOWN;
        _streamReadContext = _streamReadContext.clearAndGetParent();
        _updateToken(end);
    }

    /**
     * Takes the beginning of an object if the value is one.
     *
     * @return whether it was taken and the reader is in the object; if not, nothing has changed
     */
    @SuppressWarnings("ReferenceEquality")
    boolean nextObject() {
        int at = _inputPtr;
        if (state != AT_VALUE || _inputBuffer[at] != '{') {
            return false;
        }
        if (isInner) {
            settle();
        }
        if (_streamReadContext.getNestingDepth() >= _streamReadConstraints.getMaxNestingDepth()) {
            return false;
        }
        outerCount = count;
        outerName = name;
        if (outerNames != names) {
            outerNames = names;
        }
        isInner = true;
        innerRow = _currInputRow;
        innerColumn = at + 1 - _currInputRowStart;
        count = 0;
        name = NO_NAME;
        tokenStart = at;
        token = START_OBJECT;
        state = USUAL;
        _inputPtr = at + 1;
        return true;
    }

    /**
     * Takes the value if it is a string, and appends it to a text.
     *
     * @return                                   whether it was taken; if not, nothing has changed
     * @throws MalformedTextException            if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException if there is no memory for it
     */
    boolean nextString(Utf8Builder text) {
        int at = _inputPtr;
        if (state != AT_VALUE || _inputBuffer[at] != '"') {
            return false;
        }
        tokenStart = at;
        token = VALUE_STRING;
        state = USUAL;
        _inputPtr = at + 1;
        appendRest(text);
        return true;
    }

    /**
     * Takes the value if it is an integer of at most 18 digits. Not taken is {@code -0}, which some tell from 0.
     *
     * @return whether it was taken and is {@link #lastLong()}; if not, nothing has changed
     */
    boolean nextLong() {
        int start = _inputPtr;
        if (state != AT_VALUE || _inputEnd - start < NUMBER_REACH) {
            return false;
        }
        byte[] block = _inputBuffer;
        boolean negative = block[start] == '-';
        int first = negative ? start + 1 : start;
        int at = first;
        long digits = JsonBytes.digits(JsonBytes.word(block, at));
        int digitCount = JsonBytes.countDigits(digits);
        if (digitCount == 0) {
            return false;
        }
        long value = JsonBytes.number(digits, digitCount);
        at += digitCount;
        while (digitCount == Long.BYTES && at - first <= MAX_LONG_DIGITS) {
            digits = JsonBytes.digits(JsonBytes.word(block, at));
            digitCount = JsonBytes.countDigits(digits);
            if (digitCount > 0) {
                value = value * POWERS[digitCount] + JsonBytes.number(digits, digitCount);
                at += digitCount;
            }
        }
        byte next = block[at];
        if (at - first > MAX_LONG_DIGITS || next == '.' || (next | 0x20) == 'e'
                || (block[first] == '0' && (at - first > 1 || negative))) {
            return false;
        }
        tokenStart = start;
        token = VALUE_NUMBER_INT;
        state = USUAL;
        _inputPtr = at;
        _numberLong = negative ? -value : value;
        _numTypesValid = NR_LONG;
        return true;
    }

    /**
     * Takes the value if it is an integer, as {@link #nextLong()}.
     *
     * @return whether it was taken and is {@link #lastInt()}; if not, nothing has changed
     * @throws tools.jackson.core.exc.InputCoercionException if it is out of the range of {@code int}
     */
    boolean nextInt() {
        if (!nextLong()) {
            return false;
        }
        int value = (int) _numberLong;
        if (value != _numberLong) {
            _reportOverflowInt(Long.toString(_numberLong), JsonToken.VALUE_NUMBER_INT);
        }
        _numberInt = value;
        _numTypesValid = NR_INT | NR_LONG;
        return true;
    }

    /**
     * Takes the value if it is a number of no more digits than a double needs.
     *
     * @return whether it was taken and is {@link #lastDouble()}, which is infinite for a number out of range; if not, nothing has
     *         changed
     */
    boolean nextDouble() {
        int start = _inputPtr;
        if (state != AT_VALUE || _inputEnd - start < NUMBER_REACH) {
            return false;
        }
        byte[] block = _inputBuffer;
        boolean negative = block[start] == '-';
        int first = negative ? start + 1 : start;
        long digits = JsonBytes.digits(JsonBytes.word(block, first));
        long others = JsonBytes.others(digits);
        int whole = JsonBytes.first(others);
        if (whole > 0 && whole < Long.BYTES - 1 && block[first + whole] == '.') {
            int length = JsonBytes.first(others & (others - 1)); // up to the second byte that is no digit
            int fraction = length - whole - 1;
            boolean isAll = length < Long.BYTES && (block[first + length] | 0x20) != 'e';
            if (isAll && fraction > 0 && (block[first] != '0' || whole == 1)) {
                long value = JsonBytes.number(JsonBytes.without(digits, whole), length - 1);
                double magnitude = value / EiselLemire.exactPower(fraction);
                return tookDouble(start, first + length, VALUE_NUMBER_FLOAT, negative ? -magnitude : magnitude);
            }
        }
        return nextLongDouble(start, first, negative);
    }

    private boolean tookDouble(int start, int end, int kind, double value) {
        tokenStart = start;
        token = kind;
        state = USUAL;
        _inputPtr = end;
        _numberDouble = value;
        _numTypesValid = NR_DOUBLE;
        if (_numberString != null) {
            _numberString = null;
        }
        return true;
    }

    /** As {@link #nextDouble()}, for numbers that have more than seven digits, no point, or an exponent. */
    private boolean nextLongDouble(int start, int first, boolean negative) {
        byte[] block = _inputBuffer;
        long value = 0;
        int at = first;
        int digitCount;
        do {
            long digits = JsonBytes.digits(JsonBytes.word(block, at));
            digitCount = JsonBytes.countDigits(digits);
            if (digitCount > 0) {
                value = value * POWERS[digitCount] + JsonBytes.number(digits, digitCount);
                at += digitCount;
            }
        } while (digitCount == Long.BYTES && at - first <= MAX_DOUBLE_DIGITS);
        int whole = at - first;
        if (whole == 0 || (block[first] == '0' && whole > 1)) {
            return false;
        }
        int kind = VALUE_NUMBER_INT;
        int fraction = 0;
        if (block[at] == '.') {
            kind = VALUE_NUMBER_FLOAT;
            int point = at++;
            do {
                long digits = JsonBytes.digits(JsonBytes.word(block, at));
                digitCount = JsonBytes.countDigits(digits);
                if (digitCount > 0) {
                    value = value * POWERS[digitCount] + JsonBytes.number(digits, digitCount);
                    at += digitCount;
                }
            } while (digitCount == Long.BYTES && at - first <= MAX_DOUBLE_DIGITS);
            fraction = at - point - 1;
            if (fraction == 0) {
                return false;
            }
        }
        if (whole + fraction > MAX_DOUBLE_DIGITS) {
            return false;
        }
        int exponent = 0;
        if ((block[at] | 0x20) == 'e') {
            kind = VALUE_NUMBER_FLOAT;
            at++;
            boolean isDown = block[at] == '-';
            if (isDown || block[at] == '+') {
                at++;
            }
            long digits = JsonBytes.digits(JsonBytes.word(block, at));
            digitCount = JsonBytes.countDigits(digits);
            if (digitCount == 0 || digitCount > MAX_EXPONENT_DIGITS) {
                return false;
            }
            exponent = (int) JsonBytes.number(digits, digitCount);
            exponent = isDown ? -exponent : exponent;
            at += digitCount;
        }
        boolean isMinus = negative && (value != 0 || kind == VALUE_NUMBER_FLOAT); // the integer -0 is 0
        return tookDouble(start, at, kind, EiselLemire.toDouble(value, exponent - fraction, isMinus));
    }

    /**
     * Takes the value if it is a string of ASCII without escapes that lies in the block, to be looked at in {@link #block()}.
     *
     * @return whether it was taken; if not, nothing has changed
     */
    boolean nextAscii() {
        int at = _inputPtr;
        if (state != AT_VALUE || _inputBuffer[at] != '"') {
            return false;
        }
        int end = endOfAscii(at + 1);
        if (end < 0 || end - at > _streamReadConstraints.getMaxStringLength()) {
            return false;
        }
        textStart = at + 1;
        textEnd = end;
        tokenStart = at;
        token = VALUE_STRING;
        state = USUAL;
        _inputPtr = end + 1;
        return true;
    }

    /**
     * Takes the value if it is a number that lies in the block and has not many digits, to be looked at in {@link #block()}. Its value is
     * not available.
     *
     * @return whether it was taken; if not, nothing has changed
     */
    boolean nextNumber() {
        int start = _inputPtr;
        if (state != AT_VALUE) {
            return false;
        }
        byte[] block = _inputBuffer;
        int end = Math.min(_inputEnd, start + NUMBER_REACH);
        int first = block[start] == '-' ? start + 1 : start;
        int at = skipDigits(first, end);
        if (at == first || (block[first] == '0' && at - first > 1)) {
            return false;
        }
        int kind = VALUE_NUMBER_INT;
        if (at < end && block[at] == '.') {
            kind = VALUE_NUMBER_FLOAT;
            int fraction = at + 1;
            at = skipDigits(fraction, end);
            if (at == fraction) {
                return false;
            }
        }
        if (at < end && (block[at] | 0x20) == 'e') {
            kind = VALUE_NUMBER_FLOAT;
            int exponent = at + 1;
            if (exponent < end && (block[exponent] == '-' || block[exponent] == '+')) {
                exponent++;
            }
            at = skipDigits(exponent, end);
            if (at == exponent) {
                return false;
            }
        }
        if (at >= end) {
            return false; // there may be more digits
        }
        textStart = start;
        textEnd = at;
        tokenStart = start;
        token = kind;
        state = USUAL;
        _inputPtr = at;
        return true;
    }

    private int skipDigits(int from, int end) {
        byte[] block = _inputBuffer;
        int at = from;
        while (at < end && block[at] >= '0' && block[at] <= '9') {
            at++;
        }
        return at;
    }

    /** Holds what {@link #nextAscii()} or {@link #nextNumber()} has taken, until the next call. */
    byte[] block() {
        return _inputBuffer;
    }

    /** Where in {@link #block()} it begins. */
    int textStart() {
        return textStart;
    }

    /** Its length in bytes. */
    int textLength() {
        return textEnd - textStart;
    }

    /** The integer that {@link #nextLong()} has taken last. */
    long lastLong() {
        return _numberLong;
    }

    /** The integer that {@link #nextInt()} has taken last. */
    int lastInt() {
        return _numberInt;
    }

    /** The number that {@link #nextDouble()} has taken last. */
    double lastDouble() {
        return _numberDouble;
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

    /** Goes on to the value whose first byte is the next one. */
    private JsonToken valueToken() {
        int at = _inputPtr;
        int first = _inputBuffer[at] & 0xFF;
        state = USUAL;
        if (first == '-') {
            return negativeNumber();
        }
        noteValue(at);
        _inputPtr = at + 1;
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
            array = JsonReadContext.createRootContext(null).createChildArrayContext(1, 0);
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
                _currToken = before; // the number was refused
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

    /** The offset of the first byte that is no white space, or the end of the block. */
    private int skipSpace(int from) {
        byte[] block = _inputBuffer;
        int end = _inputEnd;
        int at = from;
        while (at < end && isSpace(block[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(byte unit) {
        return unit == ' ' || unit == '\n' || unit == '\r' || unit == '\t';
    }

    private static boolean isControl(byte unit) {
        return unit >= 0 && unit < ' ';
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

    /** The offset of the quote behind ASCII without escapes, or −1 if something else comes first. */
    private int endOfAscii(int from) {
        int end = endOfPlain(from);
        return end < _inputEnd && _inputBuffer[end] == '"' ? end : -1;
    }

    /**
     * Appends the current string to a text.
     *
     * @throws MalformedTextException            if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException if there is no memory for it
     */
    void appendString(Utf8Builder text) {
        if (!_tokenIncomplete) {
            char[] chars = getStringCharacters();
            text.appendUtf16(chars, getStringOffset(), getStringLength());
            text.appendUtf8(NO_BYTES, 0, 0); // requires that no surrogate waits for its other half
        } else {
            _tokenIncomplete = false;
            appendRest(text);
        }
    }

    /** Appends the string whose opening quote is behind. */
    private void appendRest(Utf8Builder text) {
        int start = _inputPtr;
        int at = endOfUnescaped(start);
        if (at < _inputEnd && _inputBuffer[at] == '"' && appendBytes(text, start, at)) {
            _inputPtr = at + 1;
        } else {
            settle();
            appendSlowly(text);
        }
    }

    /** The offset of the first byte that no string has as it is, or the end of the block. */
    private int endOfUnescaped(int from) {
        byte[] block = _inputBuffer;
        int end = _inputEnd;
        int at = from;
        for (; at <= end - 2 * Long.BYTES; at += 2 * Long.BYTES) {
            long first = JsonBytes.special(JsonBytes.word(block, at));
            long second = JsonBytes.special(JsonBytes.word(block, at + Long.BYTES));
            if ((first | second) != 0) {
                return at + (first != 0 ? JsonBytes.first(first) : Long.BYTES + JsonBytes.first(second));
            }
        }
        while (at < end && block[at] != '"' && block[at] != '\\' && !isControl(block[at])) {
            at++;
        }
        return at;
    }

    /** Appends bytes of the block, and answers whether they are UTF-8; if not, nothing has changed. */
    private boolean appendBytes(Utf8Builder text, int from, int to) {
        if (to - from > _streamReadConstraints.getMaxStringLength()) {
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
            int plain = endOfPlain(start) - start;
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
        text.appendUtf8(NO_BYTES, 0, 0); // requires that no surrogate waits for its other half
    }

    /** The offset of the first byte that is no ASCII character of a string, or the end of the block. */
    private int endOfPlain(int from) {
        byte[] block = _inputBuffer;
        int end = _inputEnd;
        int at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long word = JsonBytes.word(block, at);
            long found = JsonBytes.special(word) | (word & JsonBytes.HIGHS);
            if (found != 0) {
                return at + JsonBytes.first(found);
            }
        }
        while (at < end && block[at] >= ' ' && block[at] != '"' && block[at] != '\\') {
            at++;
        }
        return at;
    }

    /** Appends what a sequence of several bytes says to Jackson, which does not mind if fewer bytes would do. */
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
