package dev.arena.engine.pool;

import java.util.List;

/**
 * The figures of a pool at one moment, in bytes and counts. They are exact when the pool is idle. Under load they are read one
 * after the other.
 */
public record PoolFigures(long reservedBytes, long peakReservedBytes, long cachedBytes, long quarantinedBytes,
        long quarantinedChunks, long activeHandles, long chunks, long cachedChunks,
        List<Long> byClass, List<Long> cachedByClass, List<Long> quarantinedByClass, long wastedBytes,
        long activeArenas, long normalChunksAllocated,
        long oversizedChunksAllocated, long chunksReused, long chunksDestroyed, long resets, long relocations,
        long arenaRefusals, long poolRefusals, long sourceRefusals, long failedReleases,
        long waits, long leaks) {

    /** Sums up the figures of the shards. */
    static final class Sum {
        final long[] cachedByClass;
        long cachedBytes;
        long wasted;
        long activeArenas;
        long reused;
        long resets;

        Sum(int classes) {
            cachedByClass = new long[classes];
        }
    }
}
