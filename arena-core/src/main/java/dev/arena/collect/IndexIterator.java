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
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/** Iterates over elements by index. It sees changes that are made during the iteration. */
final class IndexIterator<T extends @Nullable Object> implements Iterator<T> {
    private final LongSupplier size;
    private final LongFunction<T> elements;
    private long next;

    IndexIterator(LongSupplier size, LongFunction<T> elements) {
        this.size = size;
        this.elements = elements;
    }

    @Override
    public boolean hasNext() {
        return next < size.getAsLong();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are " + size.getAsLong() + " elements");
        }
        return elements.apply(next++);
    }
}
