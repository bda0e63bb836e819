package dev.arena.spring.boot.http;

import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Answers requests whose body could not be read with the problem detail (RFC 9457) that the exception carries.
 *
 * <p>Ordered before Spring's own handler of problem details, which would leave out the place; advice of the application that
 * should win needs a lower order.
 */
@ControllerAdvice
@Order(-1)
public final class UnreadableBodyHandler {

    /** A handler. */
    public UnreadableBodyHandler() {}

    /**
     * Maps the exception.
     *
     * @param  unreadable what a converter threw
     * @return            the answer
     */
    @ExceptionHandler
    public ResponseEntity<ProblemDetail> handle(UnreadableBodyException unreadable) {
        return ResponseEntity.status(unreadable.getStatusCode()).body(unreadable.getBody());
    }
}
