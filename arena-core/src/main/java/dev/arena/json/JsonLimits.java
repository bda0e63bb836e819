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
 * Limits of decoded documents. They apply to skipped content as well as to stored content. The byte budget of the arena
 * limits the memory of a document. These limits prevent a document from wasting a small budget or CPU time on meaningless
 * content.
 *
 * @param maxDepth        maximum nesting depth of arrays and objects, at least 1
 * @param maxArrayLength  maximum number of elements of an array, or of documents in a sequence such as NDJSON; at least 1
 * @param maxObjectLength maximum number of members of an object, at least 1
 * @param maxStringLength maximum length of a string in UTF-16 code units, at least 1
 * @param maxValues       maximum number of values in a document, at least 1
 * @since 0.1.0
 */
public record JsonLimits(int maxDepth, long maxArrayLength, long maxObjectLength, int maxStringLength, long maxValues) {

    /**
     * A depth of 500, like Jackson; arrays of 10 million elements; objects of 100,000 members; strings of 20 million units;
     * and 100 million values.
     */
    public static final JsonLimits DEFAULTS = new JsonLimits(500, 10_000_000, 100_000, 20_000_000, 100_000_000);

    /** Checks the ranges. */
    public JsonLimits {
        requirePositive("maxDepth", maxDepth);
        requirePositive("maxArrayLength", maxArrayLength);
        requirePositive("maxObjectLength", maxObjectLength);
        requirePositive("maxStringLength", maxStringLength);
        requirePositive("maxValues", maxValues);
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1: " + value);
        }
    }

    /**
     * These limits with another depth.
     *
     * @param  depth how deep arrays and objects may be nested, at least 1
     * @return       the other limits
     */
    public JsonLimits withMaxDepth(int depth) {
        return new JsonLimits(depth, maxArrayLength, maxObjectLength, maxStringLength, maxValues);
    }

    /**
     * These limits with another length of arrays.
     *
     * @param  elements how many elements an array may have, at least 1
     * @return          the other limits
     */
    public JsonLimits withMaxArrayLength(long elements) {
        return new JsonLimits(maxDepth, elements, maxObjectLength, maxStringLength, maxValues);
    }

    /**
     * These limits with another length of objects.
     *
     * @param  members how many members an object may have, at least 1
     * @return         the other limits
     */
    public JsonLimits withMaxObjectLength(long members) {
        return new JsonLimits(maxDepth, maxArrayLength, members, maxStringLength, maxValues);
    }

    /**
     * These limits with another length of strings.
     *
     * @param  units how long a string may be, in UTF-16 units; at least 1
     * @return       the other limits
     */
    public JsonLimits withMaxStringLength(int units) {
        return new JsonLimits(maxDepth, maxArrayLength, maxObjectLength, units, maxValues);
    }

    /**
     * These limits with another number of values.
     *
     * @param  values how many values a document may have in all, at least 1
     * @return        the other limits
     */
    public JsonLimits withMaxValues(long values) {
        return new JsonLimits(maxDepth, maxArrayLength, maxObjectLength, maxStringLength, values);
    }
}
