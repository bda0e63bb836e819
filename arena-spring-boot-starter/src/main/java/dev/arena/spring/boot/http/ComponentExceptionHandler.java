package dev.arena.spring.boot.http;

import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

import dev.arena.json.UnreadableComponentException;

/**
 * Answers requests with a body of which a part could not be decoded into the arena: with the place, and with 413 if a limit was
 * exceeded, as {@link BodyExceptionHandler} does for whole bodies. What else is wrong with a body of Jackson is answered as ever.
 */
@ControllerAdvice
@Order(-1)
public final class ComponentExceptionHandler {

    /** A handler. */
    public ComponentExceptionHandler() {}

    /**
     * Maps the exception, which is the cause of one of Spring.
     *
     * @param  failure what Jackson threw
     * @return         the answer
     */
    @ExceptionHandler
    public ResponseEntity<ProblemDetail> handle(UnreadableComponentException failure) {
        ProblemDetail problem = UnreadableBodyException.problem(failure.decodingFailure());
        return ResponseEntity.status(problem.getStatus()).body(problem);
    }
}
