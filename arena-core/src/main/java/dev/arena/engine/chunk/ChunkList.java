package dev.arena.engine.chunk;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Chunks that an arena keeps until its generation ends, because segments live in them: those that are full, and those made for
 * one large allocation. Linked through the chunks themselves. Not thread safe.
 */
public final class ChunkList {
    private @Nullable Chunk first;
    private long wasted;

    /** An empty list. */
    public ChunkList() {}

    /** Adds a chunk. */
    public void add(Chunk chunk) {
        chunk.next = first;
        first = chunk;
        wasted += chunk.tail();
    }

    /** Takes out the chunk that was added last. */
    public Chunk removeFirst() {
        Chunk chunk = Objects.requireNonNull(first);
        first = chunk.next;
        chunk.next = null;
        wasted -= chunk.tail();
        return chunk;
    }

    /** The chunk of which {@code segment} is a part, or null. */
    public @Nullable Chunk find(MemorySegment segment) {
        Chunk chunk = first;
        while (chunk != null && !chunk.contains(segment)) {
            chunk = chunk.next;
        }
        return chunk;
    }

    /** Empties the list and returns what was on it, linked by {@link Chunk#next}. */
    public @Nullable Chunk takeAll() {
        Chunk all = first;
        first = null;
        wasted = 0;
        return all;
    }

    /** Bytes behind the last allocations of all chunks. No allocation uses them any more. */
    public long wasted() {
        return wasted;
    }
}
