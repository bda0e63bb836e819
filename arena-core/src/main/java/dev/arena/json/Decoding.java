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

import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.type.LogicalType;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.collect.RecordVec;
import dev.arena.json.token.NumberScanner;
import dev.arena.json.token.TimeScanner;
import dev.arena.json.token.Utf8JsonReader;
import dev.arena.json.token.UuidScanner;
import dev.arena.record.ElementBuffer;
import dev.arena.record.Field;
import dev.arena.text.MalformedTextException;
import dev.arena.text.Utf8Builder;

/**
 * The decoding of one document: its parser, and the remaining limits that the parser does not know. When code decodes a
 * value, the first token of the value is the current token. The code leaves the parser at the last token of the value.
 */
final class Decoding {
    /** The longest text that {@link #copyAscii()} copies. */
    private static final int MAX_ASCII = 40;

    private static final byte[] NO_BYTES = {};
    private static final long[] NO_COUNTS = {};
    private static final Scratch NONE = new Scratch(0, 0, 0);

    private final JsonParser parser;

    /** The parser if it has the faster calls. */
    private final @Nullable Utf8JsonReader reader;
    private final JsonLimits limits;
    private final LazyMapper mapper;
    private final ValueCounter values;

    /** The parser that databind uses for values with parts. */
    private @Nullable CountingParser counted;
    private Scratch scratch = NONE;
    private @Nullable Arena arena;
    private @Nullable DeserializationContext databind;
    private @Nullable TimeScanner times;
    private @Nullable UuidScanner uuids;
    private final NumberScanner number = new NumberScanner();
    private final int maxStringLength;

    /** Length of the input in bytes; 0 or negative if it is not known. */
    private final long inputBytes;
    private int lastValue;

    /** A copy of a short text in ASCII, and zeros after it. */
    private byte[] ascii = NO_BYTES;
    private boolean isPrepared;
    private boolean stopped;

    /** How many parts each container has that is being skipped, the outermost first. */
    private long[] skipped = NO_COUNTS;

    Decoding(JsonParser source, @Nullable DeserializationContext databind, JsonLimits limits, LazyMapper mapper,
            long inputBytes) {
        this.counted = source instanceof CountingParser known ? known : null;
        this.parser = counted == null ? source : counted.delegate();
        this.reader = parser instanceof Utf8JsonReader utf8 ? utf8 : null;
        this.databind = databind;
        this.limits = limits;
        this.inputBytes = inputBytes;
        this.maxStringLength = Math.min(limits.maxStringLength(), parser.streamReadConstraints().getMaxStringLength());
        this.mapper = mapper;
        this.values = counted == null ? new ValueCounter(limits) : counted.values();
    }

    /** Provides what records need, and where they are. */
    void use(Scratch records, Arena place) {
        scratch = records;
        arena = place;
    }

    /** Estimates the final size of rows and their text, from the part of the input that has been decoded. */
    void expect(RecordVec<?> rows, Utf8Builder text, long bytesRead) {
        if (bytesRead > 0 && inputBytes > bytesRead) {
            double times = (double) inputBytes / bytesRead;
            rows.expectSize((long) (rows.size() * times));
            text.expectLength((long) (text.byteLength() * times));
        }
    }

    /** Returns the context for databind to continue with the same parser. */
    DeserializationContext databind() {
        DeserializationContext context = databind;
        if (context == null) {
            context = mapper.bound().readContext().assignParser(parser);
            databind = context;
        }
        if (!isPrepared) {
            context.setAttribute(ArenaModule.ARENA, arena);
            isPrepared = true;
        }
        return context;
    }

    /** Checks that each object id that databind has read belongs to an object of the document. */
    void checkObjectIds() {
        DeserializationContext context = databind;
        if (context != null) {
            context.checkUnresolvedObjectId();
        }
    }

    Scratch scratch() {
        return scratch;
    }

    /** Collects the elements of a component, see {@link Scratch}. */
    ElementBuffer buffer(int number, Field field) {
        return scratch.buffer(number, field, Objects.requireNonNull(arena));
    }

