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

import java.util.ArrayDeque;
import java.util.Deque;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests that the coarse clock neither stops nor shows a wrong time. */
class CoarseClockTests {
    private static final int MOST_IDLE_TICKS = 50;

    private final Deque<Runnable> scheduled = new ArrayDeque<>();
    private long real = 1_000;
    private boolean hasHeap = true;
    private final CoarseClock clock = new CoarseClock(() -> real, this::schedule);

    private void schedule(Runnable task) {
        if (!hasHeap) {
            throw new OutOfMemoryError("test");
        }
        scheduled.add(task);
    }

    private void tick() {
        scheduled.remove().run();
    }

    @Test
    void firstReadReturnsTheRealTime() {
        assertThat(clock.time()).isEqualTo(1_000);
    }

    @Test
    void readsReturnTheTimeOfTheLastTick() {
        clock.time();
        real = 2_000;
        assertThat(clock.time()).isEqualTo(1_000);
        tick();
        assertThat(clock.time()).isEqualTo(2_000);
    }

    @Test
    void onlyOneTaskIsScheduled() {
        for (int i = 0; i < 3 * MOST_IDLE_TICKS; i++) {
            clock.time();
            clock.time();
            assertThat(scheduled).hasSize(1);
            tick();
        }
    }

    @Test
    void taskStopsWithoutReads() {
        clock.time();
        tick();
        for (int i = 0; i < MOST_IDLE_TICKS; i++) {
            assertThat(scheduled).hasSize(1);
            tick();
        }
        assertThat(scheduled).isEmpty();
    }

    @Test
    void taskContinuesAfterALateRead() {
        clock.time();
        for (int i = 0; i < MOST_IDLE_TICKS; i++) {
            tick();
        }
        clock.time();
        for (int i = 0; i < MOST_IDLE_TICKS; i++) {
            tick();
        }
        assertThat(scheduled).hasSize(1);
    }

    @Test
    void readAfterTheEndOfTheTaskReturnsTheRealTimeAndRestartsTheTask() {
        clock.time();
        for (int i = 0; i <= MOST_IDLE_TICKS; i++) {
            tick();
        }
        real = 2_000;
        assertThat(clock.time()).isEqualTo(2_000);
        for (int i = 0; i <= MOST_IDLE_TICKS; i++) {
            assertThat(scheduled).hasSize(1);
            tick();
        }
        assertThat(scheduled).isEmpty();
    }

    @Test
    void readRestartsTheTaskAfterAFailedSchedule() {
        clock.time();
        hasHeap = false;
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(this::tick);
        hasHeap = true;
        real = 2_000;
        assertThat(clock.time()).isEqualTo(2_000);
        assertThat(scheduled).hasSize(1);
    }

    @Test
    void sharedClockIsNeverAhead() {
        for (int i = 0; i < 1000; i++) {
            long coarse = CoarseClock.nanoTime();
            assertThat(System.nanoTime() - coarse).isNotNegative();
        }
    }

    @Test
    void sharedClockReachesEachMoment() {
        for (int i = 0; i < 3; i++) {
            long moment = System.nanoTime();
            while (CoarseClock.nanoTime() - moment < 0) {
                Thread.onSpinWait();
            }
        }
    }
}
