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

import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

import dev.arena.json.UnreadableComponentException;

/**
 * Handles exceptions of bodies of which a part cannot be decoded into the arena. The response contains the location, and has
 * status 413 if a limit is exceeded, like that of {@link BodyExceptionHandler} for whole bodies. Other handlers handle all
 * other errors of Jackson bodies.
 */
@ControllerAdvice
@Order(-1)
final class ComponentExceptionHandler {

    /**
     * Maps the exception, which is the cause of one of Spring.
     *
     * @param  failure exception of Jackson
     * @return         the response
     */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(UnreadableComponentException failure) {
        ProblemDetail problem = UnreadableBodyException.problem(failure.decodingFailure());
        return ResponseEntity.status(problem.getStatus()).body(problem);
    }
}
