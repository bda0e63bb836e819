package dev.arena.engine.pool;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import org.jspecify.annotations.Nullable;

/**
 * A share of budgets, and the listener that is told before it is exceeded. The listener is user code: no lock of the engine may
 * be held when it is called.
 *
 * @param share    more than 0, at most 1
 * @param ofArenas whether it also watches the budget of each arena, not only that of the pool
 * @param listener called before the share is exceeded
 */
public record SoftLimit(double share, boolean ofArenas, Listener listener) {
    private static final Logger LOG = System.getLogger("dev.arena");

    /** Bound while any listener runs: listeners that allocate could otherwise call each other without end. */
    private static final ScopedValue<Boolean> REPORTING = ScopedValue.newInstance();

    /** Is called before the share is exceeded. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Bytes {@code held} and {@code requested} are together more than the share of {@code limit}.
         *
         * @param arena describes the arena whose budget it is, or null for the pool's
         */
        void crossed(@Nullable String arena, long held, long requested, long limit);
    }

    /** The share of {@code limit}, in bytes. */
    public long of(long limit) {
        return (long) (limit * share);
    }

    /** Whether the calling thread is not in a listener. */
    public static boolean mayReport() {
        return !REPORTING.isBound();
    }

    /** Calls the listener, whatever it throws; {@code arena} describes the arena, or is null for the pool. */
    public void report(@Nullable String arena, long held, long requested, long limit) {
        ScopedValue.where(REPORTING, true).run(() -> {
            try {
                listener.crossed(arena, held, requested, limit);
            } catch (Throwable e) { // whatever it is, the allocation is not to blame
                LOG.log(Level.WARNING, "A soft-limit listener failed", e);
            }
        });
    }
}
