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

import java.lang.foreign.MemorySegment;

import dev.arena.text.Utf8Builder;

/** Decodes objects into rows of a record class. Created once for each class. Immutable. */
sealed interface RowReader permits RecordPlan, DatabindReader {

    /**
     * Decodes the object that begins with the current token.
     *
     * @param rows memory of the row, which is zero
     * @param row  start offset, in bytes
     * @param text takes what the row refers to
     */
    void decode(Decoding decoding, MemorySegment rows, long row, Utf8Builder text);
}
