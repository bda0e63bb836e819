package dev.arena;

/**
 * Hears that a set share of a budget is about to be exceeded, before anything is refused.
 *
 * <p>It is called by the thread that allocates, which waits for it, so it should be quick. It may look at the pool, trim it,
 * and allocate from any arena; while it runs, its own thread causes no further event, and what it crosses is heard with the
 * next allocation of somebody else. No lock of the pool is held meanwhile. A shared arena that allocates stays locked, so the
 * listener must not wait for other threads that use this arena. What it throws is logged and otherwise ignored.
 *
 * @see ArenaBuilder#softLimit
 */
@FunctionalInterface
public interface SoftLimitListener {

    /**
     * Called by any thread, also by several at the same time.
     *
     * @param event what is about to be exceeded
     */
    void onSoftLimit(SoftLimitEvent event);
}
