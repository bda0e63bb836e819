package dev.arena.engine.leak;

import org.jspecify.annotations.Nullable;

/** Is told of leaks. Its methods must not throw. */
public interface LeakListener {

    /** Something was garbage collected without having been closed, and {@code bytes} were reclaimed. Called by any thread. */
    void leaked(LeakDetector.Kind kind, long bytes, Throwable openedAt);

    /** Trace identifier of the work that the calling thread is doing, or null if that is not known. */
    @Nullable
    String traceId();
}
