package dev.arena;

import org.jspecify.annotations.Nullable;

/**
 * Hears of what went wrong in a pool, after the fact. Calls come from whichever thread it happened on, several at a time. They
 * must be quick, and must not use the arena or the pool; a listener that refers to the pool keeps it from being found when it is
 * forgotten. What they throw is logged and changes nothing.
 */
public interface PoolListener {

    /**
     * An allocation was refused. Not called for {@link Arena#tryAllocate}.
     *
     * @param refused what the caller is about to get
     */
    default void onRefusal(ArenaExhaustedException refused) {}

    /**
     * Something was lost and found.
     *
     * @param leak what
     */
    default void onLeak(LeakReport leak) {}

    /**
     * The trace that the calling thread works for. Asked where something is opened that is {@linkplain LeakDetection watched}, so
     * that it can be told of what leaked, which another thread finds.
     *
     * @return its identifier, or null if it is not known
     */
    default @Nullable String traceId() {
        return null;
    }
}
