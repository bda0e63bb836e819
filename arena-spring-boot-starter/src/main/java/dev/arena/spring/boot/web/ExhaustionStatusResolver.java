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
import java.io.UncheckedIOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

import dev.arena.ArenaExhaustedException;

/**
 * Responds to a refused allocation with the status and no problem detail. Handles requests that {@link ArenaExceptionHandler}
 * could not handle, because the application has no converter for problem details, such as one without a JSON library.
 */
final class ExhaustionStatusResolver implements HandlerExceptionResolver {
    private final ExhaustionProblem problems;

    /**
     * Creates the resolver.
     *
     * @param problems creates the responses
     */
    ExhaustionStatusResolver(ExhaustionProblem problems) {
        this.problems = problems;
    }

    @Override
    public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
            @Nullable Object handler, Exception failure) {
        ArenaExhaustedException exhausted = ExhaustionProblem.causeOf(failure);
        if (exhausted == null || response.isCommitted()) {
            return null;
        }
        ResponseEntity<ProblemDetail> answer = problems.answer(exhausted, request.getLocale());
        answer.getHeaders().forEach((name, values) -> response.setHeader(name, values.getFirst()));
        try {
            response.sendError(answer.getStatusCode().value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ModelAndView();
    }
}
