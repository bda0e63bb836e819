package dev.arena.engine.leak;

import org.jspecify.annotations.Nullable;

/** Receives leaks. Its methods must not throw. */
public interface LeakListener {

    /**
     * An arena, handle or pool was garbage collected without having been closed, and {@code bytes} were reclaimed. Called by
     * any thread.
     */
    void leaked(LeakDetector.Kind kind, long bytes, Throwable openedAt);

    /** Trace identifier of the work of the calling thread, or null if it is not known. */
    @Nullable
    String traceId();
}
