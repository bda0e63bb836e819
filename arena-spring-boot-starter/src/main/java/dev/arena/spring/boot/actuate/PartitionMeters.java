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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.arena.ArenaPool;
import dev.arena.PoolStats;

/**
 * The meters of the open partitions of one pool. Partitions open and close while the application runs, and the pool does not
 * notify anyone. Each reading of the pool therefore calls {@link #update}, which registers the meters of new partitions and
 * removes those of closed ones. A concurrent scrape can miss the change, but the next scrape includes it.
 *
 * <p>A partition with meters keeps them until it closes. If there are more than {@value #MAX_PARTITIONS} partitions, the others get
 * meters when earlier ones have closed, in the order of their names.
 *
 * <p>Safe for use by any thread. A registry can lock while it reads a meter, and it locks when a meter is registered. Therefore
 * {@link #update} never waits for another thread.
 */
final class PartitionMeters implements AutoCloseable {

    /** Enough for most applications. Each partition has three time series. */
    static final int MAX_PARTITIONS = 64;

    private static final Log LOG = LogFactory.getLog(PartitionMeters.class);

    private final String poolName;
    private final ArenaPool pool;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<MeterRegistry> registries = new ArrayList<>();
    private final Map<ArenaPool, BoundPartition> boundPartitions = new LinkedHashMap<>();
    private boolean warned;

    /** The registries hold the reading weakly, so it must be held here. */
    private record BoundPartition(String name, PoolReading reading, Tags tags, List<ReadingMeters> meters) {

        void bindTo(MeterRegistry registry) {
            var bound = new ReadingMeters(registry, reading, tags);
            bound.byteBudget(ArenaMeters.PARTITION_LIMIT, ArenaMeters.Key.PARTITION, name);
            bound.gauge(ArenaMeters.PARTITION_USED, ArenaMeters.Key.PARTITION, name, PoolStats::liveBytes);
            bound.counter(ArenaMeters.BUDGET_REJECTIONS, ArenaMeters.Key.SCOPE, name, PoolStats::poolRejections);
            meters.add(bound);
        }

        void remove() {
            meters.forEach(ReadingMeters::remove);
        }
    }

    /**
     * Meters for the partitions of a pool.
     *
     * @param poolName bean name of the pool
     */
    PartitionMeters(String poolName, ArenaPool pool, LongSupplier nanoTime) {
        this.poolName = poolName;
        this.pool = pool;
        this.nanoTime = nanoTime;
    }

    void bindTo(MeterRegistry registry) {
        lock.lock();
        try {
            boundPartitions.values().forEach(it -> it.bindTo(registry));
            registries.add(registry);
            updateLocked();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Registers the meters of new partitions and removes those of closed ones. Does nothing if another thread is doing this.
     */
    void update() {
        if (!lock.isHeldByCurrentThread() && lock.tryLock()) {
            try {
                updateLocked();
            } finally {
                lock.unlock();
            }
        }
    }

    private void updateLocked() {
        if (registries.isEmpty()) {
            return;
        }
        List<ArenaPool> open = pool.partitions();
        removeAllBut(new HashSet<>(open));
        for (ArenaPool partition : open) {
            if (!boundPartitions.containsKey(partition)) {
                if (boundPartitions.size() == MAX_PARTITIONS) {
                    warnOnce();
                    return;
                }
                bind(partition);
            }
        }
    }

    private void removeAllBut(Set<ArenaPool> open) {
        Iterator<Map.Entry<ArenaPool, BoundPartition>> entries = boundPartitions.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<ArenaPool, BoundPartition> entry = entries.next();
            if (!open.contains(entry.getKey())) {
                entry.getValue().remove();
                entries.remove();
            }
        }
    }

    private void bind(ArenaPool partition) {
        var bound = new BoundPartition(partition.name(),
                new PoolReading(partition, nanoTime, PoolReading.MAX_AGE_OF_PARTITION, () -> {}),
                Tags.of(ArenaMeters.Key.POOL.asString(), poolName), new ArrayList<>());
        boundPartitions.put(partition, bound);
        registries.forEach(bound::bindTo);
    }

    private void warnOnce() {
        if (!warned) {
            warned = true;
            LOG.warn("Pool '" + poolName + "' has more than " + MAX_PARTITIONS
                    + " open partitions. Further partitions have no meters");
        }
    }

    /** Removes all meters. */
    @Override
    public void close() {
        lock.lock();
        try {
            registries.clear();
            removeAllBut(Set.of());
        } finally {
            lock.unlock();
        }
    }
}
