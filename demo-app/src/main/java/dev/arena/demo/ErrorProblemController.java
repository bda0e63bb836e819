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

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Responds to errors outside controllers with problem details, too. An example is a body that ends too soon: Tomcat then sets
 * the status itself, drops the response of the controller, and dispatches here.
 */
@RestController
public final class ErrorProblemController implements ErrorController {
    private static final String PROBLEM = ErrorProblemController.class.getName() + ".problem";

    /** Stores the response of a controller, because the container may drop it. */
    public static ProblemDetail remember(ProblemDetail problem, HttpServletRequest request) {
        request.setAttribute(PROBLEM, problem);
        return problem;
    }

    @RequestMapping("/error")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
        HttpStatus status = status(request);
        ProblemDetail problem = request.getAttribute(PROBLEM) instanceof ProblemDetail remembered
                ? remembered
                : ProblemDetail.forStatus(status);
        problem.setStatus(status);
        return ResponseEntity.status(status).body(problem);
    }

    /** Returns the status that the container has set; 404 for a request of this page without an error. */
    private static HttpStatus status(HttpServletRequest request) {
        HttpStatus status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.resolve(code)
                : HttpStatus.NOT_FOUND;
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
    }
}
