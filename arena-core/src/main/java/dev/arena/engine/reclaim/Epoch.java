package dev.arena.engine.reclaim;

import java.lang.foreign.Arena;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.util.CoarseClock;

/**
 * One JDK shared session that many members have in common, one after the other and at the same time, because closing such a
 * session takes a handshake with every thread. A member is the generation of a shared arena, or a chunk from which values have
 * escaped. The state belongs to a {@link Quarantine}, whose lock guards it.
 */
public final class Epoch {
    private final Arena session = Arena.ofShared();
    final long openedNanos = CoarseClock.nanoTime();

    /** Whether it has one member only, which costs nothing to nobody else. */
    final boolean exclusive;

    /** Members that have not left. */
    int members;

    /** Members that have left. */
    int left;

    /** Whether it takes no more members, and closes when the last one leaves. */
    boolean sealed;

    /** Bytes charged to the limit of what may wait: those that have been left, and those that members hold and may leave. */
    long charged;

    /** What the members that left have left behind, linked. */
    @Nullable
    Chunk chunks;
    int chunkCount;
    long bytes;

    Epoch(boolean exclusive) {
        this.exclusive = exclusive;
        this.sealed = exclusive;
    }

    /** The session under which the members' memory is reached. */
    public Arena session() {
        return session;
    }

    void add(@Nullable Chunk linked) {
        for (Chunk chunk = linked; chunk != null;) {
            Chunk following = chunk.next();
            chunk.removeFromHolder();
            chunk.setNext(chunks);
            chunks = chunk;
            chunkCount++;
            bytes += chunk.bytes();
            chunk = following;
        }
    }
}
