package dev.arena;

/** Which threads may use an arena and what it allocates. */
public enum Confinement {
    /**
     * Only the thread that opened it. This is the cheapest kind: calls are not synchronized, and closing a session costs no
     * handshake.
     */
    CONFINED,

    /**
     * Any thread. Allocations are synchronized. When a generation ends, its chunks wait until the sessions of many generations
     * are closed in one step. Until then stale segments can still be read, but never show bytes of another owner.
     */
    SHARED
}
