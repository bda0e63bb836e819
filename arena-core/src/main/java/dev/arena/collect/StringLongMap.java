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
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.LongBinaryOperator;
import java.util.function.ObjLongConsumer;
import java.util.function.ToLongFunction;

import dev.arena.Arena;
import dev.arena.Owned;
import dev.arena.text.Utf8String;

/**
 * A map from strings to {@code long} values in arena memory, designed for counting. It ends with the generation of its arena.
 * After that, its methods throw {@link IllegalStateException}.
 *
 * <p>The keys are numbered and passed like the elements of a {@link StringSet}. To count, find the number of a key and add to
 * its value:
 *
 * {@snippet :
 * long word = counts.findOrAdd(text, start, length);
 * counts.addAt(word, 1);
 * }
 *
 * Not safe for use by several threads, not even for reading.
 *
 * @since 0.1.0
 */
public final class StringLongMap extends NumberedKeys<Utf8String> {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private final StringSet keys;
    private MemorySegment values;

    /**
     * An empty map.
     *
     * @param  arena                            where it lives
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it
     */
    public StringLongMap(Arena arena) {
        this(arena, NumberedSet.DEFAULT_SIZE);
    }

    /**
     * An empty map with room for some keys.
     *
     * @param  arena                            where it lives
     * @param  expectedSize                     how many keys of common length fit without growing, from 0 to 2<sup>29</sup>
     * @throws IllegalArgumentException         if the expected size is out of range
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it
     */
    public StringLongMap(Arena arena, long expectedSize) {
        this.keys = new StringSet(arena, expectedSize, new Values());
        this.values = arena.allocate(Math.max(1, expectedSize) * LONG.byteSize(), LONG.byteAlignment());
    }

    /** A map that has escaped. */
    private StringLongMap(long size, List<MemorySegment> parts) {
        this.keys = new StringSet(size, parts);
        this.values = parts.getLast();
    }

    /**
     * Creates a copy of the map that outlives its arena. Any thread may read the copy. The copy is immutable: methods that
     * change it throw {@link IllegalStateException}.
     *
     * @return                                   a handle to the copy, to be closed by the caller
     * @throws dev.arena.ArenaExhaustedException if there is no memory for the copy
     */
    public Owned<StringLongMap> escape() {
        List<MemorySegment> parts = new ArrayList<>(keys.parts());
        long size = size();
        parts.add(values());
        return EscapedParts.copyOf(keys.index().arena(), parts).map(copied -> new StringLongMap(size, copied));
    }

    @Override
    StringSet keySet() {
        return keys;
    }

    @Override
    void removeValueAt(long number) {
        long last = keys.size(); // the key was removed
        values.setAtIndex(LONG, number, values.getAtIndex(LONG, last));
        values.setAtIndex(LONG, last, 0);
    }

    @Override
    void clearValues() {
        keys.index().arena(); // throws for an escaped copy
        values.asSlice(0, keys.size() * LONG.byteSize()).fill((byte) 0);
    }

    /**
     * Whether there is a value for a key.
     *
     * @param  key                                   the key
     * @return                                       whether it is in the map
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if it must be encoded, is long, and there is no memory for that
     */
    public boolean containsKey(CharSequence key) {
        return keys.contains(key);
    }

    /**
     * The value of a key.
     *
     * @param  key                                   the key
     * @param  otherwise                             result for a key that is not in the map
     * @return                                       its value
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if it must be encoded, is long, and there is no memory for that
     */
    public long getOrDefault(CharSequence key, long otherwise) {
        long number = keys.find(key);
        return number < 0 ? otherwise : values.getAtIndex(LONG, number);
    }

    /**
     * Sets the value of a key.
     *
     * @param  key                                   the key; added if it is not in the map
     * @param  value                                 its value from now on
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if the arena has no room for it; nothing has changed then
     */
    public void put(CharSequence key, long value) {
        long number = keys.findOrAdd(key); // first, because it may move the values
        setAt(number, value);
    }

    /**
     * Adds to the value of a key.
     *
     * @param  key                                   the key; added with the value 0 if it is not in the map
     * @param  amount                                what to add; beyond the range of {@code long} it wraps around
     * @return                                       its value from now on
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if the arena has no room for it; nothing has changed then
     */
    public long add(CharSequence key, long amount) {
        return addAt(findOrAdd(key), amount);
    }

    /**
     * Combines the value of a key with another, or adds the key with the other value.
     *
     * @param  key                                   the key
     * @param  value                                 its value if it is not in the map
     * @param  combination                           computes the new value from the present one and {@code value}; it must
     *                                               not change the keys of the map
     * @return                                       its value from now on
     * @throws java.util.ConcurrentModificationException if the combination changes the keys
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if the arena has no room for it; nothing has changed then
     */
    public long merge(CharSequence key, long value, LongBinaryOperator combination) {
        long number = keys.find(key);
        int changes = keys.index().changes();
        long merged = number < 0 ? value : combination.applyAsLong(values.getAtIndex(LONG, number), value);
        keys.index().requireUnchanged(changes);
        if (number < 0) {
            put(key, merged);
        } else {
            setAt(number, merged);
        }
        return merged;
    }

