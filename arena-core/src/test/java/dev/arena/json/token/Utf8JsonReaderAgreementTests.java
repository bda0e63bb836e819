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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import dev.arena.Arena;
import dev.arena.json.DocumentSuite;
import dev.arena.json.MutatedJson;
import dev.arena.json.PiecesInputStream;
import dev.arena.json.RandomJson;
import dev.arena.json.SharedData;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the reader finds the same tokens at the same positions as Jackson's parser, and rejects documents in the same way.
 */
class Utf8JsonReaderAgreementTests {
    private static final int[] SIZES = {1, 2, 3, 7, 64, 8192};
    private static final long SEED = 20261129;

    private final JsonFactory jackson = new JsonFactory();
    private final JsonFactory arenas = new Utf8JsonFactory(JsonFactory.builder());
    private final Arena arena = Arena.create();

    @AfterEach
    void close() {
        arena.close();
    }

    static Stream<DocumentSuite.Document> documents() {
        return DocumentSuite.documents().stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void acceptsTheDocumentsThatJacksonAccepts(DocumentSuite.Document document) {
        TokenTrace expected = TokenTrace.of(jackson.createParser(ObjectReadContext.empty(), document.bytes()));
        boolean isSurrogate = document.name().contains("lone") || document.name().contains("odd");
        if (!isSurrogate) {
            assertThat(expected.isOneValue()).isEqualTo(document.isAccepted());
        }
        checkInPieces(document.bytes(), SEED);
    }

    @Test
    void hasAtLeastThreeHundredDocuments() {
        assertThat(documents()).hasSizeGreaterThan(300);
    }

    @Test
    void findsTheSameTokensInRandomDocuments() {
        for (int i = 0; i < 400; i++) {
            check(RandomJson.document(SEED + i, true).getBytes(StandardCharsets.UTF_8), SEED + i);
        }
    }

    @Test
    void findsTheSameTokensInMutatedDocuments() {
        for (int i = 0; i < 4000; i++) {
            byte[] bytes = RandomJson.document(SEED + i % 200, true).getBytes(StandardCharsets.UTF_8);
            check(MutatedJson.of(bytes, new Random(SEED + i)), SEED + i);
        }
    }

    @Test
    void findsTheSameTokensInTruncatedDocuments() {
        String whole = "{\"a\" : [1, -2.5e+3, true, null,\"\\u00e9é😀\\ud83d\\ude00\"],\n\"station\":\"x\", \"id\":{}, \"k1\":false}";
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length <= bytes.length; length++) {
            checkInPieces(Arrays.copyOf(bytes, length), SEED + length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"twitter.json", "flights-10k.json"})
    void findsTheSameInSharedData(String name) throws IOException {
        check(SharedData.read(name), SEED);
    }

    private void check(byte[] bytes, long seed) {
        checkInPieces(bytes, seed);
    }

    private void checkInPieces(byte[] bytes, long seed) {
        checkWhole(bytes, seed);
        for (int size : SIZES) {
            try (JsonParser theirs = jackson.createParser(ObjectReadContext.empty(),
                    new PiecesInputStream(bytes, size));
                    JsonParser ours = arenas.createParser(ObjectReadContext.empty(),
                            new PiecesInputStream(bytes, size))) {
                compare(theirs, ours, bytes, seed + size);
            }
        }
    }

    /** Checks the document within an array, and at the end of one. */
    private void checkWhole(byte[] bytes, long seed) {
        byte[] middle = new byte[bytes.length + 100];
        Arrays.fill(middle, (byte) '"');
        System.arraycopy(bytes, 0, middle, 50, bytes.length);
        byte[] end = new byte[bytes.length + 5];
        System.arraycopy(bytes, 0, end, 5, bytes.length);
        compare(bytes, 0, bytes.length, seed);
        compare(middle, 50, bytes.length, seed + 100);
        compare(end, 5, bytes.length, seed + 200);
    }

    private void compare(byte[] bytes, int offset, int length, long seed) {
        try (JsonParser theirs = jackson.createParser(ObjectReadContext.empty(), bytes, offset, length);
                JsonParser ours = arenas.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
            compare(theirs, ours, Arrays.copyOfRange(bytes, offset, offset + length), seed);
        }
    }

    private void compare(JsonParser theirs, JsonParser ours, byte[] bytes, long seed) {
        TokenTrace expected = TokenTrace.of(theirs);
        if (!(ours instanceof Utf8JsonReader reader)) {
            assertThat(ours.getClass()).isEqualTo(theirs.getClass());
            return;
        }
        try {
            expected.check(reader, new Random(seed), arena);
        } catch (AssertionError | RuntimeException e) {
            String document = new String(bytes, 0, Math.min(bytes.length, 2000), StandardCharsets.UTF_8);
            throw new AssertionError("seed " + seed + ", " + document, e);
        }
    }
}
