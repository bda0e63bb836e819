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
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.Owned;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8String;

/**
 * A map from strings to records in arena memory.
 *
 * <p>The keys are numbered and passed like the elements of a {@link StringSet}.
 *
 * <p>Not safe for use by several threads, not even for reading.
 *
 * @param <V> type of the values
 * @since 0.1.0
 */
public final class StringMap<V extends Record> extends NumberedMap<Utf8String, V> {
    private final StringSet keys;

    /**
     * An empty map.
     *
     * @param  arena                             where it lives
     * @param  type                              class of the values
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it
     * @throws IllegalArgumentException          if the class cannot be {@linkplain RecordLayout#of laid out}
     */
    public StringMap(Arena arena, Class<V> type) {
        this(arena, RecordLayout.of(type), NumberedSet.DEFAULT_SIZE);
    }

    /**
     * An empty map with room for some keys.
     *
     * @param  arena                             where it lives
     * @param  layout                            how values are laid out
     * @param  expectedSize                      how many keys of common length fit without growing, from 0 to 2<sup>29</sup>
     * @throws IllegalArgumentException          if the expected size is out of range
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it
     */
    public StringMap(Arena arena, RecordLayout<V> layout, long expectedSize) {
        super(arena, layout, expectedSize);
        this.keys = new StringSet(arena, expectedSize, column());
    }

    @Override
    StringSet keySet() {
        return keys;
    }

    /** A map that has escaped. */
    private StringMap(StringSet keys, RecordSlice<V> values) {
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
    public Owned<StringMap<V>> escape() {
        return escapeAs((parts, values) -> new StringMap<>(new StringSet(size(), parts), values));
    }

    /**
     * The value of a key.
     *
     * @param  key the key
     * @return     a new record, or null if the key is not in the map
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if it must be encoded, is long, and there is no memory for that
     */
    public @Nullable V get(CharSequence key) {
        return valueOfFound(keys.find(key));
    }

    /**
     * Whether there is a value for a key.
     *
     * @param  key the key
     * @return     whether it is in the map
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if it must be encoded, is long, and there is no memory for that
     */
    public boolean containsKey(CharSequence key) {
        return keys.contains(key);
    }

    /**
     * Sets the value of a key.
     *
     * @param  key   the key; added if it is not in the map
     * @param  value its value from now on
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it; nothing has changed then
     */
    public void put(CharSequence key, V value) {
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
     * @throws dev.arena.text.MalformedTextException     if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException         if the arena has no room for it; nothing has changed then
     */
    public @Nullable V computeIfAbsent(CharSequence key,
            Function<? super CharSequence, ? extends @Nullable V> computation) {
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
     * @throws dev.arena.text.MalformedTextException     if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException         if the arena has no room for it; nothing has changed then
     */
    public @Nullable V merge(CharSequence key, V value,
            BiFunction<? super V, ? super V, ? extends @Nullable V> combination) {
        return mergeAt(keys.findOrAdd(key), value, combination);
    }

    /**
     * Finds a key.
     *
     * @param  key the key
     * @return     its number, −1 if it is not in the map
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if it must be encoded, is long, and there is no memory for that
     */
    public long find(CharSequence key) {
        return keys.find(key);
    }

    /**
     * Finds a key.
     *
     * @param  text                      where the key is, in UTF-8
     * @param  start                     start offset, in bytes
     * @param  length                    of the key, in bytes
     * @return                           its number, −1 if it is not in the map
     * @throws IndexOutOfBoundsException if it is not within {@code text}
     */
    public long find(MemorySegment text, long start, int length) {
        return keys.find(text, start, length);
    }

    /**
     * Finds a key.
     *
     * @param  text                      where the key is, in UTF-8
     * @param  start                     start offset, in bytes
     * @param  length                    of the key, in bytes
     * @param  keyHash                   its hash by {@link KeyHash#ofProcess}; with any other hash, the result is undefined
     * @return                           its number, −1 if it is not in the map
     * @throws IndexOutOfBoundsException if it is not within {@code text}
     */
    public long find(MemorySegment text, long start, int length, int keyHash) {
        return keys.find(text, start, length, keyHash);
    }

    /**
     * Finds a key, or adds it with a row of zeros and nulls. The number of an added key is the size before.
     *
     * @param  key the key
     * @return     its number
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it; nothing has changed then
     */
    public long findOrAdd(CharSequence key) {
        return withRow(keys.findOrAdd(key));
    }

    /**
     * Finds a key, or adds it with a row of zeros and nulls. The number of an added key is the size before.
     *
     * @param  text                                  where the key is, in UTF-8
     * @param  start                                 start offset, in bytes
     * @param  length                                of the key, in bytes
     * @return                                       its number
     * @throws IndexOutOfBoundsException             if it is not within {@code text}
     * @throws dev.arena.text.MalformedTextException if the bytes are not valid UTF-8
     * @throws dev.arena.ArenaExhaustedException     if the arena has no room for it; nothing has changed then
     */
    public long findOrAdd(MemorySegment text, long start, int length) {
        return withRow(keys.findOrAdd(text, start, length));
    }

    /**
     * Finds a key, or adds it with a row of zeros and nulls. The number of an added key is the size before.
     *
     * @param  text                                  where the key is, in UTF-8
     * @param  start                                 start offset, in bytes
     * @param  length                                of the key, in bytes
     * @param  keyHash                               its hash by {@link KeyHash#ofProcess}; with any other it may not be found
     *                                               again
     * @return                                       its number
     * @throws IndexOutOfBoundsException             if it is not within {@code text}
     * @throws dev.arena.text.MalformedTextException if the bytes are not valid UTF-8
     * @throws dev.arena.ArenaExhaustedException     if the arena has no room for it; nothing has changed then
     */
    public long findOrAdd(MemorySegment text, long start, int length, int keyHash) {
        return withRow(keys.findOrAdd(text, start, length, keyHash));
    }

    /**
     * Removes a key. The last one gets its number.
     *
     * @param  key the key
     * @return     whether it was in the map
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if it must be encoded, is long, and there is no memory for that
     */
    public boolean remove(CharSequence key) {
        return removeFound(keys.find(key));
    }
}
