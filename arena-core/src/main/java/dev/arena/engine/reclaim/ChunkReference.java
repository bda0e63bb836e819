package dev.arena.engine.reclaim;

/**
 * What keeps a value that has escaped: a reference to its chunk, or a share in one. A class and not an interface, as handles test
 * the kind often, and the JVM tests for a class faster.
 */
public abstract class ChunkReference {

    /** For subclasses. */
    protected ChunkReference() {}

    /** Ends this reference. Must be called once, by any thread. */
    public abstract void drop();
}
