package dev.arena.spring.boot.autoconfigure;

import java.io.Serial;

/** A property of {@link ArenaProperties} has a value that cannot work. */
final class InvalidArenaPropertyException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String property;
    private final String value;
    private final String reason;
    private final String action;

    InvalidArenaPropertyException(String property, Object value, String reason, String action) {
        super("Property '" + property + "' is " + value + ": " + reason);
        this.property = property;
        this.value = value.toString();
        this.reason = reason;
        this.action = action;
    }

    String property() {
        return property;
    }

    String value() {
        return value;
    }

    String reason() {
        return reason;
    }

    String action() {
        return action;
    }
}
