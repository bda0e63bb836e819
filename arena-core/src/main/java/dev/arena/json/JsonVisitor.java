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
 * Takes records one by one as they are decoded.
 *
 * @param <R> type of the records
 * @since 0.1.0
 */
@FunctionalInterface
public interface JsonVisitor<R extends Record> {

    /**
     * Takes a record. The next one is decoded into the same memory: what is to be kept must be copied, texts included, even if
     * the cursor has made a record of them that refers to arena memory.
     *
     * @param  element the record; always the same cursor
     * @return         whether to go on; if not, what follows is not read
     */
    boolean visit(RecordCursor<R> element);
}
