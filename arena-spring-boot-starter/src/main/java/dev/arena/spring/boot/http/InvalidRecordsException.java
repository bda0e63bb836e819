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
import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Thrown when records of a body violate constraints of Bean Validation. The response has status 400 and contains the first
 * violations, each with the index of its record, the path in the body as a JSON pointer, and the message of the constraint.
 *
 * @since 0.1.0
 */
public final class InvalidRecordsException extends ErrorResponseException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    private final transient List<Violation> violations;

    InvalidRecordsException(List<Violation> violations) {
        super(HttpStatus.BAD_REQUEST,
                ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "The body has invalid records."), null);
        this.violations = List.copyOf(violations);
        getBody().setProperty("errors", this.violations);
    }

    /**
     * A violated constraint.
     *
     * @param index   index of the record
     * @param path    location in the body, as a JSON pointer (RFC 6901)
     * @param message message of the constraint
     */
    public record Violation(long index, String path, String message) {}

    /**
     * What is wrong.
     *
     * @return the first violations, in the order of the records
     */
    public List<Violation> violations() {
        return violations;
    }
}
