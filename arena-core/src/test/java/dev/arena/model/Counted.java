package dev.arena.model;

/** What counts among the open arenas of a pool. */
interface Counted {

    boolean hasEntered();

    long wasted();

    /** Compares every figure, at rest; answers whether the arena has ended. */
    boolean verifyAndTellWhetherClosed();
}
