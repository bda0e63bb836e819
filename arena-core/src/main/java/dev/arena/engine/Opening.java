package dev.arena.engine;

import org.jspecify.annotations.Nullable;

/** Where something was opened that is being watched. Never thrown; its stack trace is what the log shows of a leak. */
public final class Opening extends Throwable {
    private static final long serialVersionUID = 1;

    Opening(@Nullable String traceId) {
        super("opened by thread '" + Thread.currentThread().getName() + "'"
                + (traceId == null ? "" : " in trace " + traceId));
    }
}
