package dev.arena.spring.boot.http;

import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Answers requests whose body could not be read, or has invalid records, with the problem detail (RFC 9457) that the exception
 * carries.
 *
 * <p>Ordered before Spring's own handler of problem details, which would leave out the place; advice of the application that
 * should win needs a lower order.
 */
@ControllerAdvice
@Order(-1)
public final class BodyExceptionHandler {

    /** A handler. */
    public BodyExceptionHandler() {}

    /**
     * Maps the exception.
     *
     * @param  problem what was thrown
     * @return         the answer
     */
    @ExceptionHandler({UnreadableBodyException.class, InvalidRecordsException.class})
    public ResponseEntity<ProblemDetail> handle(ErrorResponse problem) {
        return ResponseEntity.status(problem.getStatusCode()).body(problem.getBody());
    }
}
