package dev.arena.engine.pool;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.leak.LeakDetector;
import dev.arena.engine.leak.LeakListener;

/** Receives the refusals and leaks of a pool after they happened, on the thread on which they happened. */
public interface PoolObserver extends LeakListener {

    /** Does nothing. */
    PoolObserver NONE = new PoolObserver() {
        @Override
        public void refused(RuntimeException refusal) {}

        @Override
        public void leaked(LeakDetector.Kind kind, long bytes, Throwable openedAt) {}

        @Override
        public @Nullable String traceId() {
            return null;
        }
    };

    /** An allocation is about to throw {@code refusal}. Must not throw itself. */
    void refused(RuntimeException refusal);
}
