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

package dev.arena.engine.jfr;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that no event object is created without a recording. */
class FlightRecorderEventsTests {
    private static final int CALLS = 10_000;

    @Test
    void disabledEventIsNotCreated() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        emitEachOnce(); // loads the classes
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            emitEachOnce();
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(CALLS);
    }

    private static void emitEachOnce() {
        FlightRecorderEvents.chunkAllocated("pool", 1, false);
        FlightRecorderEvents.refused("pool", 1, "SOURCE", 1, 2, 3);
        if (FlightRecorderEvents.recordsResets() || FlightRecorderEvents.recordsLeaks()) {
            throw new AssertionError("a disabled event was recorded");
        }
    }
}
