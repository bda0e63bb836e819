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

/**
 * The values of a map, with one place for each key. The keys make room in the column before they add a key, so every added
 * key has a place for its value. Keys and column often need memory at the same time, so the keys leave enough memory for the
 * column.
 */
interface Column {

    /** The column of a set, which has none. */
    Column NONE = new Column() {
        @Override
        public long bytesToGrow() {
            return 0;
        }

        @Override
        public void reserve() {}
    };

    /** Bytes of memory that the column needs at least for one more key; 0 if it has room. */
    long bytesToGrow();

    /**
     * Makes room for one more key.
     *
     * @throws dev.arena.ArenaExhaustedException if there is no memory for it
     */
    void reserve();
}
