package dev.arena.spring.boot.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.http.Outcome;
import org.jspecify.annotations.Nullable;

import dev.arena.ArenaStats;

/**
 * What requests held, by path pattern and outcome, for either web stack. A request that no handler's pattern matched counts as
 * {@code UNKNOWN}, so that arbitrary paths cannot make arbitrarily many meters: there are as many as the application has
 * patterns, times the outcomes that occur.
 *
 * <p>Percentiles come of a histogram with fixed buckets, which unlike percentiles can be summed up over replicas. Percentiles
 * of this process alone are there besides, for registries without histograms.
 */
final class RequestSummaries implements AutoCloseable {

    /**
     * From the default smallest chunk, 4 KiB, to 256 MiB, in powers of four: requests hold whole chunks, which come in powers of
     * two, and each bucket is one more series for each pattern.
     */
    private static final double[] BOUNDS = {4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20, 16 << 20,
            64 << 20, 256 << 20};

    private static final double[] PERCENTILES = {0.5, 0.95, 0.99};

    private final MeterProvider<DistributionSummary> summaries;
    private final MeterRegistry registry;
    private final String pool;

    RequestSummaries(MeterRegistry registry, String pool) {
        this.registry = registry;
        this.pool = pool;
        this.summaries = DistributionSummary.builder(ArenaMeters.REQUEST_BYTES.getName())
                .tag(ArenaMeters.Key.POOL.asString(), pool)
                .baseUnit(ArenaMeters.REQUEST_BYTES.getBaseUnit())
                .description(ArenaMeters.REQUEST_BYTES.description())
                .serviceLevelObjectives(BOUNDS)
                .publishPercentiles(PERCENTILES)
                .percentilePrecision(1) // 5% are exact enough, and need little memory
                .withRegistry(registry);
    }

    void record(@Nullable Object pattern, Outcome outcome, ArenaStats stats) {
        record(pattern, outcome, stats.peakBytesHeld());
    }

    void record(@Nullable Object pattern, Outcome outcome, long bytes) {
        summaries.withTags(Tags.of(ArenaMeters.Key.URI.asString(), pattern == null ? "UNKNOWN" : pattern.toString(),
                ArenaMeters.Key.OUTCOME.asString(), outcome.name())).record((double) bytes);
    }

    /** Removes them, as the registry may serve another application afterwards. */
    @Override
    public void close() {
        registry.find(ArenaMeters.REQUEST_BYTES.getName()).tag(ArenaMeters.Key.POOL.asString(), pool).meters()
                .forEach(registry::remove);
    }
}
