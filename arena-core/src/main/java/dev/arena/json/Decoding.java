package dev.arena.json;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.deser.DeserializationContextExt;

import dev.arena.Arena;
import dev.arena.text.MalformedTextException;
import dev.arena.text.Utf8Builder;

/**
 * A document while it is decoded: its parser, and what of the limits is left that the parser does not know. Whoever decodes a
 * value finds its first token to be the current one, and leaves the parser on its last.
 */
final class Decoding {
    private static final Scratch NONE = new Scratch(0, 0);

    private final JsonParser parser;
    private final JsonLimits limits;
    private final LazyMapper mapper;
    private long valuesLeft;
    private Scratch scratch = NONE;
    private @Nullable Arena arena;
    private @Nullable DeserializationContextExt databind;
    private boolean stopped;

    /** How many parts each container has that is being skipped, the outermost first. */
    private long[] skipped = {};

    Decoding(JsonParser parser, JsonLimits limits, LazyMapper mapper) {
        this.parser = parser;
        this.limits = limits;
        this.mapper = mapper;
        this.valuesLeft = limits.maxValues();
    }

    /** Provides what records need, and where they are. */
    void use(Scratch records, Arena place) {
        scratch = records;
        arena = place;
    }

    /** What databind needs to go on with the same parser. */
    DeserializationContextExt databind() {
        DeserializationContextExt context = databind;
        if (context == null) {
            context = mapper.get()._deserializationContext().assignParser(parser);
            context.setAttribute(ArenaModule.ARENA, arena);
            databind = context;
        }
        return context;
    }

    Scratch scratch() {
        return scratch;
    }

    JsonParser parser() {
        return parser;
    }

    JsonLimits limits() {
        return limits;
    }

    /** Leaves what follows unread. */
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
        valuesLeft -= count;
        if (valuesLeft < 0) {
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

    /** Goes on to the next token, which must be there. */
    JsonToken next() {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw wrong("The input ends within a value");
        }
        return token;
    }

    /** The current number, which must have a place among the doubles. */
    double doubleValue() {
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw wrong("The number is out of range of a double");
        }
        return value;
    }

    /** The current number, which must have a place among the floats. */
    float floatValue() {
        float value = parser.getFloatValue();
        if (!Float.isFinite(value)) {
            throw wrong("The number is out of range of a float");
        }
        return value;
    }

    /** What the current string says that JSON has no number for. */
    double notANumber(String expected) {
        return switch (parser.getString()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw expected(expected);
        };
    }

    /** Appends the characters of the current string. */
    void appendText(Utf8Builder text, char[] chars, int offset, int length) {
        if (length > 0 && Character.isHighSurrogate(chars[offset + length - 1])) {
            throw loneSurrogate(null); // the builder would wait for the other half
        }
        try {
            text.appendUtf16(chars, offset, length);
        } catch (MalformedTextException e) {
            throw loneSurrogate(e);
        }
    }

    private JsonDecodingException loneSurrogate(@Nullable Throwable cause) {
        return wrong("A string has a surrogate that is not one of a pair", cause);
    }

    /** Passes over the current value, which was counted; what it contains is counted here. Depth costs no stack. */
    void skipValue() {
        JsonToken token = parser.currentToken();
        int depth = enter(token, 0);
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
        }
    }

    /** Begins to skip a value at a depth; answers the depth of what comes next. */
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

    /** No record can be made of the object that ends here; why may tell of the inside, and of the values. */
    JsonDecodingException unfit(Class<?> type, @Nullable Throwable cause) {
        return wrong("The values do not fit " + type.getSimpleName(), cause);
    }

    /** The current value is not what it should be. */
    JsonDecodingException expected(String what) {
        return wrong("Expected " + what + ", but found " + found());
    }

    private String found() {
        JsonToken token = parser.currentToken();
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
