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

package dev.arena.spring.boot.actuate;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.arena.ArenaPool;
import dev.arena.PoolStats;

/**
 * The statistics of a pool or of a partition, read once for all its meters. A registry reads each meter separately, but all
 * of them within one scrape. The statistics are read again only if the last ones are older than a maximum age.
 *
 * <p>Safe for use by any thread. A lock prevents that a thread sees older statistics than another thread before it, because
 * counters must not decrease.
 */
final class PoolReading {

    /** About twenty meters are read in well under a millisecond. It does no harm if a scrape reads the figures twice. */
    static final long MAX_AGE = TimeUnit.MILLISECONDS.toNanos(5);

    /**
     * Each reading of a partition visits all open arenas of the pool. A scrape reads the meters of many partitions one after the
     * other, so it must not take the figures of each partition twice.
     */
    static final long MAX_AGE_OF_PARTITION = TimeUnit.SECONDS.toNanos(1);

    private final ArenaPool pool;
    private final LongSupplier nanoTime;
    private final long maxAge;
    private final Runnable afterReading;
    private @Nullable PoolStats last;
    private long readAt;

    /**
     * Creates a reading without statistics.
     *
     * @param maxAge       in nanoseconds
     * @param afterReading called when new figures have been read, without a lock
     */
    PoolReading(ArenaPool pool, LongSupplier nanoTime, long maxAge, Runnable afterReading) {
        this.pool = pool;
        this.nanoTime = nanoTime;
        this.maxAge = maxAge;
        this.afterReading = afterReading;
    }

    PoolStats stats() {
        PoolStats stats;
        synchronized (this) {
            stats = last;
            if (stats != null && nanoTime.getAsLong() - readAt <= maxAge) {
                return stats;
            }
            stats = pool.stats();
            last = stats;
            readAt = nanoTime.getAsLong(); // read the clock afterwards, because reading many open arenas can take longer than the maximum age
        }
        afterReading.run();
        return stats;
    }

    long byteBudget() {
        return pool.settings().poolByteBudget();
    }
}
