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
    void allocationsOfVirtualThreadsAreCounted() throws InterruptedException {
        Meter start = Meter.read();
        Thread.ofVirtual().start(this::allocate).join();
        assertThat(Meter.read().since(start).allocatedBytes()).isGreaterThan((long) PIECES * PIECE_BYTES);
        assertThat(seen.get()).isPositive();
    }

    @Test
    void allocationsOfTerminatedPlatformThreadsAreCounted() throws InterruptedException {
        Meter start = Meter.read();
        Thread.ofPlatform().start(this::allocate).join();
        // the JVM adds the allocations of an ended thread when it removes the thread from its list, possibly after the join
        Awaitility.await().untilAsserted(() -> assertThat(Meter.read().since(start).allocatedBytes())
                .isGreaterThan((long) PIECES * PIECE_BYTES));
    }

    @Test
    void allocationsOfTheCallingThreadAreNotCounted() {
        Meter start = Meter.read();
        allocate();
        assertThat(Meter.read().since(start).allocatedBytes()).isLessThan((long) PIECES * PIECE_BYTES);
    }

    @Test
    void fullCollectionIsCounted() {
        Meter start = Meter.read();
        System.gc();
        assertThat(Meter.read().since(start).collections()).isPositive();
    }
}
