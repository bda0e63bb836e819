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

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import com.code_intelligence.jazzer.junit.FuzzTest;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

import dev.arena.Arena;
import dev.arena.text.MalformedTextException;
import dev.arena.text.Utf8Builder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fails if {@link Utf8JsonReader} and Jackson find different tokens in a document, report other locations, or refuse it
 * differently, for any sequence of calls. The first bytes of an input choose the calls and the size of the pieces of the
 * document. Without {@code JAZZER_FUZZ=1}, it replays the stored inputs.
 */
class TokenFuzzTests {
    private static final int CHOICE_BYTES = 5;
    private static final int[] SIZES = {1, 2, 3, 7, 64, 8192, 0, 0};
    private static final JsonFactory JACKSON = new JsonFactory();
    private static final JsonFactory ARENAS = new Utf8JsonFactory(JsonFactory.builder());
    private static final Utf8Names NAMES = new Utf8Names(JACKSON.constructNameMatcher(
            List.of("a", "id", "name", "ключ", "0123456789abcdef", "a name of more than twenty-four bytes", "a\"b")
                    .stream().map(Named::fromString).toList(),
            false));

    /** A token, its value and its location, or the reason for its absence. */
    private record Step(String kind, String value, String place) {}

    @FuzzTest(maxDuration = "5m")
    void findsTheSameTokensAsJackson(byte[] input) {
        if (input.length < CHOICE_BYTES) {
            return;
        }
        var random = new Random(ByteBuffer.wrap(input).getInt());
        int size = SIZES[input[CHOICE_BYTES - 1] & 7];
        byte[] document = Arrays.copyOfRange(input, CHOICE_BYTES, input.length);
        List<Step> expected;
        try (JsonParser parser = open(JACKSON, document, size)) {
            expected = steps(parser);
        }
        try (JsonParser parser = open(ARENAS, document, size); Arena arena = Arena.create()) {
            if (parser instanceof Utf8JsonReader reader) {
                new Calls(reader, random, new Utf8Builder(arena), expected).run();
            }
        }
    }

    private static JsonParser open(JsonFactory factory, byte[] document, int size) {
        return size == 0
                ? factory.createParser(ObjectReadContext.empty(), document)
                : factory.createParser(ObjectReadContext.empty(), new ByteArrayInputStream(document) {
                    @Override
                    public synchronized int read(byte[] target, int offset, int length) {
                        return super.read(target, offset, Math.min(length, size));
                    }
                });
    }

    private static List<Step> steps(JsonParser parser) {
        List<Step> steps = new ArrayList<>();
        try {
            for (JsonToken token; (token = parser.nextToken()) != null;) {
                steps.add(step(parser, token));
            }
        } catch (JacksonException e) {
            steps.add(failure(e));
        }
        return steps;
    }

    /** Returns the failure without the token that Jackson names at an incomplete end. */
    private static Step failure(JacksonException e) {
        return new Step("failed", e.getOriginalMessage().replaceAll(" in [A-Z_]+$| in null$", ""), "");
    }

    private static Step step(JsonParser parser, JsonToken token) {
        String place = place(parser);
        return new Step(token.name(), switch (token) {
            case PROPERTY_NAME -> parser.currentName();
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "" + parser.getDoubleValue();
            default -> "";
        }, place);
    }

    private static String place(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr() + ":" + parser.currentTokenLocation().getColumnNr() + " "
                + parser.streamReadContext().pathAsPointer();
    }

    /** Makes random calls of a reader, and compares each result with the expected one. */
    private static final class Calls {
        private final Utf8JsonReader reader;
        private final Random random;
        private final Utf8Builder text;
        private final List<Step> expected;
        private final List<Boolean> objects = new ArrayList<>();
        private int next;

        Calls(Utf8JsonReader reader, Random random, Utf8Builder text, List<Step> expected) {
            this.reader = reader;
            this.random = random;
            this.text = text;
            this.expected = expected;
        }

        void run() {
            try {
                while (next()) {
                }
            } catch (MalformedTextException e) {
                Step step = expected.get(next); // the token may be refused after the surrogate
                assertThat(step.kind().equals("failed") || step.value().matches("(?s).*[\\ud800-\\udfff].*"))
                        .as("a lone surrogate in %s", step).isTrue();
                return;
            } catch (JacksonException e) {
                assertThat(failure(e)).isEqualTo(expected.get(next++));
            }
            assertThat(next).as("steps").isEqualTo(expected.size());
        }

