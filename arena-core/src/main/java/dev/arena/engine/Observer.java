package dev.arena.engine;

import org.jspecify.annotations.Nullable;

/** Hears of what went wrong in a pool, after the fact, on whichever thread it happened. */
public interface Observer {

    /** For a pool that nobody observes. */
    Observer NOBODY = new Observer() {
        @Override
        public void refused(RuntimeException refusal) {}

        @Override
        public void leaked(Leaks.Kind kind, long bytes, Throwable opening) {}

        @Override
        public @Nullable String traceId() {
            return null;
        }
    };

    /** An allocation is about to fail with {@code refusal}. Must not throw. */
    void refused(RuntimeException refusal);

    /** Something was lost, and {@code bytes} were reclaimed. Must not throw. */
    void leaked(Leaks.Kind kind, long bytes, Throwable opening);

    /** What the calling thread works for, if that is known. Must not throw. */
    @Nullable
    String traceId();
}
