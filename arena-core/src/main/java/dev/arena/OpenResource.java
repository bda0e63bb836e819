package dev.arena;

/**
 * An arena or handle that has been opened and not been closed yet.
 *
 * @param kind     what it is
 * @param openedAt thread and stack trace of the opening; never thrown
 */
public record OpenResource(LeakReport.Kind kind, Throwable openedAt) {}
