package dev.arena.spring.boot.web.servlet;

import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

import dev.arena.ArenaExhaustedException;

/**
 * Answers requests that ran out of memory with a problem detail (RFC 9457): 413 where the request needs more than one
 * request may have, 503 with {@code Retry-After} where all requests together do. The body tells the figures and nothing
 * else of the exception.
 *
 * <p>Ordered like Spring's own handler of problem details; advice of the application that should win needs a lower order.
 */
@ControllerAdvice
@Order(0)
public final class ArenaExceptionHandler {

    /** Seconds. A request holds pool memory for about as long as it runs, so the shortest wait that can be told will do. */
    private static final String RETRY_AFTER = "1";

    /** A handler. */
    public ArenaExceptionHandler() {}

    /**
     * Maps the exception. What the handler had begun to answer is taken back, with the headers that describe it.
     *
     * @param  exhausted what an arena threw
     * @param  response  the response, which the handler may have touched
     * @return           the answer
     */
    @ExceptionHandler
    public ResponseEntity<ProblemDetail> handle(ArenaExhaustedException exhausted, HttpServletResponse response) {
        if (!response.isCommitted()) {
            takeBack(response);
        }
        return switch (exhausted.reason()) {
            case ARENA_BUDGET -> ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE)
                    .body(problem(HttpStatus.CONTENT_TOO_LARGE, "arena", exhausted,
                            "This request needs more memory than one request may have."));
            case POOL_BUDGET -> unavailable("pool", exhausted);
            case SOURCE -> unavailable("source", exhausted);
        };
    }

    /** Resets the response, as only that takes back a writer, but keeps the headers that do not describe its content. */
    private static void takeBack(HttpServletResponse response) {
        var kept = new HttpHeaders();
        for (String name : response.getHeaderNames()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.startsWith("content-") && !lower.equals("etag")) {
                kept.addAll(name, List.copyOf(response.getHeaders(name)));
            }
        }
        response.reset();
        kept.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    }

    private static ResponseEntity<ProblemDetail> unavailable(String scope, ArenaExhaustedException exhausted) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER)
                .body(problem(HttpStatus.SERVICE_UNAVAILABLE, scope, exhausted,
                        "There is not enough memory for this request just now."));
    }

    private static ProblemDetail problem(HttpStatus status, String scope, ArenaExhaustedException exhausted,
            String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("scope", scope);
        problem.setProperty("requested", exhausted.requested());
        problem.setProperty("held", exhausted.held());
        problem.setProperty("limit", exhausted.limit());
        return problem;
    }
}
