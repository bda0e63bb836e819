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

import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

/**
 * Releases the memory of texts that the rows of a map no longer use. The texts of removed and replaced rows remain in the vector,
 * so without this, a map whose values change would grow without limit.
 *
 * @param <R> type of the records
 */
final class TextCompaction<R extends Record> {

    /** Texts up to this length in bytes are not worth compacting. */
    private static final long LITTLE_TEXT = 1024;

    /** Takes a copy of the rows while their texts are compacted; null before the first time. */
    private @Nullable RecordVec<R> spare;

    /**
     * Length of the texts at which they are compacted when one of them is not used any more: twice their length when all were
     * used.
     */
    private long mostText = 2 * LITTLE_TEXT;

    /** Called when a row was removed or replaced. */
    void textReleased(RecordVec<R> rows) {
        if (rows.textLength() >= mostText) {
            compact(rows);
            mostText = 2 * Math.max(rows.textLength(), LITTLE_TEXT);
        }
    }

    /** Called when all rows were removed, and their texts with them. */
    void allReleased() {
        mostText = 2 * LITTLE_TEXT;
    }

    /**
     * Copies the texts in use. Does nothing if there is no memory for the copy, or if a constructor rejects a row, for example
     * because the row is not yet filled.
     */
    @SuppressWarnings("CatchingUnchecked")
    private void compact(RecordVec<R> rows) {
        Utf8Builder texts = rows.text();
        RecordVec<R> copy = spare;
        try {
            if (copy == null) {
                copy = new RecordVec<>(rows.arena(), rows.layout, rows.size);
                spare = copy;
            }
            copy.clear();
            copy.addAll(rows);
            texts.reserve(Math.max(0, copy.textLength() - texts.byteLength()));
        } catch (RuntimeException e) {
            return;
        }
        MemorySegment.copy(copy.rows, 0, rows.rows, 0, rows.end);
        texts.clear();
        texts.append(Utf8String.ofUnchecked(copy.textSegment()));
    }
}
