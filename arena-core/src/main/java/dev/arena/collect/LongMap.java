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

import java.util.function.BiFunction;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.Owned;
import dev.arena.record.RecordLayout;

/**
 * A map from {@code long} keys to records in arena memory.
 *
 * <p>The keys are numbered like the elements of a {@link LongSet}.
 *
 * <p>Not safe for use by several threads, not even for reading.
 *
 * @param <V> type of the values
 * @since 0.1.0
 */
public final class LongMap<V extends Record> extends NumberedMap<Long, V> {
    private final LongSet keys;

    /**
     * An empty map.
     *
     * @param  arena                             where it lives
     * @param  type                              class of the values
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it
     * @throws IllegalArgumentException          if the class cannot be {@linkplain RecordLayout#of laid out}
     */
    public LongMap(Arena arena, Class<V> type) {
        this(arena, RecordLayout.of(type), NumberedSet.DEFAULT_SIZE);
    }

    /**
     * An empty map with room for some keys.
     *
     * @param  arena                             where it lives
     * @param  layout                            how values are laid out
     * @param  expectedSize                      how many keys fit without growing, from 0 to 2<sup>29</sup>
     * @throws IllegalArgumentException          if the expected size is out of range
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it
     */
    public LongMap(Arena arena, RecordLayout<V> layout, long expectedSize) {
        super(arena, layout, expectedSize);
        this.keys = new LongSet(arena, expectedSize, column());
    }

    @Override
    LongSet keySet() {
        return keys;
    }

    /** A map that has escaped. */
    private LongMap(LongSet keys, RecordSlice<V> values) {
        super(values);
        this.keys = keys;
    }

    /**
     * Creates a copy of the map that outlives its arena. Any thread may read the copy. The copy is immutable: methods that
     * change it throw {@link IllegalStateException}.
     *
     * @return                                   a handle to the copy, to be closed by the caller
     * @throws dev.arena.ArenaExhaustedException if there is no memory for the copy
     */
    public Owned<LongMap<V>> escape() {
        return escapeAs((parts, values) -> new LongMap<>(new LongSet(size(), parts), values));
    }

    /**
     * The value of a key.
     *
     * @param  key the key
     * @return     a new record, or null if the key is not in the map
     */
    public @Nullable V get(long key) {
        return valueOfFound(keys.find(key));
    }

    /**
     * Whether there is a value for a key.
     *
     * @param  key the key
     * @return     whether it is in the map
     */
    public boolean containsKey(long key) {
        return keys.contains(key);
    }

    /**
     * Sets the value of a key.
     *
     * @param  key   the key; added if it is not in the map
     * @param  value its value from now on
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it; nothing has changed then
     */
    public void put(long key, V value) {
        putAt(keys.findOrAdd(key), value);
    }

    /**
     * The value of a key, computed and added if the key is not in the map.
     *
     * @param  key                                       the key
     * @param  computation                               computes the value of a new key, or null to add no key; if it throws,
     *                                                   the map is unchanged
     * @return                                           a new record, or null if the key has no value
     * @throws java.util.ConcurrentModificationException if the computation changes the keys
     * @throws dev.arena.ArenaExhaustedException         if the arena has no room for it; nothing has changed then
     */
    public @Nullable V computeIfAbsent(long key, LongFunction<? extends @Nullable V> computation) {
        V value = get(key);
        if (value == null) {
            int changes = keys.index().changes();
            value = computation.apply(key);
            keys.index().requireUnchanged(changes);
            if (value != null) {
                put(key, value);
            }
        }
        return value;
    }

    /**
     * Combines the value of a key with another, or adds the key with the other value. To change single components without making a
     * record, write to {@link #rows} at the number of {@link #findOrAdd}.
     *
     * @param  key                                       the key
     * @param  value                                     its value if it is not in the map
     * @param  combination                               computes the new value from the present one and {@code value}, or
     *                                                   null to remove the key; if it throws, the map is unchanged
     * @return                                           the value from now on, or null if the key was removed
     * @throws java.util.ConcurrentModificationException if the combination changes the keys
     * @throws dev.arena.ArenaExhaustedException         if the arena has no room for it; nothing has changed then
     */
    public @Nullable V merge(long key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> combination) {
        return mergeAt(keys.findOrAdd(key), value, combination);
    }

    /**
     * Finds a key.
     *
     * @param  key the key
     * @return     its number, −1 if it is not in the map
     */
    public long find(long key) {
        return keys.find(key);
    }

    /**
     * Finds a key, or adds it with a row of zeros and nulls. The number of an added key is the size before.
     *
     * @param  key the key
     * @return     its number
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it; nothing has changed then
     */
    public long findOrAdd(long key) {
        return withRow(keys.findOrAdd(key));
    }

    /**
     * Removes a key. The last one gets its number.
     *
     * @param  key the key
     * @return     whether it was in the map
     */
    public boolean remove(long key) {
        return removeFound(keys.find(key));
    }
}
