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

package dev.arena.spring.boot.shutdown;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.arena.Arena;
import dev.arena.spring.boot.Patience;

/** A request that a test holds, with its actions before and after. */
final class Held {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    /** Allocates, waits, and then reads its allocation. */
    long work(Arena arena, boolean allocateAfterwards) {
        MemorySegment segment = arena.allocate(ValueLayout.JAVA_LONG, 100);
        segment.setAtIndex(ValueLayout.JAVA_LONG, 99, 41);
        arena.onReset(finished::countDown);
        reached.countDown();
        awaitStubbornly(gate);
        long more = allocateAfterwards ? arena.allocate(1 << 20, 1).byteSize() >> 20 : 1;
        return segment.getAtIndex(ValueLayout.JAVA_LONG, 99) + more;
    }

    void awaitReached() {
        awaitStubbornly(reached);
    }

    void letGo() {
        gate.countDown();
    }

    void awaitFinished() {
        awaitStubbornly(finished);
    }

    /** Waits, even if the container interrupts its threads in order to stop. */
    private static void awaitStubbornly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                if (!latch.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the test did not arrive");
                }
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
