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

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/** Iterates over entries by number. After a removal, the last entry has the number of the removed one, and comes next. */
final class EntryIterator<T> implements Iterator<T> {
    private final HashIndex index;
    private final LongFunction<T> entries;
    private final LongConsumer removal;
    private int changes;
    private int next;
    private boolean removable;

    /**
     * An iterator over the entries of an index.
     *
     * @param entries returns the entry of a number
     * @param removal removes an entry by its number
     */
    EntryIterator(HashIndex index, LongFunction<T> entries, LongConsumer removal) {
        this.index = index;
        this.entries = entries;
        this.removal = removal;
        this.changes = index.changes();
    }

    @Override
    public boolean hasNext() {
        return next < index.size();
    }

    @Override
    public T next() {
        return entries.apply(nextNumber());
    }

    int nextNumber() {
        index.requireUnchanged(changes);
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        removable = true;
        return next++;
    }

    @Override
    public void remove() {
        if (!removable) {
            throw new IllegalStateException("There is no entry to remove: call next() first");
        }
        index.requireUnchanged(changes);
        removal.accept(--next);
        changes = index.changes();
        removable = false;
    }
}
