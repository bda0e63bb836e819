package dev.arena.engine.chunk;

/** The result of a request for a chunk. */
public sealed interface ChunkResult permits Chunk, Refusal {}
