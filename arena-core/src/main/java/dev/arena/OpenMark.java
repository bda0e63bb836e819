package dev.arena;

import org.jspecify.annotations.Nullable;

/** A mark of an arena. The arena guards its state and links the open marks, the innermost first. */
final class OpenMark implements Mark {
    private final AbstractArena arena;
    private final @Nullable OpenMark outer;
    private final int cleanupsBefore;
    private boolean ended;

    OpenMark(AbstractArena arena, @Nullable OpenMark outer, int cleanupsBefore) {
        this.arena = arena;
        this.outer = outer;
        this.cleanupsBefore = cleanupsBefore;
    }

    @Override
    public void close() {
        arena.end(this);
    }

    void setEnded() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    @Nullable
    OpenMark outer() {
        return outer;
    }

    /** Number of cleanups that were registered before the mark. */
    int cleanupsBefore() {
        return cleanupsBefore;
    }
}
