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

package dev.arena.collect;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import dev.arena.Arena;
import dev.arena.Owned;

/** Copies the segments of a set or map into one block that escapes. */
final class EscapedParts {

    private EscapedParts() {}

    /** Copies of these segments, read-only, each at a whole word. */
    static Owned<List<MemorySegment>> copyOf(Arena arena, List<MemorySegment> parts) {
        long bytes = 0;
        for (MemorySegment part : parts) {
            bytes += Words.roundUp(part.byteSize());
        }
        Owned<MemorySegment> block = arena.allocateOwned(bytes, Long.BYTES);
        try {
            return block.map(memory -> copy(parts, memory));
        } catch (RuntimeException | Error e) { // no heap left
            block.close();
            throw e;
        }
    }

    private static List<MemorySegment> copy(List<MemorySegment> parts, MemorySegment memory) {
        List<MemorySegment> copies = new ArrayList<>(parts.size());
        long start = 0;
        for (MemorySegment part : parts) {
            copies.add(memory.asSlice(start, part.byteSize()).copyFrom(part).asReadOnly());
            start += Words.roundUp(part.byteSize());
        }
        return copies;
    }
}
