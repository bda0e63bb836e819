package dev.arena;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.leak.LeakDetector;
import dev.arena.engine.pool.PoolObserver;

/** Calls a {@link PoolListener} and logs what it throws. */
record ListenerObserver(String pool, PoolListener listener) implements PoolObserver {
    private static final Logger LOG = System.getLogger("dev.arena");

    @Override
    public void refused(RuntimeException refusal) {
        tell(() -> listener.onRefusal((ArenaExhaustedException) refusal));
    }

    @Override
    public void leaked(LeakDetector.Kind kind, long bytes, Throwable openedAt) {
        tell(() -> listener.onLeak(new LeakReport(pool, kind(kind), bytes, openedAt)));
    }

    /** The public name of a kind. */
    static LeakReport.Kind kind(LeakDetector.Kind kind) {
        return switch (kind) {
            case ARENA -> LeakReport.Kind.ARENA;
            case HANDLE -> LeakReport.Kind.HANDLE;
            case POOL -> LeakReport.Kind.POOL;
        };
    }

    @Override
    public @Nullable String traceId() {
        try {
            return listener.traceId();
        } catch (RuntimeException | Error e) {
            log(e);
            return null;
        }
    }

    private void tell(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException | Error e) {
            log(e);
        }
    }

    private void log(Throwable failure) {
        LOG.log(Level.WARNING, "The listener of pool '" + pool + "' failed", failure);
    }
}
