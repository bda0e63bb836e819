package dev.arena.spring.boot.web.servlet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;

import dev.arena.ArenaStats;
import dev.arena.spring.boot.ArenaLease;

/**
 * The lease of one request and its way to the end. Containers announce completion more than once after a time-out, so
 * ending twice does nothing.
 */
final class RequestArena implements AsyncListener {
    private static final Logger LOG = System.getLogger(RequestArena.class.getName());
    private static final String ATTRIBUTE = RequestArena.class.getName();

    private final ArenaLease lease;
    private final RequestArenaListener listener;
    private boolean awaitingCompletion;
    private volatile boolean ended;

    RequestArena(ArenaLease lease, RequestArenaListener listener) {
        this.lease = lease;
        this.listener = listener;
    }

    static @Nullable RequestArena of(ServletRequest request) {
        return (RequestArena) request.getAttribute(ATTRIBUTE);
    }

    void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    ArenaLease lease() {
        return lease;
    }

    boolean isEnded() {
        return ended;
    }

    /** The end of one dispatch: also the end of the request, unless it goes on asynchronously. */
    void leaveDispatch(HttpServletRequest request, HttpServletResponse response, @Nullable Throwable failure) {
        if (!awaitingCompletion && request.isAsyncStarted()) {
            awaitingCompletion = true;
            request.getAsyncContext().addListener(this, request, response);
        }
        if (!awaitingCompletion) {
            ended = true;
        }
        finish(awaitingCompletion ? lease::leaveThread : lease::end, request, response, failure);
    }

    /** Ends the arena. What its cleanups throw is logged: the request has its own result already. */
    private void finish(Supplier<@Nullable ArenaStats> ending, HttpServletRequest request,
            HttpServletResponse response, @Nullable Throwable failure) {
        try {
            ArenaStats stats = ending.get();
            if (stats != null && stats.peakBytesHeld() > 0) {
                listener.arenaEnded(request, response, failure, stats);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "The arena of " + request.getMethod() + " " + request.getRequestURI()
                    + " did not end cleanly", e);
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        ended = true;
        finish(lease::end, (HttpServletRequest) event.getSuppliedRequest(),
                (HttpServletResponse) event.getSuppliedResponse(), event.getThrowable());
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // completion follows
    }

    @Override
    public void onError(AsyncEvent event) {
        // completion follows
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // a new cycle forgets the listeners of the one before
        event.getAsyncContext().addListener(this, event.getSuppliedRequest(), event.getSuppliedResponse());
    }
}
