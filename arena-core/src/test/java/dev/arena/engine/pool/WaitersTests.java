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

package dev.arena.engine.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that a thread waits for memory only if necessary, and at most for its time. */
@Timeout(120)
class WaitersTests {
    private static final long LONG = TimeUnit.HOURS.toNanos(1);

    @Test
    void threadDoesNotWaitIfMemoryIsAvailable() {
        var waiters = new Waiters(LONG);
        assertThat(waiters.mayWait()).isTrue();
        assertThat(waiters.await(() -> true, () -> false)).isTrue();
        assertThat(waiters.waits()).isEqualTo(1);
        assertThat(waiters.firstIsUrgent()).isFalse();
    }

    @Test
    void noThreadWaitsWithoutATimeout() {
        assertThat(new Waiters(0).mayWait()).isFalse();
    }

    @Test
    void theFirstThreadIsUrgentOnlyInTheSecondHalfOfItsTime() {
        var hours = new AtomicLong();
        var waiters = new Waiters(TimeUnit.HOURS.toNanos(4), () -> TimeUnit.HOURS.toNanos(hours.get()));
        List<Boolean> urgent = new ArrayList<>();
        assertThat(waiters.await(() -> {
            urgent.add(waiters.firstIsUrgent());
            hours.incrementAndGet();
            waiters.wake(); // before the thread parks
            return false;
        }, () -> false)).isFalse();
        assertThat(urgent).containsExactly(false, false, true, true);
        assertThat(waiters.firstIsUrgent()).isFalse();
    }

    @Test
    void waitingThreadPollsForMemoryReleasedWithoutAWakeUp() {
        var waiters = new Waiters(LONG);
        List<Boolean> asked = new ArrayList<>();
        assertThat(waiters.await(() -> {
            asked.add(true);
            return asked.size() == 3;
        }, () -> true)).isTrue();
    }

    @Test
    void wakeUpLetsTheFirstThreadTryAgain() {
        var waiters = new Waiters(LONG);
        List<Boolean> asked = new ArrayList<>();
        assertThat(waiters.await(() -> {
            asked.add(true);
            waiters.wake(); // before the thread parks
            return asked.size() == 2;
        }, () -> false)).isTrue();
    }

    @Test
    void interruptedThreadDoesNotWait() {
        var waiters = new Waiters(LONG);
        List<Boolean> asked = new ArrayList<>();
        Thread.currentThread().interrupt();
        assertThat(waiters.await(() -> asked.add(true), () -> false)).isFalse();
        assertThat(asked).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void interruptEndsTheWait() {
        var waiters = new Waiters(LONG);
        assertThat(waiters.await(() -> {
            Thread.currentThread().interrupt();
            return false;
        }, () -> false)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(waiters.await(() -> true, () -> false)).as("the queue is free").isTrue();
    }
}
