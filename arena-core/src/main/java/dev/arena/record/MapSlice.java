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

package dev.arena.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf8String;

/**
 * The entries of a component that is a map, in the order of the map. They are read without creating a collection. The slice
 * is a view, like a {@link ListSlice}.
 *
 * @since 0.1.0
 */
public final class MapSlice {
    private final ListSlice keys;
    private final ListSlice values;

    MapSlice(ListSlice values) {
        this.keys = values.keys();
        this.values = values;
    }

    /**
     * Number of entries.
     *
     * @return the number, 0 or more
     */
    public int size() {
        return keys.size();
    }

    /**
     * The keys.
     *
     * @return a view of them, in the order of the entries
     */
    public ListSlice keys() {
        return keys;
    }

    /**
     * The values.
     *
     * @return a view of them, in the order of the entries
     */
    public ListSlice values() {
        return values;
    }

    /**
     * Looks for a key among texts, one after the other.
     *
     * @param  key                      the key
     * @return                          the number of its entry, or −1 if there is none
     * @throws IllegalArgumentException if keys are no texts
     */
    public int indexOf(CharSequence key) {
        for (int i = 0; i < keys.size(); i++) {
            Utf8String each = keys.getText(i);
            if (each != null && each.contentEquals(key)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Makes a map of the entries.
     *
     * @return an unmodifiable map in their order
     */
    public Map<Object, @Nullable Object> toMap() {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            map.put(Objects.requireNonNull(keys.get(i)), values.get(i));
        }
        return Collections.unmodifiableMap(map);
    }

    /** The entries in braces. */
    @Override
    public String toString() {
        return toMap().toString();
    }
}
