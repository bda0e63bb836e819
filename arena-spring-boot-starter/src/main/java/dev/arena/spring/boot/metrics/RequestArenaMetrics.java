package dev.arena.spring.boot.metrics;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.http.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerMapping;

import dev.arena.ArenaStats;
import dev.arena.spring.boot.web.servlet.RequestArenaListener;

/**
 * Records how many bytes each request held at most, by path pattern and outcome. A request that no handler's pattern
 * matched counts as {@code UNKNOWN}, so that arbitrary paths cannot make arbitrarily many meters.
 */
public final class RequestArenaMetrics implements RequestArenaListener {
    private final MeterProvider<DistributionSummary> summaries;

    /**
     * Metrics of requests.
     *
     * @param registry where they are recorded
     * @param pool     bean name of the pool that serves requests
     */
    public RequestArenaMetrics(MeterRegistry registry, String pool) {
        this.summaries = DistributionSummary.builder(ArenaMeters.REQUEST_BYTES.getName())
                .tag(ArenaMeters.Key.POOL.asString(), pool)
                .baseUnit(ArenaMeters.REQUEST_BYTES.getBaseUnit())
                .description("The most memory that a request held")
                .withRegistry(registry);
    }

    @Override
    public void arenaEnded(HttpServletRequest request, HttpServletResponse response, @Nullable Throwable failure,
            ArenaStats stats) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        Outcome outcome = failure != null ? Outcome.SERVER_ERROR : Outcome.forStatus(response.getStatus());
        summaries.withTags(Tags.of(ArenaMeters.Key.URI.asString(), pattern == null ? "UNKNOWN" : pattern.toString(),
                ArenaMeters.Key.OUTCOME.asString(), outcome.name())).record((double) stats.peakBytesHeld());
    }
}
