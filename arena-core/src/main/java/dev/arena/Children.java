package dev.arena;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

import org.jspecify.annotations.Nullable;

/**
 * The open children of an arena, in the order in which they were opened. Safe for use by any thread: any thread may end a child
 * of a shared arena. No other code is called while the monitor is held.
 */
final class Children {
    private final SequencedSet<AbstractArena> open = new LinkedHashSet<>();

    synchronized void add(AbstractArena child) {
        open.addLast(child);
    }

    synchronized void remove(AbstractArena child) {
        open.remove(child);
    }

    /** The child that was opened last, or null. */
    synchronized @Nullable AbstractArena last() {
        return open.isEmpty() ? null : open.getLast();
    }
}
