package dev.arena.demo;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The parameter {@code engine} of a request is neither {@code arena} nor {@code heap}. */
public final class UnknownEngineException extends ErrorResponseException {

    /** A problem with status 400. */
    public UnknownEngineException() {
        super(HttpStatus.BAD_REQUEST, ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
                "The parameter 'engine' must be 'arena' or 'heap'"), null);
    }

    /** Throws this unless {@code engine} is {@code arena}, which a handler is for that is not for the heap. */
    public static void requireArena(String engine) {
        if (!engine.equals("arena")) {
            throw new UnknownEngineException();
        }
    }
}
