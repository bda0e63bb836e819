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
import org.springframework.web.servlet.HandlerMapping;

import dev.arena.ArenaStats;
import dev.arena.spring.boot.ArenaLease;
import dev.arena.spring.boot.web.LearnedRoutes;
import dev.arena.spring.boot.web.RequestOwner;
import dev.arena.spring.boot.web.RouteSettings;

/**
 * The lease of one request and its way to the end, which is where its outermost dispatch leaves it and it does not go on
 * asynchronously, or where the container says that it is complete, whichever comes first: Jetty does not say so of a request
 * that fails after its response has begun, and Tomcat says so twice after a time-out. Ending twice does nothing.
 */
final class RequestArena implements AsyncListener, ArenaLease.Lessee {
    private static final Logger LOG = System.getLogger(RequestArena.class.getName());
    private static final String ATTRIBUTE = RequestArena.class.getName();

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final RequestArenas arenas;
    private final RouteSettings settings;
    private final ArenaLease lease;
    private @Nullable RequestOwner owner;

    /** Dispatches of this request that are inside one another. The container lets them happen one after the other. */
    private int depth;
    private boolean awaitingCompletion;
    private volatile boolean ended;

    /** Whether the container has taken the request back, and may be using it for another. */
    private volatile boolean abandoned;

    /** The arena of a request that has opened none. */
    RequestArena(HttpServletRequest request, HttpServletResponse response, RequestArenas arenas,
            RouteSettings settings) {
        this.request = request;
        this.response = response;
        this.arenas = arenas;
        this.settings = settings;
        this.lease = new ArenaLease(arenas.pool(), settings.options(), this);
    }

    static @Nullable RequestArena of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof RequestArena arena ? arena : null;
    }

    void attach() {
        request.setAttribute(ATTRIBUTE, this);
    }

    ArenaLease lease() {
        return lease;
    }

    /** Called once for each arena that is opened, inside the lease. */
    @Override
    public RequestOwner owner() {
        var opened = new RequestOwner(request.getMethod(), request.getRequestURI());
        owner = opened;
        return opened;
    }

    @Override
    public long expectedBytes() {
        LearnedRoutes learned = arenas.learned();
        return learned == null ? 0 : learned.expectedBytes(request.getMethod(), pattern(request));
    }

    private static @Nullable Object pattern(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    }

    boolean isEnded() {
        return ended;
    }

    /**
     * The handler is known, and nothing of it has run. What has gone on asynchronously once is not confined any more.
     *
     * @param byteBudget what the handler says of that; 0 for nothing
     */
    void handledBy(boolean asynchronousHandler, long byteBudget) {
        if (byteBudget > 0 && settings.budgetByHandler()) {
            lease.limit(byteBudget);
        }
        if (!settings.confinementByHandler()) {
            return;
        }
        if (asynchronousHandler) {
            lease.share();
        } else if (!awaitingCompletion) {
            lease.confine();
        }
    }

    void enterDispatch() {
        depth++;
        lease.enterThread();
    }

    /** The end of one dispatch: if it is the outermost, also the end of the request, unless it goes on asynchronously. */
    void leaveDispatch(HttpServletRequest request, HttpServletResponse response, @Nullable Throwable failure) {
        if (--depth > 0) {
            return;
        }
        if (request.isAsyncStarted()) {
            if (!awaitingCompletion) {
                awaitingCompletion = true;
                request.getAsyncContext().addListener(this, request, response);
                arenas.asynchronous().add(this);
            }
            finish(this::leaveThread, request, response, failure);
        } else {
            end(request, response, failure);
        }
    }

    private void end(HttpServletRequest request, HttpServletResponse response, @Nullable Throwable failure) {
        ended = true;
        if (awaitingCompletion) {
            arenas.asynchronous().remove(this);
        }
        finish(lease::end, request, response, failure);
    }

    private @Nullable ArenaStats leaveThread() {
        ArenaStats stats = lease.leaveThread();
        RequestOwner opened = owner;
        if (stats != null && opened != null) {
            opened.left();
        }
        return stats;
    }

    /** Ends the arena. What its cleanups throw is logged: the request has its own result already. */
    private void finish(Supplier<@Nullable ArenaStats> ending, HttpServletRequest request,
            HttpServletResponse response, @Nullable Throwable failure) {
        try {
            ArenaStats stats = ended(ending);
            if (stats != null && stats.peakBytesHeld() > 0) {
                LearnedRoutes learned = arenas.learned();
                if (learned != null && !abandoned) {
                    learned.ended(request.getMethod(), pattern(request), stats);
                }
                arenas.listener().arenaEnded(request, response, failure, stats);
            }
        } catch (RuntimeException e) {
            logFailure(e);
        }
    }

    /** Tries twice, as the first time a cleanup may throw; the figures are there all the same. */
    private @Nullable ArenaStats ended(Supplier<@Nullable ArenaStats> ending) {
        try {
            return ending.get();
        } catch (RuntimeException e) {
            logFailure(e);
            return ending.get();
        }
    }

    private void logFailure(RuntimeException failure) {
        LOG.log(Level.ERROR, () -> "The arena of " + owner + " did not end cleanly", failure);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end((HttpServletRequest) event.getSuppliedRequest(), (HttpServletResponse) event.getSuppliedResponse(),
                event.getThrowable());
    }

    /** Called by any thread: the container has taken the request back if that does not know its arena any more. */
    @SuppressWarnings("ReferenceEquality")
    void endIfAbandoned() {
        boolean known;
        try {
            known = of(request) == this;
        } catch (IllegalStateException e) { // Tomcat refuses to be asked
            known = false;
        }
        if (!known && !ended) {
            LOG.log(Level.DEBUG, () -> owner + " was given up by the container, which did not say so");
            abandoned = true;
            end(request, response, null);
        }
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
