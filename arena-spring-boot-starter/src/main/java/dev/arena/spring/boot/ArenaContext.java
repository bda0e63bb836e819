package dev.arena.spring.boot;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;

/**
 * Knows which unit of work the calling thread is doing, and so which arena is meant by the injected one. The web filter
 * and {@link ArenaTemplate} bind leases here; one instance exists per application context.
 *
 * <p>Safe for use by any thread.
 */
public final class ArenaContext {
    @SuppressWarnings("ThreadLocalUsage") // the instance is as good as static: one per application context
    private final ThreadLocal<@Nullable ArenaLease> lease = new ThreadLocal<>();

    /** A context in which no thread has an arena. */
    public ArenaContext() {}

    /**
     * Makes a lease the current one of this thread.
     *
     * @param  next the lease, or null for none
     * @return      what was current before, to be bound again afterwards
     */
    public @Nullable ArenaLease bind(@Nullable ArenaLease next) {
        ArenaLease previous = lease.get();
        if (next == null) {
            lease.remove();
        } else {
            lease.set(next);
        }
        return previous;
    }

    /**
     * The lease of the work that this thread is doing.
     *
     * @return the lease, or null where {@link #current} would throw because there is no such work
     */
    public @Nullable ArenaLease lease() {
        return lease.get();
    }

    /**
     * The arena of the work that this thread is doing.
     *
     * @return                       the arena, opened if need be
     * @throws IllegalStateException if the thread is doing no such work, or it has ended
     */
    public Arena current() {
        ArenaLease current = lease.get();
        if (current == null) {
            throw new IllegalStateException(Thread.currentThread()
                    + " is not handling a web request that has an arena, so the injected Arena has nothing to allocate "
                    + "from. Outside of requests use ArenaTemplate.execute(arena -> ...) or ArenaPool.open(); on another "
                    + "thread of the same request use the handler-method parameter; a filter must be ordered behind "
                    + "that of the arenas; if this path is excluded, see arena.web.include, arena.web.exclude and "
                    + "arena.web.routes");
        }
        return current.arena();
    }
}
