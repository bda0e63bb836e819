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

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * Values that are created once for each key. No lock is held meanwhile, because databind then calls code of the application, which
 * may need another value of the same cache. If several threads create a value, all of them get the first one. Safe for use by any
 * thread.
 */
final class UnlockedCache<K, V> {
    private final ConcurrentMap<K, V> known = new ConcurrentHashMap<>();

    V get(K key, Function<? super K, ? extends V> creation) {
        V value = known.get(key);
        if (value == null) {
            V created = creation.apply(key);
            V first = known.putIfAbsent(key, created);
            value = first == null ? created : first;
        }
        return value;
    }
}
