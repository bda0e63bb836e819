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

import java.util.Map;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import dev.arena.Arena;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.web.EndedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code management.metrics.distribution} configures the percentiles and buckets of {@code arena.request.bytes}. */
class RequestDistributionTests {

    private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class, ArenaAutoConfiguration.class,
                    ArenaMetricsAutoConfiguration.class))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new);

    @Test
    void runByDefaultShouldHaveNeitherPercentilesNorBuckets() {
        contextRunner.run(context -> {
            HistogramSnapshot snapshot = snapshot(context.getBean(RequestArenaMetrics.class),
                    context.getBean(MeterRegistry.class));
            assertThat(snapshot.count()).isOne();
            assertThat(snapshot.percentileValues()).isEmpty();
            assertThat(snapshot.histogramCounts()).isEmpty();
        });
    }

    @Test
    void runWithPropertiesShouldApplyThem() {
        contextRunner.withPropertyValues("management.metrics.distribution.percentiles.arena.request.bytes=0.5,0.9",
                "management.metrics.distribution.slo.arena.request.bytes=65536,1048576").run(context -> {
                    HistogramSnapshot snapshot = snapshot(context.getBean(RequestArenaMetrics.class),
                            context.getBean(MeterRegistry.class));
                    assertThat(snapshot.percentileValues()).extracting(ValueAtPercentile::percentile)
                            .containsExactly(0.5, 0.9);
                    assertThat(snapshot.histogramCounts()).extracting(CountAtBucket::bucket)
                            .containsExactly(65536.0, 1048576.0);
                });
    }

    @Test
    void histogramShouldCoverTheSizesOfChunksOnly() {
        var prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class, ArenaAutoConfiguration.class,
                        ArenaMetricsAutoConfiguration.class))
                .withBean(MeterRegistry.class, () -> prometheus)
                .withPropertyValues("management.metrics.distribution.percentiles-histogram.arena.request.bytes=true")
                .run(context -> {
                    record(context.getBean(RequestArenaMetrics.class));
                    assertThat(Pattern.compile("arena_request_bytes_bucket\\{.*le=\"([0-9.E]+)\"")
                            .matcher(prometheus.scrape()).results().map(it -> Double.valueOf(it.group(1))))
                            .isNotEmpty().hasSizeLessThan(100).allMatch(bound -> bound >= 4096 && bound <= 256 << 20);
                });
    }

    private static void record(RequestArenaMetrics metrics) {
        try (Arena arena = Arena.create()) {
            arena.allocate(1);
            metrics.arenaEnded(new EndedRequest("GET", "/path", "/{name}", 200, null, Map.of()), arena.stats());
        }
    }

    private static HistogramSnapshot snapshot(RequestArenaMetrics metrics, MeterRegistry registry) {
        record(metrics);
        DistributionSummary summary = registry.get("arena.request.bytes").summary();
        return summary.takeSnapshot();
    }
}
