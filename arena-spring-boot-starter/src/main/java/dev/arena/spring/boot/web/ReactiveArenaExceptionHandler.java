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
import java.util.Locale;

import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.server.ServerWebExchange;

import dev.arena.ArenaExhaustedException;

/**
 * Handles refused allocations of annotated and functional handlers with the response of {@link ExhaustionProblem}.
 *
 * <p>Ordered before Spring's own handler of problem details, which would handle the exception in which Jackson wraps this
 * one. To take precedence, advice of the application needs a lower order.
 */
@ControllerAdvice
@Order(-1)
final class ReactiveArenaExceptionHandler {

    private final ExhaustionProblem problem;
    private final List<HttpMessageWriter<?>> writers;

    /**
     * A handler.
     *
     * @param problem creates the responses
     * @param writers write a problem detail, if they can
     */
    ReactiveArenaExceptionHandler(ExhaustionProblem problem, List<HttpMessageWriter<?>> writers) {
        this.problem = problem;
        this.writers = writers;
    }

    /**
     * Maps the exception. Removes the headers that describe the original response. If the response has begun, the exception
     * continues, so that the server breaks the response off.
     *
     * @param  exhausted exception of an arena
     * @param  exchange  the request and its response
     * @param  locale    of the client
     * @return           the response
     */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(ArenaExhaustedException exhausted, ServerWebExchange exchange,
            Locale locale) {
        if (exchange.getResponse().isCommitted()) {
            throw exhausted;
        }
        ProblemWebExceptionHandler.removeContentHeaders(exchange.getResponse());
        ResponseEntity<ProblemDetail> answer = problem.answer(exhausted, locale);
        return ProblemWebExceptionHandler.canWriteProblems(writers)
                ? answer
                : ResponseEntity.status(answer.getStatusCode()).headers(answer.getHeaders()).build();
    }
}
