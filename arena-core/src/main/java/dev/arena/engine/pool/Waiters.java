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

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Threads that wait for memory of the pool, for a limited time. They queue. Only the first thread retries when memory comes
 * back; the others wait until they are first. In the first half of its time, the first thread competes with threads that do not
 * wait. In the second half, {@link #firstIsUrgent}, those threads queue behind it. Many small allocations therefore cannot
 * starve a large one, and a large one blocks the small ones only after it has waited for long.
 *
 * <p>No wake-up is lost, although a thread that returns memory takes no lock here. The first thread writes {@link #first} and
 * then looks for memory. The other thread returns memory and then reads {@link #first}. Both use operations that the memory
 * model puts into one order (volatile fields, compare-and-set, monitors). So either the first thread sees the memory, or the
 * other thread sees the first thread. The lock of a cache shard is released by a release store. But the first thread takes that
 * lock by a compare-and-set when it looks for memory, and waits for the release. A thread that is unparked before it parks does
 * not park.
 *
 * <p>Safe for use by any thread.
 */
final class Waiters {

    /** Interval for polling sessions that a native call keeps open. The end of a native call wakes no thread. */
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final long mostNanos;
    private final LongSupplier clock;
    private final ReentrantLock queue = new ReentrantLock(true);
    private final LongAdder waits = new LongAdder();
    private volatile @Nullable Thread first;
    private volatile boolean firstIsUrgent;

    /** No thread waits longer than {@code mostNanos}. With 0, no thread waits. */
    Waiters(long mostNanos) {
        this(mostNanos, System::nanoTime);
    }

    /** For tests, which provide the time. */
    Waiters(long mostNanos, LongSupplier clock) {
        this.mostNanos = Math.min(mostNanos, Long.MAX_VALUE / 2); // so that times can be subtracted
        this.clock = clock;
    }

    boolean mayWait() {
        return mostNanos > 0;
    }

    /** Whether every thread that needs memory has to queue, even if there is free memory. */
    boolean firstIsUrgent() {
        return firstIsUrgent;
    }

    /** Number of times that a thread had to wait. */
    long waits() {
        return waits.sum();
    }

    /** Called when memory has come back. One volatile read if no thread waits. */
    void wake() {
        Thread waiter = first;
        if (waiter != null) {
            LockSupport.unpark(waiter);
        }
    }

    /**
     * Waits until {@code taken} returns true. One thread at a time calls it: at first, and each time memory may have come back.
     * An exception that it throws ends the wait.
     *
     * @param  polled whether memory can come back without a wake-up
     * @return       whether {@code taken} returned true; otherwise the time is up, or the thread was interrupted and still is
     */
    boolean await(BooleanSupplier taken, BooleanSupplier polled) {
        waits.increment();
        long begun = clock.getAsLong();
        try {
            if (!queue.tryLock(mostNanos, TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            first = Thread.currentThread();
            while (!taken.getAsBoolean()) {
                long left = mostNanos - (clock.getAsLong() - begun);
                if (left <= 0 || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                long calm = left - mostNanos / 2;
                firstIsUrgent = calm <= 0;
                long nanos = calm > 0 ? calm : left;
                LockSupport.parkNanos(this, polled.getAsBoolean() ? Math.min(nanos, POLL_NANOS) : nanos);
            }
            return true;
        } finally {
            firstIsUrgent = false;
            first = null;
            queue.unlock();
        }
    }
}
