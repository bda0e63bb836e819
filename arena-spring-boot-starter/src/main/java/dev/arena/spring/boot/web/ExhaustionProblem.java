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

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;

import dev.arena.ArenaExhaustedException;
import dev.arena.spring.boot.autoconfigure.ArenaProperties;
import dev.arena.spring.boot.autoconfigure.PropertyRanges;

/**
 * Creates the response to a refused allocation, as a problem detail (RFC 9457). The status is 413 if the request needs more
 * than its byte budget, and 503 with {@code Retry-After} if all requests together need too much. The body contains the limit
 * and the requested size, and optionally the held memory and the value of the limit.
 *
 * <p>An application can replace the type, title and detail by its {@code MessageSource}, as for Spring's own exceptions. The
 * codes end with {@code dev.arena.ArenaExhaustedException} and one of {@code .arena}, {@code .partition}, {@code .pool} and
 * {@code .source}. The arguments of the detail are the requested size, the held size and the limit in bytes.
 *
 * <p>Safe for use by any thread.
 */
final class ExhaustionProblem {

    /** Prefix of the names of partitions that limit the requests of a route together. */
    static final String PARTITION_OF_ROUTE = "route ";

    private final long retryAfterSeconds;
    private final boolean includeUsage;
    private final MessageSource messages;

    /**
     * Answers.
     *
     * @param retryAfter   time after which a client may try again, rounded up to seconds; zero for no header
     * @param includeUsage whether the response contains the held memory and the limit
     * @param messages     texts of the application
     */
    private ExhaustionProblem(Duration retryAfter, boolean includeUsage, MessageSource messages) {
        this.retryAfterSeconds = retryAfter.plusNanos(999_999_999).toSeconds();
        this.includeUsage = includeUsage;
        this.messages = messages;
    }

    /**
     * Creates an instance with the settings of an application.
     *
     * @param  properties the settings
     * @param  messages   texts of the application
     * @return            the instance
     */
    static ExhaustionProblem of(ArenaProperties properties, MessageSource messages) {
        ArenaProperties.Problem problem = properties.getWeb().getProblem();
        return new ExhaustionProblem(PropertyRanges.notNegative("arena.web.problem.retry-after",
                problem.getRetryAfter(), "there is no Retry-After header"), problem.isIncludeUsage(), messages);
    }

    /**
     * Maps the exception.
     *
     * @param  exhausted exception of an arena
     * @param  locale    of the client
     * @return           the problem details
     */
    ResponseEntity<ProblemDetail> answer(ArenaExhaustedException exhausted, Locale locale) {
        ErrorResponse response = switch (exhausted.reason()) {
            case ARENA_BUDGET -> answer(HttpStatus.CONTENT_TOO_LARGE, exhausted, "arena", "arena");
            case PARTITION_BUDGET ->
                answer(HttpStatus.SERVICE_UNAVAILABLE, exhausted, "partition", scope(exhausted.partition()));
            case POOL_BUDGET -> answer(HttpStatus.SERVICE_UNAVAILABLE, exhausted, "pool", "pool");
            case SOURCE -> answer(HttpStatus.SERVICE_UNAVAILABLE, exhausted, "source", "source");
        };
        return answer(response, locale);
    }

    /**
     * Applies the texts of the application.
     *
     * @param  response response of an exception
     * @param  locale   of the client
     * @return          the problem details
     */
    ResponseEntity<ProblemDetail> answer(ErrorResponse response, Locale locale) {
        return ResponseEntity.status(response.getStatusCode()).headers(response.getHeaders())
                .body(response.updateAndGetBody(messages, locale));
    }

    /** Clients do not need to know which routes share a limit. */
    private static String scope(@Nullable String partition) {
        return partition == null || partition.startsWith(PARTITION_OF_ROUTE) ? "route" : partition;
    }

    private ErrorResponse answer(HttpStatus status, ArenaExhaustedException exhausted, String code, String scope) {
        Class<?> type = ArenaExhaustedException.class;
        boolean unavailable = status == HttpStatus.SERVICE_UNAVAILABLE;
        ErrorResponse.Builder answer = ErrorResponse
                .builder(exhausted, status,
                        unavailable
                                ? "There is currently not enough memory for this request."
                                : "This request needs more memory than a request may use.")
                .typeMessageCode(ErrorResponse.getDefaultTypeMessageCode(type) + "." + code)
                .titleMessageCode(ErrorResponse.getDefaultTitleMessageCode(type) + "." + code)
                .detailMessageCode(ErrorResponse.getDefaultDetailMessageCode(type, code))
                .detailMessageArguments(exhausted.requested(), exhausted.held(), exhausted.limit())
                .property("scope", scope).property("requested", exhausted.requested());
        if (includeUsage) {
            answer.property("held", exhausted.held()).property("limit", exhausted.limit());
        }
        if (unavailable && retryAfterSeconds > 0) {
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfterSeconds));
        }
        return answer.build();
    }

    /**
     * Finds the refusal that caused a failure.
     *
     * @param  failure the exception
     * @return         the exception or the first of its causes that is a refusal; null if there is none
     */
    static @Nullable ArenaExhaustedException causeOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ArenaExhaustedException exhausted) {
                return exhausted;
            }
        }
        return null;
    }
}
