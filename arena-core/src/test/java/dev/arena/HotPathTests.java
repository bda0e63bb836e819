package dev.arena;

import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

/** Would fail if an allocation in the steady state cost heap memory or reached the chunk source. */
class HotPathTests {
    private static final long ALLOCATIONS = 1_000_000;

    /** The JIT compiler decides when a loop is hot, so it gets many rounds to make up its mind. */
    private static final int MOST_ROUNDS = 60;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(longs = {8, 64})
    void anAllocationInTheSteadyStateCostsNoHeapMemory(long size) {
        var source = new CountingSource();
        try (Arena arena = Arena.builder().maxCached(1 << 30).chunkSource(source).build()) {
            long fewest = Long.MAX_VALUE;
            for (int round = 0; round < MOST_ROUNDS && fewest >= ALLOCATIONS / 10; round++) {
                int calls = source.calls();
                long before = THREADS.getCurrentThreadAllocatedBytes();
                long sum = allocateMany(arena, size);
                long heapBytes = THREADS.getCurrentThreadAllocatedBytes() - before;
                assertThat(sum).isEqualTo(ALLOCATIONS);
                if (round > 10) {
                    assertThat(source.calls()).as("steady state").isEqualTo(calls);
                    fewest = Math.min(fewest, heapBytes);
                }
                arena.reset();
            }
            assertThat(fewest).as("bytes of heap for %d allocations of %d bytes", ALLOCATIONS, size)
                    .isLessThan(ALLOCATIONS / 10);
        }
    }

    private static long allocateMany(Arena arena, long size) {
        long sum = 0;
        for (int i = 0; i < ALLOCATIONS; i++) {
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
