package dev.arena.engine.chunk;

/** Keeps a chunk alive for the values that have escaped from it. */
public interface EscapedMemory {

    /** Ends the generation while its chunks wait for a session that others share. {@link #giveUp} follows when that closes. */
    void endGeneration();

    /** Gives the chunk up on behalf of its arena. From then on only handles keep it, and the end of the last handle returns it. */
    void giveUp();
}
