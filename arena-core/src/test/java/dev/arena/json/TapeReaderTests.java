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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.Confinement;
import dev.arena.Mark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests that values are read without a parser as with one, and that errors are the same. */
class TapeReaderTests {
    private static final int[] SIZES = {1, 2, 3, 7, 64, 8192};
    private static final long SEED = 20261129;

    private final ArenaJson json = ArenaJson.create();

    static Stream<DocumentSuite.Document> documents() {
        return DocumentSuite.documents().stream();
    }

    /** A value, or its error. */
    private record Outcome(@Nullable String value, @Nullable String message, @Nullable JsonLimit limit) {

        static Outcome of(JsonValue value) {
            return new Outcome(value.toString(), null, null);
        }

        static Outcome of(JsonDecodingException e) {
            return new Outcome(null, e.getMessage(), e.limit());
        }
    }

    private static Outcome read(ArenaJson json, JsonInput in) {
        try (Arena arena = Arena.create()) {
            return Outcome.of(json.readValue(in, arena));
        } catch (JsonDecodingException e) {
            return Outcome.of(e);
        }
    }

    private static Outcome readByParser(ArenaJson json, JsonInput in) {
        try (Arena arena = Arena.create()) {
            return Outcome.of(json.readByParser(in, arena));
        } catch (JsonDecodingException e) {
            return Outcome.of(e);
        }
    }

