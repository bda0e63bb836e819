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
 * {@code UNKNOWN}, so that arbitrary paths cannot make arbitrarily many meters.
 */
final class RequestSummaries {
    private final MeterProvider<DistributionSummary> summaries;

    RequestSummaries(MeterRegistry registry, String pool) {
        this.summaries = DistributionSummary.builder(ArenaMeters.REQUEST_BYTES.getName())
                .tag(ArenaMeters.Key.POOL.asString(), pool)
                .baseUnit(ArenaMeters.REQUEST_BYTES.getBaseUnit())
                .description("The most memory that a request held")
                .withRegistry(registry);
    }

    void record(@Nullable Object pattern, Outcome outcome, ArenaStats stats) {
        summaries.withTags(Tags.of(ArenaMeters.Key.URI.asString(), pattern == null ? "UNKNOWN" : pattern.toString(),
                ArenaMeters.Key.OUTCOME.asString(), outcome.name())).record((double) stats.peakBytesHeld());
    }
}
