package dev.arena.engine.chunk;

/** Keeps a chunk alive for the values that have escaped from it. */
public interface EscapedMemory {

    /**
     * The generation has ended, but its chunks wait for a session that others share. {@link #giveUp} follows when that has closed.
     */
    void endGeneration();

    /** The arena gives the chunk up. From now on only the values keep it, and the end of the last one returns it. */
    void giveUp();
}
