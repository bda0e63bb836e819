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

import dev.arena.collect.RecordCursor;

/**
 * Receives records one by one while they are decoded.
 *
 * @param <R> type of the records
 * @since 0.1.0
 */
@FunctionalInterface
public interface JsonVisitor<R extends Record> {

    /**
     * Receives a record. The next record is decoded into the same memory. To keep a record, copy it including its texts, even
     * if the cursor has created a record object that refers to arena memory.
     *
     * @param  element the record; always the same cursor
     * @return         whether to continue; if not, the remaining input is not read
     */
    boolean visit(RecordCursor<R> element);
}
