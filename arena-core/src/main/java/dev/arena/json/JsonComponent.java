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

import dev.arena.record.FieldKind;

/**
 * How a component of a record is kept in a row, and how it gets there and back. See {@link ArenaJson#describe}.
 *
 * @param name    its name
 * @param kind    how it is kept
 * @param read    how it is read from JSON
 * @param written how it is written as JSON
 * @since 0.1.0
 */
public record JsonComponent(String name, FieldKind kind, Way read, Way written) {

    /** A way between JSON and a row. */
    public enum Way {
        /** Without objects. What is unusual, such as a string for a number, is read by databind all the same. */
        DIRECT,
        /** By databind, which makes an object of it. */
        DATABIND,
        /** Not at all, as the mapper ignores it. */
        NONE
    }
}