    /**
     * The value of a key, computed and added if the key is not in the map.
     *
     * @param  key                                   the key
     * @param  computation                           computes the value of a new key; if it throws, the map is unchanged
     * @return                                       its value from now on
     * @throws java.util.ConcurrentModificationException if the computation changes the keys
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if the arena has no room for it; nothing has changed then
     */
    public long computeIfAbsent(CharSequence key, ToLongFunction<? super CharSequence> computation) {
        long number = keys.find(key);
        if (number >= 0) {
            return values.getAtIndex(LONG, number);
        }
        int changes = keys.index().changes();
        long value = computation.applyAsLong(key);
        keys.index().requireUnchanged(changes);
        put(key, value);
        return value;
    }

    /**
     * Finds a key.
     *
     * @param  key                                   the key
     * @return                                       its number, −1 if it is not in the map
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
     * Finds a key, or adds it with the value 0. The number of an added key is the size before.
     *
     * @param  key                                   the key
     * @return                                       its number
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if the arena has no room for it; nothing has changed then
     */
    public long findOrAdd(CharSequence key) {
        return keys.findOrAdd(key);
    }

    /**
     * Finds a key, or adds it with the value 0. The number of an added key is the size before.
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
        return keys.findOrAdd(text, start, length);
    }

    /**
     * Finds a key, or adds it with the value 0. The number of an added key is the size before.
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
        return keys.findOrAdd(text, start, length, keyHash);
    }

    /**
     * The value of a key.
     *
     * @param  number                    of the key, from 0 to the size, exclusive
     * @return                           its value
     * @throws IndexOutOfBoundsException if the number is out of range
     */
    public long valueAt(long number) {
        return values.getAtIndex(LONG, Objects.checkIndex(number, keys.size()));
    }

    /**
     * Sets the value of a key.
     *
     * @param  number                    of the key, from 0 to the size, exclusive
     * @param  value                     its value from now on
     * @throws IndexOutOfBoundsException if the number is out of range
     */
    public void setAt(long number, long value) {
        Objects.checkIndex(number, keys.size());
        keys.index().arena(); // throws for an escaped copy
        values.setAtIndex(LONG, number, value);
    }

    /**
     * Adds to the value of a key.
     *
     * @param  number                    of the key, from 0 to the size, exclusive
     * @param  amount                    what to add; beyond the range of {@code long} it wraps around
     * @return                           its value from now on
     * @throws IndexOutOfBoundsException if the number is out of range
     */
    public long addAt(long number, long amount) {
        Objects.checkIndex(number, keys.size());
        keys.index().arena(); // throws for an escaped copy
        MemorySegment to = values;
        long value = to.getAtIndex(LONG, number) + amount;
        to.setAtIndex(LONG, number, value);
        return value;
    }

    /**
     * Removes a key. The last one gets its number.
     *
     * @param  key                                   the key
     * @return                                       whether it was in the map
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if it must be encoded, is long, and there is no memory for that
     */
    public boolean remove(CharSequence key) {
        return removeFound(keys.find(key));
    }

    /**
     * The values by the numbers of their keys.
     *
     * @return a read-only segment with one {@code long} for each; it shows the map as it is now
     */
    public MemorySegment values() {
        return values.asSlice(0, size() * LONG.byteSize()).asReadOnly();
    }

    /**
     * Calls an action for each key, in the order of their numbers.
     *
     * @param  action                                  receives a view of each key, and its value
     * @throws java.util.ConcurrentModificationException when it finds the keys changed by that
     */
    public void forEach(ObjLongConsumer<? super Utf8String> action) {
        for (EntryIterator<Utf8String> entries = iterator(); entries.hasNext();) {
            int number = entries.nextNumber();
            action.accept(keys.elementAt(number), valueAt(number));
        }
    }

    /**
     * The keys and values as a map, in the order of their numbers.
     *
     * @return text such as {@code {a=1, b=2}}
     */
    @Override
    public String toString() {
        var text = new StringJoiner(", ", "{", "}");
        forEach((key, value) -> text.add(key + "=" + value));
        return text.toString();
    }

    /** The values, with room for each added key. */
    private final class Values implements Column {

        @Override
        public long bytesToGrow() {
            long end = (keys.size() + 1) * LONG.byteSize();
            return end > values.byteSize() ? end : 0;
        }

        @Override
        public void reserve() {
            long least = bytesToGrow();
            if (least > 0) {
                values = keys.index().arena().growAtLeast(values, least, 2 * values.byteSize(), LONG.byteAlignment());
            }
        }
    }
}
