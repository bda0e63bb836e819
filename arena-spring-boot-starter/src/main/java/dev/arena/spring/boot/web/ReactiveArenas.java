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

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import dev.arena.Arena;
import dev.arena.ArenaStats;
import dev.arena.spring.boot.RequestScope;

/**
 * Provides access to the arena of a reactive request. The arena is shared: any thread may use it, until the response is
 * complete, or the request has failed or was cancelled.
 *
 * <p>Safe for use by any thread. Not intended for blocking code outside reactive pipelines.
 *
 * @since 0.1.0
 */
public final class ReactiveArenas {
    private static final String ATTRIBUTE = ReactiveArenas.class.getName() + ".scope";

    private ReactiveArenas() {}

    /**
     * Returns the arena of the request whose pipeline subscribes to the result.
     *
     * @return the arena, opened if necessary; an {@link IllegalStateException} if there is no such request or it has ended
     */
    public static Mono<Arena> current() {
        return Mono.deferContextual(context -> Mono.just(arena(scope(context))));
    }

    /**
     * The arena of a request, for functional handlers.
     *
     * @param  request               the request
     * @return                       the arena, opened if necessary
     * @throws IllegalStateException if this request has none or has ended
     */
    public static Arena of(ServerRequest request) {
        return of(request.exchange());
    }

    /**
     * The arena of a request, for filters.
     *
     * @param  exchange              the request and its response
     * @return                       the arena, opened if necessary
     * @throws IllegalStateException if this request has none or has ended
     */
    public static Arena of(ServerWebExchange exchange) {
        return arena(exchange.getAttribute(ATTRIBUTE));
    }

    /**
     * Returns the memory that the arena of a request has taken so far, or had taken when it ended.
     *
     * @param  attributes those of the {@linkplain ServerWebExchange#getAttributes exchange}
     * @return            the figures, or null if the request has not used an arena
     */
    public static @Nullable ArenaStats stats(Map<String, Object> attributes) {
        return attributes.get(ATTRIBUTE) instanceof RequestScope scope ? scope.stats() : null;
    }

    static void put(ServerWebExchange exchange, RequestScope scope) {
        exchange.getAttributes().put(ATTRIBUTE, scope);
    }

    private static @Nullable RequestScope scope(ContextView context) {
        Optional<RequestScope> scope = context.getOrEmpty(RequestScope.class);
        return scope.orElse(null);
    }

    private static Arena arena(@Nullable RequestScope scope) {
        if (scope == null) {
            throw new IllegalStateException("This web request has no arena: see arena.web.include, "
                    + "arena.web.exclude and arena.web.routes. If there are several pools, mark one as @Primary. Outside "
                    + "requests, use ArenaPool.open()");
        }
        return scope.injectedArena();
    }
}
