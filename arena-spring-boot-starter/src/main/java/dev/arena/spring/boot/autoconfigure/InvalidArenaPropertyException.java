package dev.arena.spring.boot.autoconfigure;

import java.io.Serial;

/** A property of {@link ArenaProperties}, or what an annotation says instead, has a value that cannot work. */
final class InvalidArenaPropertyException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String kind;
    private final String property;
    private final String value;
    private final String reason;
    private final String action;

    InvalidArenaPropertyException(String property, Object value, String reason, String action) {
        this("Property", property, value, reason, action);
    }

    private InvalidArenaPropertyException(String kind, String property, Object value, String reason, String action) {
        super(kind + " '" + property + "' is " + value + ": " + reason);
        this.kind = kind;
        this.property = property;
        this.value = value.toString();
        this.reason = reason;
        this.action = action;
    }

    static InvalidArenaPropertyException ofAnnotation(String place, Object value, String reason, String action) {
        return new InvalidArenaPropertyException("Annotation", place, value, reason, action);
    }

    String kind() {
        return kind;
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
