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

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

import dev.arena.ArenaPool;
import dev.arena.PoolStats;

/**
 * Health indicator that is out of service if a pool has been nearly full for some time. The pool would refuse further
 * requests, and another replica may have room. A pool may be full for a short time.
 *
 * <p>The memory of open arenas, handles and quarantine counts as used. Quarantined memory has its own limit, but it counts
 * because no arena can get it. Cached memory does not count, because the pool can release it.
 *
 * <p>The pools are read only for a health request. If a pool is full in two consecutive requests, it counts as full for the
 * whole time between them. Safe for use by any thread.
 */
final class ArenasHealthIndicator extends AbstractHealthIndicator {
    private final Map<String, ArenaPool> pools;
    private final double threshold;
    private final Duration grace;
    private final LongSupplier nanoTime;

    /** Since when, in nanoseconds of the clock, a pool has been seen full. */
    private final Map<String, Long> fullSince = new ConcurrentHashMap<>();

    /**
     * An indicator for some pools.
     *
     * @param pools     the pools by bean name
     * @param threshold share of a pool's byte budget that may be in use, more than 0 and at most 1
     * @param grace     how long more than that may be in use, zero or more
     */
    ArenasHealthIndicator(Map<String, ArenaPool> pools, double threshold, Duration grace) {
        this(pools, threshold, grace, System::nanoTime);
    }

    /** With a clock like {@link System#nanoTime}. */
    ArenasHealthIndicator(Map<String, ArenaPool> pools, double threshold, Duration grace, LongSupplier nanoTime) {
        super("The health check of the arena pools failed");
        this.pools = Map.copyOf(pools);
        this.threshold = threshold;
        this.grace = grace;
        this.nanoTime = nanoTime;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up().withDetail("threshold", threshold);
        new TreeMap<>(pools).forEach((name, pool) -> {
            long limit = pool.settings().poolByteBudget();
            PoolStats stats = pool.stats();
            long used = stats.liveBytes() + stats.quarantinedBytes();
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("used", used);
            details.put("limit", limit);
            if (used > threshold * limit) {
                Duration full = fullFor(name);
                details.put("fullFor", full);
                if (full.compareTo(grace) >= 0) {
                    builder.outOfService();
                }
            } else {
                fullSince.remove(name);
            }
            builder.withDetail(name, details);
        });
    }

    private Duration fullFor(String pool) {
        long now = nanoTime.getAsLong();
        Long since = fullSince.putIfAbsent(pool, now);
        return since == null ? Duration.ZERO : Duration.ofNanos(now - since);
    }
}
