package dev.arena.engine.chunk;

/** Records the chunks of a tracked arena, outside of the arena object. */
public interface ChunkHolder {

    /** The arena no longer holds {@code chunk}. */
    void remove(Chunk chunk);
}
