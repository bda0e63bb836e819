package dev.arena.engine;

import java.lang.foreign.MemorySegment;

/**
 * A chunk of a size class, on cache lines of its own for the reason of {@link Padded}: such chunks live long, side by side, and
 * threads write to each of them again and again. An oversized one serves one arena and is gone.
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
