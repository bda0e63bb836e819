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
import dev.arena.collect.StringLongMap;
import dev.arena.text.MalformedTextException;

/** Reads objects whose names are keys. */
final class MapReader {
    private final Decoding decoding;
    private final JsonParser parser;

    MapReader(Decoding decoding) {
        this.decoding = decoding;
        this.parser = decoding.parser();
    }

    /** Goes to the first name. */
    void begin() {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw decoding.expected("an object for a map");
        }
    }

    /** Goes to the next name, the one of this number. Returns whether there is one. */
    boolean next(long count) {
        if (decoding.next() == JsonToken.END_OBJECT) {
            return false;
        }
        decoding.countMember(count);
        return true;
    }

    /** Puts the current name into a map. Returns its number there. The last value of a name counts. */
    long put(Keys keys) {
        try {
            return keys.findOrAdd(parser.currentName());
        } catch (MalformedTextException e) {
            throw decoding.wrong("A name has a surrogate that is not one of a pair", e);
        }
    }

    StringLongMap readLongs(Arena arena) {
        begin();
        var map = new StringLongMap(arena);
        for (long count = 1; next(count); count++) {
            long number = put(map::findOrAdd);
            map.setAt(number, decoding.next() == JsonToken.VALUE_NUMBER_INT
                    ? parser.getLongValue()
                    : decoding.unusual(long.class, "an integer for a long"));
        }
        return map;
    }

    /** The keys of a map. */
    @FunctionalInterface
    interface Keys {
        long findOrAdd(CharSequence key);
    }
}
