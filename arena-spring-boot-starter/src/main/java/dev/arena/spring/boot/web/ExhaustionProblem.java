package dev.arena.spring.boot.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

import dev.arena.ArenaExhaustedException;

/**
 * The answer to a request that ran out of memory, a problem detail (RFC 9457): 413 where the request needs more than one
 * request may have, 503 with {@code Retry-After} where all requests together do. The body tells the figures and nothing else
 * of the exception.
 */
public final class ExhaustionProblem {

    /** Seconds. A request holds pool memory for about as long as it runs, so the shortest wait that can be told will do. */
    private static final String RETRY_AFTER = "1";

    /** How the names of partitions begin that limit the requests of a route together. */
    public static final String PARTITION_OF_ROUTE = "route ";

    private ExhaustionProblem() {}

    /**
     * Maps the exception.
     *
     * @param  exhausted what an arena threw
     * @return           the answer
     */
    public static ResponseEntity<ProblemDetail> answer(ArenaExhaustedException exhausted) {
        return switch (exhausted.reason()) {
            case ARENA_BUDGET -> ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE)
                    .body(problem(HttpStatus.CONTENT_TOO_LARGE, "arena", exhausted,
                            "This request needs more memory than one request may have."));
            case PARTITION_BUDGET -> unavailable(scope(exhausted.partition()), exhausted);
            case POOL_BUDGET -> unavailable("pool", exhausted);
            case SOURCE -> unavailable("source", exhausted);
        };
    }

    /** Clients need not know which routes share a limit. */
    private static String scope(@Nullable String partition) {
        return partition == null || partition.startsWith(PARTITION_OF_ROUTE) ? "route" : partition;
    }

    /**
     * Finds what a failure was caused by.
     *
     * @param  failure what was thrown
     * @return         it or the first of its causes that says that memory ran out, or null
     */
    public static @Nullable ArenaExhaustedException causeOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ArenaExhaustedException exhausted) {
                return exhausted;
            }
        }
        return null;
    }

    private static ResponseEntity<ProblemDetail> unavailable(String scope,
            ArenaExhaustedException exhausted) {
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
