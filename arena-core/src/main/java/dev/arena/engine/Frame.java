package dev.arena.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import org.jspecify.annotations.Nullable;

/**
 * Where a generation stood when a mark was set. What is allocated afterwards goes on in the same chunk, but under a session
 * of the mark; when the mark ends, the cursor goes back to where it was. Belongs to its allocator and is not thread safe.
 */
final class Frame {
    final @Nullable Frame outer;
    final @Nullable Arena session;
    final @Nullable Epoch epoch;

    /** The chunk that was current. It is not retired while the frame is open: it becomes current again. */
    final @Nullable Chunk chunk;
    final long limit;
    final @Nullable RetiredChunks retired;
    final long escapedBytes;

    private final long cursor;

    /** How far the chunk was filled when another took its place. */
    private long filledTo;
    private boolean full;

    /** Whether values have escaped from the chunk since, so that its memory cannot be taken back. */
    private boolean kept;

    Frame(@Nullable Frame outer, @Nullable Arena session, @Nullable Epoch epoch, @Nullable Chunk chunk, long cursor,
            long limit, @Nullable RetiredChunks retired, long escapedBytes) {
        this.outer = outer;
        this.session = session;
        this.epoch = epoch;
        this.chunk = chunk;
        this.cursor = cursor;
        this.filledTo = cursor;
        this.limit = limit;
        this.retired = retired;
        this.escapedBytes = escapedBytes;
    }

    void chunkIsFull(long end) {
        filledTo = end;
        full = true;
    }

    /** Tail bytes of the chunks it has set aside. */
    long wasted() {
        return (retired == null ? 0 : retired.wasted()) + (full && chunk != null ? chunk.tail() : 0);
    }

    long filledTo() {
        return filledTo;
    }

    /** A value escapes from {@code from}. */
    @SuppressWarnings("ReferenceEquality")
    void keep(Chunk from) {
        kept |= from == chunk;
    }

    /** The chunk set aside of which {@code segment} is a part, or null. */
    @Nullable
    Chunk find(MemorySegment segment) {
        if (chunk != null && chunk.contains(segment)) {
            return chunk;
        }
        return retired == null ? null : retired.find(segment);
    }

    /**
     * Zeroes what was allocated in the chunk since, and answers where to go on. If values have escaped from it, that is
     * behind them.
     */
    long rollBack(long end) {
        if (chunk == null || kept) {
            return end;
        }
        chunk.scrub(cursor, end);
        return cursor;
    }
}
