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

package dev.arena.json.token;

import java.util.stream.Stream;

import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * The member names of a record. They are found by their bytes in a block. Each has the index that Jackson's matcher assigns
 * to it. Unknown names cost no more than known ones, because they are only compared.
 *
 * @since 0.1.0
 */
public final class Utf8Names {
    private final Utf8Name[] names;
    private final PropertyNameMatcher matcher;

    /** Open addressing: the index of a name plus 1, or 0. At most half of the slots are taken. */
    private final int[] slots;

    public Utf8Names(PropertyNameMatcher matcher) {
        this.matcher = matcher;
        this.names = Stream.of(matcher.nameLookup()).map(Utf8Name::new).toArray(Utf8Name[]::new);
        this.slots = new int[Integer.highestOneBit(Math.max(1, names.length)) * 4];
        for (int index = 0; index < names.length; index++) {
            int slot = names[index].hash() & slots.length - 1;
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = index + 1;
        }
    }

    int size() {
        return names.length;
    }

    public Utf8Name get(int index) {
        return names[index];
    }

    /**
     * Looks for a name in a block.
     *
     * @param  from offset of its first byte
     * @param  end  offset of the quote after it, or −1 if it is not known
     * @return      its index, or {@link PropertyNameMatcher#MATCH_UNKNOWN_NAME}
     */
    int find(byte[] block, int from, int end) {
        if (end < 0) {
            return PropertyNameMatcher.MATCH_UNKNOWN_NAME;
        }
        int length = end + 1 - from;
        int slot = Utf8Name.hash(block, from, length) & slots.length - 1;
        while (slots[slot] != 0) {
            Utf8Name name = names[slots[slot] - 1];
            if (name.isSame(block, from, length)) {
                return slots[slot] - 1;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return PropertyNameMatcher.MATCH_UNKNOWN_NAME;
    }

    /** Looks for a name. Returns its index or {@link PropertyNameMatcher#MATCH_UNKNOWN_NAME}. */
    int find(String name) {
        return matcher.matchName(name);
    }
}
