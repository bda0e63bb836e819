package dev.arena.json;

import java.io.Serial;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * A part of an object that databind reads could not be decoded into an arena. The {@linkplain #decodingFailure() failure} says what
 * is wrong, and where.
 */
public final class UnreadableComponentException extends MismatchedInputException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    private final JsonDecodingException failure;

    UnreadableComponentException(JsonParser parser, JsonDecodingException failure) {
        super(parser, failure.reason());
        this.failure = failure;
        initCause(failure);
    }

    /**
     * What is wrong.
     *
     * @return the failure, with the place in the document
     */
    public JsonDecodingException decodingFailure() {
        return failure;
    }
}
