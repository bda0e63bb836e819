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

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.http.Outcome;
import org.jspecify.annotations.Nullable;

import dev.arena.ArenaStats;

/**
 * Distribution summaries of the memory of requests, by path pattern and outcome, for both web stacks. A request without a
 * matching handler pattern counts as {@code UNKNOWN}, so arbitrary paths cannot create arbitrarily many meters. The number of
 * meters is at most the number of path patterns times the number of outcomes.
 *
 * <p>{@code management.metrics.distribution} configures percentiles and buckets. The range of expected values keeps a
 * histogram small, because requests hold whole chunks.
 */
final class RequestSummaries implements AutoCloseable {

    /** The default smallest chunk. */
    private static final double MIN_EXPECTED_BYTES = 4 << 10;

    private static final double MAX_EXPECTED_BYTES = 256 << 20;

    private final MeterProvider<DistributionSummary> summaries;
    private final MeterRegistry registry;
    private final String pool;
    private final ArenaMeters meter;

    RequestSummaries(MeterRegistry registry, String pool, ArenaMeters meter) {
        this.registry = registry;
        this.pool = pool;
        this.meter = meter;
        this.summaries = DistributionSummary.builder(meter.getName())
                .tag(ArenaMeters.Key.POOL.asString(), pool)
                .baseUnit(meter.getBaseUnit())
                .description(meter.description())
                .minimumExpectedValue(MIN_EXPECTED_BYTES)
                .maximumExpectedValue(MAX_EXPECTED_BYTES)
                .withRegistry(registry);
    }

    void record(@Nullable Object pattern, Outcome outcome, ArenaStats stats) {
        record(pattern, outcome, stats.peakBytesHeld());
    }

    void record(@Nullable Object pattern, Outcome outcome, long bytes) {
        summaries.withTags(Tags.of(ArenaMeters.Key.URI.asString(), pattern == null ? "UNKNOWN" : pattern.toString(),
                ArenaMeters.Key.OUTCOME.asString(), outcome.name())).record((double) bytes);
    }

    /** Removes the meters, because the registry may serve another application afterwards. */
    @Override
    public void close() {
        registry.find(meter.getName()).tag(ArenaMeters.Key.POOL.asString(), pool).meters()
                .forEach(registry::remove);
    }
}
