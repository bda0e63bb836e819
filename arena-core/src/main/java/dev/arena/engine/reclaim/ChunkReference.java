package dev.arena.engine.reclaim;

/**
 * Keeps an escaped value alive: a reference to its chunk, or a share of such a reference. It is a class and not an interface
 * because handles test its type often, and the JVM tests for a class faster.
 */
public abstract class ChunkReference {

    /** For subclasses. */
    protected ChunkReference() {}

    /** Ends this reference. Must be called exactly once, by any thread. */
    public abstract void drop();
}
