package dev.arena.engine;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The chunks of a generation that are full, or were made for one large allocation: kept until the generation ends,
 * because segments of the arena live in them. Linked through the chunks themselves. Not thread safe.
 */
final class RetiredChunks {
    private @Nullable Chunk first;
    private long wasted;
    private long bytes;

    void add(Chunk chunk) {
        chunk.next = first;
        first = chunk;
        wasted += chunk.tail();
        bytes += chunk.bytes();
    }

    /** Takes out what was added last. */
    Chunk removeFirst() {
        Chunk chunk = Objects.requireNonNull(first);
        first = chunk.next;
        chunk.next = null;
        wasted -= chunk.tail();
        bytes -= chunk.bytes();
        return chunk;
    }

    /** The chunk of which {@code segment} is a part, or null. */
    @Nullable
    Chunk find(MemorySegment segment) {
        Chunk chunk = first;
        while (chunk != null && !chunk.contains(segment)) {
            chunk = chunk.next;
        }
        return chunk;
    }

    /** Empties the list and answers what was on it, linked by {@link Chunk#next}. */
    @Nullable
    Chunk takeAll() {
        Chunk all = first;
        first = null;
        wasted = 0;
        bytes = 0;
        return all;
    }

    boolean isEmpty() {
        return first == null;
    }

    /** Bytes of all of them. */
    long bytes() {
        return bytes;
    }

    /** Tail bytes of all of them, that no allocation will use any more. */
    long wasted() {
        return wasted;
    }
}
