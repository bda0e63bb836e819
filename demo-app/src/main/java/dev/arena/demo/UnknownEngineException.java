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

package dev.arena.demo;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The parameter {@code engine} of a request is neither {@code arena} nor {@code heap}. */
public final class UnknownEngineException extends ErrorResponseException {

    /** Creates the exception, with status 400. */
    public UnknownEngineException() {
        super(HttpStatus.BAD_REQUEST, ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
                "The parameter 'engine' must be 'arena' or 'heap'"), null);
    }

    /**
     * Throws this exception unless a request names the arena engine, or no engine. The handlers of the arena engine call this
     * method. They do not declare the parameter, because binding it would cost more than the rest of a small request.
     */
    public static void requireArena(HttpServletRequest request) {
        String engine = request.getParameter("engine");
        if (engine != null && !engine.isEmpty() && !engine.equals("arena")) {
            throw new UnknownEngineException();
        }
    }
}
