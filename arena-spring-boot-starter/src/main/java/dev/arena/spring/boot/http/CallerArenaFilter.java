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

package dev.arena.spring.boot.http;

import java.util.List;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.web.reactive.function.BodyExtractor;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.support.ClientResponseWrapper;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.RequestScope;

/**
 * Stores the arena of the calling thread for the response, which arrives on another thread. An arena in the Reactor context
 * takes precedence.
 */
final class CallerArenaFilter implements ExchangeFilterFunction {
    private final ArenaContextHolder context;

    CallerArenaFilter(ArenaContextHolder context) {
        this.context = context;
    }

    /** Called by the thread that subscribes. */
    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        RequestScope scope = context.scope();
        Mono<ClientResponse> response = next.exchange(request);
        return scope == null ? response : response.map(it -> new ScopedResponse(it, scope));
    }

    /** Reads bodies with the scope in the Reactor context. */
    private static final class ScopedResponse extends ClientResponseWrapper {
        private final RequestScope scope;

        ScopedResponse(ClientResponse response, RequestScope scope) {
            super(response);
            this.scope = scope;
        }

        private <T> Mono<T> withScope(Mono<T> body) {
            return body.contextWrite(it -> it.hasKey(RequestScope.class) ? it : it.put(RequestScope.class, scope));
        }

        private <T> Flux<T> withScope(Flux<T> body) {
            return body.contextWrite(it -> it.hasKey(RequestScope.class) ? it : it.put(RequestScope.class, scope));
        }

        @Override
        public <T> Mono<T> bodyToMono(Class<? extends T> type) {
            return withScope(super.bodyToMono(type));
        }

        @Override
        public <T> Mono<T> bodyToMono(ParameterizedTypeReference<T> type) {
            return withScope(super.bodyToMono(type));
        }

        @Override
        public <T> Flux<T> bodyToFlux(Class<? extends T> type) {
            return withScope(super.bodyToFlux(type));
        }

        @Override
        public <T> Flux<T> bodyToFlux(ParameterizedTypeReference<T> type) {
            return withScope(super.bodyToFlux(type));
        }

        @Override
        public <T> Mono<ResponseEntity<T>> toEntity(Class<T> type) {
            return withScope(super.toEntity(type));
        }

        @Override
        public <T> Mono<ResponseEntity<T>> toEntity(ParameterizedTypeReference<T> type) {
            return withScope(super.toEntity(type));
        }

        @Override
        public <T> Mono<ResponseEntity<List<T>>> toEntityList(Class<T> type) {
            return withScope(super.toEntityList(type));
        }

        @Override
        public <T> Mono<ResponseEntity<List<T>>> toEntityList(ParameterizedTypeReference<T> type) {
            return withScope(super.toEntityList(type));
        }

        @Override
        @SuppressWarnings("unchecked") // a publisher of the same kind
        public <T> T body(BodyExtractor<T, ? super ClientHttpResponse> extractor) {
            T body = super.body(extractor);
            return switch (body) {
                case Mono<?> one -> (T) withScope(one);
                case Flux<?> many -> (T) withScope(many);
                default -> body;
            };
        }
    }
}
