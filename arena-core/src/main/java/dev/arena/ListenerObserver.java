package dev.arena;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import dev.arena.engine.Leaks;
import dev.arena.engine.Observer;

/** Tells a {@link PoolListener}, whatever that does. */
record ListenerObserver(String pool, PoolListener listener) implements Observer {
    private static final Logger LOG = System.getLogger("dev.arena");

    @Override
    public void refused(RuntimeException refusal) {
        tell(() -> listener.onRefusal((ArenaExhaustedException) refusal));
    }

    @Override
    public void leaked(Leaks.Kind kind, long bytes, Throwable opening) {
        LeakReport.Kind lost = switch (kind) {
            case ARENA -> LeakReport.Kind.ARENA;
            case HANDLE -> LeakReport.Kind.HANDLE;
            case POOL -> LeakReport.Kind.POOL;
        };
        tell(() -> listener.onLeak(new LeakReport(pool, lost, bytes, opening)));
    }

    private void tell(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "The listener of pool '" + pool + "' failed", e);
        }
    }
}
