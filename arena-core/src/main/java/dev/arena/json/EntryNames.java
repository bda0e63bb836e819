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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The names of the entries of a map during decoding, in UTF-8. A few names take no further memory. Many or long names take no
 * more time than in a hash map.
 */
final class EntryNames {
    private static final int FEW = 16;

    /** Bytes for a small number of names, which is also the initial size. */
    private static final int FEW_BYTES = 512;
    private static final int FIRST_BYTES = 64;

    private final int[] ends = new int[FEW + 1];
    private byte[] bytes = new byte[FIRST_BYTES];
    private Map<String, Integer> many = Map.of();
    private int count;

    void clear() {
        many = Map.of();
        count = 0;
    }

    /** The number of the entry with a name in UTF-8, from 0; one that is not known yet is the next, and -1 is answered. */
    int findOrAdd(byte[] block, int from, int length) {
        if (!many.isEmpty()) {
            return findOrAddToMany(block, from, length);
        }
        int start = 0;
        for (int i = 0; i < count; i++) {
            int end = ends[i + 1];
            if (end - start == length && Arrays.equals(bytes, start, end, block, from, from + length)) {
                return i;
            }
            start = end;
        }
        if (count == FEW || FEW_BYTES - start < length) {
            many = new HashMap<>();
            for (int i = 0; i < count; i++) {
                many.put(text(bytes, ends[i], ends[i + 1] - ends[i]), i);
            }
            return findOrAddToMany(block, from, length);
        }
        if (bytes.length - start < length) {
            bytes = Arrays.copyOf(bytes, FEW_BYTES);
        }
        System.arraycopy(block, from, bytes, start, length);
        ends[++count] = start + length;
        return -1;
    }

    private int findOrAddToMany(byte[] block, int from, int length) {
        Integer known = many.putIfAbsent(text(block, from, length), count);
        if (known == null) {
            count++;
            return -1;
        }
        return known;
    }

    private static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
}
