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

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.ErrorResponse;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

import dev.arena.ArenaExhaustedException;

/**
 * Handles refused allocations and unreadable bodies outside controllers: in filters, and when functional handlers write their
 * response.
 *
 * <p>Ordered before Spring Boot's handler of all errors, which would respond with 500.
 */
final class ProblemWebExceptionHandler implements WebExceptionHandler, Ordered {
    private static final int BEFORE_ERROR_HANDLER = -2;

    private final ExhaustionProblem problems;
    private final ServerResponse.Context context;

    /**
     * A handler.
     *
     * @param problems creates the responses
     * @param writers  can write a problem detail
     */
    ProblemWebExceptionHandler(ExhaustionProblem problems, List<HttpMessageWriter<?>> writers) {
        this.problems = problems;
        this.context = new ServerResponse.Context() {
            @Override
            public List<HttpMessageWriter<?>> messageWriters() {
                return writers;
            }

            @Override
            public List<ViewResolver> viewResolvers() {
                return List.of();
            }
        };
    }

    @Override
    public int getOrder() {
        return BEFORE_ERROR_HANDLER;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        ResponseEntity<ProblemDetail> answer = answer(failure, locale(exchange));
        if (answer == null || exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        removeContentHeaders(exchange.getResponse());
        ProblemDetail problem = Objects.requireNonNull(answer.getBody());
        problem.setInstance(URI.create(exchange.getRequest().getPath().value()));
        ServerResponse.BodyBuilder response = ServerResponse.status(answer.getStatusCode())
                .headers(headers -> headers.addAll(answer.getHeaders()));
        return (canWriteProblems(context.messageWriters())
                ? response.contentType(MediaType.APPLICATION_PROBLEM_JSON).bodyValue(problem)
                : response.build()).flatMap(it -> it.writeTo(exchange, context));
    }

    private @Nullable ResponseEntity<ProblemDetail> answer(Throwable failure, Locale locale) {
        if (failure instanceof HttpMessageNotReadableException && failure instanceof ErrorResponse unreadable) {
            return problems.answer(unreadable, locale);
        }
        ArenaExhaustedException exhausted = ExhaustionProblem.causeOf(failure);
        return exhausted == null ? null : problems.answer(exhausted, locale);
    }

    /** Whether the application can write problem details. It cannot without a JSON library. */
    static boolean canWriteProblems(List<HttpMessageWriter<?>> writers) {
        ResolvableType type = ResolvableType.forClass(ProblemDetail.class);
        return writers.stream().anyMatch(writer -> writer.canWrite(type, MediaType.APPLICATION_PROBLEM_JSON));
    }

    private static Locale locale(ServerWebExchange exchange) {
        Locale locale = exchange.getLocaleContext().getLocale();
        return locale == null ? Locale.getDefault() : locale;
    }

    /** Keeps the headers that do not describe the content of a response. */
    static void removeContentHeaders(ServerHttpResponse response) {
        HttpHeaders headers = response.getHeaders();
        List.copyOf(headers.headerNames()).stream().filter(ProblemWebExceptionHandler::isContentHeader)
                .forEach(headers::remove);
    }

    private static boolean isContentHeader(String header) {
        String lower = header.toLowerCase(Locale.ROOT);
        return lower.startsWith("content-") || lower.equals("etag");
    }
}
