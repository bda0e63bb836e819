package dev.arena.engine;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Would fail if an event were made while nobody records it. */
class EventsTests {
    private static final int CALLS = 10_000;

    @Test
    void anEventThatIsDisabledIsNotMade() {
        var refusal = new Refusal(Refusal.Kind.SOURCE, 1, 2, 3, null, null);
        var opening = new Opening(null);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        emitEachOnce(refusal, opening); // loads the classes
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            emitEachOnce(refusal, opening);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(CALLS);
    }

    private static void emitEachOnce(Refusal refusal, Opening opening) {
        Events.chunkAllocated("pool", 1, false);
        Events.generationEnds("pool", 1, null, true);
        Events.refused("pool", 1, refusal);
        Events.leaked("pool", "arena", 1, opening);
    }
}
