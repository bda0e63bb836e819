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

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.arena.Arena;
import dev.arena.text.MalformedTextException;

/**
 * Reads one value of any kind from a parser into arena memory: a {@link Tape} of words in the order of the document. The
 * reader does not use recursion, so depth needs no stack. For strict JSON, {@link TapeReader} does the same without a parser.
 */
final class JsonValueReader {
    private static final int FIRST_DEPTH = 16;

    private final Decoding decoding;
    private final JsonParser parser;
    private final JsonDocument document;
    private final Tape tape;
    private final Texts texts;
    private final NameCache names = new NameCache();

    /** The open containers, the outermost first: index of the first word and number of parts so far. */
    private int[] begins = new int[FIRST_DEPTH];
    private long[] counts = new long[FIRST_DEPTH];
    private int depth;

    private JsonValueReader(Decoding decoding, Arena arena) {
        this.decoding = decoding;
        this.parser = decoding.parser();
        this.document = new JsonDocument(arena);
        this.tape = document.tape();
        this.texts = document.texts();
    }

    /** Reads the value that begins with the current token, which was counted, and leaves the parser at its last. */
    static JsonValue read(Decoding decoding, Arena arena) {
        return new JsonValueReader(decoding, arena).read();
    }

    private JsonValue read() {
        value(parser.currentToken());
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.PROPERTY_NAME) {
                decoding.countMember(++counts[depth - 1]);
                name();
                value(parser.nextToken());
            } else if (token == JsonToken.END_OBJECT) {
                close(Word.END_OBJECT, Word.OBJECT);
            } else if (token == JsonToken.END_ARRAY) {
                close(Word.END_ARRAY, Word.ARRAY);
            } else {
                decoding.countElement(++counts[depth - 1]);
                value(token);
            }
        }
        return new JsonValue(document, 0);
    }

    private void value(@Nullable JsonToken token) {
        if (token == null) {
            throw decoding.expected("a value");
        }
        switch (token) {
            case VALUE_STRING -> tape.add(Word.of(Word.STRING, text(decoding.stringLength())));
            case VALUE_NUMBER_INT -> tape.add(Word.of(Word.NUMBER, text(parser.getStringLength())));
            case VALUE_NUMBER_FLOAT -> fraction();
            case VALUE_TRUE -> tape.add(Word.of(Word.TRUE, 0));
            case VALUE_FALSE -> tape.add(Word.of(Word.FALSE, 0));
            case VALUE_NULL -> tape.add(Word.of(Word.NULL, 0));
            case START_OBJECT -> open(Word.OBJECT);
            case START_ARRAY -> open(Word.ARRAY);
            default -> throw decoding.expected("a value");
        }
    }

    private void open(int tag) {
        if (depth == begins.length) {
            begins = Arrays.copyOf(begins, depth * 2);
            counts = Arrays.copyOf(counts, depth * 2);
        }
        if (depth == decoding.limits().maxDepth()) { // the parser may belong to the caller and have other limits
            throw decoding.exceeded(JsonLimit.DEPTH, depth);
        }
        begins[depth] = tape.size();
        counts[depth] = 0;
        depth++;
        tape.add(Word.of(tag, 0));
    }

    private void close(int endTag, int tag) {
        depth--;
        int end = tape.size();
        tape.add(Word.of(endTag, counts[depth]));
        tape.set(begins[depth], Word.of(tag, end));
    }

    private void name() {
        String name = parser.currentName();
        long place = names.find(name);
        if (place < 0) {
            place = text(parser.getStringLength());
            names.add(name, place);
        }
        tape.add(Word.of(Word.NAME, place));
    }

    private void fraction() {
        if (parser.isNaN()) {
            throw decoding.expected("a finite number");
        }
        tape.add(Word.of(Word.NUMBER, text(parser.getStringLength())));
    }

    private long text(int length) {
        try {
            return texts.add(texts.compose(length).appendUtf16(parser.getStringCharacters(), parser.getStringOffset(),
                    length));
        } catch (MalformedTextException e) {
            throw decoding.wrong("A surrogate without its partner", e);
        }
    }
}
