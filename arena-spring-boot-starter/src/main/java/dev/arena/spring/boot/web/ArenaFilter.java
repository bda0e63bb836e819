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

import java.io.IOException;
import java.util.List;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.ServletRequestPathUtils;

import dev.arena.ArenaExhaustedException;
import dev.arena.ArenaPool;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.LearnedSizes;
import dev.arena.spring.boot.RequestScope;

/**
 * Provides each request with an arena, and ends it when the request has ended. A synchronous request ends when its outermost
 * dispatch returns or throws. An asynchronous request ends when the container reports its completion, or dispatches it to its
 * error page. The arena is opened at its first use.
 *
 * <p>Register this filter for the dispatcher types REQUEST, ASYNC and ERROR. The dispatches of one request share an arena. An
 * ERROR dispatch after the end of a failed request gets its own arena.
 */
final class ArenaFilter implements Filter {
    private final RequestRoutes routes;
    private final ExhaustionHandler exhaustion;
    private final RequestArenas arenas;

    /**
     * A filter for a pool.
     *
     * @param pool       pool of the arenas
     * @param context    the application whose injected arena delegates to the arena of the request
     * @param routes     requests that get an arena, and the settings of the arena
     * @param learned    learned sizes of routes; null if learning is off
     * @param exhaustion responds to a request that exceeds a budget outside a controller
     * @param listeners  notified of each request that used its arena
     */
    ArenaFilter(ArenaPool pool, ArenaContextHolder context, RequestRoutes routes, @Nullable LearnedSizes learned,
            ExhaustionHandler exhaustion, List<RequestArenaListener> listeners) {
        this.routes = routes;
        this.exhaustion = exhaustion;
        this.arenas = new RequestArenas(context, pool, learned, listeners);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse httpResponse) {
            RequestArena arena = RequestArena.of(http);
            if (arena != null && http.getDispatcherType() == DispatcherType.ERROR) {
                arena.enterErrorDispatch(http, httpResponse);
            }
            if (arena == null || arena.isEnded()) {
                arena = open(http);
            }
            if (arena != null) {
                doFilter(arena, http, httpResponse, chain);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private @Nullable RequestArena open(HttpServletRequest request) {
        RouteSettings settings = routes
                .settings(() -> ServletRequestPathUtils.parse(request).pathWithinApplication());
        if (settings == null) {
            return null;
        }
        var arena = new RequestArena(request, arenas, settings);
        arena.attach();
        return arena;
    }

    private void doFilter(RequestArena arena, HttpServletRequest request, HttpServletResponse response,
            FilterChain chain) throws IOException, ServletException {
        arena.enterDispatch();
        RequestScope previous = ArenaContextHolder.set(arena.scope());
        Throwable failure = null;
        try {
            chain.doFilter(request, response);
        } catch (Throwable e) { // other languages throw checked exceptions too
            failure = e;
            if (!respondToExhaustion(e, request, response)) {
                throw e;
            }
            failure = null;
        } finally {
            ArenaContextHolder.set(previous);
            arena.leaveDispatch(request, response, failure);
        }
        UnreadBody.drop(request, response);
    }

    private boolean respondToExhaustion(Throwable failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ArenaExhaustedException exhausted = ExhaustionProblem.causeOf(failure);
        return exhausted != null && !request.isAsyncStarted() && !response.isCommitted()
                && exhaustion.handle(request, response, exhausted);
    }

    /** Handles a request that ran out of memory. */
    @FunctionalInterface
    interface ExhaustionHandler {

        /**
         * Writes an uncommitted response.
         *
         * @param  request     the request
         * @param  response    its response
         * @param  exhausted   the exception
         * @return             whether it has been answered
         * @throws IOException if writing fails
         */
        boolean handle(HttpServletRequest request, HttpServletResponse response, ArenaExhaustedException exhausted)
                throws IOException;
    }
}
