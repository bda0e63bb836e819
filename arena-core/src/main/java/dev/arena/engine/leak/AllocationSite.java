package dev.arena.engine.leak;

import org.jspecify.annotations.Nullable;

/** The call site where a tracked arena, handle or pool was opened. It is never thrown: leak reports show its stack trace. */
public final class AllocationSite extends Throwable {
    private static final long serialVersionUID = 1;

    AllocationSite(@Nullable String traceId) {
        super("opened by thread '" + Thread.currentThread().getName() + "'"
                + (traceId == null ? "" : " in trace " + traceId));
    }
}
