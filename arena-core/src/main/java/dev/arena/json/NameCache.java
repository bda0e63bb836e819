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

import org.jspecify.annotations.Nullable;

/**
 * A cache of the places of member names, so that a name is stored once, no matter how often it occurs. The parser usually
 * returns the same {@code String} for the same name, whose hash is then known. A lookup is therefore fast, and faster than a
 * comparison with arena memory.
 *
 * <p>The cache is best-effort. It stays small and checks only a few slots, so colliding names cost no time. Names that find
 * no slot are stored each time they occur.
 */
final class NameCache {
    private static final int FIRST_SLOTS = 32;
    private static final int MAX_SLOTS = 1024;
    private static final int PROBES = 8;

    private @Nullable String[] names = new String[FIRST_SLOTS];
    private long[] places = new long[FIRST_SLOTS];
    private int count;

    /**
     * Looks for a name.
     *
     * @return where its text is, or -1
     */
    long find(String name) {
        int mask = names.length - 1;
        int slot = spread(name) & mask;
        for (int i = 0; i < PROBES; i++, slot = slot + 1 & mask) {
            String candidate = names[slot];
            if (candidate == null) {
                return -1;
            }
            if (candidate.equals(name)) {
                return places[slot];
            }
        }
        return -1;
    }

    /** Stores the place of a name that was not found, if there is room. */
    void add(String name, long place) {
        if (count >= names.length / 2) {
            if (names.length == MAX_SLOTS) {
                return;
            }
            grow();
        }
        put(name, place);
    }

    private void grow() {
        @Nullable
        String[] old = names;
        long[] oldPlaces = places;
        names = new String[old.length * 2];
        places = new long[old.length * 2];
        count = 0;
        for (int i = 0; i < old.length; i++) {
            String name = old[i];
            if (name != null) {
                put(name, oldPlaces[i]);
            }
        }
    }

    private void put(String name, long place) {
        int mask = names.length - 1;
        int slot = spread(name) & mask;
        for (int i = 0; i < PROBES; i++, slot = slot + 1 & mask) {
            if (names[slot] == null) {
                names[slot] = name;
                places[slot] = place;
                count++;
                return;
            }
        }
    }

    /** The upper bits of a string's hash vary more than the lower bits. */
    private static int spread(String name) {
        int hash = name.hashCode();
        return hash ^ hash >>> 16;
    }
}
