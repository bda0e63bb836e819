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
 * Describes how a component of a record is stored in a row, decoded and encoded. See {@link ArenaJson#describe}.
 *
 * @param name    name of the component
 * @param kind    how the row stores the component
 * @param read    how the component is decoded from JSON
 * @param written how the component is encoded as JSON
 * @since 0.1.0
 */
public record JsonComponent(String name, FieldKind kind, Way read, Way written) {

    /** A way to convert between JSON and a row. */
    public enum Way {
        /** Direct, without objects. Databind still reads an unusual token, such as a string for a number. */
        DIRECT,
        /** Through databind, which creates an object. */
        DATABIND,
        /** Not at all, as the mapper ignores it. */
        NONE
    }
}
