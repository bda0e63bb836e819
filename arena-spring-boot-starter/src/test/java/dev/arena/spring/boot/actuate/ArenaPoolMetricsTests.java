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

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.http.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.Confinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.times;

/** The registered meters agree with {@link ArenaMeters}. */
class ArenaPoolMetricsTests {
    private final long[] now = {Long.MAX_VALUE - 5}; // the clock may overflow
    private final ArenaPool real = Arena.builder().poolByteBudget(1 << 20).buildPool();
    private final ArenaPool partition = real.partition("first", 64 << 10);
    private final ArenaPool pool = spy(real);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ArenaPoolMetrics metrics = new ArenaPoolMetrics(Map.of("mine", pool), () -> now[0]);

    ArenaPoolMetricsTests() {
        metrics.bindTo(registry);
        for (ArenaMeters meter : List.of(ArenaMeters.REQUEST_BYTES, ArenaMeters.REQUEST_HEAP)) {
            new RequestSummaries(registry, "mine", meter).record("/cities/{city}", Outcome.SUCCESS, 5000);
        }
    }

    @AfterEach
    void closePool() {
        real.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyDocumentedMeterShouldBeRegisteredAsDocumented(ArenaMeters documented) {
        List<String> keys = Arrays.stream(documented.getKeyNames()).map(key -> key.asString()).toList();
        assertThat(registry.find(documented.getName()).meters()).isNotEmpty().allSatisfy(meter -> {
            assertThat(meter.getId().getType()).isEqualTo(documented.getType());
            assertThat(meter.getId().getBaseUnit()).isEqualTo(documented.getBaseUnit());
            assertThat(meter.getId().getDescription()).isEqualTo(documented.description());
            assertThat(meter.getId().getTags()).extracting(Tag::getKey).containsExactlyInAnyOrderElementsOf(keys);
            assertThat(meter.getId().getTag("pool")).isEqualTo("mine");
        });
    }

    @Test
    void everyRegisteredMeterShouldBeDocumented() {
        Set<String> registered = new TreeSet<>();
        registry.getMeters().stream().map(meter -> meter.getId().getName())
                .filter(name -> !name.matches("arena\\.request\\.(bytes|heap)\\..*")).forEach(registered::add); // percentiles
        assertThat(registered).containsExactlyInAnyOrderElementsOf(
                Arrays.stream(ArenaMeters.values()).map(ArenaMeters::getName).toList());
    }

    @Test
    void scrapeShouldReadThePoolOnce() {
        scrape();
        then(pool).should(times(1)).stats();
        now[0] += PoolReading.MAX_AGE;
        scrape();
        then(pool).should(times(1)).stats();
        now[0] += 1;
        scrape();
        then(pool).should(times(2)).stats();
    }

    @Test
    void laterScrapeShouldShowChanges() {
        assertThat(registry.get("arena.budget.used").gauge().value()).isZero();
        try (Arena arena = real.open()) {
            arena.allocate(1, 1);
            now[0] += PoolReading.MAX_AGE + 1;
            assertThat(registry.get("arena.budget.used").gauge().value()).isEqualTo(4096);
            assertThat(registry.get("arena.chunks").tag("state", "live").gauge().value()).isEqualTo(1);
            assertThat(registry.get("arena.budget.limit").gauge().value()).isEqualTo(1 << 20);
        }
    }

    @Test
    void quarantinedMemoryShouldBeShown() {
        try (Arena open = real.open(Confinement.SHARED)) {
            open.allocate(1, 1);
            try (Arena other = real.open(Confinement.SHARED)) {
                other.allocate(5000, 1);
            }
            now[0] += PoolReading.MAX_AGE + 1;
            assertThat(registry.get("arena.memory.quarantined").gauge().value()).isEqualTo(8192);
        }
    }

    @Test
    void metersOfPartitionShouldShowItsFigures() {
        try (Arena arena = partition.open(); Arena other = partition.open()) {
            arena.allocate(5000, 1);
            assertThat(other.tryAllocate(60_000, 1)).isNull();
            assertThat(registry.get("arena.partition.limit").tag("partition", "first").gauge().value())
                    .isEqualTo(64 << 10);
            assertThat(registry.get("arena.partition.used").tag("partition", "first").gauge().value())
                    .isEqualTo(8192);
            assertThat(rejections("first")).isEqualTo(1);
            assertThat(rejections("pool")).as("counted once").isZero();
        }
    }

    @Test
    void scrapesWithinASecondShouldReadAPartitionOnce() {
        ArenaPool second = spy(real.partition("second", 64 << 10));
        given(pool.partitions()).willReturn(List.of(second));
        scrape(); // registers its meters
        scrape();
        now[0] += PoolReading.MAX_AGE_OF_PARTITION;
        scrape();
        then(second).should(times(1)).stats();
        now[0] += 1;
        scrape();
        then(second).should(times(2)).stats();
    }

    @Test
    void metersOfPartitionShouldAppearAndDisappearWithTheNextScrape() {
        ArenaPool second = real.partition("second", 64 << 10);
        scrape();
        assertThat(shownPartitions()).containsExactly("first", "second");
        second.close();
        now[0] += PoolReading.MAX_AGE + 1;
        scrape();
        assertThat(shownPartitions()).containsExactly("first");
        assertThat(registry.find("arena.partition.limit").gauges()).hasSize(1);
        assertThat(registry.find("arena.budget.rejections").functionCounters())
                .extracting(it -> it.getId().getTag("scope"))
                .containsExactlyInAnyOrder("arena", "pool", "source", "first");
    }

    @Test
    void partitionThatOpensAgainShouldCountFromZero() {
        try (Arena arena = partition.open(); Arena other = partition.open()) {
            arena.allocate(5000, 1);
            assertThat(other.tryAllocate(60_000, 1)).isNull();
        }
        scrape();
        assertThat(rejections("first")).isOne();
        partition.close();
        now[0] += PoolReading.MAX_AGE + 1;
        real.partition("first", 128 << 10);
        scrape();
        assertThat(registry.get("arena.partition.limit").gauge().value()).isEqualTo(128 << 10);
        assertThat(rejections("first")).isZero();
    }

    @Test
    void partitionsBeyondTheLimitShouldHaveNoMetersUntilOthersClose() {
        for (int i = 0; i < 2 * PartitionMeters.MAX_PARTITIONS; i++) {
            real.partition("tenant " + i, 64 << 10);
        }
        scrape();
        assertThat(shownPartitions()).hasSize(PartitionMeters.MAX_PARTITIONS).contains("first");
        real.partitions().stream().limit(PartitionMeters.MAX_PARTITIONS).forEach(ArenaPool::close);
        now[0] += PoolReading.MAX_AGE + 1;
        scrape();
        assertThat(shownPartitions()).hasSize(PartitionMeters.MAX_PARTITIONS).doesNotContain("first")
                .containsExactlyElementsOf(
                        real.partitions().stream().limit(PartitionMeters.MAX_PARTITIONS).map(ArenaPool::name)
                                .toList());
    }

    @Test
    void everyRegistryShouldHaveTheMetersOfPartitions() {
        var other = new SimpleMeterRegistry();
        metrics.bindTo(other);
        real.partition("second", 64 << 10);
        scrape();
        assertThat(other.find("arena.partition.used").gauges()).hasSize(2);
        assertThat(shownPartitions()).containsExactly("first", "second");
    }

    @Test
    void closedMetricsShouldNotRegisterMetersAgain() {
        List<Meter> before = registry.getMeters();
        metrics.close();
        real.partition("second", 64 << 10);
        now[0] += PoolReading.MAX_AGE + 1;
        before.forEach(meter -> meter.measure().forEach(it -> it.getValue()));
        assertThat(registry.getMeters()).isNotEmpty()
                .allSatisfy(meter -> assertThat(meter.getId().getName()).startsWith("arena.request."));
    }

    @Test
    void registryShouldHoldThePoolAndItsPartitionsWeakly() {
        var other = new SimpleMeterRegistry();
        List<WeakReference<?>> weak = bindAndForget(other);
        await().untilAsserted(() -> {
            System.gc();
            assertThat(weak).allSatisfy(it -> assertThat(it.get()).isNull());
        });
        assertThat(other.get("arena.partition.used").gauge().value()).isNaN();
    }

    private static List<WeakReference<?>> bindAndForget(MeterRegistry registry) {
        ArenaPool forgotten = Arena.builder().poolByteBudget(1 << 20).buildPool();
        ArenaPool tenant = forgotten.partition("tenant", 64 << 10);
        var unclosed = new ArenaPoolMetrics(Map.of("forgotten", forgotten));
        unclosed.bindTo(registry);
        assertThat(registry.get("arena.partition.used").gauge().value()).isZero();
        forgotten.close();
        return List.of(new WeakReference<>(forgotten), new WeakReference<>(tenant), new WeakReference<>(unclosed));
    }

    @Test
    void requestsShouldBeCountedByPatternAndOutcome() {
        var bytes = new RequestSummaries(registry, "mine", ArenaMeters.REQUEST_BYTES);
        for (int i = 0; i < 99; i++) {
            bytes.record("/cities/{city}", Outcome.SUCCESS, 5000);
        }
        bytes.record("/cities/{city}", Outcome.CLIENT_ERROR, 1 << 20);
        var snapshot = registry.get("arena.request.bytes").tag("uri", "/cities/{city}").tag("outcome", "SUCCESS")
                .summary().takeSnapshot();
        assertThat(snapshot.count()).isEqualTo(100);
        assertThat(snapshot.max()).isEqualTo(5000);
    }

    @Test
    void unmatchedRequestsShouldShareOneSeries() {
        var bytes = new RequestSummaries(registry, "mine", ArenaMeters.REQUEST_BYTES);
        bytes.record(null, Outcome.CLIENT_ERROR, 1);
        bytes.record(null, Outcome.CLIENT_ERROR, 1);
        assertThat(registry.get("arena.request.bytes").tag("uri", "UNKNOWN").summaries()).singleElement()
                .satisfies(summary -> assertThat(summary.count()).isEqualTo(2));
    }

    private double rejections(String scope) {
        return registry.get("arena.budget.rejections").tag("scope", scope).functionCounter().count();
    }

    private List<String> shownPartitions() {
        return registry.find("arena.partition.used").gauges().stream().map(it -> it.getId().getTag("partition"))
                .sorted().toList();
    }

    private void scrape() {
        registry.getMeters().forEach((Meter meter) -> meter.measure().forEach(it -> it.getValue()));
    }
}
