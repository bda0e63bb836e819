package dev.arena.spring.boot;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;

/**
 * Knows which unit of work the calling thread is doing, and so which arena is meant by the injected one. The web filter
 * and {@link ArenaTemplate} bind leases here, and so does what {@linkplain ArenaLeaseAccessor carries them to other threads}. A thread does
 * one thing at a time, whatever application contexts there are, so they all know the same.
 *
 * <p>Safe for use by any thread.
 */
public final class ArenaContext {
    private static final ThreadLocal<@Nullable ArenaLease> LEASE = new ThreadLocal<>();

    /** A context. */
    public ArenaContext() {}

    /**
     * Makes a lease the current one of this thread.
     *
     * @param  next the lease, or null for none
     * @return      what was current before, to be bound again afterwards
     */
    public @Nullable ArenaLease bind(@Nullable ArenaLease next) {
        ArenaLease previous = LEASE.get();
        if (next == null) {
            LEASE.remove();
        } else {
            LEASE.set(next);
        }
        return previous;
    }

    /**
     * The lease of the work that this thread is doing.
     *
     * @return the lease, or null where {@link #current} would throw because there is no such work
     */
    public @Nullable ArenaLease lease() {
        return LEASE.get();
    }

    /**
     * The arena of the work that this thread is doing.
     *
     * @return                       the arena, opened if need be
     * @throws IllegalStateException if the thread is doing no such work, or it has ended
     */
    public Arena current() {
        ArenaLease current = LEASE.get();
        if (current == null) {
            throw new IllegalStateException(Thread.currentThread()
                    + " is not handling a web request that has an arena, so the injected Arena has nothing to allocate "
                    + "from. Outside of requests use @WithArena, ArenaTemplate.execute(arena -> ...) or ArenaPool.open(); on "
                    + "another thread of the same request use the handler-method parameter, or propagate the context "
                    + "(spring.task.execution.propagate-context); a filter must be ordered behind "
                    + "that of the arenas; if this path is excluded, see arena.web.include, arena.web.exclude and "
                    + "arena.web.routes");
        }
        return current.arena();
    }
}
