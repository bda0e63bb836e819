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

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.http.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Records the heap that each servlet request has allocated, by path pattern and outcome, in a registry and for the endpoint.
 */
final class RequestHeapMetrics implements AutoCloseable {
    private final RequestSummaries summaries;
    private final RequestHeap heap;

    /**
     * Metrics of requests.
     *
     * @param registry registry of the meters
     * @param pool     bean name of the pool that serves requests
     * @param heap     stores the figures for the endpoint
     */
    RequestHeapMetrics(MeterRegistry registry, String pool, RequestHeap heap) {
        this.summaries = new RequestSummaries(registry, pool, ArenaMeters.REQUEST_HEAP);
        this.heap = heap;
    }

    /**
     * Records a request that has ended.
     *
     * @param method  its method
     * @param pattern path pattern of its handler; null if none was found
     * @param status  status of its response; 500 if an exception was thrown
     * @param bytes   heap bytes that its dispatches have allocated
     */
    void record(String method, @Nullable Object pattern, int status, long bytes) {
        summaries.record(pattern, Outcome.forStatus(status), bytes);
        heap.record(method, pattern, bytes);
    }

    /** Removes the meters from their registry. */
    @Override
    public void close() {
        summaries.close();
    }
}
