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

package dev.arena.spring.boot.rawbody;

import java.util.List;
import java.util.function.Supplier;

import org.springframework.core.Ordered;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

import dev.arena.spring.boot.RequestScope;

/**
 * Keeps the bodies of the configured requests of a reactive application in their arenas, so that filters and handlers can
 * read them again. A body is read at the first access. Requests without an arena remain unchanged.
 */
final class RawBodyWebFilter implements WebFilter, Ordered {
    private final RawBodyPaths paths;
    private final Supplier<List<HttpMessageReader<?>>> readers;
    private final int order;

    /**
     * A filter.
     *
     * @param paths   paths of the requests with kept bodies
     * @param readers read forms and multipart bodies
     * @param order   order of the filter, after the filter that opens the arenas
     */
    RawBodyWebFilter(RawBodyPaths paths, Supplier<List<HttpMessageReader<?>>> readers, int order) {
        this.paths = paths;
        this.readers = readers;
        this.order = order;
    }

    @Override
    public int getOrder() {
        return order;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!paths.contain(exchange.getRequest().getPath().pathWithinApplication())) {
            return chain.filter(exchange);
        }
        return Mono.deferContextual(context -> {
            RequestScope scope = context.<RequestScope>getOrEmpty(RequestScope.class).orElse(null);
            if (scope == null) {
                return chain.filter(exchange);
            }
            var kept = new KeptBodyExchange(exchange, scope, readers.get());
            exchange.getAttributes().put(KeptBodyExchange.ATTRIBUTE, kept);
            return chain.filter(kept).doFinally(_ -> kept.deleteParts().subscribe());
        });
    }
}
