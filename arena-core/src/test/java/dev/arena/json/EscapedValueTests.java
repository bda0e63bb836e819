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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.ArenaPool;
import dev.arena.Confinement;
import dev.arena.Owned;
import dev.arena.Shared;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests that an escaped JSON value outlives its arena, and keeps its content. */
class EscapedValueTests {
    private final ArenaPool pool = Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096).buildPool();
    private final ArenaJson json = ArenaJson.create();

    @AfterEach
    void everythingComesBack() {
        assertThat(pool.stats().activeHandles()).isZero();
        assertThat(pool.stats().liveBytes()).isZero();
        pool.close();
    }

    private JsonValue read(Arena arena, String document) {
        return json.readValue(JsonInput.of(document.getBytes(StandardCharsets.UTF_8)), arena);
    }

    private static JsonValue at(JsonValue value, String pointer) {
        return Objects.requireNonNull(value.at(pointer), pointer);
    }

    /** Closes the arena, and overwrites its memory. */
    private void end(Arena arena) {
        arena.close();
        try (Arena other = pool.open()) {
            for (int i = 0; i < 50; i++) {
                other.allocate(4096, 8).fill((byte) -1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void valueOutlivesItsArena(Confinement confinement) {
        String document = "{\"name\":\"Zürich \\ud83d\\ude00 \\\"\\n\",\"list\":[1,-2.50,1e400,true,false,null,\"\"],\"empty\":{},\"b\":1,\"b\":2}";
        Arena arena = pool.open(confinement);
        JsonValue value = read(arena, document);
        Owned<JsonValue> owned = value.escape(arena);
        assertThat(owned.get()).isEqualTo(value).hasSameHashCodeAs(value);
        end(arena);
        CompletableFuture.runAsync(() -> {
            JsonValue copy = owned.get();
            assertThat(at(copy, "/name").asText().toString()).isEqualTo("Zürich 😀 \"\n");
            assertThat(at(copy, "/list/1").asBigDecimal()).isEqualTo("-2.50");
            assertThat(at(copy, "/list/6").asText().isEmpty()).isTrue();
            assertThat(at(copy, "/b").asInt()).isEqualTo(2);
            assertThat(at(copy, "/empty").size()).isZero();
            assertThat(copy).hasToString(
                    "{\"name\":\"Zürich 😀 \\\"\\n\",\"list\":[1,-2.50,1e400,true,false,null,\"\"],\"empty\":{},\"b\":1,\"b\":2}");
        }).join();
        try (Arena other = pool.open()) {
            assertThat(json.readValue(JsonInput.of(owned.get()), other)).isEqualTo(owned.get());
            var written = new ByteArrayOutputStream();
            json.write(owned.get(), JsonOutput.of(written));
            assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo(owned.get().toString());
        }
        owned.close();
        owned.close(); // has no effect, the handle is already closed
        assertThatIllegalStateException().isThrownBy(owned::get);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/a/1", "/a/1/b", "/a/1/b/0", "/a/2", "/c", "/d"})
    void aPartEscapesWithoutTheRest(String pointer) {
        Arena arena = pool.open();
        String document = "{\"before\":\"" + "x".repeat(50_000)
                + "\",\"a\":[0,{\"b\":[{\"é\":\"ü\"},[]]},\"text\"],\"c\":null,\"d\":\"\",\"after\":\""
                + "y".repeat(50_000)
                + "\"}";
        JsonValue part = at(read(arena, document), pointer);
        String expected = part.toString();
        Owned<JsonValue> owned = part.escape(arena);
        end(arena);
        assertThat(owned.get()).hasToString(expected);
        assertThat(pool.stats().liveBytes()).isEqualTo(4096);
        owned.close();
    }

    @Test
    void textsOfAnySizeAndNumberEscape() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        int[] sizes = {0, 1, 100, 1023, 1024, 8191, 16_383, 16_384, 16_385, 40_000};
        for (int round = 0; round < 100; round++) {
            String document = random.ints(random.nextInt(30), 0, sizes.length)
                    .mapToObj(i -> "\"" + "ü".repeat(sizes[i] / 2) + "x".repeat(sizes[i] % 2) + "\"")
                    .collect(Collectors.joining(",", "[", "]"));
            Arena arena = pool.open();
            Owned<JsonValue> owned = read(arena, document).escape(arena);
            end(arena);
            assertThat(owned.get().toString()).as("seed %d, round %d", seed, round).isEqualTo(document);
            owned.close();
        }
    }

    @Test
    void aLongDocumentEscapes() {
        String document = IntStream.range(0, 20_000).mapToObj(i -> "{\"n\":" + i + "}")
                .collect(Collectors.joining(",", "[", "]"));
        Arena arena = pool.open();
        Owned<JsonValue> owned = read(arena, document).escape(arena);
        end(arena);
        assertThat(owned.get()).hasToString(document);
        assertThat(at(owned.get(), "/19999/n").asInt()).isEqualTo(19_999);
        owned.close();
    }

    @Test
    void randomDocumentsAndTheirPartsEscape() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            try (Arena arena = pool.open()) {
                JsonValue value = read(arena, RandomJson.document(random.nextLong(), true));
                try (Owned<JsonValue> owned = value.escape(arena); Arena other = pool.open()) {
                    assertThat(owned.get()).as("seed %d, round %d", seed, round).isEqualTo(value);
                    try (Owned<JsonValue> again = owned.get().escape(other)) {
                        assertThat(again.get()).as("seed %d, round %d", seed, round).isEqualTo(value);
                    }
                }
            }
        }
    }

    @Test
    void valueCanEscapeAsACopyInAnotherArena() {
        Arena arena = pool.open();
        try (Arena other = pool.open()) {
            Owned<JsonValue> owned = read(arena, "[1,2]").escape(other);
            end(arena);
            assertThat(owned.get()).hasToString("[1,2]");
            owned.close();
        }
    }

    @Test
    void handleCanBeSharedMappedAndUnwrapped() {
        Arena arena = pool.open();
        Shared<JsonValue> shared = read(arena, "{\"a\":{\"b\":\"text\"}}").escape(arena).share();
        end(arena);
        Shared<JsonValue> reader = shared.retain();
        assertThat(shared.tryUnwrap()).isNull();
        Shared<Utf8String> text = reader.map(value -> at(value, "/a/b").asText());
        shared.close();
        shared.close(); // has no effect, the handle is already closed
        assertThatIllegalStateException().isThrownBy(shared::get);
        Owned<Utf8String> only = Objects.requireNonNull(text.tryUnwrap());
        assertThat(only.get().toString()).isEqualTo("text");
        only.close();
    }

    @Test
    void escapeIsRefusedWithoutMemory() {
        try (Arena arena = Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096).byteBudget(32_768).build()) {
            JsonValue value = read(arena, "[\"" + "x".repeat(20_000) + "\"]");
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> value.escape(arena));
            assertThat(value.get(0).asText().byteLength()).isEqualTo(20_000);
        }
    }

    @Test
    void endedValueCannotEscape() {
        Arena arena = pool.open();
        JsonValue value = read(arena, "[1]");
        arena.reset();
        assertThatIllegalStateException().isThrownBy(() -> value.escape(arena));
        JsonValue next = read(arena, "[1]");
        arena.close();
        assertThatIllegalStateException().isThrownBy(() -> next.escape(arena));
        try (Arena other = pool.open()) {
            assertThatIllegalStateException().isThrownBy(() -> next.escape(other));
        }
    }
}
