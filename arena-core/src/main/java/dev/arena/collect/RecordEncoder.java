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

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8Builder;

/**
 * Encodes a record as a key of a set, in memory that it reuses for the next record. A key is the row that the layout writes,
 * followed by the texts of the row. Each key is written from offset 0, and unused bytes of a row are zero, so equal records
 * have equal bytes.
 */
final class RecordEncoder<R extends Record> {
    private static final long FIRST_TEXT_BYTES = 64;

    private final Arena arena;
    private final RecordLayout<R> layout;
    private final int rowBytes;

    /** Buffer for the texts of a record; null if the layout has none. */
    private final @Nullable Utf8Builder text;

    private MemorySegment key;

    RecordEncoder(Arena arena, RecordLayout<R> layout) {
        this.arena = arena;
        this.layout = layout;
        this.rowBytes = Math.toIntExact(layout.byteSize());
        this.text = layout.hasText() ? layout.newText(arena, FIRST_TEXT_BYTES) : null;
        this.key = arena.allocate(rowBytes, Long.BYTES);
    }

    /** Bytes that begin with the last key that was encoded. */
    MemorySegment bytes() {
        return key;
    }

    /** Encodes a record as a key, and returns its length in bytes. */
    int encode(R element) {
        key.asSlice(0, rowBytes).fill((byte) 0);
        Utf8Builder texts = text;
        if (texts == null) {
            layout.write(key, 0, element);
            return rowBytes;
        }
        texts.clear();
        layout.write(key, 0, element, texts);
        long bytes = texts.byteLength();
        if (bytes > key.byteSize() - rowBytes) {
            key = arena.growAtLeast(key, rowBytes + bytes, 2 * key.byteSize(), Long.BYTES);
        }
        MemorySegment.copy(texts.segment(), 0, key, rowBytes, bytes);
        return Math.toIntExact(rowBytes + bytes);
    }
}
