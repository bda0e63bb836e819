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
 * Predicts the order of the members of an object. The objects of an array usually have the same order, and comparing a name
 * with the expected one is cheaper than a search. The class remembers the successor of each name. Initially, this is the
 * order of the record.
 */
final class NameOrder {
    private final int from;
    private final int count;

    /** Start of the successors in the memory of a decoding, and the number of names, at least one. */
    NameOrder(int from, int count) {
        this.from = from;
        this.count = count;
    }

    /** The place before the first name. */
    int start() {
        return from;
    }

    /** The place after a name. */
    int after(int name) {
        return from + name + 1;
    }

    /** Begins with the order of the names themselves. */
    void reset(int[] followers) {
        for (int i = 0; i <= count; i++) {
            followers[from + i] = i == count ? 0 : i;
        }
    }
}
