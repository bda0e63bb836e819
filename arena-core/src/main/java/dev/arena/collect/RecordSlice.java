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

import dev.arena.record.RecordLayout;

/**
 * Immutable rows of records: the result of freezing a {@link RecordVec}. They end with their memory, which belongs to a
 * generation or a handle. All threads that may use this memory may read them.
 *
 * @param <R> type of the records
 * @since 0.1.0
 */
public final class RecordSlice<R extends Record> extends RecordRows<R> {
    private final MemorySegment text;

    /**
     * Rows in one block with the text that they refer to.
     *
     * @param block rows, followed by text
     */
    RecordSlice(RecordLayout<R> layout, long size, MemorySegment block) {
        this(layout, size, block.asSlice(0, size * layout.byteSize()),
                layout.hasText() ? block.asSlice(size * layout.byteSize()) : MemorySegment.NULL);
    }

    RecordSlice(RecordLayout<R> layout, long size, MemorySegment rows, MemorySegment text) {
        super(layout, rows.asReadOnly(), size);
        this.text = text.asReadOnly();
    }

    @Override
    public MemorySegment textSegment() {
        return text;
    }
}
