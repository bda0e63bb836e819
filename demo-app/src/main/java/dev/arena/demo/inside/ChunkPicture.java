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

package dev.arena.demo.inside;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A chunk at one moment.
 *
 * @param number number of the chunk, from 1, in the order in which chunks were obtained
 * @param address start address, in hexadecimal digits
 * @param bytes size
 * @param state state in its life cycle
 * @param used bytes before the cursor
 * @param parts its allocations that are accessible or were moved away
 * @param firstBytes its first bytes in hexadecimal digits, or null after its release
 */
record ChunkPicture(int number, String address, long bytes, State state, long used, List<Range> parts,
        @Nullable String firstBytes) {

    /** Where a chunk is in its life. */
    enum State {
        /** The cursor moves through it. */
        CURRENT,
        /** Full, and kept for its allocations. */
        RETIRED,
        /** Made for one large allocation. */
        OVERSIZED,
        /** Kept by handles only. */
        ESCAPED,
        /** Released, but a session that could reach it has not closed. */
        QUARANTINED,
        /** Empty, and kept for reuse. */
        CACHED,
        /** Returned to its source. */
        RELEASED;

        /** The name in JSON. */
        @JsonValue
        String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An allocation in a chunk.
     *
     * @param name name on the page
     * @param from offset of its first byte in the chunk
     * @param to offset after its last byte
     * @param state its current state
     */
    record Range(String name, long from, long to, Part.State state) {}
}
