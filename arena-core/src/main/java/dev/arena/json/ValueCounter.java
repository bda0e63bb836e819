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

/** Counts the remaining values of a document within the limit, for all readers of its parts. */
final class ValueCounter {
    private final JsonLimits limits;
    private long left;

    ValueCounter(JsonLimits limits) {
        this.limits = limits;
        this.left = limits.maxValues();
    }

    JsonLimits limits() {
        return limits;
    }

    /** Counts values. Returns whether they are within the limit. */
    boolean count(long values) {
        left -= values;
        return left >= 0;
    }
}
