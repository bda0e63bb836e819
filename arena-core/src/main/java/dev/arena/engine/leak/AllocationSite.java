package dev.arena.engine.leak;

import org.jspecify.annotations.Nullable;

/** Where something was opened that is tracked for leaks. It is never thrown: a leak report shows its stack trace. */
public final class AllocationSite extends Throwable {
    private static final long serialVersionUID = 1;

    AllocationSite(@Nullable String traceId) {
        super("opened by thread '" + Thread.currentThread().getName() + "'"
                + (traceId == null ? "" : " in trace " + traceId));
    }
}
