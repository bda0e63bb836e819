package dev.arena.json;

import java.io.Serial;

/** Says that only Jackson's parser can say what a document means, or why it is refused, and where. */
final class LeftToParser extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    LeftToParser() {
        super(null, null, false, false);
    }
}
