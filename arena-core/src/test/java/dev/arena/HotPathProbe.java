package dev.arena;

import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

/**
 * Measures what an allocation costs in heap memory. A program of its own, because what the JIT compiler makes of a loop
 * depends on all that has run in the virtual machine before.
 */
final class HotPathProbe {
    static final long ALLOCATIONS = 1_000_000;

    /** The JIT compiler decides when a loop is hot, so it gets many rounds to make up its mind. */
    private static final int MOST_ROUNDS = 60;

    private static final int WARM_UP_ROUNDS = 10;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private HotPathProbe() {}

    /** Prints the fewest bytes of heap that a round took, and how often rounds after the warm-up called the source. */
    public static void main(String... sizes) {
        long size = Long.parseLong(sizes[0]);
        var source = new CountingSource();
        long fewest = Long.MAX_VALUE;
        int callsWhenWarm = 0;
        try (Arena arena = Arena.builder().maxCached(1 << 30).chunkSource(source).build()) {
            for (int round = 0; round < MOST_ROUNDS
                    && (round <= WARM_UP_ROUNDS || fewest >= ALLOCATIONS / 10); round++) {
                if (round == WARM_UP_ROUNDS) {
                    callsWhenWarm = source.calls();
                }
                long before = THREADS.getCurrentThreadAllocatedBytes();
                long sum = allocateMany(arena, size);
                fewest = Math.min(fewest, THREADS.getCurrentThreadAllocatedBytes() - before);
                if (sum != ALLOCATIONS) {
                    throw new AssertionError("memory did not read as written: " + sum);
                }
                arena.reset();
            }
        }
        System.out.println(fewest + " " + (source.calls() - callsWhenWarm));
    }

    private static long allocateMany(Arena arena, long size) {
        long sum = 0;
        for (long i = 0; i < ALLOCATIONS; i++) {
            sum += writeOne(arena, size);
        }
        return sum;
    }

    private static long writeOne(Arena arena, long size) {
        MemorySegment segment = arena.allocate(size, 8);
        segment.set(JAVA_BYTE, size - 1, (byte) 1);
        return segment.get(JAVA_BYTE, 0) + (long) segment.get(JAVA_BYTE, size - 1);
    }
}
