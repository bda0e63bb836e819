package dev.arena.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A document while it is decoded: its parser, and what of the limits is left that the parser does not know. Whoever decodes a
 * value finds its first token to be the current one, and leaves the parser on its last.
 */
final class Decoding {
    private final JsonParser parser;
    private final JsonLimits limits;
    private long valuesLeft;

    Decoding(JsonParser parser, JsonLimits limits) {
        this.parser = parser;
        this.limits = limits;
        this.valuesLeft = limits.maxValues();
    }

    JsonParser parser() {
        return parser;
    }

    JsonLimits limits() {
        return limits;
    }

    /** Counts a value. */
    void countValue() {
        if (--valuesLeft < 0) {
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

    /** Passes over the current value, which was counted; what it contains is counted here. */
    void skipValue() {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_ARRAY) {
            skipArray();
        } else if (token == JsonToken.START_OBJECT) {
            skipObject();
        } else if (token == JsonToken.VALUE_STRING) {
            stringLength();
        }
    }

    private void skipArray() {
        for (long count = 1; parser.nextToken() != JsonToken.END_ARRAY; count++) {
            countElement(count);
            skipValue();
        }
    }

    private void skipObject() {
        for (long count = 1; parser.nextToken() != JsonToken.END_OBJECT; count++) {
            countMember(count);
            parser.nextToken();
            skipValue();
        }
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
        return JsonDecodingException.at(parser, parser.currentTokenLocation(), reason, null, null);
    }

    JsonDecodingException wrong(String reason, Throwable cause) {
        return JsonDecodingException.at(parser, parser.currentTokenLocation(), reason, null, cause);
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
