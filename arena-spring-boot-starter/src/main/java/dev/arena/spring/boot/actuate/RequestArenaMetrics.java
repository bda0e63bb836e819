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

import dev.arena.ArenaStats;
import dev.arena.spring.boot.web.EndedRequest;
import dev.arena.spring.boot.web.RequestArenaListener;

/**
 * Records the largest amount of memory that each servlet request held, by path pattern and outcome. A request whose client
 * disconnected has the outcome {@code UNKNOWN}, as in Spring's own metrics of reactive requests.
 */
final class RequestArenaMetrics implements RequestArenaListener, AutoCloseable {
    private final RequestSummaries summaries;

    /**
     * Metrics of requests.
     *
     * @param registry registry of the meters
     * @param pool     bean name of the pool that serves requests
     */
    RequestArenaMetrics(MeterRegistry registry, String pool) {
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
