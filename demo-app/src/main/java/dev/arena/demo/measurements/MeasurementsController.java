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

package dev.arena.demo.measurements;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import dev.arena.Arena;
import dev.arena.demo.ErrorProblemController;
import dev.arena.demo.UnknownEngineException;

/**
 * Aggregates the measurements in the body of a request. Both engines read the body as a stream, so it can have any size. If
 * the arena engine needs more than the budget of its request, the arena refuses the memory, and the starter responds with 413.
 */
@RestController
final class MeasurementsController {
    private static final MediaType UTF8_TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    @PostMapping(path = "/api/measurements", params = "engine!=heap", consumes = "text/plain", produces = "application/json")
    ArenaSummary aggregate(@RequestHeader(HttpHeaders.CONTENT_TYPE) MediaType contentType, HttpServletRequest request,
            Arena arena)
            throws IOException, HttpMediaTypeNotSupportedException {
        UnknownEngineException.requireArena(request);
        requireUtf8(contentType);
        return ArenaEngine.aggregate(new ServletBody(request.getInputStream()), arena);
    }

    @PostMapping(path = "/api/measurements", params = "engine=heap", consumes = "text/plain", produces = "application/json")
    Summary aggregateOnHeap(@RequestHeader(HttpHeaders.CONTENT_TYPE) MediaType contentType, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        requireUtf8(contentType);
        return HeapEngine.aggregate(request.getInputStream());
    }

    private static void requireUtf8(MediaType contentType) throws HttpMediaTypeNotSupportedException {
        @Nullable
        Charset charset = contentType.getCharset();
        if (charset != null && !charset.equals(StandardCharsets.UTF_8) && !charset.equals(StandardCharsets.US_ASCII)) {
            throw new HttpMediaTypeNotSupportedException(contentType, List.of(UTF8_TEXT));
        }
    }

    @ExceptionHandler
    ProblemDetail badMeasurements(BadMeasurementsException e, HttpServletRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
                "Line " + e.line() + ": " + e.fault().reason());
        problem.setTitle("Bad measurements");
        problem.setProperty("line", e.line());
        problem.setProperty("reason", e.fault().reason());
        return ErrorProblemController.remember(problem, request);
    }
}
