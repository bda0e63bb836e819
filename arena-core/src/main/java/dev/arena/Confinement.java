package dev.arena;

/** Which threads may use an arena and what it allocates. */
public enum Confinement {
    /** Only the thread that opened it. The cheapest kind: nothing is synchronized, and ending a generation is free. */
    CONFINED,

    /**
     * Any thread. Allocations are synchronized. When a generation ends, its chunks wait until many such generations can be
     * made inaccessible in one step; until then stale segments can still be read, but never show another's bytes.
     */
    SHARED
}
