package dev.arena;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * An arena got no memory. The allocation that throws this has taken nothing, and the arena is as usable as before.
 *
 * <p>The message is written for logs: it says who holds the memory. What a remote client may see is {@link #reason},
 * {@link #requested}, {@link #held} and {@link #limit}.
 */
public final class ArenaExhaustedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The limit that was met. */
    public enum Reason {
        /** The arena's own budget: this piece of work needs more than it may have. */
        ARENA_BUDGET,
        /** The budget of a partition of the pool: its arenas together need more than they may have; trying again later can help. */
        PARTITION_BUDGET,
        /** The pool's budget: all arenas together need more than there is; trying again later can help. */
        POOL_BUDGET,
        /** The chunk source had no memory or failed; the exception it threw, if any, is the cause. */
        SOURCE
    }

    /** The limit that was met. */
    private final Reason reason;

    /** Bytes that the refused chunk would have added. */
    private final long requested;

    /** Bytes held against the limit. */
    private final long held;

    /** The limit in bytes. */
    private final long limit;

    /** Name of the partition whose limit was met, or null. */
    private final @Nullable String partition;

    ArenaExhaustedException(Reason reason, String message, long requested, long held, long limit,
            @Nullable String partition, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.requested = requested;
        this.held = held;
        this.limit = limit;
        this.partition = partition;
    }

    /**
     * The partition of the pool whose limit was met.
     *
     * @return its name, or null if the reason is another
     */
    public @Nullable String partition() {
        return partition;
    }

    /**
     * The limit that was met.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * How much the refused chunk would have added.
     *
     * @return size in bytes
     */
    public long requested() {
        return requested;
    }

    /**
     * How much was held against the limit at that moment.
     *
     * @return size in bytes
     */
    public long held() {
        return held;
    }

    /**
     * The limit itself.
     *
     * @return size in bytes, {@link Long#MAX_VALUE} where there is none
     */
    public long limit() {
        return limit;
    }
}
