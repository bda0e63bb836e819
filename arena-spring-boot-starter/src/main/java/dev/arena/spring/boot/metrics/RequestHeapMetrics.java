package dev.arena.spring.boot.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.http.Outcome;
import org.jspecify.annotations.Nullable;

import dev.arena.spring.boot.RequestHeap;
import dev.arena.spring.boot.web.servlet.RequestHeapFilter;

/** Records what each servlet request has allocated on the heap, by path pattern and outcome, in a registry and for the endpoint. */
public final class RequestHeapMetrics implements RequestHeapFilter.Listener, AutoCloseable {
    private final RequestSummaries summaries;
    private final RequestHeap heap;

    /**
     * Metrics of requests.
     *
     * @param registry where they are recorded
     * @param pool     bean name of the pool that serves requests
     * @param heap     remembers them for the endpoint
     */
    public RequestHeapMetrics(MeterRegistry registry, String pool, RequestHeap heap) {
        this.summaries = new RequestSummaries(registry, pool, ArenaMeters.REQUEST_HEAP);
        this.heap = heap;
    }

    @Override
    public void requestEnded(String method, @Nullable Object pattern, int status, long bytes) {
        summaries.record(pattern, Outcome.forStatus(status), bytes);
        heap.record(method, pattern, bytes);
    }

    /** Removes the meters from their registry. */
    @Override
    public void close() {
        summaries.close();
    }
}
