package dev.arena.engine;

/**
 * What keeps a value that has escaped: one reference to its chunk, or a share in one. A class, as handles tell the kinds apart
 * all the time, and for an interface the JVM would search a table each time.
 */
public abstract class Claim {

    /** One claim. */
    protected Claim() {}

    /** Gives it up. Must be called once; by any thread. */
    public abstract void drop();
}
