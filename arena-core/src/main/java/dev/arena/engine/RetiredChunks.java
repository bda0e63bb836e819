package dev.arena.engine;

import org.jspecify.annotations.Nullable;

/**
 * The chunks of a generation that are full, or were made for one large allocation: kept until the generation ends,
 * because segments of the arena live in them. Linked through the chunks themselves. Not thread safe.
 */
final class RetiredChunks {
    private @Nullable Chunk first;
    private long wasted;

    void add(Chunk chunk) {
        chunk.next = first;
        first = chunk;
        wasted += chunk.tail();
    }

    /** Empties the list and answers what was on it, linked by {@link Chunk#next}. */
    @Nullable
    Chunk takeAll() {
        Chunk all = first;
        first = null;
        wasted = 0;
        return all;
    }

    /** Tail bytes of all of them, that no allocation will use any more. */
    long wasted() {
        return wasted;
    }
}
