package dev.arena.engine;

import org.jspecify.annotations.Nullable;

/** What one arena counts. Not thread safe. */
public final class Counts {
    /** Chunks of a size class taken from the source. */
    public long normalChunks;

    /** One-shot chunks taken from the source. */
    public long oversizedChunks;

    /** Bytes of those. */
    public long oversizedBytes;

    /** Chunks taken from the cache. */
    public long reusedChunks;

    /** Bytes taken from the source. */
    public long backingBytes;

    /** Buffers that had to move to grow. */
    public long relocations;

    /** Completed resets. */
    long resets;

    /** The counts at the last of them, or null. */
    @Nullable
    Counts atReset;

    /** All zero. */
    Counts() {}

    /** A copy. */
    Counts(Counts other) {
        normalChunks = other.normalChunks;
        oversizedChunks = other.oversizedChunks;
        oversizedBytes = other.oversizedBytes;
        reusedChunks = other.reusedChunks;
        backingBytes = other.backingBytes;
        relocations = other.relocations;
    }

    /** What came on top of {@code earlier}. */
    Counts since(Counts earlier) {
        var difference = new Counts(this);
        difference.normalChunks -= earlier.normalChunks;
        difference.oversizedChunks -= earlier.oversizedChunks;
        difference.oversizedBytes -= earlier.oversizedBytes;
        difference.reusedChunks -= earlier.reusedChunks;
        difference.backingBytes -= earlier.backingBytes;
        difference.relocations -= earlier.relocations;
        return difference;
    }
}