    /** Reads times. */
    TimeScanner times() {
        TimeScanner known = times;
        if (known == null) {
            known = new TimeScanner();
            times = known;
        }
        return known;
    }

    /** Reads UUIDs. */
    UuidScanner uuids() {
        UuidScanner known = uuids;
        if (known == null) {
            known = new UuidScanner();
            uuids = known;
        }
        return known;
    }

    /** Copies the text of the current token if it is short and ASCII. Returns its length, or −1 if it is not. */
    int copyAscii() {
        char[] chars = parser.getStringCharacters();
        int offset = parser.getStringOffset();
        int length = stringLength();
        if (length > MAX_ASCII) {
            return -1;
        }
        if (ascii.length == 0) {
            ascii = new byte[MAX_ASCII + NumberScanner.REACH];
        }
        for (int i = 0; i < length; i++) {
            char unit = chars[offset + i];
            if (unit >= 0x80) {
                return -1;
            }
            ascii[i] = (byte) unit;
        }
        Arrays.fill(ascii, length, length + NumberScanner.REACH, (byte) 0);
        return length;
    }

    /** Returns the bytes that {@link #copyAscii()} has copied, from their start. */
    byte[] ascii() {
        return ascii;
    }

    /** Whether the current token is a number of not many digits, which is {@link #number()} then. */
    boolean scanNumber() {
        int length = copyAscii();
        return length > 0 && number.scan(ascii, 0) == length;
    }

    /** The offset after the next value if it is a number in the block; otherwise −1. {@link #number()} then contains the number. */
    int scanNext() {
        int at = reader == null ? -1 : reader.valueOffset();
        return reader == null || at < 0 ? -1 : number.scan(reader.block(), at, reader.limit());
    }

    /** Takes the next value, whose end has been found. */
    void take(int end) {
        Objects.requireNonNull(reader).take(end);
    }

    /** Returns the offset in the block of the value that was decoded last. */
    int lastValue() {
        return lastValue;
    }

    void lastValue(int at) {
        lastValue = at;
    }

    /** Returns the scanner of numbers. */
    NumberScanner number() {
        return number;
    }

    /** Appends bytes of a block. Returns whether they are valid UTF-8 and not too many. If not, nothing has changed. */
    boolean append(Utf8Builder text, byte[] block, int from, int to) {
        if (to - from > maxStringLength) {
            return false;
        }
        try {
            text.appendUtf8(block, from, to - from);
            return true;
        } catch (MalformedTextException e) {
            return false;
        }
    }

    JsonParser parser() {
        return parser;
    }

    /** The parser if it has the faster calls, otherwise null. */
    @Nullable
    Utf8JsonReader reader() {
        return reader;
    }

    /** Returns the parser with which databind reads the current value. It counts the parts of the value. */
    JsonParser counted() {
        JsonToken token = parser.currentToken();
        if (token == null || !token.isStructStart()) {
            return parser;
        }
        return counting().begin();
    }

    /** The parser, which counts what follows the current token. */
    CountingParser counting() {
        CountingParser known = counted;
        if (known == null) {
            known = new CountingParser(parser, values);
            counted = known;
        }
        return known;
    }

    JsonLimits limits() {
        return limits;
    }

    /** Stops the reading. The rest of the input remains unread. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Counts a value. */
    void countValue() {
        countValues(1);
    }

    /** Counts values. */
    void countValues(long count) {
        if (!values.count(count)) {
            throw exceeded(JsonLimit.VALUES, limits.maxValues());
        }
    }

    /**
     * Notes that an array has one more element.
     *
     * @param count how many there are with it
     */
    void countElement(long count) {
        if (count > limits.maxArrayLength()) {
            throw exceeded(JsonLimit.ARRAY_LENGTH, limits.maxArrayLength());
        }
        countValue();
    }

    /**
     * Notes that an object has one more member.
     *
     * @param count how many there are with it
     */
    void countMember(long count) {
        if (count > limits.maxObjectLength()) {
            throw exceeded(JsonLimit.OBJECT_LENGTH, limits.maxObjectLength());
        }
        countValue();
    }

