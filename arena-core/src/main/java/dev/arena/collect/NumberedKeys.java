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

import java.util.function.LongPredicate;

/**
 * Base of the maps: keys with numbers. A map finds the value of a key by its number.
 *
 * @param <K> type of the keys that the map returns
 */
abstract sealed class NumberedKeys<K> implements ArenaCollection permits NumberedMap, StringLongMap {

    abstract NumberedSet<K> keySet();

    /** Removes the value of a number, whose place that of the last one takes. */
    abstract void removeValueAt(long number);

    abstract void clearValues();

    @Override
    public final long size() {
        return keySet().size();
    }

    @Override
    public final boolean isEmpty() {
        return keySet().isEmpty();
    }

    /**
     * A key by its number.
     *
     * @param  number                    from 0 to the size, exclusive
     * @return                           the key; a view of it is valid until the key is removed
     * @throws IndexOutOfBoundsException if the number is out of range
     */
    public final K keyAt(long number) {
        return keySet().element(keySet().requireNumber(number));
    }

    /**
     * Removes a key by its number. The last one gets its number.
     *
     * @param  number                    from 0 to the size, exclusive
     * @throws IndexOutOfBoundsException if the number is out of range
     */
    public final void removeAt(long number) {
        keySet().removeAt(number);
        removeValueAt(number);
    }

    /** Removes the key of a number, if that is not −1, and returns whether there was one. */
    final boolean removeFound(long number) {
        if (number < 0) {
            return false;
        }
        removeAt(number);
        return true;
    }

    /**
     * Removes the keys that a condition is true for. It is called with the number of a key, by which it finds the key and its
     * value, so that no object is made for them. If it throws, the keys that it was true for before stay removed.
     *
     * @param  condition                                 the condition, which must not add or remove keys
     * @return                                           whether keys were removed
     * @throws java.util.ConcurrentModificationException when it finds the keys changed by that
     */
    public final boolean removeIf(LongPredicate condition) {
        return NumberedSet.removeIf(keySet().index(), condition, this::removeAt);
    }

    /** Removes all keys. Their memory is reused, so views of keys and of texts must not be used any more. */
    public final void clear() {
        clearValues();
        keySet().clear();
    }

    /**
     * The keys by number.
     *
     * @return the keys; the {@code remove} of an iterator removes a key from the map. An iterator throws
     *         {@link java.util.ConcurrentModificationException} if the keys were changed by anything else
     */
    public final Iterable<K> keys() {
        return this::iterator;
    }

    final EntryIterator<K> iterator() {
        return new EntryIterator<>(keySet().index(), this::keyAt, this::removeAt);
    }
}
