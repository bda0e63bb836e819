package dev.arena.spring.boot;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.Confinement;

/**
 * Runs a unit of work outside of web requests with an arena of its own, which ends with it: scheduled jobs, listeners,
 * batch steps. While it runs, an injected {@link Arena} means that arena too.
 *
 * <p>Safe for use by any thread.
 */
public final class ArenaTemplate {
    private final ArenaPool pool;
    private final ArenaContext context;

    /**
     * A template for a pool.
     *
     * @param pool    where arenas come from
     * @param context where the arena is made the current one
     */
    public ArenaTemplate(ArenaPool pool, ArenaContext context) {
        this.pool = pool;
        this.context = context;
    }

    /**
     * Work that needs an arena.
     *
     * @param <T> type of its result
     * @param <E> type of the checked exception it throws, if any
     */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, E extends Exception> {

        /**
         * Does the work.
         *
         * @param  arena the arena, confined to this thread; must not be kept
         * @return       the result, which must not live in the arena
         * @throws E     as the work requires
         */
        T doWith(Arena arena) throws E;
    }

    /**
     * Does {@code work} with a new arena and closes it, whatever happens.
     *
     * @param  <T>  type of the result
     * @param  <E>  type of the checked exception of the work, if any
     * @param  work the work
     * @return      its result
     * @throws E    as the work requires
     */
    public <T extends @Nullable Object, E extends Exception> T execute(Work<T, E> work) throws E {
        var lease = new ArenaLease(pool, Confinement.CONFINED);
        ArenaLease previous = context.bind(lease);
        try {
            return work.doWith(lease.arena());
        } finally {
            context.bind(previous);
            lease.end();
        }
    }
}
