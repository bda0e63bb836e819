package dev.arena.engine.chunk;

import java.lang.foreign.MemorySegment;

import dev.arena.engine.util.Padded;

/**
 * A chunk of a size class, on cache lines of its own as in {@link Padded}: such chunks live long, lie side by side in the heap,
 * and are written by different threads. An oversized chunk serves one arena only and needs no padding.
 */
final class PaddedChunk extends Chunk {
    long pad0;
    long pad1;
    long pad2;
    long pad3;
    long pad4;
    long pad5;
    long pad6;
    long pad7;
    long pad8;
    long pad9;
    long pad10;
    long pad11;
    long pad12;
    long pad13;
    long pad14;

    PaddedChunk(MemorySegment memory, SizeClass sizeClass) {
        super(memory, sizeClass);
    }
}
