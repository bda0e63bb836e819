package dev.arena.engine.pool;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.leak.LeakDetector;
import dev.arena.engine.leak.LeakListener;

/** Is told of refusals and leaks of a pool, after the fact, on whichever thread they happened. */
public interface PoolObserver extends LeakListener {

    /** For a pool that nobody observes. */
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

    /** An allocation is about to fail with {@code refusal}. Must not throw. */
    void refused(RuntimeException refusal);
}
