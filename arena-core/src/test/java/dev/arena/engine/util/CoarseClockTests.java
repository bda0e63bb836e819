package dev.arena.engine.util;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** Would fail if the clock that is read instead of the real one stood still, or showed another time. */
class CoarseClockTests {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void itReachesEachMomentSoonerOrLater() {
        for (int i = 0; i < 3; i++) {
            long moment = System.nanoTime();
            assertTimeoutPreemptively(PATIENCE, () -> {
                while (CoarseClock.nanoTime() - moment < 0) {
                    Thread.onSpinWait();
                }
            });
        }
    }

    @Test
    void itIsNeverAhead() {
        for (int i = 0; i < 1000; i++) {
            long coarse = CoarseClock.nanoTime();
            if (System.nanoTime() - coarse < 0) {
                throw new AssertionError("ahead by " + (coarse - System.nanoTime()) + " ns");
            }
        }
    }
}
