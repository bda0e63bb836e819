package dev.arena.spring.boot.metrics;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.arena.ArenaPool;
import dev.arena.PoolStats;

/**
 * The figures of a pool, read once for all its meters. A registry asks each meter for itself, but all of them within the
 * moment that a scrape takes, so figures are taken anew only when the last ones are older than that.
 *
 * <p>Safe for use by any thread. Locked, so that no thread gets figures older than those that another has seen before: what
 * counts must not go back.
 */
final class PoolReading {

    /** Some twenty meters are read in well under a millisecond; half a scrape that reads twice does no harm. */
    static final long MAX_AGE = TimeUnit.MILLISECONDS.toNanos(5);

    private final ArenaPool pool;
    private final LongSupplier nanoTime;
    private @Nullable PoolStats last;
    private long readAt;

    PoolReading(ArenaPool pool, LongSupplier nanoTime) {
        this.pool = pool;
        this.nanoTime = nanoTime;
    }

    synchronized PoolStats stats() {
        long now = nanoTime.getAsLong();
        PoolStats stats = last;
        if (stats == null || now - readAt > MAX_AGE) {
            stats = pool.stats();
            last = stats;
            readAt = now;
        }
        return stats;
    }

    long byteBudget() {
        return pool.settings().poolByteBudget();
    }
}