    /** The length of the current string in UTF-16 units, within the limit. Its characters are now in the parser's buffer. */
    int stringLength() {
        int length = parser.getStringLength();
        if (length > limits.maxStringLength()) {
            throw exceeded(JsonLimit.STRING_LENGTH, limits.maxStringLength());
        }
        return length;
    }

    /** Advances to the next token, which must be there. */
    JsonToken next() {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw wrong("The input ends within a value");
        }
        return token;
    }

    /**
     * What databind makes of the current value where it does not begin with the token that is usual for its type.
     *
     * @param what what is usual, for people
     */
    <T> T unusual(Class<T> type, String what) {
        JsonToken token = parser.currentToken();
        ValuePath path = ValuePath.of(parser);
        T value;
        try {
            value = databind().readValue(counted(), type);
        } catch (RuntimeException e) {
            throw failed(e, expected(what, token), path);
        }
        if (value == null) {
            throw wrong(expected(what, token));
        }
        return value;
    }

    /** Whether an integer is as good as a number with a fraction. */
    static boolean takesIntegers(DeserializationContext context, Class<?> type) {
        return context.findCoercionAction(LogicalType.Float, type,
                CoercionInputShape.Integer) == CoercionAction.TryConvert;
    }

    /** Takes the next value if it is a string, and appends it; if not, nothing has changed. */
    boolean nextString(Utf8JsonReader utf8, Utf8Builder text) {
        try {
            return utf8.nextString(text);
        } catch (MalformedTextException e) {
            throw loneSurrogate(e);
        }
    }

    /** Appends the current string. */
    void appendString(Utf8Builder text) {
        if (reader != null) {
            try {
                reader.appendString(text);
            } catch (MalformedTextException e) {
                throw loneSurrogate(e);
            }
            return;
        }
        char[] chars = parser.getStringCharacters();
        int offset = parser.getStringOffset();
        appendText(text, chars, offset, stringLength());
    }

    /** Advances to the next element of an array. Returns whether there is one. Its value is not taken yet if there is a reader. */
    boolean nextElement() {
        if (reader != null) {
            return reader.nextElement();
        }
        return next() != JsonToken.END_ARRAY;
    }

    /** Advances to the value of the element that {@link #nextElement} has found. */
    JsonToken elementToken() {
        return reader != null ? reader.nextToken() : parser.currentToken();
    }

    /** Appends the characters of the current string. */
    void appendText(Utf8Builder text, char[] chars, int offset, int length) {
        if (length > 0 && Character.isHighSurrogate(chars[offset + length - 1])) {
            throw loneSurrogate(null); // otherwise the builder would wait for the other half of the surrogate
        }
        try {
            text.appendUtf16(chars, offset, length);
        } catch (MalformedTextException e) {
            throw loneSurrogate(e);
        }
    }

    /** Appends a name. */
    void appendText(Utf8Builder text, String name) {
        try {
            text.append(name);
        } catch (MalformedTextException e) {
            throw loneSurrogate(e);
        }
        if (!name.isEmpty() && Character.isHighSurrogate(name.charAt(name.length() - 1))) {
            throw loneSurrogate(null);
        }
    }

    private JsonDecodingException loneSurrogate(@Nullable Throwable cause) {
        return wrong("A string has a surrogate that is not one of a pair", cause);
    }

    /** Skips the current value, which was counted. This method counts its content. Nesting needs no stack. */
    void skipValue() {
        passValue(null);
    }

    /** Copies the current value, which was counted. This method counts its content. */
    void copyValue(JsonGenerator target) {
        passValue(target);
    }

    private void passValue(@Nullable JsonGenerator copy) {
        JsonToken token = parser.currentToken();
        int depth = enter(token, 0);
        if (copy != null) {
            copy.copyCurrentEvent(parser);
        }
        boolean isMember = false; // whether the next token begins the value of a member, which was counted with its name
        while (depth > 0) {
            token = next();
            if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.PROPERTY_NAME) {
                countMember(++skipped[depth - 1]);
                isMember = true;
            } else {
                if (!isMember) {
                    countElement(++skipped[depth - 1]);
                }
                isMember = false;
                depth = enter(token, depth);
            }
            if (copy != null) {
                copy.copyCurrentEvent(parser);
            }
        }
    }

    /** Begins to skip a value at a depth. Returns the depth of what comes next. */
    private int enter(@Nullable JsonToken token, int depth) {
        if (token == JsonToken.VALUE_STRING) {
            stringLength();
        }
        if (token == null || !token.isStructStart()) {
            return depth;
        }
        if (depth == skipped.length) {
            skipped = Arrays.copyOf(skipped, Math.max(16, depth * 2));
        }
        skipped[depth] = 0;
        return depth + 1;
    }

    /** Whether the current value is the only element of an array without brackets, which the mapper may permit. */
    boolean isSingle() {
        return parser.currentToken() != JsonToken.START_ARRAY
                && databind().isEnabled(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY);
    }

    /** Requires the current token to begin an array. */
    void requireArray(String what) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw expected("an array of " + what);
        }
    }

    JsonDecodingException exceeded(JsonLimit limit, long value) {
        return JsonDecodingException.at(parser, parser.currentTokenLocation(),
                ParserConstraints.Exceeded.message(limit, value), limit, null);
    }

    JsonDecodingException wrong(String reason) {
        return wrong(reason, null);
    }

    JsonDecodingException wrong(String reason, @Nullable Throwable cause) {
        return JsonDecodingException.at(parser, parser.currentTokenLocation(), reason, null, cause);
    }

    /** As {@link #wrong(String, Throwable)}, for the value at a path. */
    JsonDecodingException wrong(String reason, @Nullable Throwable cause, String path) {
        return JsonDecodingException.at(parser.currentTokenLocation(), path, reason, null, cause);
    }

    /**
     * Creates the exception for a value from which databind cannot create an object. The cause may reveal internals and
     * values, so it is not part of the message.
     */
    static String unfit(Class<?> type) {
        return "The values do not fit " + type.getSimpleName();
    }

    /**
     * Converts an exception of databind or of a deserializer of the application. Exceptions that databind has wrapped are
     * unwrapped. Databind's own messages may reveal internals.
     *
     * @param reason the reason, if the exception has none
     * @param path   the path of the value that databind has read
     */
    RuntimeException failed(RuntimeException failure, String reason, ValuePath path) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InputCoercionException coercion) {
                return wrong(JsonDocumentReader.reason(coercion), failure, path.pointerTo(failure));
            }
            if (cause instanceof JsonDecodingException known) {
                return failure instanceof UnreadableComponentException ? known.at(path.pointerTo(failure)) : known;
            }
            if (cause instanceof ArenaExhaustedException || cause instanceof StreamReadException
                    || cause instanceof StreamConstraintsException || cause instanceof JacksonIOException) {
                return (RuntimeException) cause;
            }
        }
        if (failure instanceof InvalidDefinitionException definition) {
            return new UnreadableTypeException("Databind cannot read the value at " + path.pointerTo(failure) + ": "
                    + definition.getOriginalMessage(), definition);
        }
        return arena != null && !arena.scope().isAlive()
                ? failure
                : wrong(reason, failure, path.pointerTo(failure));
    }

    /** Creates the exception for a value of the wrong kind. */
    JsonDecodingException expected(String what) {
        return wrong(expected(what, parser.currentToken()));
    }

    /** Creates the exception for an unexpected token. */
    static String expected(String what, @Nullable JsonToken found) {
        return "Expected " + what + ", but found " + name(found);
    }

    private static String name(@Nullable JsonToken token) {
        return token == null ? "the end" : switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT -> "an integer";
            case VALUE_NUMBER_FLOAT -> "a number with fraction or exponent";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case END_ARRAY, END_OBJECT, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> token.name();
        };
    }
}
