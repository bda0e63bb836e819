package dev.arena.spring.boot.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.http.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.arena.Arena;
import dev.arena.ArenaPool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.times;

/** What is registered is what {@link ArenaMeters} documents. */
class ArenaPoolMetricsTests {
    private final long[] now = {Long.MAX_VALUE - 5}; // the clock may overflow
    private final ArenaPool real = Arena.builder().poolByteBudget(1 << 20).buildPool();
    private final ArenaPool pool = spy(real);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ArenaPoolMetrics metrics = new ArenaPoolMetrics(Map.of("mine", pool), () -> now[0]);

    ArenaPoolMetricsTests() {
        metrics.bindTo(registry);
        new RequestSummaries(registry, "mine").record("/cities/{city}", Outcome.SUCCESS, 5000);
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
                .filter(name -> !name.startsWith("arena.request.bytes.")).forEach(registered::add); // percentiles
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
    void laterScrapeShouldSeeWhatHasChanged() {
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
    void requestsShouldHavePercentilesAndBucketsByPatternAndOutcome() {
        var bytes = new RequestSummaries(registry, "mine");
        for (int i = 0; i < 99; i++) {
            bytes.record("/cities/{city}", Outcome.SUCCESS, 5000);
        }
        bytes.record("/cities/{city}", Outcome.CLIENT_ERROR, 1 << 20);
        var snapshot = registry.get("arena.request.bytes").tag("uri", "/cities/{city}").tag("outcome", "SUCCESS")
                .summary().takeSnapshot();
        assertThat(snapshot.count()).isEqualTo(100);
        assertThat(snapshot.percentileValues()).hasSize(3).allSatisfy(
                it -> assertThat(it.value()).isBetween(4500.0, 5500.0));
        assertThat(snapshot.histogramCounts()).anySatisfy(bucket -> {
            assertThat(bucket.bucket()).isEqualTo(16384);
            assertThat(bucket.count()).isEqualTo(100);
        });
    }

    @Test
    void unmatchedRequestsShouldShareOneSeries() {
        var bytes = new RequestSummaries(registry, "mine");
        bytes.record(null, Outcome.CLIENT_ERROR, 1);
        bytes.record(null, Outcome.CLIENT_ERROR, 1);
        assertThat(registry.get("arena.request.bytes").tag("uri", "UNKNOWN").summaries()).singleElement()
                .satisfies(summary -> assertThat(summary.count()).isEqualTo(2));
    }

    private void scrape() {
        registry.getMeters().forEach((Meter meter) -> meter.measure().forEach(it -> it.getValue()));
    }
}
