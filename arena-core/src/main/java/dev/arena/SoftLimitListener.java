package dev.arena;

/**
 * Called when the configured share of a budget is about to be exceeded, before an allocation is refused.
 *
 * <p>The thread that allocates calls the listener, so the listener should be quick. It may read the statistics of the pool,
 * trim the pool, and allocate from any arena. Its own allocations cause no event; a limit that they cross is reported with the
 * next allocation of another thread. The pool holds no lock during the call. A shared arena stays locked during its allocation,
 * so the listener must not wait for other threads that use this arena. Exceptions are logged and otherwise ignored.
 *
 * @see ArenaBuilder#softLimit
 */
@FunctionalInterface
public interface SoftLimitListener {

    /**
     * Called by any thread, also by several threads at the same time.
     *
     * @param event the budget that is about to be exceeded
     */
    void onSoftLimit(SoftLimitEvent event);
}
