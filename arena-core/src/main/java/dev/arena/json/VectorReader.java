package dev.arena.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.arena.Arena;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongVec;
import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

/** Reads arrays of numbers, and strings. */
final class VectorReader {
    private VectorReader() {}

    static IntVec ints(Decoding decoding, Arena arena) {
        JsonParser parser = decoding.parser();
        decoding.requireArray("integers");
        var values = new IntVec(arena);
        long count = 0;
        for (JsonToken token; (token = decoding.next()) != JsonToken.END_ARRAY;) {
            decoding.countElement(++count);
            requireInteger(decoding, token, "an integer for an int");
            values.add(parser.getIntValue());
        }
        return values;
    }

    static LongVec longs(Decoding decoding, Arena arena) {
        JsonParser parser = decoding.parser();
        decoding.requireArray("integers");
        var values = new LongVec(arena);
        long count = 0;
        for (JsonToken token; (token = decoding.next()) != JsonToken.END_ARRAY;) {
            decoding.countElement(++count);
            requireInteger(decoding, token, "an integer for a long");
            values.add(parser.getLongValue());
        }
        return values;
    }

    private static void requireInteger(Decoding decoding, JsonToken token, String what) {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw decoding.expected(what);
        }
    }

    static DoubleVec doubles(Decoding decoding, Arena arena) {
        decoding.requireArray("numbers");
        var values = new DoubleVec(arena);
        long count = 0;
        for (JsonToken token; (token = decoding.next()) != JsonToken.END_ARRAY;) {
            decoding.countElement(++count);
            if (token.isNumeric()) {
                values.add(decoding.doubleValue());
            } else if (token == JsonToken.VALUE_STRING) {
                values.add(decoding.notANumber("a number for a double"));
            } else {
                throw decoding.expected("a number for a double");
            }
        }
        return values;
    }

    static Utf8String text(Decoding decoding, Arena arena) {
        JsonParser parser = decoding.parser();
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw decoding.expected("a string");
        }
        char[] chars = parser.getStringCharacters();
        int offset = parser.getStringOffset();
        int length = decoding.stringLength();
        var text = new Utf8Builder(arena, length);
        decoding.appendText(text, chars, offset, length);
        return text.freeze();
    }
}
