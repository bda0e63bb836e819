package dev.arena.engine;

/** What a {@link ChunkProvider} answers when it is asked for a chunk. */
sealed interface Supply permits Chunk, Refusal {}