        private boolean next() {
            boolean isFast = !objects.isEmpty() && random.nextInt(5) > 0;
            if (isFast && objects.getLast()) {
                return name();
            }
            if (isFast) {
                if (reader.nextElement()) {
                    value();
                } else {
                    found(JsonToken.END_ARRAY, "");
                }
                return true;
            }
            JsonToken token = reader.nextToken();
            if (token == null) {
                return false;
            }
            found(token);
            if (token == JsonToken.PROPERTY_NAME) {
                value();
            }
            return true;
        }

        private boolean name() {
            boolean isAny = random.nextInt(3) == 0;
            int index = isAny ? reader.nextAsciiName() : reader.nextName(NAMES, random.nextInt(NAMES.size()));
            if (index == PropertyNameMatcher.MATCH_END_OBJECT) {
                found(JsonToken.END_OBJECT, "");
            } else if (index == PropertyNameMatcher.MATCH_ODD_TOKEN) {
                found(reader.currentToken());
            } else {
                if (!expected.get(next).kind().equals("failed")) { // Jackson reads the value before it returns the name
                    found(JsonToken.PROPERTY_NAME, isAny || index < 0
                            ? Objects.requireNonNull(reader.currentName())
                            : NAMES.get(index).text());
                }
                value();
            }
            return true;
        }

        private void value() {
            int at = reader.valueOffset();
            switch (random.nextInt(7)) {
                case 0 -> {
                    if (reader.nextObject()) {
                        found(JsonToken.START_OBJECT, "");
                        return;
                    }
                    if (reader.nextArray()) {
                        found(JsonToken.START_ARRAY, "");
                        return;
                    }
                }
                case 1 -> {
                    var number = new NumberScanner();
                    if (take(at < 0 ? -1 : number.scan(reader.block(), at, reader.limit()))) {
                        found(number.isInteger() ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT,
                                "" + number.toDouble());
                        return;
                    }
                }
                case 2 -> {
                    int end = at < 0 || reader.block()[at] != '"'
                            ? -1
                            : JsonBytes.endOfAscii(reader.block(), at + 1, reader.limit());
                    if (take(end < 0 ? -1 : end + 1)) {
                        found(JsonToken.VALUE_STRING,
                                new String(reader.block(), at + 1, end - at - 1, StandardCharsets.US_ASCII));
                        return;
                    }
                }
                case 3 -> {
                    if (take(at < 0 ? -1 : JsonBytes.endOfNull(reader.block(), at, reader.limit()))) {
                        found(JsonToken.VALUE_NULL, "");
                        return;
                    }
                    if (take(at < 0 ? -1 : JsonBytes.endOfTrue(reader.block(), at, reader.limit()))) {
                        found(JsonToken.VALUE_TRUE, "");
                        return;
                    }
                    if (take(at < 0 ? -1 : JsonBytes.endOfFalse(reader.block(), at, reader.limit()))) {
                        found(JsonToken.VALUE_FALSE, "");
                        return;
                    }
                }
                case 4 -> {
                    long start = text.byteLength();
                    if (reader.nextString(text)) {
                        found(JsonToken.VALUE_STRING, text.slice(start, text.byteLength()).toString());
                        return;
                    }
                }
                default -> {
                }
            }
            found(reader.nextToken());
        }

        private boolean take(int end) {
            boolean isTaken = end >= 0 && random.nextInt(5) > 0;
            if (isTaken) {
                reader.take(end);
            }
            return isTaken;
        }

        /** A token whose value the reader can tell. */
        private void found(JsonToken token) {
            Step step = step(reader, token);
            track(token);
            assertThat(step).isEqualTo(expected.get(next++));
        }

        /** A token that was read. The reader is asked for its location only sometimes, because that call changes its state. */
        private void found(JsonToken token, String value) {
            track(token);
            Step step = expected.get(next++);
            assertThat(new Step(token.name(), value, random.nextInt(3) == 0 ? place(reader) : step.place()))
                    .isEqualTo(step);
        }

        private void track(JsonToken token) {
            if (token.isStructStart()) {
                objects.add(token == JsonToken.START_OBJECT);
            } else if (token.isStructEnd()) {
                objects.removeLast();
            }
        }
    }
}
