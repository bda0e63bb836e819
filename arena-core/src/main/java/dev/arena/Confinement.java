package dev.arena;

/** Which threads may use an arena and what it allocates. */
public enum Confinement {
    /** Only the thread that opened it. The cheapest kind: nothing is synchronized, and ending a generation is free. */
    CONFINED,

    /**
     * Any thread. Allocations are synchronized, and ending a generation makes sure that no thread is accessing its memory
     * at that moment, which costs tens of microseconds.
     */
    SHARED
}
