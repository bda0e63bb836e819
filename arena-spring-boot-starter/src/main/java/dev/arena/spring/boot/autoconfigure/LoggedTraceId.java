package dev.arena.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import dev.arena.PoolListener;

/** Tells the trace by what tracing leaves for the log, as the correlation of Spring Boot's own log lines does. */
final class LoggedTraceId implements PoolListener {
    private static final String KEY = "traceId";

    @Override
    public @Nullable String traceId() {
        return MDC.get(KEY);
    }
}
