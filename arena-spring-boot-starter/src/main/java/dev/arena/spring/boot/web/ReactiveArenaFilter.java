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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.SignalType;

import dev.arena.ArenaPool;
import dev.arena.ArenaStats;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.LearnedSizes;
import dev.arena.spring.boot.RequestScope;
import dev.arena.spring.boot.web.ReactiveRequestArenaListener.Ending;

/**
 * Provides each request of a reactive application with an arena, and ends it when the request has ended: when its response is
 * complete, or when the request has failed or was cancelled. The Reactor context contains the arena under the key
 * {@link RequestScope}, and the exchange contains it as an attribute. The arena is opened at its first use.
 *
 * <p>The arena is always shared, because a pipeline can change threads. It never waits for memory of the pool, because the
 * thread may be an event loop thread. If a request is cancelled while a thread still works for it, this thread can no longer
 * use the memory and gets no more.
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
     * @param context   the application whose injected arena delegates to the arena of the request
     * @param pool      pool of the arenas
     * @param routes    requests that get an arena, and the settings of the arena, which must be shared and must not wait
     * @param budgets   budgets of handlers
     * @param learned   learned sizes of routes; null if learning is off
     * @param listeners notified of each request that used its arena
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
        return Mono.defer(() -> { // for each subscription, for example of a filter that retries
            var request = new ReactiveRequest(exchange, learned, settings, budgets);
            var scope = new RequestScope(application, settings.poolWithin(pool), settings.options(), request);
            var result = new Result(exchange.getResponse());
            ReactiveArenas.put(exchange, scope);
            // doFinally ends the arena even if doOnError, which comes after it, throws a fatal error
            Mono<Void> handling = Mono.defer(() -> chain.filter(exchange))
                    .doFinally(signal -> end(scope, request, exchange, signal, result))
                    .doOnError(failure -> result.failure = failure)
                    .contextWrite(context -> context.put(RequestScope.class, scope));
            return new WithFatalErrors(handling, error -> {
                result.failure = error;
                end(scope, request, exchange, SignalType.ON_ERROR, result);
            });
        });
    }

    private void end(RequestScope scope, ReactiveRequest request, ServerWebExchange exchange, SignalType signal,
            Result result) {
        if (result.ended.getAndSet(true)) {
            return;
        }
        ArenaStats stats = closer.end(scope, request::owner);
        if (stats != null && stats.peakBytesHeld() > 0) {
            HttpStatusCode status = result.status();
            ListenerCalls.call(LearnedSizes.class.getSimpleName(), () -> request.ended(stats, scope.nanosOpen()));
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
     * The result of a request. The committed status is stored, because Jetty may already have recycled the response when the
     * filter is notified of the end.
     */
    private static final class Result {
        private final ServerHttpResponse response;
        private volatile @Nullable HttpStatusCode committed;
        volatile @Nullable Throwable failure;
        final AtomicBoolean ended = new AtomicBoolean();

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
            } catch (IllegalStateException e) { // a servlet container has recycled it
                return null;
            }
        }
    }

    /** Reactor throws fatal errors, such as a {@link StackOverflowError} of a handler, and signals nothing. */
    private static final class WithFatalErrors extends MonoOperator<Void, Void> {
        private final Consumer<Throwable> onThrown;

        WithFatalErrors(Mono<Void> source, Consumer<Throwable> onThrown) {
            super(source);
            this.onThrown = onThrown;
        }

        @Override
        public void subscribe(CoreSubscriber<? super Void> actual) {
            try {
                source.subscribe(actual);
            } catch (Throwable e) {
                onThrown.accept(e);
                throw e;
            }
        }
    }
}
