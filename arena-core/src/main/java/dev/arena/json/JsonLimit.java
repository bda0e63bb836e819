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

/**
 * A limit that a JSON document can exceed. {@link JsonLimits} sets the values.
 *
 * @since 0.1.0
 */
public enum JsonLimit {
    /** How deep arrays and objects are nested. */
    DEPTH,
    /** How many elements an array has, or a sequence of documents. */
    ARRAY_LENGTH,
    /** How many members an object has. */
    OBJECT_LENGTH,
    /** How long a string is, in UTF-16 units. */
    STRING_LENGTH,
    /** How long the name of a member is, in bytes. */
    NAME_LENGTH,
    /** How many characters a number has. */
    NUMBER_LENGTH,
    /** How many values a document has: each array, object, string, number, {@code true}, {@code false} or {@code null}. */
    VALUES
}
