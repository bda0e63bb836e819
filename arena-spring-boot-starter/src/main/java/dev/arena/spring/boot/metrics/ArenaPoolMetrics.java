package dev.arena.spring.boot.metrics;

import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.arena.ArenaPool;
import dev.arena.PoolStats;

/** Binds the meters of pools. They read the pool when they are scraped and hold it weakly. */
public final class ArenaPoolMetrics implements MeterBinder {
    private final Map<String, ArenaPool> pools;

    /**
     * Meters for some pools.
     *
     * @param pools the pools by bean name
     */
    public ArenaPoolMetrics(Map<String, ArenaPool> pools) {
        this.pools = Map.copyOf(pools);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        pools.forEach(
                (name, pool) -> new Binding(registry, pool, Tags.of(ArenaMeters.Key.POOL.asString(), name)).bind());
    }

    private record Binding(MeterRegistry registry, ArenaPool pool, Tags tags) {

        void bind() {
            counter(ArenaMeters.CHUNKS_ALLOCATED, tags.and(ArenaMeters.Key.KIND.asString(), "normal"),
                    PoolStats::normalChunksAllocated, "Chunks taken from the chunk source");
            counter(ArenaMeters.CHUNKS_ALLOCATED, tags.and(ArenaMeters.Key.KIND.asString(), "oversized"),
                    PoolStats::oversizedChunksAllocated, "Chunks taken from the chunk source");
            counter(ArenaMeters.CHUNKS_REUSED, tags, PoolStats::chunksReused, "Chunks taken from the cache");
            gauge(ArenaMeters.CHUNKS, state("live"), PoolStats::liveChunks, "Chunks there are");
            gauge(ArenaMeters.CHUNKS, state("cached"), PoolStats::cachedChunks, "Chunks there are");
            gauge(ArenaMeters.CHUNKS, state("quarantined"), PoolStats::quarantinedChunks, "Chunks there are");
            gauge(ArenaMeters.MEMORY_RESERVED, tags, PoolStats::reservedBytes,
                    "Memory taken from the chunk source and not given back");
            gauge(ArenaMeters.MEMORY_PEAK, tags, PoolStats::peakReservedBytes, "The most memory ever reserved");
            gauge(ArenaMeters.MEMORY_WASTED, tags, PoolStats::wastedBytes,
                    "Memory of live chunks behind the last allocation");
            Gauge.builder(ArenaMeters.BUDGET_LIMIT.getName(), pool, it -> it.settings().poolByteBudget()).tags(tags)
                    .baseUnit(ArenaMeters.BUDGET_LIMIT.getBaseUnit()).description("Byte budget of the pool")
                    .register(registry);
            gauge(ArenaMeters.BUDGET_USED, tags, PoolStats::liveBytes, "Memory that open arenas hold");
            counter(ArenaMeters.BUDGET_REJECTIONS, scope("arena"), PoolStats::arenaRejections, "Refused allocations");
            counter(ArenaMeters.BUDGET_REJECTIONS, scope("pool"), PoolStats::poolRejections, "Refused allocations");
            counter(ArenaMeters.BUDGET_REJECTIONS, scope("source"), PoolStats::sourceRejections, "Refused allocations");
            counter(ArenaMeters.RELOCATIONS, tags, PoolStats::relocations, "Buffers that had to move to grow");
            counter(ArenaMeters.RESETS, tags, PoolStats::resets, "Generations that ended");
            gauge(ArenaMeters.HANDLES_ACTIVE, tags, PoolStats::activeHandles,
                    "Values that have escaped from their arena and not ended");
            counter(ArenaMeters.LEAKS, tags, PoolStats::leaks,
                    "Arenas and handles that were found garbage collected without having been closed");
            gauge(ArenaMeters.ACTIVE, tags, PoolStats::activeArenas,
                    "Arenas that have asked for a chunk and not ended");
        }

        private Tags state(String state) {
            return tags.and(ArenaMeters.Key.STATE.asString(), state);
        }

        private Tags scope(String scope) {
            return tags.and(ArenaMeters.Key.SCOPE.asString(), scope);
        }

        private void counter(ArenaMeters meter, Tags tags, ToDoubleFunction<PoolStats> value, String description) {
            FunctionCounter.builder(meter.getName(), pool, it -> value.applyAsDouble(it.stats())).tags(tags)
                    .baseUnit(meter.getBaseUnit()).description(description).register(registry);
        }

        private void gauge(ArenaMeters meter, Tags tags, ToDoubleFunction<PoolStats> value, String description) {
            Gauge.builder(meter.getName(), pool, it -> value.applyAsDouble(it.stats())).tags(tags)
                    .baseUnit(meter.getBaseUnit()).description(description).register(registry);
        }
    }
}
