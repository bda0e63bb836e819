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

package dev.arena.engine.budget;

import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Decides for a group of arenas whether work that will need much memory may begin. Without it, an overloaded group does no
 * useful work: its requests take memory step by step, use up the limit together, and are all refused before one of them is
 * complete. With it, a group that has just refused memory admits only as much new work as it can complete.
 *
 * <p>Work announces the length of its input. Admitted work holds a <em>promise</em> of memory, in proportion to that length,
 * until it has taken its memory. Promises are estimates. They only decide about further work, and reserve nothing. A promise
 * expires after one to two seconds, so a client that sends its input slowly does not keep others out.
 *
 * <p>The control acts only while the group is overloaded. That is the case for a second after a refusal, if more than half of
 * the limit was in use then.
 *
 * <p>Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class AdmissionControl {

    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Memory for each byte of input, before any work has been measured: JSON of records, with room to grow. */
    private static final double FIRST_RATIO = 2;

    /** The share of a new measurement in the ratio. */
    private static final double WEIGHT = 1.0 / 8;

    private final Account group;
    private final LongPredicate hasRoom;
    private final LongSupplier nanoTime;

    private volatile double ratio = FIRST_RATIO;
    private volatile boolean refusedBefore;
    private volatile long refusedNanos;

    /** Number of the current period; guarded by this, as are the promises. */
    private long period;
    private long promisedNow;
    private long promisedBefore;

    /**
     * A control that knows no work.
     *
     * @param group   the account of the group
     * @param hasRoom whether the group can take this number of bytes now
     */
    AdmissionControl(Account group, LongPredicate hasRoom, LongSupplier nanoTime) {
        this.group = group;
        this.hasRoom = hasRoom;
        this.nanoTime = nanoTime;
        this.period = nanoTime.getAsLong() / PERIOD_NANOS;
    }

    /** Memory that was promised to admitted work. */
    public static final class Promise {
        private final long inputBytes;
        private final long bytes;
        private final long period;

        private Promise(long inputBytes, long bytes, long period) {
            this.inputBytes = inputBytes;
            this.bytes = bytes;
            this.period = period;
        }
    }

    /** The group has refused memory. */
    public void refused() {
        if (!hasRoom.test(group.limit() / 2)) {
            refusedNanos = nanoTime.getAsLong();
            refusedBefore = true;
        }
    }

    private boolean isOverloaded(long now) {
        return refusedBefore && now - refusedNanos < PERIOD_NANOS;
    }

    /** The memory that work with an input of this length is expected to take, in bytes. */
    public long expectedBytes(long inputBytes) {
        return (long) (inputBytes * ratio);
    }

    /**
     * Admits work.
     *
     * @param  inputBytes length of its input
     * @param  mostBytes  memory that it can take at most
     * @return            the promise, to be {@linkplain #fulfilled returned}; null if the work must not begin
     */
    public @Nullable Promise tryAdmit(long inputBytes, long mostBytes) {
        long now = nanoTime.getAsLong();
        long bytes = Math.min(expectedBytes(inputBytes), mostBytes);
        synchronized (this) {
            turn(now);
            if (isOverloaded(now) && !hasRoom.test(promised() + bytes)) {
                refused();
                return null;
            }
            promisedNow += bytes;
            return new Promise(inputBytes, bytes, period);
        }
    }

    /**
     * Takes a promise back.
     *
     * @param takenBytes memory that the work has taken; −1 if it was not completed
     */
    public synchronized void fulfilled(Promise promise, long takenBytes) {
        turn(nanoTime.getAsLong());
        if (promise.period == period) {
            promisedNow -= promise.bytes;
        } else if (promise.period == period - 1) {
            promisedBefore -= promise.bytes;
        }
        if (takenBytes >= 0) {
            ratio += (takenBytes / (double) promise.inputBytes - ratio) * WEIGHT;
        }
    }

    /** Memory that is promised now, in bytes. */
    public synchronized long promisedBytes() {
        turn(nanoTime.getAsLong());
        return promised();
    }

    private long promised() {
        return promisedNow + promisedBefore;
    }

    private void turn(long now) {
        long current = now / PERIOD_NANOS;
        if (current != period) {
            promisedBefore = current == period + 1 ? promisedNow : 0;
            promisedNow = 0;
            period = current;
        }
    }
}
