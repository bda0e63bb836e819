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

import java.io.Serial;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;

import dev.arena.json.JsonDecodingException;
import dev.arena.json.JsonLimit;
import dev.arena.json.UnreadableComponentException;
import dev.arena.text.MalformedTextException;

/**
 * Thrown when the body of a request cannot be read into its arena. The exception contains the response: 400 with the location
 * and the reason for a malformed body, and 413 with the limit for a body that is too large. The response does not reveal
 * internals of the application.
 *
 * @since 0.1.0
 */
public final class UnreadableBodyException extends HttpMessageNotReadableException implements ErrorResponse {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The response. */
    private final transient ProblemDetail problem;

    private UnreadableBodyException(ProblemDetail problem, String detail, @Nullable Throwable cause,
            HttpInputMessage message) {
        super(detail, cause, message);
        this.problem = problem;
    }

    private static ProblemDetail problem(HttpStatus status, String detail, Map<String, ?> properties) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        properties.forEach(problem::setProperty);
        return problem;
    }

    /** Creates an exception for JSON, with the location and the exceeded limit. */
    static UnreadableBodyException of(JsonDecodingException e, HttpInputMessage message) {
        return new UnreadableBodyException(problem(e), e.reason() + ".", e, message);
    }

    /** Creates an exception for a part of an object, with the location and the exceeded limit. */
    static UnreadableBodyException of(UnreadableComponentException e, HttpInputMessage message) {
        JsonDecodingException failure = e.decodingFailure();
        return new UnreadableBodyException(problem(failure), failure.reason() + ".", e, message);
    }

    /** Returns the problem detail for JSON, with the location and the exceeded limit. */
    private static ProblemDetail problem(JsonDecodingException e) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("line", e.line());
        place.put("column", e.column());
        place.put("path", e.path());
        JsonLimit limit = e.limit();
        if (limit == null) {
            return problem(HttpStatus.BAD_REQUEST, e.reason() + ".", place);
        }
        place.put("exceeded", limit.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return problem(HttpStatus.CONTENT_TOO_LARGE, e.reason() + ".", place);
    }

    /** For text in UTF-8: with the place. */
    static UnreadableBodyException of(MalformedTextException e, HttpInputMessage message) {
        return malformed("The body is not valid UTF-8: malformed at byte " + e.offset() + ".",
                Map.of("offset", e.offset()), e, message);
    }

    /** For text in another charset. */
    static UnreadableBodyException of(CharacterCodingException e, HttpInputMessage message) {
        return malformed("The body is not valid text in the charset of its content type.", Map.of(), e, message);
    }

    private static UnreadableBodyException malformed(String detail, Map<String, ?> place, Throwable cause,
            HttpInputMessage message) {
        return new UnreadableBodyException(problem(HttpStatus.BAD_REQUEST, detail, place), detail, cause, message);
    }

    @Override
    public HttpStatusCode getStatusCode() {
        return HttpStatusCode.valueOf(problem.getStatus());
    }

    @Override
    public ProblemDetail getBody() {
        return problem;
    }
}
