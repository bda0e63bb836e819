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

import org.jspecify.annotations.Nullable;

/**
 * Manages the places of removed keys in the text of {@link ByteKeys}, so that keys can be added and removed indefinitely in
 * the same memory. The places of one size form a list, whose links are stored in the places themselves (Knuth, <em>The Art of
 * Computer Programming</em>, 2.5). A key therefore never moves while it is in use.
 *
 * <p>Sizes are multiples of a word up to 64 bytes. Above that, there are four sizes in each power of two. At most a fifth of
 * a place is unused, and keys of many lengths share few lists, so a list is rarely empty while others have many places.
 */
final class FreePlaces {
    private static final int SMALL_WORDS = 8;
    private static final int LOG_SMALL_WORDS = 3;

    /** Sizes up to 2<sup>31</sup> bytes. */
    private static final int SIZES = 128;

    /** For each size one plus the offset of the first free place, or 0; null if no key was removed yet. */
    private long @Nullable [] first;

    /** Bytes of the place for a key of this length in bytes. */
    static long bytesFor(int length) {
        long words = Words.roundUp(length) / Long.BYTES;
        if (words <= SMALL_WORDS) {
            return words * Long.BYTES;
        }
        long step = Long.highestOneBit(words) / 4;
        return ((words + step - 1) & -step) * Long.BYTES;
    }

    private static int size(long bytes) {
        long words = bytes / Long.BYTES;
        if (words <= SMALL_WORDS) {
            return (int) words;
        }
        int log = Long.SIZE - 1 - Long.numberOfLeadingZeros(words);
        return SMALL_WORDS + (log - LOG_SMALL_WORDS) * 4 + (int) ((words >> (log - 2)) & 3);
    }

    /** Takes a free place, and returns its offset; −1 if there is none of this size. */
    long take(MemorySegment text, long bytes) {
        long[] places = first;
        if (places == null || places[size(bytes)] == 0) {
            return -1;
        }
        int size = size(bytes);
        long place = places[size] - 1;
        places[size] = text.get(Words.WORD, place);
        return place;
    }

    /** Adds a place that is not in use any more. */
    void add(MemorySegment text, long place, long bytes) {
        if (bytes == 0) {
            return;
        }
        long[] places = first;
        if (places == null) {
            places = new long[SIZES];
            first = places;
        }
        int size = size(bytes);
        text.set(Words.WORD, place, places[size]);
        places[size] = place + 1;
    }

    /** Removes all places, because the text is cleared. */
    void clear() {
        first = null;
    }
}
