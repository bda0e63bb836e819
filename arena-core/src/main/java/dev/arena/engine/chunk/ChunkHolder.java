package dev.arena.engine.chunk;

/** Keeps record of the chunks of a tracked arena, apart from the arena. */
public interface ChunkHolder {

    /** The arena holds {@code chunk} no more. */
    void remove(Chunk chunk);
}
