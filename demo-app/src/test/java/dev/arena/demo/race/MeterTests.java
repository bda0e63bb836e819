package dev.arena.demo.race;

import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MeterTests {
    private static final int PIECES = 64;
    private static final int PIECE_BYTES = 1 << 20;

    private final AtomicLong seen = new AtomicLong();

    private void allocate() {
        for (int i = 0; i < PIECES; i++) {
            seen.addAndGet(System.identityHashCode(new byte[PIECE_BYTES]));
        }
    }

    @Test
    void whatVirtualThreadsAllocateCounts() throws InterruptedException {
        Meter start = Meter.read();
        Thread.ofVirtual().start(this::allocate).join();
        assertThat(Meter.read().since(start).allocatedBytes()).isGreaterThan((long) PIECES * PIECE_BYTES);
        assertThat(seen.get()).isPositive();
    }

    @Test
    void whatPlatformThreadsAllocatedCountsAlsoWhenTheyAreOver() throws InterruptedException {
        Meter start = Meter.read();
        Thread.ofPlatform().start(this::allocate).join();
        // the JVM adds up what a thread had taken when it takes it off its list, which may be after the join
        Awaitility.await().untilAsserted(() -> assertThat(Meter.read().since(start).allocatedBytes())
                .isGreaterThan((long) PIECES * PIECE_BYTES));
    }

    @Test
    void whatTheCallingThreadAllocatesDoesNotCount() {
        Meter start = Meter.read();
        allocate();
        assertThat(Meter.read().since(start).allocatedBytes()).isLessThan((long) PIECES * PIECE_BYTES);
    }

    @Test
    void aFullCollectionIsSeen() {
        Meter start = Meter.read();
        System.gc();
        assertThat(Meter.read().since(start).collections()).isPositive();
    }
}
