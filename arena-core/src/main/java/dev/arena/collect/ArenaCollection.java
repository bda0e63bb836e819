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
 * A vector, set or map in arena memory, for code that only needs the number of its elements. Later versions can add further
 * collections, so a {@code switch} over the collections needs a {@code default}.
 *
 * <p>Not thread safe while the collection changes.
 *
 * @since 0.1.0
 */
public sealed interface ArenaCollection
        permits ByteVec, NumberedKeys, NumberedSet, PrimitiveVec, RecordRows, StringVec {

    /**
     * Number of elements of a vector or set, or of entries of a map. The elements of a {@link ByteVec} are its bytes.
     *
     * @return                       that number, 0 or more
     * @throws IllegalStateException if a vector was frozen
     */
    long size();

    /**
     * Whether the collection is empty.
     *
     * @return                       whether the size is 0
     * @throws IllegalStateException if a vector was frozen
     */
    boolean isEmpty();
}
