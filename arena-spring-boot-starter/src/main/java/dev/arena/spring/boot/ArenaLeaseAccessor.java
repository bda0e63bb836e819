package dev.arena.spring.boot;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Lets Micrometer's context propagation carry the arena of a request, or of other work, to the threads that work for it: those of
 * {@code @Async} methods and {@code Callable} handlers with {@code spring.task.execution.propagate-context=true}, and those of a
 * reactive pipeline with {@code spring.reactor.context-propagation=auto}. Registered by the service loader.
 *
 * <p>What is carried is the lease, so the arena ends with its request all the same. An arena that is confined to another thread
 * refuses to be used: only a shared one is of use there.
 */
public final class ArenaLeaseAccessor implements ThreadLocalAccessor<ArenaLease> {
    private final ArenaContext context = new ArenaContext();

    /** For the service loader. */
    public ArenaLeaseAccessor() {}

    /** The key under which reactive requests have their arena in the Reactor context. */
    @Override
    public Object key() {
        return ArenaLease.class;
    }

    @Override
    public @Nullable ArenaLease getValue() {
        return context.lease();
    }

    @Override
    public void setValue(ArenaLease value) {
        context.bind(value);
    }

    @Override
    public void setValue() {
        context.bind(null);
    }
}
