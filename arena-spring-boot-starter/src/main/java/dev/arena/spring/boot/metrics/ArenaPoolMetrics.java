package dev.arena.spring.boot.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.arena.ArenaPool;
import dev.arena.PoolStats;

/**
 * Binds the meters of pools. They read the pool when they are scraped, once for all of them, and hold it weakly. When this is
 * closed, they are gone from their registries, which may serve another application context afterwards: a meter that was there
 * already would go on showing the pool of the first.
 *
 * <p>Safe for use by any thread.
 */
public final class ArenaPoolMetrics implements MeterBinder, AutoCloseable {
    private final Map<String, PoolReading> pools = new LinkedHashMap<>();
    private final Queue<Bound> bound = new ConcurrentLinkedQueue<>();

    /**
     * Meters for some pools.
     *
     * @param pools the pools by bean name
     */
    public ArenaPoolMetrics(Map<String, ArenaPool> pools) {
        this(pools, System::nanoTime);
    }

    ArenaPoolMetrics(Map<String, ArenaPool> pools, LongSupplier nanoTime) {
        pools.forEach((name, pool) -> this.pools.put(name, new PoolReading(pool, nanoTime)));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        pools.forEach((name, pool) -> new Binding(registry, pool, Tags.of(ArenaMeters.Key.POOL.asString(), name), bound)
                .bind());
    }

    @Override
    public void close() {
        for (Bound next = bound.poll(); next != null; next = bound.poll()) {
            next.registry().remove(next.meter());
        }
    }

    private record Bound(MeterRegistry registry, Meter meter) {}

    private record Binding(MeterRegistry registry, PoolReading pool, Tags tags, Queue<Bound> bound) {

        void bind() {
            counter(ArenaMeters.CHUNKS_ALLOCATED, kind("normal"), PoolStats::normalChunksAllocated);
            counter(ArenaMeters.CHUNKS_ALLOCATED, kind("oversized"), PoolStats::oversizedChunksAllocated);
            counter(ArenaMeters.CHUNKS_REUSED, tags, PoolStats::chunksReused);
            gauge(ArenaMeters.CHUNKS, state("live"), PoolStats::liveChunks);
            gauge(ArenaMeters.CHUNKS, state("cached"), PoolStats::cachedChunks);
            gauge(ArenaMeters.CHUNKS, state("quarantined"), PoolStats::quarantinedChunks);
            gauge(ArenaMeters.MEMORY_RESERVED, tags, PoolStats::reservedBytes);
            gauge(ArenaMeters.MEMORY_PEAK, tags, PoolStats::peakReservedBytes);
            gauge(ArenaMeters.MEMORY_WASTED, tags, PoolStats::wastedBytes);
            add(Gauge.builder(ArenaMeters.BUDGET_LIMIT.getName(), pool, PoolReading::byteBudget).tags(tags)
                    .baseUnit(ArenaMeters.BUDGET_LIMIT.getBaseUnit())
                    .description(ArenaMeters.BUDGET_LIMIT.description()).register(registry));
            gauge(ArenaMeters.BUDGET_USED, tags, PoolStats::liveBytes);
            counter(ArenaMeters.BUDGET_REJECTIONS, scope("arena"), PoolStats::arenaRejections);
            counter(ArenaMeters.BUDGET_REJECTIONS, scope("pool"), PoolStats::poolRejections);
            counter(ArenaMeters.BUDGET_REJECTIONS, scope("source"), PoolStats::sourceRejections);
            counter(ArenaMeters.BUDGET_WAITS, tags, PoolStats::waits);
            counter(ArenaMeters.RELOCATIONS, tags, PoolStats::relocations);
            counter(ArenaMeters.RESETS, tags, PoolStats::resets);
            gauge(ArenaMeters.HANDLES_ACTIVE, tags, PoolStats::activeHandles);
            counter(ArenaMeters.LEAKS, tags, PoolStats::leaks);
            gauge(ArenaMeters.ACTIVE, tags, PoolStats::activeArenas);
        }

        private Tags kind(String kind) {
            return tags.and(ArenaMeters.Key.KIND.asString(), kind);
        }

        private Tags state(String state) {
            return tags.and(ArenaMeters.Key.STATE.asString(), state);
        }

        private Tags scope(String scope) {
            return tags.and(ArenaMeters.Key.SCOPE.asString(), scope);
        }

        private void counter(ArenaMeters meter, Tags tags, ToDoubleFunction<PoolStats> value) {
            add(FunctionCounter.builder(meter.getName(), pool, it -> value.applyAsDouble(it.stats())).tags(tags)
                    .baseUnit(meter.getBaseUnit()).description(meter.description()).register(registry));
        }

        private void gauge(ArenaMeters meter, Tags tags, ToDoubleFunction<PoolStats> value) {
            add(Gauge.builder(meter.getName(), pool, it -> value.applyAsDouble(it.stats())).tags(tags)
                    .baseUnit(meter.getBaseUnit()).description(meter.description()).register(registry));
        }

        private void add(Meter meter) {
            bound.add(new Bound(registry, meter));
        }
    }
}
