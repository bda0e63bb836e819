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

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.arena.Arena;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongVec;
import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

/** Decodes arrays of numbers and strings. */
final class VectorReader {
    private VectorReader() {}

    static IntVec ints(Decoding decoding, Arena arena) {
        JsonParser parser = decoding.parser();
        var values = new IntVec(arena);
        if (decoding.isSingle()) {
            decoding.countElement(1);
            values.add(decoding.unusual(int.class, "an integer for an int"));
            return values;
        }
        decoding.requireArray("integers");
        long count = 0;
        while (decoding.nextElement()) {
            decoding.countElement(++count);
            int end = decoding.scanNext();
            if (end >= 0 && decoding.number().isInt()) {
                values.add((int) decoding.number().toLong());
                decoding.take(end);
                continue;
            }
            values.add(decoding.elementToken() == JsonToken.VALUE_NUMBER_INT
                    ? parser.getIntValue()
                    : decoding.unusual(int.class, "an integer for an int"));
        }
        return values;
    }

    static LongVec longs(Decoding decoding, Arena arena) {
        JsonParser parser = decoding.parser();
        var values = new LongVec(arena);
        if (decoding.isSingle()) {
            decoding.countElement(1);
            values.add(decoding.unusual(long.class, "an integer for a long"));
            return values;
        }
        decoding.requireArray("integers");
        long count = 0;
        while (decoding.nextElement()) {
            decoding.countElement(++count);
            int end = decoding.scanNext();
            if (end >= 0 && decoding.number().isLong()) {
                values.add(decoding.number().toLong());
                decoding.take(end);
                continue;
            }
            values.add(decoding.elementToken() == JsonToken.VALUE_NUMBER_INT
                    ? parser.getLongValue()
                    : decoding.unusual(long.class, "an integer for a long"));
        }
        return values;
    }

    static DoubleVec doubles(Decoding decoding, Arena arena) {
        JsonParser parser = decoding.parser();
        boolean takesIntegers = Decoding.takesIntegers(decoding.databind(), double.class);
        var values = new DoubleVec(arena);
        if (decoding.isSingle()) {
            decoding.countElement(1);
            values.add(decoding.unusual(double.class, "a number for a double"));
            return values;
        }
        decoding.requireArray("numbers");
        long count = 0;
        while (decoding.nextElement()) {
            decoding.countElement(++count);
            int end = decoding.scanNext();
            if (end >= 0 && (takesIntegers || !decoding.number().isInteger())) {
                values.add(decoding.number().toDouble());
                decoding.take(end);
                continue;
            }
            JsonToken token = decoding.elementToken();
            values.add(token == JsonToken.VALUE_NUMBER_FLOAT || (token == JsonToken.VALUE_NUMBER_INT && takesIntegers)
                    ? parser.getDoubleValue()
                    : decoding.unusual(double.class, "a number for a double"));
        }
        return values;
    }

    static Utf8String text(Decoding decoding, Arena arena) {
        JsonParser parser = decoding.parser();
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            String unusual = decoding.unusual(String.class, "a string");
            var copy = new Utf8Builder(arena);
            decoding.appendText(copy, unusual);
            return copy.freeze();
        }
        var text = new Utf8Builder(arena);
        decoding.appendString(text);
        return text.freeze();
    }
}
