package dev.arena;

import java.lang.reflect.UndeclaredThrowableException;

import org.jspecify.annotations.Nullable;

/** Joins the exceptions of several steps in one exception. Not thread safe. */
final class Failures {
    private @Nullable Throwable first;

    /** Adds {@code next}, if it is not null, suppressed in the first one. */
    @SuppressWarnings("ReferenceEquality") // a throwable must not suppress itself
    void add(@Nullable Throwable next) {
        if (first == null) {
            first = next;
        } else if (next != null && first != next) {
            first.addSuppressed(next);
        }
    }

    /** Adds an exception that takes precedence over the earlier ones. */
    void addFirst(Throwable before) {
        Throwable others = first;
        first = before;
        add(others);
    }

    /** Throws the joined exception, if any. */
    void rethrow() {
        switch (first) {
            case null -> {
            }
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            default -> throw new UndeclaredThrowableException(first, "A cleanup threw a checked exception");
        }
    }
}
