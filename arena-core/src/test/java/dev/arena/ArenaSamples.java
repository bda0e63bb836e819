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

package dev.arena;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Optional;

import dev.arena.collect.RecordVec;
import dev.arena.json.ArenaJson;
import dev.arena.json.JsonInput;
import dev.arena.text.Utf8String;

/** Code samples of the Javadoc. */
final class ArenaSamples {

    private ArenaSamples() {}

    static long standalone() {
        // @start region="standalone"
        try (Arena arena = Arena.builder().byteBudget(1 << 20).build()) {
            MemorySegment numbers = arena.allocate(ValueLayout.JAVA_LONG, 1000);
            numbers.setAtIndex(ValueLayout.JAVA_LONG, 999, 42);
            long last = numbers.getAtIndex(ValueLayout.JAVA_LONG, 999);
            arena.reset(); // numbers is no longer accessible, the arena reuses its memory
            return last;
        }
        // @end
    }

    static long pool() {
        // @start region="pool"
        try (ArenaPool pool = Arena.builder().byteBudget(1 << 20).poolByteBudget(64 << 20).buildPool()) {
            try (Arena arena = pool.open()) { // one unit of work
                MemorySegment text = arena.allocateFrom("a C string");
                return text.byteSize();
            }
        }
        // @end
    }

    static long mark(Arena arena, Iterable<String> lines) {
        // @start region="mark"
        MemorySegment longest = arena.allocate(ValueLayout.JAVA_LONG);
        for (String line : lines) {
            try (Mark _ = arena.mark()) {
                MemorySegment bytes = arena.allocateFrom(line); // is released at the end of this line
                if (bytes.byteSize() > longest.get(ValueLayout.JAVA_LONG, 0)) {
                    longest.set(ValueLayout.JAVA_LONG, 0, bytes.byteSize());
                }
            }
        }
        // @end
        return longest.get(ValueLayout.JAVA_LONG, 0);
    }

    static String attempt(Arena arena, MemorySegment document) {
        // @start region="attempt"
        Optional<Utf8String> preview = arena.attempt(() -> Utf8String.copyOf(arena, document));
        return preview.map(Utf8String::toString).orElse("too large for a preview"); // a failed attempt returns its memory
        // @end
    }

    static RecordVec<Reading> admission(byte[] document, ArenaJson json, Arena arena) {
        // @start region="admission"
        try (Admission admission = arena.admit(document.length)) {
            RecordVec<Reading> readings = json.readRecords(JsonInput.of(document), Reading.class, arena);
            admission.complete();
            return readings;
        }
        // @end
    }

    record Reading(String station, double temperature) {}

    static ArenaPool mappedFiles(Path directory) {
        // @start region="mappedFiles"
        ArenaPool pool = Arena.builder()
                .chunkSource(ChunkSource.mappedFiles(directory))
                .chunkSizes(16 << 20, 256 << 20)
                .poolByteBudget(64L << 30)
                .maxCached(8L << 30)
                .buildPool();
        // @end
        return pool;
    }
}
