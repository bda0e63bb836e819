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

import java.util.Arrays;

/**
 * Marks the fields that an object has had, for classes with more than 64 fields: one bit for each field, in words of the
 * decoding. A decoder nests records only as deep as their classes do, so each level has its own words, whose position is
 * fixed.
 */
final class FieldMarks {
    private final int from;
    private final int to;

    FieldMarks(int from, int to) {
        this.from = from;
        this.to = to;
    }

    /** Clears the marks for the next object. */
    void clear(long[] seen) {
        Arrays.fill(seen, from, to, 0);
    }

    /** Marks a field as seen. Returns whether it was marked before. */
    boolean mark(long[] seen, int index) {
        int word = from + (index >>> 6);
        long before = seen[word];
        long bit = 1L << index;
        seen[word] = before | bit;
        return (before & bit) != 0;
    }

    /** Clears the mark of a field. */
    void unmark(long[] seen, int index) {
        seen[from + (index >>> 6)] &= ~(1L << index);
    }

    /** Whether a field was seen; none was if nothing is marked here. */
    boolean isMarked(long[] seen, int index) {
        return from < to && (seen[from + (index >>> 6)] & 1L << index) != 0;
    }
}
