package dev.arena.engine;

import org.jspecify.annotations.Nullable;

/**
 * One JDK shared session that many generations have in common, one after the other and at the same time, because closing
 * such a session takes a handshake with every thread. Its state belongs to a {@link Quarantine} and is guarded by it.
 */
final class Epoch {
    final java.lang.foreign.Arena session = java.lang.foreign.Arena.ofShared();
    final long openedNanos = System.nanoTime();

    /** Generations that are still using the session. */
    int members;

    /** Generations that have used it and ended. */
    int ended;

    /** Whether it takes no more members, and closes when the last one leaves. */
    boolean sealed;

    /** What the generations that ended have left, linked. */
    @Nullable
    Chunk chunks;
    int chunkCount;
    long bytes;

    void add(@Nullable Chunk linked) {
        for (Chunk chunk = linked; chunk != null;) {
            Chunk following = chunk.next;
            chunk.leaveArena();
            chunk.next = chunks;
            chunks = chunk;
            chunkCount++;
            bytes += chunk.bytes();
            chunk = following;
        }
    }
}
