package dev.arena.collect;

import java.util.ConcurrentModificationException;
import java.util.NoSuchElementException;

/** Goes through the numbers of entries; subclasses make something of them. */
abstract class EntryIterator {
    private final HashIndex index;
    private int changes;
    private int next;
    private boolean removable;

    EntryIterator(HashIndex index) {
        this.index = index;
        this.changes = index.changes();
    }

    /** Removes the entry with this number, and puts the last in its place. */
    abstract void removeEntry(int entry);

    public final boolean hasNext() {
        return next < index.size();
    }

    final int nextEntry() {
        requireUnchanged();
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        removable = true;
        return next++;
    }

    public final void remove() {
        if (!removable) {
            throw new IllegalStateException("There is no element to remove: next() must come first");
        }
        requireUnchanged();
        next--; // which the last entry has now
        removeEntry(next);
        changes = index.changes();
        removable = false;
    }

    private void requireUnchanged() {
        if (changes != index.changes()) {
            throw new ConcurrentModificationException();
        }
    }
}
