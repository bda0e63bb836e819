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
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;

import dev.arena.ArenaStats;
import dev.arena.spring.boot.web.ReactiveRequestArenaListener;

/**
 * Records the largest amount of memory that each request of a reactive application held, by path pattern and outcome. A
 * cancelled request has the outcome {@code UNKNOWN}, as in Spring's own request metrics.
 */
final class ReactiveRequestArenaMetrics implements ReactiveRequestArenaListener, AutoCloseable {
    private final RequestSummaries summaries;

    /**
     * Metrics of requests.
     *
     * @param registry registry of the meters
     * @param pool     bean name of the pool that serves requests
     */
    ReactiveRequestArenaMetrics(MeterRegistry registry, String pool) {
        this.summaries = new RequestSummaries(registry, pool, ArenaMeters.REQUEST_BYTES);
    }

    @Override
    public void arenaEnded(ServerWebExchange exchange, Ending ending, @Nullable HttpStatusCode status,
            @Nullable Throwable failure, ArenaStats stats) {
        summaries.record(exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE),
                outcome(ending, status), stats);
    }

    /** Removes the meters from their registry. */
    @Override
    public void close() {
        summaries.close();
    }

    private static Outcome outcome(Ending ending, @Nullable HttpStatusCode status) {
        return switch (ending) {
            case CANCELLED -> Outcome.UNKNOWN;
            case COMPLETED -> status == null ? Outcome.SUCCESS : Outcome.forStatus(status.value());
            // an error handler outside the filter may already have responded, or may do so later
            case FAILED ->
                status == null || !status.isError() ? Outcome.SERVER_ERROR : Outcome.forStatus(status.value());
        };
    }
}
