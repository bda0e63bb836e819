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

import java.io.Serial;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;

/**
 * Thrown if the fields or parts of a kept body cannot be parsed, or exceed a limit. The client receives the status, but not the
 * message, which can name properties of the application. An {@link IllegalStateException}, as the Servlet API demands for parts
 * that are too large.
 */
final class UnreadableFormException extends IllegalStateException implements ErrorResponse {

    @Serial
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    private UnreadableFormException(HttpStatus status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    static UnreadableFormException malformed(String message, @Nullable Throwable cause) {
        return new UnreadableFormException(HttpStatus.BAD_REQUEST, message, cause);
    }

    /** Spring recognizes a limit of multipart bodies by the words "size" and "exceed". */
    static UnreadableFormException tooLarge(String message) {
        return new UnreadableFormException(HttpStatus.CONTENT_TOO_LARGE, message, null);
    }

    /** The exception itself, or the first of its causes, if it is one of this class; otherwise null. */
    static @Nullable UnreadableFormException causeOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreadableFormException unreadable) {
                return unreadable;
            }
        }
        return null;
    }

    @Override
    public HttpStatusCode getStatusCode() {
        return status;
    }

    @Override
    public ProblemDetail getBody() {
        return ProblemDetail.forStatus(status);
    }
}
