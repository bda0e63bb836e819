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

package dev.arena.spring.boot.web;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

import dev.arena.ArenaPool;
import dev.arena.ArenaStats;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.LearnedSizes;
import dev.arena.spring.boot.RequestScope;
import dev.arena.spring.boot.web.ReactiveRequestArenaListener.Ending;

/**
 * Gives each request of a reactive application an arena and ends it when the request is truly over: when its response is
 * complete, or it has failed or been cancelled. The arena rides in the Reactor context, under {@link RequestScope} as its key, and
 * as an attribute of the exchange; it is opened by whoever first asks for it.
 *
 * <p>It is always shared, as a pipeline goes from thread to thread, and never waits for memory of the pool, as the thread may be
 * one of an event loop. Where a request is cancelled while some thread is at work for
 * it, that thread finds its memory dead and gets no more.
 */
final class ReactiveArenaFilter implements WebFilter, Ordered {
    private final ArenaCloser closer = new ArenaCloser(new PeriodicChecks());
    private final ArenaContextHolder application;
    private final ArenaPool pool;
    private final RequestRoutes routes;
    private final HandlerBudgets budgets;
    private final @Nullable LearnedSizes learned;
    private final List<ReactiveRequestArenaListener> listeners;
    private final int order;

    /**
     * A filter for a pool.
     *
     * @param context   the application whose injected arena means the arena of the request
     * @param pool      where arenas come from
     * @param routes    which requests get an arena and what kind of arena, which must be shared and must not wait
     * @param budgets   what handlers say of their budgets
     * @param learned   what each route uses; null if that is not to be learned
     * @param listeners hear of each request that used its arena
     * @param order     place among the other filters
     */
    ReactiveArenaFilter(ArenaContextHolder context, ArenaPool pool, RequestRoutes routes, HandlerBudgets budgets,
            @Nullable LearnedSizes learned, List<ReactiveRequestArenaListener> listeners, int order) {
        this.application = context;
        this.pool = pool;
        this.routes = routes;
        this.budgets = budgets;
        this.learned = learned;
        this.listeners = List.copyOf(listeners);
        this.order = order;
    }

    @Override
    public int getOrder() {
        return order;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        RouteSettings settings = routes.settings(() -> exchange.getRequest().getPath().pathWithinApplication());
        if (settings == null) {
            return chain.filter(exchange);
        }
        return Mono.defer(() -> { // each time it is subscribed to, as by a filter that tries again
            var request = new ReactiveRequest(exchange, learned, settings, budgets);
            var scope = new RequestScope(application, settings.poolWithin(pool), settings.options(), request);
            var result = new Result(exchange.getResponse());
            ReactiveArenas.put(exchange, scope);
            return Mono.defer(() -> chain.filter(exchange)).doOnError(failure -> result.failure = failure)
                    .doFinally(signal -> end(scope, request, exchange, signal, result))
                    .contextWrite(context -> context.put(RequestScope.class, scope));
        });
    }

    private void end(RequestScope scope, ReactiveRequest request, ServerWebExchange exchange, SignalType signal,
            Result result) {
        ArenaStats stats = closer.end(scope, request::owner);
        if (stats != null && stats.peakBytesHeld() > 0) {
            HttpStatusCode status = result.status();
            ListenerCalls.call(request, () -> request.ended(stats, scope.nanosOpen()));
            for (ReactiveRequestArenaListener listener : listeners) {
                ListenerCalls.call(listener,
                        () -> listener.arenaEnded(exchange, ending(signal, result.failure), status, result.failure,
                                stats));
            }
        }
    }

    /** A server that reads a body fails if the client disconnects, where one that waits for a handler cancels it. */
    private static Ending ending(SignalType signal, @Nullable Throwable failure) {
        return switch (signal) {
            case ON_ERROR -> failure != null && DisconnectedClientHelper.isClientDisconnectedException(failure)
                    ? Ending.CANCELLED
                    : Ending.FAILED;
            case CANCEL -> Ending.CANCELLED;
            default -> Ending.COMPLETED;
        };
    }

    /**
     * What came of a request. The status is that which was committed, remembered: when the filter hears of the end, Jetty may
     * have taken the response back.
     */
    private static final class Result {
        private final ServerHttpResponse response;
        private volatile @Nullable HttpStatusCode committed;
        volatile @Nullable Throwable failure;

        Result(ServerHttpResponse response) {
            this.response = response;
            response.beforeCommit(() -> {
                committed = response.getStatusCode();
                return Mono.empty();
            });
        }

        @Nullable
        HttpStatusCode status() {
            try {
                return response.isCommitted() ? committed : response.getStatusCode();
            } catch (IllegalStateException e) { // a servlet container has taken it back
                return null;
            }
        }
    }
}