    private static MemorySegment copy(byte[] bytes, Arena arena) {
        MemorySegment copy = arena.allocate(bytes.length, 1);
        MemorySegment.copy(bytes, 0, copy, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return copy;
    }

    private void check(byte[] bytes, Object description) {
        check(json, bytes, description, SIZES);
    }

    private static void check(ArenaJson json, byte[] bytes, Object description, int... sizes) {
        Outcome expected = readByParser(json, JsonInput.of(bytes));
        byte[] middle = new byte[bytes.length + 100];
        Arrays.fill(middle, (byte) '0');
        System.arraycopy(bytes, 0, middle, 50, bytes.length);
        assertThat(read(json, JsonInput.of(bytes))).as("%s", description).isEqualTo(expected);
        assertThat(read(json, JsonInput.of(middle, 50, bytes.length))).as("%s", description)
                .isEqualTo(readByParser(json, JsonInput.of(middle, 50, bytes.length)));
        assertThat(read(json, JsonInput.of(MemorySegment.ofArray(bytes)))).as("%s", description)
                .isEqualTo(readByParser(json, JsonInput.of(MemorySegment.ofArray(bytes))));
        for (int size : sizes) {
            assertThat(read(json, JsonInput.of(new PiecesInputStream(bytes, size)))).as("%s by %d", description, size)
                    .isEqualTo(readByParser(json, JsonInput.of(new PiecesInputStream(bytes, size))));
        }
        try (Arena arena = Arena.create()) {
            MemorySegment inArena = copy(bytes, arena);
            Outcome found;
            try {
                found = Outcome.of(json.readValue(JsonInput.of(inArena), arena));
            } catch (JsonDecodingException e) {
                found = Outcome.of(e);
            }
            assertThat(found).as("%s", description).isEqualTo(readByParser(json, JsonInput.of(inArena)));
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void readsTheSameAsAParser(DocumentSuite.Document document) {
        check(document.bytes(), document);
    }

    @Test
    void readsRandomDocumentsAsAParserDoes() {
        for (long seed = SEED; seed < SEED + 400; seed++) {
            check(RandomJson.document(seed, true).getBytes(StandardCharsets.UTF_8), "seed " + seed);
        }
    }

    @Test
    void readsMutatedDocumentsAsAParserDoes() {
        for (long seed = SEED; seed < SEED + 4000; seed++) {
            byte[] bytes = RandomJson.document(seed % 200, true).getBytes(StandardCharsets.UTF_8);
            check(json, MutatedJson.of(bytes, new Random(seed)), "seed " + seed, 1, 7);
        }
    }

    @Test
    void readsDocumentsThatEndTooEarlyAsAParserDoes() {
        String whole = "{\"a\" : [1, -2.5e+3, true, null,\"\\u00e9é😀\\ud83d\\ude00\"],\n\"station\":\"x\", \"id\":{}, \"k1\":false}\n";
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length <= bytes.length; length++) {
            check(Arrays.copyOf(bytes, length), length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"twitter.json", "flights-10k.json"})
    void readsSharedDataAsAParserDoes(String name) throws IOException {
        check(json, SharedData.read(name), name, 64, 8192);
    }

    /** Reads texts across the ends of blocks and pages. */
    @Test
    void readsTextsOfAnyLengthAsAParserDoes() {
        for (String unit : List.of("x", "é", "漢", "😀", "\\n", "\\u00e9", "\\ud83d\\ude00", "x\\/")) {
            for (int length : new int[]{3990, 3999, 4000, 7990, 7998, 8000, 8001, 16_370, 16_383, 16_384, 40_000}) {
                int count = length / unit.length();
                String text = "y".repeat(length % unit.length()) + unit.repeat(count);
                check(json, ("[\"" + text + "\",{\"a\":1,\"b\":\"" + text + "\"}]").getBytes(StandardCharsets.UTF_8),
                        unit + " by " + length, 100, 8192);
            }
        }
    }

    @Test
    void readsTokensAcrossTheEndOfABlockAsAParserDoes() {
        String tokens = "{\"name\":\"text\",\"ключ\":\"漢字😀\",\"\\u00e9\":\"a\\nb\\ud83d\\ude00\",\"n\":[-12.5e+10,true,false,null]}";
        for (int spaces = 7890; spaces <= 8000; spaces++) {
            check(json, ("[\"" + "x".repeat(spaces) + "\"," + tokens + "]").getBytes(StandardCharsets.UTF_8), spaces,
                    8192);
            check(json, ("[" + " ".repeat(spaces) + tokens + "]").getBytes(StandardCharsets.UTF_8), spaces, 8192);
        }
    }

    @Test
    void appliesTheLimitsOfAParser() {
        ArenaJson strict = ArenaJson.builder().limits(new JsonLimits(3, 4, 2, 5, 10)).build();
        for (String document : List.of("[[[1]]]", "[[[[1]]]]", "[1,2,3,4]", "[1,2,3,4,5]", "{\"a\":1,\"b\":2}",
                "{\"a\":1,\"b\":2,\"a\":3}", "\"12345\"", "\"123456\"", "\"éééé\"", "\"\\u0041\\u0042\"",
                "[\"éééééé\"]", "[[1,2],[3,4],[5,6]]", "[[1,2],[3,4],[5,6,7]]", "{\"" + "n".repeat(12_000) + "\":1}",
                "{\"" + "n".repeat(50_000) + "\":1}", "{\"" + "n".repeat(70_000) + "\":1}")) {
            check(strict, document.getBytes(StandardCharsets.UTF_8), document, SIZES);
        }
    }

    /** A parser applies its limit of strings to numbers, too, but only to those that do not fit in its buffer. */
    @Test
    void appliesTheLimitOfNumbersOfAParser() {
        for (String document : List.of("[" + "1".repeat(1000) + "]", "[" + "1".repeat(1001) + "]",
                "[1." + "0".repeat(998) + "]", "[1." + "0".repeat(1000) + "]")) {
            check(json, document.getBytes(StandardCharsets.UTF_8), document, SIZES);
        }
    }

    @Test
    void followsTheMapper() {
        List<JsonMapper> mappers = List.of(
                JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build(),
                JsonMapper.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build(),
                JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build(),
                JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build());
        for (JsonMapper mapper : mappers) {
            for (String document : List.of("[1] ", "[1]2", "[1]]", "1 2", "1x", "\"a\"x", "true", "truex", "/* */[1]",
                    "[1,]", "{\"a\":1,\"a\":2}", " {\"a\":1 } x")) {
                check(ArenaJson.of(mapper), document.getBytes(StandardCharsets.UTF_8), document, SIZES);
            }
        }
    }

    @Test
    void needsNoParserForJson() {
        documents().filter(it -> it.verdict().equals("y")).forEach(document -> {
            String text = new String(document.bytes(), StandardCharsets.ISO_8859_1);
            if (text.indexOf(0) >= 0 || text.startsWith("\u00ef")) {
                return; // another encoding, or a byte order mark
            }
            byte[] bytes = ("[" + text + "]").getBytes(StandardCharsets.ISO_8859_1);
            try (Arena arena = Arena.create()) {
                var tree = new JsonDocument(arena);
                JsonBody body = JsonBody.of(bytes, 0, bytes.length, tree.texts(), arena);
                BoundMapper mapper = new LazyMapper(JsonMapper::new, JsonLimits.DEFAULTS).bound();
                var reader = new TapeReader(body, tree, JsonLimits.DEFAULTS.withMaxDepth(501), mapper.constraints());
                assertThatCode(() -> reader.read(true)).as("%s", document).doesNotThrowAnyException();
            }
        });
    }

    @Test
    void textsInTheArenaAreNotCopied() {
        byte[] bytes = "{\"name\":[\"text\",12.5,\"a\\nb\"]}".getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.create()) {
            MemorySegment document = copy(bytes, arena);
            JsonValue value = json.readValue(JsonInput.of(document), arena);
            JsonMember member = value.members().iterator().next();
            assertThat(member.name().segment().address()).isEqualTo(document.address() + 2);
            assertThat(member.value().get(0).asText().segment().address()).isEqualTo(document.address() + 10);
            assertThat(member.value().get(0).asText().segment().isReadOnly()).isTrue();
            assertThat(member.value().get(2).asText().toString()).isEqualTo("a\nb");
        }
    }

    @Test
    void textsOfAnotherArenaAreCopied() {
        byte[] bytes = "{\"name\":[\"text\",12.5,\"a\\nb\"]}".getBytes(StandardCharsets.UTF_8);
        try (var pool = Arena.builder().confinement(Confinement.SHARED).buildPool(); Arena arena = pool.open()) {
            JsonValue value;
            try (Arena other = pool.open()) {
                value = json.readValue(JsonInput.of(copy(bytes, other)), arena);
            }
            assertThat(value).hasToString("{\"name\":[\"text\",12.5,\"a\\nb\"]}");
        }
        try (Arena arena = Arena.create()) {
            JsonValue value;
            try (Arena other = Arena.create()) {
                value = json.readValue(JsonInput.of(copy(bytes, other)), arena);
            }
            assertThat(value).hasToString("{\"name\":[\"text\",12.5,\"a\\nb\"]}");
        }
    }

    @Test
    void valueReadWithinAMarkEndsWithIt() {
        byte[] bytes = "{\"name\":[\"text\",12.5]}".getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.create()) {
            MemorySegment document = copy(bytes, arena);
            JsonValue value;
            try (Mark _ = arena.mark()) {
                value = json.readValue(JsonInput.of(document), arena);
                assertThat(value).hasToString("{\"name\":[\"text\",12.5]}");
            }
            assertThatIllegalStateException().isThrownBy(value::kind);
            assertThat(json.readValue(JsonInput.of(document), arena)).hasToString("{\"name\":[\"text\",12.5]}");
        }
    }

    @Test
    void textEndsWithItsArena() {
        Arena arena = Arena.create();
        MemorySegment document = copy("{\"name\":[\"text\",12.5]}".getBytes(StandardCharsets.UTF_8), arena);
        JsonValue value = json.readValue(JsonInput.of(document), arena);
        JsonValue text = Objects.requireNonNull(value.at("/name/0"));
        var held = text.asText();
        arena.close();
        assertThatIllegalStateException().isThrownBy(value::toString);
        assertThatIllegalStateException().isThrownBy(text::asText);
        assertThatIllegalStateException().isThrownBy(held::toString);
    }

    @Test
    void memoryOfATreeIsCharged() throws IOException {
        byte[] bytes = SharedData.read("twitter.json");
        for (JsonInput in : List.of(JsonInput.of(bytes), JsonInput.of(new ByteArrayInputStream(bytes)),
                JsonInput.of(MemorySegment.ofArray(bytes)))) {
            try (Arena arena = Arena.create()) {
                JsonValue value = json.readValue(in, arena);
                assertThat(value.size()).isEqualTo(2);
                assertThat(arena.stats().bytesHeld()).isBetween((long) bytes.length, 2L * bytes.length);
            }
        }
    }

    /** Would fail if an endless stream were read completely before validation. */
    @Test
    void streamIsRejectedAtItsFirstInvalidPart() {
        ArenaJson strict = ArenaJson.builder()
                .limits(JsonLimits.DEFAULTS.withMaxStringLength(100_000).withMaxValues(10_000)).build();
        for (String part : List.of("x", "\",\"", "\\n", "]")) {
            try (Arena arena = Arena.create()) {
                JsonInput in = JsonInput.of(new Endless("[\"" + part, part));
                assertThatExceptionOfType(JsonDecodingException.class).isThrownBy(() -> strict.readValue(in, arena));
                assertThat(arena.stats().bytesHeld()).as(part).isLessThan(1 << 20);
            }
        }
    }

    /** A stream that repeats a text without end. */
    private static final class Endless extends InputStream {
        private final byte[] first;
        private final byte[] further;
        private long at;

        Endless(String first, String further) {
            this.first = first.getBytes(StandardCharsets.UTF_8);
            this.further = further.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            for (int i = 0; i < length; i++) {
                target[offset + i] = (byte) read();
            }
            return length;
        }

        @Override
        public int read() {
            long position = at++;
            return position < first.length
                    ? first[(int) position]
                    : further[(int) ((position - first.length) % further.length)];
        }
    }

    @Test
    void failureOfTheStreamIsPropagated() {
        for (int length : new int[]{0, 1, 5, 9000}) {
            var failing = new InputStream() {
                private int left = length;

                @Override
                public int read() throws IOException {
                    if (left-- == 0) {
                        throw new IOException("broken");
                    }
                    return left == length - 1 ? '[' : ' ';
                }

                @Override
                public int read(byte[] target, int offset, int most) throws IOException {
                    target[offset] = (byte) read();
                    return 1;
                }
            };
            try (Arena arena = Arena.create()) {
                assertThatExceptionOfType(UncheckedIOException.class)
                        .isThrownBy(() -> json.readValue(JsonInput.of(failing), arena))
                        .withMessageContaining("broken");
            }
        }
    }

    @Test
    void streamIsNotClosed() {
        for (String document : List.of("[1]", "[1,x]", "[\"\\ud800\"]")) {
            List<String> closed = new ArrayList<>();
            var stream = new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)) {
                @Override
                public void close() {
                    closed.add("closed");
                }
            };
            read(json, JsonInput.of(stream));
            assertThat(closed).isEmpty();
        }
    }
}
