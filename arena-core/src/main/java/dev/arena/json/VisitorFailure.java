package dev.arena.json;

import java.io.Serial;

import tools.jackson.core.JacksonException;

/** Carries an exception of a visitor's past those that come from the document. */
final class VisitorFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final JacksonException failure;

    VisitorFailure(JacksonException failure) {
        super(null, failure, false, false);
        this.failure = failure;
    }

    JacksonException failure() {
        return failure;
    }
}
