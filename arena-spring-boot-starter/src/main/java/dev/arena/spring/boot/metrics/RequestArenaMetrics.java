package dev.arena.spring.boot.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.http.Outcome;

import dev.arena.ArenaStats;
import dev.arena.spring.boot.web.servlet.EndedRequest;
import dev.arena.spring.boot.web.servlet.RequestArenaListener;

/**
 * Records how many bytes each servlet request held at most, by path pattern and outcome. One whose client disconnected has the
 * outcome {@code UNKNOWN}, as in Spring's own metrics of reactive requests.
 */
public final class RequestArenaMetrics implements RequestArenaListener, AutoCloseable {
    private final RequestSummaries summaries;

    /**
     * Metrics of requests.
     *
     * @param registry where they are recorded
     * @param pool     bean name of the pool that serves requests
     */
    public RequestArenaMetrics(MeterRegistry registry, String pool) {
        this.summaries = new RequestSummaries(registry, pool, ArenaMeters.REQUEST_BYTES);
    }

    @Override
    public void arenaEnded(EndedRequest request, ArenaStats stats) {
        summaries.record(request.pattern(), outcome(request), stats);
    }

    private static Outcome outcome(EndedRequest request) {
        if (request.status() == 0) {
            return Outcome.UNKNOWN;
        }
        return request.failure() != null ? Outcome.SERVER_ERROR : Outcome.forStatus(request.status());
    }

    /** Removes the meters from their registry. */
    @Override
    public void close() {
        summaries.close();
    }
}
