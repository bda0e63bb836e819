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
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares random documents and a real one with the tree of Jackson. */
class JsonValueOracleTests {
    private static final int DOCUMENTS = 2000;

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private final ArenaJson json = ArenaJson.create();

    @Test
    void randomDocumentsAreReadAsByJackson() {
        for (long seed = 0; seed < DOCUMENTS; seed++) {
            byte[] document = RandomJson.document(seed, seed % 2 == 0).getBytes(StandardCharsets.UTF_8);
            try (Arena arena = Arena.create()) {
                JsonValue value = json.readValue(JsonInput.of(document), arena);
                requireSame(value, mapper.readTree(document), "seed " + seed + " at ");
            }
        }
    }

    @Test
    void randomDocumentsAreWrittenAsTheyWereRead() {
        for (long seed = 0; seed < DOCUMENTS; seed++) {
            String document = RandomJson.document(seed, true);
            byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
            try (Arena arena = Arena.create()) {
                JsonValue value = json.readValue(JsonInput.of(bytes), arena);
                JsonValue again = json.readValue(JsonInput.of(value.toString().getBytes(StandardCharsets.UTF_8)),
                        arena);
                assertThat(again).as("seed %d", seed).isEqualTo(value).hasSameHashCodeAs(value);
                assertThat(mapper.readTree(value.toString())).as("seed %d", seed).isEqualTo(mapper.readTree(document));
            }
        }
    }

    @Test
    void allInputsOfADocumentHaveTheSameResult() {
        for (long seed = 0; seed < DOCUMENTS / 10; seed++) {
            byte[] document = RandomJson.document(seed, true).getBytes(StandardCharsets.UTF_8);
            try (Arena arena = Arena.create()) {
                MemorySegment copy = arena.allocate(document.length, 1);
                MemorySegment.copy(MemorySegment.ofArray(document), 0, copy, 0, document.length);
                JsonValue value = json.readValue(JsonInput.of(document), arena);
                assertThat(List.of(json.readValue(JsonInput.of(copy), arena),
                        json.readValue(JsonInput.of(new ByteArrayInputStream(document)), arena),
                        json.readValue(JsonInput.of(mapper.createParser(document)), arena)))
                        .as("seed %d", seed).allMatch(value::equals);
            }
        }
    }

    @Test
    void realDocumentIsReadAsByJackson() throws IOException {
        byte[] document = SharedData.read("twitter.json");
        try (Arena arena = Arena.create()) {
            JsonValue value = json.readValue(JsonInput.of(document), arena);
            requireSame(value, mapper.readTree(document), "");
            assertThat(arena.stats().bytesHeld()).isLessThan(2L * document.length);
        }
    }

    private static void requireSame(JsonValue value, JsonNode node, String place) {
        switch (node.getNodeType()) {
            case OBJECT -> requireSameMembers(value, node, place);
            case ARRAY -> {
                assertThat(value.kind()).as(place).isEqualTo(JsonKind.ARRAY);
                assertThat(value.size()).as(place).isEqualTo(node.size());
                int i = 0;
                for (JsonValue element : value.elements()) {
                    requireSame(element, node.get(i), place + "/" + i);
                    assertThat(value.get(i)).as(place).isEqualTo(element);
                    i++;
                }
                assertThat(i).as(place).isEqualTo(node.size());
            }
            case STRING -> assertThat(value.asText().toString()).as(place).isEqualTo(node.stringValue());
            case NUMBER -> {
                assertThat(value.asBigDecimal()).as(place).isEqualTo(node.decimalValue());
                assertThat(value.asDouble()).as(place).isEqualTo(node.decimalValue().doubleValue());
            }
            case BOOLEAN -> assertThat(value.asBoolean()).as(place).isEqualTo(node.booleanValue());
            default -> assertThat(value.isNull()).as(place).isTrue();
        }
    }

    private static void requireSameMembers(JsonValue value, JsonNode node, String place) {
        assertThat(value.kind()).as(place).isEqualTo(JsonKind.OBJECT);
        List<String> names = new ArrayList<>();
        for (JsonMember member : value.members()) {
            String name = member.name().toString();
            assertThat(member.isNamed(name)).as(place).isTrue();
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        assertThat(names).as(place).isEqualTo(node.properties().stream().map(Map.Entry::getKey).toList());
        for (String name : names) {
            requireSame(Objects.requireNonNull(value.get(name)), node.get(name), place + "/" + name);
        }
    }
}
