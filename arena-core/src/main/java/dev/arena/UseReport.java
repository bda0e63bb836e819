package dev.arena;

import java.util.EnumMap;
import java.util.Map;

import dev.arena.engine.BumpAllocator;

/** Adds up for what memory is used. Made only when an allocation is refused. Not thread safe. */
@SuppressWarnings("EnumOrdinal") // an index into an array of this process, never stored
final class UseReport {
    private final long[] bytes = new long[Use.values().length];

    /** Adds what one arena holds; that of children not included. */
    void add(BumpAllocator arena) {
        long rest = arena.bytesUsedAlone();
        long[] noted = arena.uses();
        if (noted != null) {
            for (int i = 0; i < noted.length; i++) {
                bytes[i] += noted[i];
                rest -= noted[i];
            }
        }
        bytes[Use.HANDLE.ordinal()] += arena.escapedBytes();
        bytes[Use.OTHER.ordinal()] += Math.max(0, rest);
    }

    /** Adds chunks that only handles keep. */
    void addHandles(long chunkBytes) {
        bytes[Use.HANDLE.ordinal()] += chunkBytes;
    }

    /** The kinds of use that there are, with their bytes. */
    Map<Use, Long> toMap() {
        Map<Use, Long> map = new EnumMap<>(Use.class);
        for (Use use : Use.values()) {
            if (bytes[use.ordinal()] > 0) {
                map.put(use, bytes[use.ordinal()]);
            }
        }
        return map;
    }
}
