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
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.collect.RecordVec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fails if a document makes the decoder fail without a documented exception, if the decoder accepts invalid JSON, if a stream
 * and an array give different results, or if memory stays in use. Without {@code JAZZER_FUZZ=1}, it replays the stored inputs.
 */
class DecoderFuzzTests {
    private static final long BUDGET = 1 << 20;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(10_000).build()).build()).build();
    private static final ArenaJson JSON = ArenaJson.builder()
            .limits(new JsonLimits(20, 100, 20, 1000, 500))
            .mapper(JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build())
            .build();

    enum Kind {
        ONE, TWO
    }

    record Inner(float x, @Nullable String name) {}

    record Everything(boolean flag, byte tiny, short small, char letter, int number, long big, float single,
            double real,
            @Nullable Kind kind, @Nullable String text, @Nullable Inner inner, @Nullable Integer boxed) {}

    @FuzzTest(maxDuration = "5m")
    void decodesOrRejectsAnyInput(byte[] document) {
        try (Arena arena = Arena.builder().byteBudget(BUDGET).build()) {
            List<Everything> ofArray = decode(JsonInput.of(document), arena);
            arena.reset();
            assertThat(arena.stats().bytesHeld()).as("bytes held after the reset").isZero();
            List<Everything> ofStream = decode(JsonInput.of(new ByteArrayInputStream(document)), arena);
            assertThat(ofStream).as("from a stream").isEqualTo(ofArray);
            if (ofArray != null) {
                assertThat(isJson(document)).as("is JSON: %s", new String(document, StandardCharsets.ISO_8859_1))
                        .isTrue();
            }
        }
    }

    private static @Nullable List<Everything> decode(JsonInput in, Arena arena) {
        try {
            RecordVec<Everything> records = JSON.readRecords(in, Everything.class, arena);
            return records.stream().toList();
        } catch (JsonDecodingException e) {
            assertThat(e.getMessage()).isNotEmpty();
            assertThat(e.line()).isNotNegative();
            return null;
        } catch (ArenaExhaustedException e) {
            return null;
        }
    }

    private static boolean isJson(byte[] document) {
        try (JsonParser parser = MAPPER.createParser(document)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                parser.getString();
            }
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }
}
