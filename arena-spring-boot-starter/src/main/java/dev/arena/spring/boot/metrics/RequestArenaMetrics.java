package dev.arena.spring.boot.metrics;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.http.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerMapping;

import dev.arena.ArenaStats;
import dev.arena.spring.boot.web.servlet.RequestArenaListener;

/** Records how many bytes each servlet request held at most, by path pattern and outcome. */
public final class RequestArenaMetrics implements RequestArenaListener, AutoCloseable {
    private final RequestSummaries summaries;

    /**
     * Metrics of requests.
     *
     * @param registry where they are recorded
     * @param pool     bean name of the pool that serves requests
     */
    public RequestArenaMetrics(MeterRegistry registry, String pool) {
        this.summaries = new RequestSummaries(registry, pool);
    }

    @Override
    public void arenaEnded(HttpServletRequest request, HttpServletResponse response, @Nullable Throwable failure,
            ArenaStats stats) {
        Outcome outcome = failure != null ? Outcome.SERVER_ERROR : Outcome.forStatus(response.getStatus());
        summaries.record(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE), outcome, stats);
    }

    /** Removes the meters from their registry. */
    @Override
    public void close() {
        summaries.close();
    }
}
