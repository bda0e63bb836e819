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

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceAware;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Handles exceptions of request bodies that are unreadable or have invalid records. The response is the problem detail (RFC
 * 9457) of the exception.
 *
 * <p>Ordered before Spring's own handler of problem details, which would omit the location. To take precedence, advice of the
 * application needs a lower order.
 */
@ControllerAdvice
@Order(-1)
final class BodyExceptionHandler implements MessageSourceAware {
    private final boolean canWriteProblems;
    private @Nullable MessageSource messages;

    /**
     * A handler.
     *
     * @param canWriteProblems whether the application can write problem details; if not, the responses have no body
     */
    BodyExceptionHandler(boolean canWriteProblems) {
        this.canWriteProblems = canWriteProblems;
    }

    @Override
    public void setMessageSource(MessageSource messageSource) {
        this.messages = messageSource;
    }

    /**
     * Maps the exception.
     *
     * @param  problem the exception
     * @param  locale  of the client
     * @return         the response
     */
    @ExceptionHandler({UnreadableBodyException.class, InvalidRecordsException.class})
    ResponseEntity<ProblemDetail> handle(ErrorResponse problem, Locale locale) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(problem.getStatusCode())
                .headers(problem.getHeaders());
        return canWriteProblems ? response.body(problem.updateAndGetBody(messages, locale)) : response.build();
    }
}
