package dev.arena.engine.alloc;

/** Shows models what no figure shows. */
public final class CurrentChunks {

    private CurrentChunks() {}

    /** Whether an arena has a current chunk, which it may have given up for handles that have closed. */
    public static boolean has(Object arena) {
        return ((BumpAllocator) arena).currentChunk != null;
    }
}
