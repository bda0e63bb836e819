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

import java.lang.foreign.MemorySegment;

/** Operations on the elements of a segment, for all element types. They use the keys of the elements. */
final class Elements {

    private Elements() {}

    /** The index of the first element with a key, or −1. */
    static long indexOf(ElementKind kind, MemorySegment elements, long key) {
        long size = size(kind, elements);
        for (long i = 0; i < size; i++) {
            if (kind.key(elements, i) == key) {
                return i;
            }
        }
        return -1;
    }

    /** As {@link java.util.Arrays#binarySearch(long[], long)}. */
    static long binarySearch(ElementKind kind, MemorySegment elements, long key) {
        long low = 0;
        long high = size(kind, elements) - 1;
        while (low <= high) {
            long middle = (low + high) >>> 1;
            long found = kind.key(elements, middle);
            if (found == key) {
                return middle;
            }
            if (found < key) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /** Whether as many elements are equal, in order, as their boxes are. */
    static boolean areEqual(ElementKind kind, MemorySegment elements, MemorySegment others) {
        long differing = elements.mismatch(others);
        if (differing < 0 || (kind != ElementKind.DOUBLE && kind != ElementKind.FLOAT)) {
            return differing < 0;
        }
        long size = size(kind, elements);
        for (long i = differing >> kind.shift; i < size; i++) { // there are many NaNs, all equal
            if (kind.key(elements, i) != kind.key(others, i)) {
                return false;
            }
        }
        return true;
    }

    /** The hash code of a {@link java.util.List} of the boxes. */
    static int hash(ElementKind kind, MemorySegment elements) {
        long size = size(kind, elements);
        int hash = 1;
        for (long i = 0; i < size; i++) {
            hash = 31 * hash + kind.hash(kind.key(elements, i));
        }
        return hash;
    }

    /** The text of a {@link java.util.List} of the boxes. */
    static String text(ElementKind kind, MemorySegment elements) {
        var text = new StringBuilder("[");
        long size = size(kind, elements);
        for (long i = 0; i < size; i++) {
            text.append(i == 0 ? "" : ", ").append(kind.text(kind.key(elements, i)));
        }
        return text.append(']').toString();
    }

    private static long size(ElementKind kind, MemorySegment elements) {
        return elements.byteSize() >> kind.shift;
    }
}
