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

import java.util.stream.IntStream;

/** Measures the distance of the entries of an index from their home slots. */
final class Probes {

    private Probes() {}

    /** Returns the mean number of slots that a search for an entry reads. */
    static double average(HashIndex index) {
        return distances(index).average().orElseThrow() + 1;
    }

    /** Returns the maximum number of slots that a search for an entry reads. */
    static int longest(HashIndex index) {
        return distances(index).max().orElseThrow() + 1;
    }

    private static IntStream distances(HashIndex index) {
        int slots = (int) (index.slots.byteSize() / Long.BYTES);
        return IntStream.range(0, slots).filter(i -> index.slots.getAtIndex(HashIndex.SLOT, i) != 0).map(i -> {
            int home = (int) (index.home(HashIndex.hash(index.slots.getAtIndex(HashIndex.SLOT, i))) / Long.BYTES);
            return i - home & slots - 1;
        });
    }
}
