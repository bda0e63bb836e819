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

/**
 * Sorts elements in place. This is introsort (Musser, <em>Introspective Sorting and Selection Algorithms</em>, 1997). It is a
 * quicksort that changes to heapsort if the recursion becomes too deep, which happens only for adversarial input, and uses
 * insertion sort for short ranges. The pivot is the median of three, or of three such medians in a long range (Bentley and
 * McIlroy, <em>Engineering a Sort Function</em>, 1993).
 */
final class Introsort {

    /** Ranges up to this length are sorted by insertion. Between 8 and 24 it makes little difference. */
    private static final long SHORT = 16;

    /** Ranges from this length on deserve nine samples. */
    private static final long LONG = 256;

    private final ElementKind kind;
    private final MemorySegment elements;

    private Introsort(ElementKind kind, MemorySegment elements) {
        this.kind = kind;
        this.elements = elements;
    }

    /** Sorts the elements of a segment by their keys. */
    static void sort(ElementKind kind, MemorySegment elements) {
        long size = elements.byteSize() >> kind.shift;
        sort(kind, elements, 2 * (Long.SIZE - Long.numberOfLeadingZeros(size)));
    }

    /** Sorts likewise; {@code depth} partitions deep begins heapsort. */
    static void sort(ElementKind kind, MemorySegment elements, int depth) {
        new Introsort(kind, elements).quicksort(0, (elements.byteSize() >> kind.shift) - 1, depth);
    }

    /** Sorts a range; its end is part of it. */
    private void quicksort(long first, long last, int depth) {
        long from = first;
        long to = last;
        int left = depth;
        while (to - from >= SHORT) {
            if (left-- == 0) {
                heapsort(from, to);
                return;
            }
            long pivot = pivot(from, to);
            long middle = partition(from, to, pivot);
            if (middle == from) { // the pivot is the smallest element: move equal elements to the front
                from = pivot == Long.MAX_VALUE ? to + 1 : partition(from, to, pivot + 1);
            } else if (middle - from < to - middle) { // continue with the longer part, which limits the depth of the recursion
                quicksort(from, middle - 1, left);
                from = middle;
            } else {
                quicksort(middle, to, left);
                to = middle - 1;
            }
        }
        insertionSort(from, to);
    }

    /**
     * Moves the elements with keys below the pivot to the front of a range. Returns the index after them. This is Lomuto's
     * partition without a branch that depends on the elements, which the processor would mispredict every other time (Peters,
     * <em>Branchless Lomuto Partitioning</em>, 2023).
     */
    private long partition(long from, long to, long pivot) {
        long behind = from;
        for (long i = from; i <= to; i++) {
            long key = key(i);
            setKey(i, key(behind));
            setKey(behind, key);
            behind += isLess(key, pivot);
        }
        return behind;
    }

    /** One if {@code a < b}, otherwise zero (Warren, <em>Hacker's Delight</em>, section 2-12). */
    private static long isLess(long a, long b) {
        return ((a & ~b) | (~(a ^ b) & (a - b))) >>> 63;
    }

    private long pivot(long from, long to) {
        long middle = (from + to) >>> 1;
        if (to - from < LONG) {
            return median(key(from), key(middle), key(to));
        }
        long step = (to - from) >> 3;
        return median(median(key(from), key(from + step), key(from + 2 * step)),
                median(key(middle - step), key(middle), key(middle + step)),
                median(key(to - 2 * step), key(to - step), key(to)));
    }

    private static long median(long a, long b, long c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private void insertionSort(long from, long to) {
        for (long i = from + 1; i <= to; i++) {
            long inserted = key(i);
            long j = i;
            while (j > from) {
                long before = key(j - 1);
                if (before <= inserted) {
                    break;
                }
                setKey(j--, before);
            }
            setKey(j, inserted);
        }
    }

    private void heapsort(long from, long to) {
        long length = to - from + 1;
        for (long root = length / 2 - 1; root >= 0; root--) {
            siftDown(from, root, length, key(from + root));
        }
        for (long end = length - 1; end > 0; end--) {
            long sunk = key(from + end);
            setKey(from + end, key(from));
            siftDown(from, 0, end, sunk);
        }
    }

    /** Puts a key into the heap at {@code from}, at {@code root} or below. */
    private void siftDown(long from, long root, long length, long sunk) {
        long at = root;
        for (long child = 2 * at + 1; child < length; child = 2 * at + 1) {
            long larger = key(from + child);
            if (child + 1 < length) {
                long right = key(from + child + 1);
                if (right > larger) {
                    larger = right;
                    child++;
                }
            }
            if (larger <= sunk) {
                break;
            }
            setKey(from + at, larger);
            at = child;
        }
        setKey(from + at, sunk);
    }

    private long key(long index) {
        return kind.key(elements, index);
    }

    private void setKey(long index, long key) {
        kind.setKey(elements, index, key);
    }
}
