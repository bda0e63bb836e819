/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

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
