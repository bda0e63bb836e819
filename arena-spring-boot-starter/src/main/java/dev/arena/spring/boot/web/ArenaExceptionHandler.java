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
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

import dev.arena.ArenaExhaustedException;

/**
 * Handles refused allocations with the response of {@link ExhaustionProblem}.
 *
 * <p>Ordered before Spring's own handler of problem details, which would handle the exception in which Jackson wraps this
 * one. To take precedence, advice of the application needs a lower order.
 */
@ControllerAdvice
@Order(-1)
final class ArenaExceptionHandler {

    private final ExhaustionProblem problem;

    /**
     * A handler.
     *
     * @param problem creates the responses
     */
    ArenaExceptionHandler(ExhaustionProblem problem) {
        this.problem = problem;
    }

    /**
     * Maps the exception. Discards the response that the handler has started, with the headers that describe it. If the server
     * has sent a part of the response, the exception continues, so that the server breaks the response off.
     *
     * @param  exhausted exception of an arena
     * @param  request   the request
     * @param  response  the response, which the handler may have touched
     * @param  locale    of the client
     * @return           the response
     * @throws IOException if the server cannot say whether it has read the request
     */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(ArenaExhaustedException exhausted, HttpServletRequest request,
            HttpServletResponse response, Locale locale) throws IOException {
        if (response.isCommitted()) {
            throw exhausted;
        }
        resetContent(response);
        UnreadBody.prepareDrop(request, response);
        return problem.answer(exhausted, locale);
    }

    /**
     * Resets the response, because only a reset discards a writer. Keeps the headers that do not describe its content. Tomcat
     * names a header once for each of its values. Jetty sets some headers again when it resets a response.
     */
    private static void resetContent(HttpServletResponse response) {
        var kept = new HttpHeaders();
        for (String name : response.getHeaderNames()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.startsWith("content-") && !lower.equals("etag")) {
                kept.put(name, List.copyOf(response.getHeaders(name)));
            }
        }
        response.reset();
        kept.forEach((name, values) -> setHeader(name, values, response));
    }

    private static void setHeader(String name, List<String> values, HttpServletResponse response) {
        for (int i = 0; i < values.size(); i++) {
            if (i == 0) {
                response.setHeader(name, values.get(i));
            } else {
                response.addHeader(name, values.get(i));
            }
        }
    }
}
