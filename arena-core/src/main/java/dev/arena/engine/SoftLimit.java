package dev.arena.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import org.jspecify.annotations.Nullable;

/**
 * A share of budgets, and who wants to know when it is exceeded. It may call user code: no lock of the engine may be held.
 *
 * @param share    more than 0, at most 1
 * @param ofArenas whether it also watches the budget of each arena, not only that of the pool
 * @param listener who is told
 */
public record SoftLimit(double share, boolean ofArenas, Listener listener) {
    private static final Logger LOG = System.getLogger("dev.arena");

    /** Bound while a listener runs, whichever it is: listeners that allocate would otherwise call each other without end. */
    private static final ScopedValue<Boolean> TELLING = ScopedValue.newInstance();

    /** Is told what is about to be exceeded. */
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
    long of(long limit) {
        return (long) (limit * share);
    }

    /** Whether the calling thread is not in a listener. */
    static boolean mayTell() {
        return !TELLING.isBound();
    }

    void tell(@Nullable String arena, long held, long requested, long limit) {
        ScopedValue.where(TELLING, true).run(() -> {
            try {
                listener.crossed(arena, held, requested, limit);
            } catch (Throwable e) { // whatever it is, the allocation is not to blame
                LOG.log(Level.WARNING, "A soft-limit listener failed", e);
            }
        });
    }
}
