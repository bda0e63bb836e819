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

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * {@link System#nanoTime}, up to 20 milliseconds late. Reading the real clock takes about 25 ns, a third of the cost of a small
 * request. The age of an epoch and the messages about the end of an arena do not need its precision.
 *
 * <p>A task on the JDK's common pool updates the time while the clock is in use. The task stops one second after the last read.
 * The next read takes the real time and starts the task again.
 *
 * <p>Safe for use by any thread. The fields are read and written without synchronization, because a time that is one tick old
 * is precise enough.
 *
 * @since 0.1.0
 */
public final class CoarseClock {

    /** Longest delay of the time. */
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(20);

    /** The task stops after this many ticks without a read. */
    private static final int MOST_IDLE_TICKS = 50;

    private static final CoarseClock SHARED = new CoarseClock(System::nanoTime, CoarseClock::afterTick);

    private final LongSupplier clock;
    private final Consumer<Runnable> nextTick;
    private long now;
    private boolean ticking;
    private boolean asked;
    private int idleTicks;

    /**
     * A clock of its own, for tests.
     *
     * @param clock    the real clock
     * @param nextTick runs a task after a tick
     */
    CoarseClock(LongSupplier clock, Consumer<Runnable> nextTick) {
        this.clock = clock;
        this.nextTick = nextTick;
    }

    /** The time in nanoseconds, as of {@link System#nanoTime}. */
    public static long nanoTime() {
        return SHARED.time();
    }

    long time() {
        if (!ticking) {
            start();
        }
        if (!asked) { // written only if necessary, because all threads share the field
            asked = true;
        }
        return now;
    }

    private synchronized void start() {
        now = clock.getAsLong();
        if (!ticking) {
            idleTicks = 0;
            scheduleTick();
        }
    }

    private synchronized void tick() {
        now = clock.getAsLong();
        idleTicks = asked ? 0 : idleTicks + 1;
        asked = false;
        ticking = false; // remains false if scheduling fails for lack of heap
        if (idleTicks < MOST_IDLE_TICKS) {
            scheduleTick();
        }
    }

    private void scheduleTick() {
        nextTick.accept(this::tick);
        ticking = true;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the task ends by itself
    private static void afterTick(Runnable tick) {
        DelayedTasks.schedule(tick, TICK);
    }
}
