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

package dev.arena.json.token;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The open arrays and objects that Jackson does not know yet, with the state to pass to Jackson. They are stored in one array
 * of numbers, because objects would be work for the garbage collector.
 *
 * @since 0.1.0
 */
public final class OpenContainers {
    private static final int COUNT = 0;
    private static final int NAME = 1;
    private static final int NAME_START = 2;
    private static final int NAME_END = 3;
    private static final int ROW = 4;
    private static final int COLUMN = 5;
    private static final int IS_ARRAY = 6;
    private static final int WORDS = 8;
    private static final int FIRST_DEPTH = 2;
    private static final int[] NO_WORDS = {};
    private static final Utf8Names[] NO_TABLES = {};

    private int[] words = NO_WORDS;
    private @Nullable Utf8Names[] tables = NO_TABLES;
    private int depth;

    /** How many there are. */
    int depth() {
        return depth;
    }

    void clear() {
        depth = 0;
    }

    /** Adds a container, and the state of the outer one: its number of parts, and the name of the last one. */
    @SuppressWarnings("ReferenceEquality") // storing what is there already would cost more
    void add(boolean isArray, int row, int column, int count, int name, int nameStart, int nameEnd,
            @Nullable Utf8Names table) {
        int at = depth * WORDS;
        if (at == words.length) {
            words = Arrays.copyOf(words, Math.max(FIRST_DEPTH * WORDS, 2 * at));
            tables = Arrays.copyOf(tables, Math.max(FIRST_DEPTH, 2 * depth));
        }
        int[] known = words;
        known[at + COUNT] = count;
        known[at + NAME] = name;
        known[at + NAME_START] = nameStart;
        known[at + NAME_END] = nameEnd;
        known[at + ROW] = row;
        known[at + COLUMN] = column;
        known[at + IS_ARRAY] = isArray ? 1 : 0;
        if (tables[depth] != table) {
            tables[depth] = table;
        }
        depth++;
    }

    /**
     * Removes the last container. The state of the enclosing container is at the index {@link #depth} until another container
     * is added.
     */
    void remove() {
        depth--;
    }

    boolean isArray(int index) {
        return words[index * WORDS + IS_ARRAY] != 0;
    }

    /** The line in which it begins. */
    int row(int index) {
        return words[index * WORDS + ROW];
    }

    /** The column after its first byte. */
    int column(int index) {
        return words[index * WORDS + COLUMN];
    }

    /** How many parts the one around it has that Jackson does not know. */
    int count(int index) {
        return words[index * WORDS + COUNT];
    }

    int name(int index) {
        return words[index * WORDS + NAME];
    }

    int nameStart(int index) {
        return words[index * WORDS + NAME_START];
    }

    int nameEnd(int index) {
        return words[index * WORDS + NAME_END];
    }

    @Nullable
    Utf8Names table(int index) {
        return tables[index];
    }
}
