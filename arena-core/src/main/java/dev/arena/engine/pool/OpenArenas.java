package dev.arena.engine.pool;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.util.Padded;

/** The open arenas of one {@link CacheShard}, linked through their entries. The lock of the shard guards the list. */
final class OpenArenas extends Padded {
    private @Nullable ArenaEntry first;
    private int size;

    void add(ArenaEntry entry) {
        ArenaEntry second = first;
        size++;
        entry.nextEntry = second;
        if (second != null) {
            second.previousEntry = entry;
        }
        first = entry;
    }

    void remove(ArenaEntry entry) {
        ArenaEntry previous = entry.previousEntry;
        ArenaEntry next = entry.nextEntry;
        if (previous == null) {
            first = next;
        } else {
            previous.nextEntry = next;
        }
        if (next != null) {
            next.previousEntry = previous;
        }
        entry.previousEntry = null;
        entry.nextEntry = null;
        size--;
    }

    int size() {
        return size;
    }

    /** Passes each arena that has not leaked to {@code visitor}. */
    void forEach(Consumer<ArenaEntry> visitor) {
        for (ArenaEntry entry = first; entry != null; entry = entry.nextEntry) {
            ArenaEntry arena = entry.arena();
            if (arena != null) {
                visitor.accept(arena);
            }
        }
    }

    /** Bytes of all chunks behind their last allocations. */
    long wasted() {
        long sum = 0;
        for (ArenaEntry entry = first; entry != null; entry = entry.nextEntry) {
            ArenaEntry arena = entry.arena();
            sum += arena == null ? 0 : arena.wasted();
        }
        return sum;
    }
}
