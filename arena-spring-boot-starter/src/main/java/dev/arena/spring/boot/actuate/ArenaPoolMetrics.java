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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.arena.ArenaPool;
import dev.arena.PoolStats;

/**
 * Binds the meters of pools and of their partitions. The meters read a pool when they are scraped, once for all meters. The
 * registries hold the pools weakly. {@link #close} removes the meters from their registries, because a registry can serve
 * another application context afterwards, and the meters would still show the pool of the first context.
 *
 * <p>The meters of a partition are registered and removed when the pool is read. The meters of a partition appear and
 * disappear with the second scrape at the latest. At most 64 partitions of a pool have meters.
 *
 * <p>Safe for use by any thread.
 */
final class ArenaPoolMetrics implements MeterBinder, AutoCloseable {
    private final Map<String, Readings> pools = new LinkedHashMap<>();
    private final Queue<ReadingMeters> bound = new ConcurrentLinkedQueue<>();

    private record Readings(PoolReading pool, PartitionMeters partitions) {}

    /**
     * Meters for some pools.
     *
     * @param pools the pools by bean name
     */
    ArenaPoolMetrics(Map<String, ArenaPool> pools) {
        this(pools, System::nanoTime);
    }

    ArenaPoolMetrics(Map<String, ArenaPool> pools, LongSupplier nanoTime) {
        pools.forEach((name, pool) -> {
            var partitions = new PartitionMeters(name, pool, nanoTime);
            this.pools.put(name,
                    new Readings(new PoolReading(pool, nanoTime, PoolReading.MAX_AGE, partitions::update), partitions));
        });
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        pools.forEach((name, readings) -> {
            bound.add(bind(new ReadingMeters(registry, readings.pool(),
                    Tags.of(ArenaMeters.Key.POOL.asString(), name))));
            readings.partitions().bindTo(registry);
        });
    }

    private static ReadingMeters bind(ReadingMeters meters) {
        meters.counter(ArenaMeters.CHUNKS_ALLOCATED, ArenaMeters.Key.KIND, "normal", PoolStats::normalChunksAllocated);
        meters.counter(ArenaMeters.CHUNKS_ALLOCATED, ArenaMeters.Key.KIND, "oversized",
                PoolStats::oversizedChunksAllocated);
        meters.counter(ArenaMeters.CHUNKS_REUSED, PoolStats::chunksReused);
        meters.gauge(ArenaMeters.CHUNKS, ArenaMeters.Key.STATE, "live", PoolStats::liveChunks);
        meters.gauge(ArenaMeters.CHUNKS, ArenaMeters.Key.STATE, "cached", PoolStats::cachedChunks);
        meters.gauge(ArenaMeters.CHUNKS, ArenaMeters.Key.STATE, "quarantined", PoolStats::quarantinedChunks);
        meters.gauge(ArenaMeters.MEMORY_RESERVED, PoolStats::reservedBytes);
        meters.gauge(ArenaMeters.MEMORY_PEAK, PoolStats::peakReservedBytes);
        meters.gauge(ArenaMeters.MEMORY_QUARANTINED, PoolStats::quarantinedBytes);
        meters.gauge(ArenaMeters.MEMORY_WASTED, PoolStats::wastedBytes);
        meters.byteBudget(ArenaMeters.BUDGET_LIMIT);
        meters.gauge(ArenaMeters.BUDGET_USED, PoolStats::liveBytes);
        meters.counter(ArenaMeters.BUDGET_REJECTIONS, ArenaMeters.Key.SCOPE, "arena", PoolStats::arenaRejections);
        meters.counter(ArenaMeters.BUDGET_REJECTIONS, ArenaMeters.Key.SCOPE, "pool", PoolStats::poolRejections);
        meters.counter(ArenaMeters.BUDGET_REJECTIONS, ArenaMeters.Key.SCOPE, "source", PoolStats::sourceRejections);
        meters.counter(ArenaMeters.BUDGET_WAITS, PoolStats::waits);
        meters.counter(ArenaMeters.RELOCATIONS, PoolStats::relocations);
        meters.counter(ArenaMeters.RESETS, PoolStats::resets);
        meters.gauge(ArenaMeters.ACTIVE, PoolStats::activeArenas);
        meters.gauge(ArenaMeters.HANDLES_ACTIVE, PoolStats::activeHandles);
        meters.counter(ArenaMeters.LEAKS, PoolStats::leaks);
        return meters;
    }

    @Override
    public void close() {
        for (ReadingMeters next = bound.poll(); next != null; next = bound.poll()) {
            next.remove();
        }
        pools.values().forEach(it -> it.partitions().close());
    }
}
