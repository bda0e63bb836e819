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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.collect.RecordVec;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that vectors reserve memory in proportion to the known length of the input. */
class KnownLengthTests {
    private static final int ROWS = 10_000;

    private final ArenaPool pool = Arena.builder().buildPool();
    private final ArenaJson json = ArenaJson.create();
    private final byte[] document = document(ROWS);

    record Reading(String station, double temperature, long timestamp) {}

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void inputOfKnownLengthTakesLessMemory() {
        long unknown = held(document, 0);
        assertThat(held(document, document.length)).isLessThan(unknown * 3 / 4);
        assertThat(held(JsonInput.of(document))).isLessThan(unknown * 3 / 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 1, 9_000, 300_000, 600_000, Long.MAX_VALUE})
    void wrongLengthTakesAtMostFourTimesTheMemory(long length) {
        assertThat(held(document, length)).isLessThan(4 * held(document, 0));
    }

    @Test
    void announcedLengthTakesNoMemoryBeforeTheInputArrives() {
        byte[] few = document(300); // contains a few blocks
        assertThat(held(few, 1L << 40)).isLessThanOrEqualTo(4 * held(few, 0));
    }

    private long held(byte[] bytes, long length) {
        return held(JsonInput.of(new ByteArrayInputStream(bytes), length));
    }

    private long held(JsonInput input) {
        try (Arena arena = pool.open()) {
            RecordVec<Reading> rows = json.readRecords(input, Reading.class, arena);
            assertThat(rows.stream()).containsExactlyElementsOf(IntStream.range(0, Math.toIntExact(rows.size()))
                    .mapToObj(i -> new Reading("Station " + i % 413, i % 40 + 0.5, 1_700_000_000_000L + i)).toList());
            return arena.stats().bytesHeld();
        }
    }

    private static byte[] document(int rows) {
        return IntStream.range(0, rows).mapToObj(
                i -> "{\"station\":\"Station %d\",\"temperature\":%d.5,\"timestamp\":%d}".formatted(i % 413, i % 40,
                        1_700_000_000_000L + i))
                .collect(Collectors.joining(",", "[", "]")).getBytes(StandardCharsets.UTF_8);
    }
}
