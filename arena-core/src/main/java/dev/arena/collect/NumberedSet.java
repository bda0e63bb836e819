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
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

import dev.arena.Owned;

/**
 * Base of the sets: the numbers of the elements. A subclass stores the elements and finds them by their hashes.
 *
 * @param <E> type of the elements that the set returns
 */
abstract sealed class NumberedSet<E> implements ArenaCollection, Iterable<E> permits LongSet, StringSet, RecordSet {
    static final int DEFAULT_SIZE = 8;

    abstract HashIndex index();

    /** Returns the memory of all elements, for copying. */
    abstract List<MemorySegment> parts();

    /** Lets a copy escape. */
    final <S> Owned<S> escapeAs(Copy<S> copy) {
        long size = size();
        return EscapedParts.copyOf(index().arena(), parts()).map(parts -> copy.of(size, parts));
    }

    /** Creates a set from the copied memory of another set. */
    interface Copy<S> {
        S of(long size, List<MemorySegment> parts);
    }

    /** The element of a number that is in range. */
    abstract E element(long number);

    /** Removes the element of a number that is in range. */
    abstract void removeElement(int number);

    @Override
    public final long size() {
        return index().size();
    }

    @Override
    public final boolean isEmpty() {
        return index().size() == 0;
    }

    /** Returns {@code number} if it is that of an element. */
    final int requireNumber(long number) {
        return (int) Objects.checkIndex(number, size());
    }

    /**
     * Removes an element by its number. The last one gets its number.
     *
     * @param  number                    from 0 to the size, exclusive
     * @throws IndexOutOfBoundsException if the number is out of range
     */
    public final void removeAt(long number) {
        removeElement(requireNumber(number));
    }

    /** Removes the element of a number, if that is not −1, and returns whether there was one. */
    final boolean removeFound(long number) {
        if (number < 0) {
            return false;
        }
        removeElement((int) number);
        return true;
    }

    /** Removes elements by their numbers. Those that were removed before the condition has thrown stay removed. */
    static boolean removeIf(HashIndex index, LongPredicate condition, LongConsumer removal) {
        int before = index.size();
        int number = 0;
        while (number < index.size()) {
            int changes = index.changes();
            boolean remove = condition.test(number);
            index.requireUnchanged(changes);
            if (remove) {
                removal.accept(number); // the last element takes its number
            } else {
                number++;
            }
        }
        return index.size() < before;
    }

    /** Removes all elements. Their memory is reused, so views of elements and of their texts must not be used any more. */
    public abstract void clear();

    /**
     * The elements by number.
     *
     * @return an iterator; it throws {@link ConcurrentModificationException} when it finds the set changed by anything but its
     *         own {@code remove}
     */
    @Override
    public Iterator<E> iterator() {
        return new EntryIterator<>(index(), this::element, this::removeAt);
    }

    /**
     * The elements as a list, in the order of their numbers.
     *
     * @return text such as {@code [a, b]}
     */
    @Override
    public final String toString() {
        var text = new StringJoiner(", ", "[", "]");
        for (int i = 0; i < index().size(); i++) {
            text.add(element(i).toString());
        }
        return text.toString();
    }
}
