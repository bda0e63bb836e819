package dev.arena.demo.readings;

import java.io.Serial;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A reading that has no station, which not even a summary can do without. */
final class MissingStationException extends ErrorResponseException {

    @Serial
    private static final long serialVersionUID = 1L;

    MissingStationException() {
        super(HttpStatus.BAD_REQUEST,
                ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "A reading must have a station."), null);
    }

    /** The value, which must be there. */
    static <T> T require(@Nullable T value) {
        if (value == null) {
            throw new MissingStationException();
        }
        return value;
    }
}
