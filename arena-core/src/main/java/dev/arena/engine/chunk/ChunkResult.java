package dev.arena.engine.chunk;

/** The answer to a request for a chunk. */
public sealed interface ChunkResult permits Chunk, Refusal {}
