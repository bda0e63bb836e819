package dev.arena.engine.reclaim;

import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;

/**
 * Bytes of the chunks of one generation that only handles keep. The arena pays for them until their last handle closes or the
 * generation ends; from then on the partition of the pool pays, if there is one.
 *
 * <p>Handles close on any thread, and this must not hold the arena, which could never be found as a leak then. So the arena
 * collects what has closed with {@link #takeClosed} when it needs memory.
 *
 * <p>Safe for use by any thread.
 */
public final class EscapeCharge {
    private static final long ENDED = -1;

    private final @Nullable Account partition;

    /** Bytes of chunks that the arena has given up and still pays for. */
    private final AtomicLong paid = new AtomicLong();

    /** Of those, bytes of chunks whose last handle has closed. */
    private final AtomicLong closed = new AtomicLong();

    /** Nothing is paid for yet. The partition is that of the arena, or null. */
    public EscapeCharge(@Nullable Account partition) {
        this.partition = partition;
    }

    /** The arena has given up a chunk and goes on paying for it. */
    void add(long bytes) {
        paid.addAndGet(bytes);
    }

    /** The last handle to a chunk that the arena pays for has closed. */
    void close(long bytes) {
        long before;
        do {
            before = closed.get();
            if (before == ENDED) {
                releaseFromPartition(bytes);
                return;
            }
        } while (!closed.compareAndSet(before, before + bytes));
    }

    /** The last handle to a chunk has closed that the arena does not pay for. */
    void releaseFromPartition(long bytes) {
        if (partition != null) {
            partition.release(bytes);
        }
    }

    /** Bytes of chunks whose last handle has closed since the last call; the caller releases them from the arena's account. */
    public long takeClosed() {
        long bytes;
        do {
            bytes = closed.get();
            if (bytes <= 0) {
                return 0;
            }
        } while (!closed.compareAndSet(bytes, 0));
        paid.addAndGet(-bytes);
        return bytes;
    }

    /** Ends the generation; returns what {@link #takeClosed} would. What is {@link #paid} then is left to the partition. */
    public long endGeneration() {
        long bytes = closed.getAndSet(ENDED);
        paid.addAndGet(-bytes);
        return bytes;
    }

    /** Bytes that the arena pays for. */
    public long paid() {
        return paid.get();
    }
}
