package dev.arena.spring.boot.metrics;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import dev.arena.ArenaStats;

/**
 * What the arenas of one request took, in bytes and chunks, as its observation tells it: {@code arena.bytes} and {@code arena.chunks}
 * to its span, and {@code arena.size}, the order of magnitude, to its metrics as well. The latter is there for every request, as
 * {@code none} for one that used no arena: a meter must have the same tags each time.
 */
record TakenMemory(long bytes, long chunks) {

    /** Null if that is nothing. */
    static @Nullable TakenMemory of(@Nullable ArenaStats stats) {
        return stats == null || stats.peakBytesHeld() == 0
                ? null
                : new TakenMemory(stats.peakBytesHeld(),
                        stats.normalChunksAllocated() + stats.oversizedChunksAllocated() + stats.chunksReused());
    }

    TakenMemory plus(TakenMemory other) {
        return new TakenMemory(bytes + other.bytes, chunks + other.chunks);
    }

    static void tell(@Nullable TakenMemory taken, Observation.Context context) {
        context.addLowCardinalityKeyValue(KeyValue.of("arena.size", size(taken)));
        if (taken != null) {
            context.addHighCardinalityKeyValue(KeyValue.of("arena.bytes", Long.toString(taken.bytes())));
            context.addHighCardinalityKeyValue(KeyValue.of("arena.chunks", Long.toString(taken.chunks())));
        }
    }

    /** Six values in all. */
    private static String size(@Nullable TakenMemory taken) {
        if (taken == null) {
            return "none";
        }
        long bytes = taken.bytes();
        if (bytes <= 64 << 10) {
            return "up to 64 KB";
        }
        if (bytes <= 1 << 20) {
            return "up to 1 MB";
        }
        if (bytes <= 16 << 20) {
            return "up to 16 MB";
        }
        return bytes <= 256 << 20 ? "up to 256 MB" : "more";
    }
}
