package dev.arena.demo.measurements;

import org.jspecify.annotations.Nullable;

/**
 * A body that cannot be aggregated. It has no stack trace: the client's mistakes are ordinary, and where in our code
 * one was noticed tells nobody anything.
 */
final class BadMeasurementsException extends RuntimeException {
    private final long line;
    private final Fault fault;

    BadMeasurementsException(long line, Fault fault) {
        this(line, fault, null);
    }

    BadMeasurementsException(long line, Fault fault, @Nullable Throwable cause) {
        super("Line " + line + ": " + fault.reason(), cause, false, false);
        this.line = line;
        this.fault = fault;
    }

    /** The number of the line, from 1. */
    long line() {
        return line;
    }

    Fault fault() {
        return fault;
    }
}
