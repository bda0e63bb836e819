package dev.arena;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * An arena got no memory. The allocation that throws this has taken nothing, and the arena is as usable as before.
 *
 * <p>The message is written for logs. What a remote client may see is {@link #reason}, {@link #requested}, {@link #held}
 * and {@link #limit}.
 */
public final class ArenaExhaustedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The limit that was met. */
    public enum Reason {
        /** The arena's own budget: this piece of work needs more than it may have. */
        ARENA_BUDGET,
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

    ArenaExhaustedException(Reason reason, String arena, long requested, long held, long limit,
            @Nullable Throwable cause) {
        super(message(reason, arena, requested, held, limit), cause);
        this.reason = reason;
        this.requested = requested;
        this.held = held;
        this.limit = limit;
    }

    private static String message(Reason reason, String arena, long requested, long held, long limit) {
        return switch (reason) {
            case ARENA_BUDGET ->
                arena + " holds " + held + " of at most " + limit + " bytes and cannot take " + requested
                        + " more: raise its byte budget, or allocate less between two resets";
            case POOL_BUDGET -> arena + " needs a chunk of " + requested + " bytes, but its pool holds " + held
                    + " of at most " + limit + " bytes: raise the pool's byte budget, or run less at the same time";
            case SOURCE ->
                arena + " needs a chunk of " + requested + " bytes, which the chunk source failed to provide";
        };
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
