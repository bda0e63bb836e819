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

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

import dev.arena.Arena;
import dev.arena.text.MalformedTextException;
import dev.arena.text.Utf8Builder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tokens that Jackson finds in a document. They are compared with those that a {@link Utf8JsonReader} finds with any of its
 * methods.
 */
final class TokenTrace {

    /** Names that occur in the documents, so that the reader knows some of them. */
    static final Utf8Names NAMES = new Utf8Names(new JsonFactory().constructNameMatcher(
            List.of("a", "b", "id", "name", "ключ", "text", "k1", "station", "temperature", "0123456789abcdef",
                    "a name of more than twenty-four bytes", "a\nb", "a\"b")
                    .stream().map(Named::fromString).toList(),
            false));

    private final List<Step> steps = new ArrayList<>();
    private boolean failed;

    /** A token and its position, or a failure. */
    private record Step(String kind, @Nullable String text, @Nullable BigDecimal number, double approximate,
            String place,
            String path) {
        boolean isFailure() {
            return kind.startsWith("!");
        }
    }

    /** Reads a document that should contain one value. */
    static TokenTrace of(JsonParser parser) {
        var trace = new TokenTrace();
        try {
            while (true) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    break;
                }
                Step step = step(parser, token);
                trace.steps.add(step);
                if (step.isFailure()) {
                    trace.failed = true;
                    break;
                }
            }
        } catch (JacksonException e) {
            trace.failed = true;
            trace.steps.add(failure(e));
        }
        return trace;
    }

    boolean isFailed() {
        return failed;
    }

    /** Returns whether there is exactly one value. */
    boolean isOneValue() {
        int depth = 0;
        int values = 0;
        for (Step step : steps) {
            switch (step.kind) {
                case "START_OBJECT", "START_ARRAY" -> values += depth++ == 0 ? 1 : 0;
                case "END_OBJECT", "END_ARRAY" -> depth--;
                default -> values += depth == 0 ? 1 : 0;
            }
        }
        return !failed && values == 1;
    }

    private static Step failure(JacksonException e) {
        // at the end, Jackson's message contains the token before it, which other readers do not know
        String message = e.getOriginalMessage().replaceAll(" in [A-Z_]+$| in null$", "");
        return new Step("!" + e.getClass().getSimpleName(), message, null, 0,
                e.getLocation() == null ? "" : place(e.getLocation()), "");
    }

    private static Step step(JsonParser parser, JsonToken token) {
        String place = place(parser.currentTokenLocation());
        String path = parser.streamReadContext().pathAsPointer().toString();
        return switch (token) {
            case PROPERTY_NAME -> // its byte offset is wrong after Jackson has read ahead to the value and found the end
                new Step(token.name(), parser.currentName(), null, 0, place.replaceAll(" .*", ""), path);
            case VALUE_STRING -> {
                String text = parser.getString();
                yield isWellFormed(text)
                        ? new Step(token.name(), text, null, 0, place, path)
                        : new Step("!surrogate", null, null, 0, "", "");
            }
            case VALUE_NUMBER_INT ->
                new Step(token.name(), parser.getString(), new BigDecimal(parser.getBigIntegerValue()),
                        parser.getDoubleValue(), place, path);
            case VALUE_NUMBER_FLOAT ->
                new Step(token.name(), parser.getString(), null, parser.getDoubleValue(), place, path);
            default -> new Step(token.name(), null, null, 0, place, path);
        };
    }

    private static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(point -> point >= 0xD800 && point < 0xE000);
    }

    private static String place(TokenStreamLocation location) {
        return location.getLineNr() + ":" + location.getColumnNr() + " byte " + location.getByteOffset();
    }

    /** Reads the same document in another, random way. */
    void check(Utf8JsonReader reader, Random random, Arena arena) {
        new Check(reader, random, new Utf8Builder(arena)).run();
    }

    /** The expected failure has occurred. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Compares the tokens of a reader with the trace. */
    private final class Check {
        private final Utf8JsonReader reader;
        private final Random random;
        private final Utf8Builder text;
        private final List<Boolean> objects = new ArrayList<>();
        private int next;

        Check(Utf8JsonReader reader, Random random, Utf8Builder text) {
            this.reader = reader;
            this.random = random;
            this.text = text;
        }

        void run() {
            try {
                while (step()) {
                }
            } catch (JacksonException e) {
                expectFailure(failure(e));
                return;
            } catch (MalformedTextException e) {
                expectFailure(new Step("!surrogate", null, null, 0, "", ""));
                return;
            } catch (Ended e) {
                return;
            }
            assertThat(next).as("tokens").isEqualTo(steps.size());
        }

        /** Jackson reads ahead to the value before it returns the name. The reader under test does not. */
        private void expectFailure(Step failure) {
            assertThat(next).as("tokens before " + failure).isLessThan(steps.size());
            Step expected = steps.get(next);
            assertThat(expected.isFailure()).as("expected %s, found %s", expected, failure).isTrue();
            assertThat(failure).isEqualTo(expected);
        }

        private boolean step() {
            boolean inside = !objects.isEmpty();
            boolean isFast = random.nextInt(5) > 0;
            if (inside && objects.getLast() && isFast && random.nextInt(3) == 0) {
                return anyName();
            }
            if (inside && objects.getLast() && isFast) {
                int found = reader.nextName(NAMES, random.nextInt(NAMES.size()));
                if (found == PropertyNameMatcher.MATCH_END_OBJECT) {
                    objects.removeLast();
                    took("END_OBJECT");
                    return true;
                }
                if (found == PropertyNameMatcher.MATCH_ODD_TOKEN) {
                    expectStep(reader.currentToken());
                    return true;
                }
                if (found < 0 || isCurious()) {
                    assertThat(found).isEqualTo(NAMES.find(Objects.requireNonNull(reader.currentName())));
                } else if (next < steps.size() && !steps.get(next).isFailure()) {
                    assertThat(NAMES.get(found).text()).isEqualTo(steps.get(next).text);
                }
                expectName();
                value();
                return true;
            }
            if (inside && !objects.getLast() && isFast) {
                if (reader.nextElement()) {
                    value();
                } else {
                    expectStep(JsonToken.END_ARRAY);
                }
                return true;
            }
            JsonToken token = reader.nextToken();
            if (token == null) {
                return false;
            }
            if (token == JsonToken.PROPERTY_NAME) {
                expectName();
                value();
            } else {
                expectStep(token);
            }
            return true;
        }

        private boolean anyName() {
            int found = reader.nextAsciiName();
            if (found == PropertyNameMatcher.MATCH_END_OBJECT) {
                objects.removeLast();
                took("END_OBJECT");
                return true;
            }
            if (found == PropertyNameMatcher.MATCH_ODD_TOKEN) {
                expectStep(reader.currentToken());
                return true;
            }
            if (found == BlockParser.NAME_IN_BLOCK && next < steps.size() && !steps.get(next).isFailure()) {
                assertThat(new String(reader.block(), reader.nameStart(), reader.nameEnd() - reader.nameStart(),
                        StandardCharsets.US_ASCII)).isEqualTo(steps.get(next).text);
            }
            expectName();
            value();
            return true;
        }

        private void expectName() {
            if (next < steps.size() && steps.get(next).isFailure()) {
                return; // the failure concerns the value, which follows
            }
            Step expected = steps.get(next++);
            if (isCurious()) {
                assertThat(TokenTrace.step(reader, JsonToken.PROPERTY_NAME)).isEqualTo(expected);
            }
        }

        /** Returns whether to check the reader's state. That must not change its next token. */
        private boolean isCurious() {
            return random.nextInt(3) == 0;
        }

        private void value() {
            boolean isTaken = switch (random.nextInt(10)) {
                case 0, 1 -> number();
                case 2 -> {
                    long before = text.byteLength();
                    boolean isString = reader.nextString(text);
                    if (isString) {
                        Step expected = took("VALUE_STRING");
                        assertThat(text.slice(before, text.byteLength()).toString()).isEqualTo(expected.text);
                    }
                    yield isString;
                }
                case 3, 4 -> container(reader.nextObject(), true) || container(reader.nextArray(), false);
                case 5, 6 -> container(reader.nextArray(), false) || container(reader.nextObject(), true);
                case 7 -> ascii();
                case 8 -> literal();
                default -> false;
            };
            if (!isTaken) {
                expectStep(reader.nextToken());
            }
        }

        private boolean container(boolean isTaken, boolean isObject) {
            if (isTaken) {
                took(isObject ? "START_OBJECT" : "START_ARRAY");
                objects.add(isObject);
            }
            return isTaken;
        }

        private boolean number() {
            var number = new NumberScanner();
            int at = reader.valueOffset();
            int end = at < 0 ? -1 : number.scan(reader.block(), at, reader.limit());
            if (end < 0) {
                return false;
            }
            Step expected = steps.get(next);
            assertThat(number.toDouble()).as(expected.text).isEqualTo(expected.approximate);
            assertThat(number.isInteger()).isEqualTo("VALUE_NUMBER_INT".equals(expected.kind));
            if (number.isLong()) {
                assertThat(BigDecimal.valueOf(number.toLong())).isEqualTo(expected.number);
            }
            if (number.isDecimal()) {
                assertThat(BigDecimal.valueOf(number.toLong(), number.scale()))
                        .isEqualTo(new BigDecimal(expected.text));
            }
            if (number.isFloat()) {
                assertThat(number.toFloat()).as(expected.text).isEqualTo(Float.parseFloat(expected.text));
            }
            return take(end, expected.kind);
        }

        private boolean ascii() {
            byte[] block = reader.block();
            int at = reader.valueOffset();
            int end = at < 0 || block[at] != '"' ? -1 : JsonBytes.endOfAscii(block, at + 1, reader.limit());
            if (end < 0) {
                return false;
            }
            assertThat(new String(block, at + 1, end - at - 1, StandardCharsets.US_ASCII))
                    .isEqualTo(steps.get(next).text);
            return take(end + 1, "VALUE_STRING");
        }

        private boolean literal() {
            int at = reader.valueOffset();
            if (at < 0) {
                return false;
            }
            return take(JsonBytes.endOfNull(reader.block(), at, reader.limit()), "VALUE_NULL")
                    || take(JsonBytes.endOfTrue(reader.block(), at, reader.limit()), "VALUE_TRUE")
                    || take(JsonBytes.endOfFalse(reader.block(), at, reader.limit()), "VALUE_FALSE");
        }

        /** Consumes a token, but not always. */
        private boolean take(int end, String kind) {
            if (end < 0 || random.nextInt(5) == 0) {
                return false;
            }
            reader.take(end);
            took(kind);
            return true;
        }

        private Step took(String kind) {
            Step expected = steps.get(next++);
            assertThat(expected.kind).startsWith(kind);
            if (isCurious()) {
                assertThat(reader.currentToken().name()).isEqualTo(expected.kind);
                assertThat(place(reader.currentTokenLocation())).isEqualTo(expected.place);
                assertThat(reader.streamReadContext().pathAsPointer().toString()).isEqualTo(expected.path);
            }
            return expected;
        }

        private void expectStep(JsonToken token) {
            if (token.isStructStart()) {
                objects.add(token == JsonToken.START_OBJECT);
            } else if (token.isStructEnd()) {
                objects.removeLast();
            }
            Step found = token == JsonToken.VALUE_STRING && random.nextBoolean()
                    ? string()
                    : TokenTrace.step(reader, token);
            if (found.isFailure()) {
                expectFailure(found);
                throw new Ended();
            }
            Step expected = steps.get(next++);
            assertThat(found).isEqualTo(expected);
        }

        private Step string() {
            String place = place(reader.currentTokenLocation());
            String path = reader.streamReadContext().pathAsPointer().toString();
            long before = text.byteLength();
            reader.appendString(text);
            return new Step("VALUE_STRING", text.slice(before, text.byteLength()).toString(), null, 0, place, path);
        }
    }
}
