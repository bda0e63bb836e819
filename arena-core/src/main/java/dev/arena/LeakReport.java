package dev.arena;

/**
 * Something that was garbage collected without having been closed.
 *
 * @param pool     name of the pool it belonged to
 * @param kind     what it was
 * @param bytes    how much was reclaimed
 * @param openedAt where and by whom it was opened: never thrown, its stack trace tells
 */
public record LeakReport(String pool, Kind kind, long bytes, Throwable openedAt) {

    /** What can be lost. */
    public enum Kind {
        /** An arena, with the chunks it holds. */
        ARENA,
        /** A handle of an escaped value. */
        HANDLE,
        /** A pool, with what it caches. */
        POOL
    }
}
