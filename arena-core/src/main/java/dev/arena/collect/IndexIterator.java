package dev.arena.collect;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/** Goes through elements by index, so it sees changes that are made on the way. */
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
