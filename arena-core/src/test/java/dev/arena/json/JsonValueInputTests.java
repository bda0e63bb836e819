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

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import dev.arena.Arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests that a decoded value can be read as another type with the same result as its document. */
class JsonValueInputTests {
    private static final ArenaJson JSON = ArenaJson.create();

    record Item(int id, String name) {}

    @Test
    void partOfADocumentIsDecodedToRecords() {
        try (Arena arena = Arena.create()) {
            JsonValue document = JSON.readValue(JsonInput.of("""
                    {"kind": "items", "items": [{"id": 1, "name": "Zürich \\"x\\""}, {"id": 2, "name": "b"}]}"""
                    .getBytes(StandardCharsets.UTF_8)), arena);
            JsonInput items = JsonInput.of(Objects.requireNonNull(document.get("items")));
            assertThat(JSON.readRecords(items, Item.class, arena)).containsExactly(new Item(1, "Zürich \"x\""),
                    new Item(2, "b"));
            assertThat(JSON.readValue(items, arena)).as("read again").isEqualTo(document.get("items"));
            assertThatExceptionOfType(JsonDecodingException.class)
                    .isThrownBy(() -> JSON.readRecords(JsonInput.of(document), Item.class, arena));
        }
    }
}
