package dev.arena.demo;

import jakarta.servlet.http.HttpServletRequest;

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

    /**
     * Throws this unless a request asks for the arena engine, or for none. A handler that is not for the heap calls it. The parameter is not
     * one of the handler's, as to bind it would take more than the rest of a small request.
     */
    public static void requireArena(HttpServletRequest request) {
        String engine = request.getParameter("engine");
        if (engine != null && !engine.isEmpty() && !engine.equals("arena")) {
            throw new UnknownEngineException();
        }
    }
}
