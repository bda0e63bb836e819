/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.spring.boot.web;

import java.util.HashMap;
import java.util.Map;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.DisconnectedClientHelper;

import dev.arena.ArenaStats;
import dev.arena.Confinement;
import dev.arena.spring.boot.RequestScope;
import dev.arena.spring.boot.ScopeSettings;

/**
 * Manages the scope of one request until its end. The request ends when its outermost dispatch returns and the request does
 * not continue asynchronously, or when the container reports completion, whichever comes first. Jetty does not report the
 * completion of a request that fails after its response has started. Tomcat reports completion twice after a timeout.
 *
 * <p>A container may also omit the report for an asynchronous request. Tomcat does so if a write on another thread fails
 * while the dispatch that started the thread has not returned. It then reuses the request for another client. Jetty omits it
 * if the dispatch fails after the response has started. A periodic check detects such a request. All values of a request are
 * therefore read during a dispatch or a callback of the container, while the request object certainly belongs to this request.
 */
final class RequestArena implements AsyncListener, RequestScope.Work, PeriodicChecks.Check {
    private static final Log LOG = LogFactory.getLog(RequestArena.class);
    private static final String ATTRIBUTE = RequestArena.class.getName();

    /** Value of {@link EndedRequest#status} if no client received a status. */
    private static final int NO_STATUS = 0;

    private final HttpServletRequest request;
    private final RequestArenas arenas;
    private final RouteSettings settings;
    private final String method;
    private final String path;
    private final RequestScope scope;

    /** Path pattern of the handler; null until it is known. */
    private volatile @Nullable Object pattern;

    private volatile @Nullable HandlerKind handler;

    /** Attributes for the listeners, as of the last dispatch. */
    private volatile Map<String, Object> attributes = Map.of();

    /** Failure that the container has reported. */
    private volatile @Nullable Throwable asyncFailure;

    private volatile @Nullable RequestOwner opened;

    /**
     * Number of nested dispatches. Not volatile, because the container runs the dispatches of a request one after the other.
     */
    private int depth;
    private volatile boolean awaitingCompletion;
    private volatile boolean ended;

    /** Creates the scope of a request. No arena is open yet. */
    RequestArena(HttpServletRequest request, RequestArenas arenas, RouteSettings settings) {
        this.request = request;
        this.arenas = arenas;
        this.settings = settings;
        this.method = request.getMethod();
        this.path = request.getRequestURI();
        this.scope = new RequestScope(arenas.context(), settings.poolWithin(arenas.pool()), settings.options(), this);
    }

    static @Nullable RequestArena of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof RequestArena arena ? arena : null;
    }

    void attach() {
        request.setAttribute(ATTRIBUTE, this);
    }

    RequestScope scope() {
        return scope;
    }

    /** Called when the arena is opened, by any thread. */
    @Override
    public RequestOwner owner() {
        var owner = new RequestOwner(method, path);
        opened = owner;
        return owner;
    }

    @Override
    public ScopeSettings settings() {
        HandlerKind kind = handler;
        HandlerBudget budget = kind == null ? HandlerBudget.NONE : kind.budget();
        return new ScopeSettings(settings.budgetByHandler() ? budget.byteBudget() : 0,
                settings.partition() == null ? budget.partition() : null, confinement(kind),
                (kind != null && kind.streams()) || arenas.isLongLived(method, pattern),
                arenas.expectedBytes(method, pattern), true);
    }

    /** Returns the confinement. A request that has continued asynchronously is no longer confined. */
    private @Nullable Confinement confinement(@Nullable HandlerKind kind) {
        if (kind == null || !settings.confinementByHandler()) {
            return null;
        }
        if (kind.asynchronous()) {
            return Confinement.SHARED;
        }
        return awaitingCompletion ? null : Confinement.CONFINED;
    }

    boolean isEnded() {
        return ended;
    }

    /** Stores the path pattern of the handler. */
    void patternFound(HttpServletRequest current) {
        pattern = current.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    }

    /** Stores the handler. Called before the handler runs. */
    void handlerFound(HandlerKind kind) {
        handler = kind;
        scope.refresh();
    }

    /**
     * Ends the request if the container dispatches it to its error page after it has continued asynchronously. Tomcat does not
     * report the completion of a request whose dispatch throws after it has started an asynchronous cycle, and can keep the request
     * object of an HTTP/2 stream until another stream needs one.
     */
    void enterErrorDispatch(HttpServletRequest current, HttpServletResponse response) {
        if (awaitingCompletion && depth == 0) {
            notifyListeners(end(), current, response, asyncFailure);
        }
    }

    void enterDispatch() {
        depth++;
        scope.enterThread();
    }

    /**
     * Handles the end of one dispatch. If it is the outermost one, the request ends, unless it continues asynchronously. It does not
     * continue if the client has disconnected during the dispatch: Jetty, and Tomcat over HTTP/2, report neither the completion nor a
     * timeout of a request whose dispatch could not write, for example the first events of an emitter.
     */
    void leaveDispatch(HttpServletRequest current, HttpServletResponse response, @Nullable Throwable failure) {
        if (--depth > 0) {
            return;
        }
        if (current.isAsyncStarted() && !isDisconnected(thrown(current, failure))) {
            continueAsynchronously(current, response);
            notifyListeners(leaveThread(), current, response, failure);
        } else {
            notifyListeners(end(), current, response, failure);
        }
    }

    private void continueAsynchronously(HttpServletRequest current, HttpServletResponse response) {
        if (!awaitingCompletion) {
            awaitingCompletion = true;
            arenas.checks().add(this);
            try {
                current.getAsyncContext().addListener(this, current, response);
            } catch (IllegalStateException e) { // already complete; the periodic check detects it
                LOG.debug(LogMessage.of(() -> description() + " completed before its dispatch returned"), e);
            }
        }
        storeValues(current);
    }

    /** Stores the values that listeners need. The request object must still belong to this request. */
    private void storeValues(HttpServletRequest current) {
        patternFound(current);
        var values = new HashMap<String, Object>();
        for (String name : arenas.attributes()) {
            Object value = current.getAttribute(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        attributes = values;
    }

    private @Nullable ArenaStats leaveThread() {
        ArenaStats stats = arenas.closer().leaveThread(scope, this::description);
        RequestOwner owner = opened;
        if (stats != null && owner != null) {
            owner.continuedWithoutArena();
        }
        return stats;
    }

    /** Ends the scope. Further calls do nothing. */
    private @Nullable ArenaStats end() {
        synchronized (this) {
            if (ended) {
                return null;
            }
            ended = true;
        }
        if (awaitingCompletion) {
            arenas.checks().remove(this);
        }
        return arenas.closer().end(scope, this::description);
    }

    private void notifyListeners(@Nullable ArenaStats stats, HttpServletRequest current, ServletResponse response,
            @Nullable Throwable failure) {
        if (stats != null) {
            storeValues(current);
            notifyListeners(stats, status(current, response, failure), failure);
        }
    }

    /** No status if the client has disconnected. Spring MVC may have handled that exception without a response. */
    private static int status(HttpServletRequest current, ServletResponse response, @Nullable Throwable failure) {
        int status = response instanceof HttpServletResponse http ? http.getStatus() : NO_STATUS;
        Object thrown = status < HttpServletResponse.SC_BAD_REQUEST ? thrown(current, failure) : failure;
        return isDisconnected(thrown) ? NO_STATUS : status;
    }

    /** Returns the exception of a dispatch, which Spring MVC may have handled. */
    private static @Nullable Object thrown(HttpServletRequest current, @Nullable Throwable failure) {
        return failure != null ? failure : current.getAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE);
    }

    private static boolean isDisconnected(@Nullable Object thrown) {
        return thrown instanceof Throwable e && DisconnectedClientHelper.isClientDisconnectedException(e);
    }

    private void notifyListeners(@Nullable ArenaStats stats, int status, @Nullable Throwable failure) {
        if (stats != null && stats.peakBytesHeld() > 0) {
            arenas.arenaEnded(new EndedRequest(method, path, pattern, status, failure, attributes), stats,
                    scope.nanosOpen());
        }
    }

    private String description() {
        return new RequestOwner(method, path).toString();
    }

    /** Returns whether a request object still belongs to this request. */
    @SuppressWarnings("ReferenceEquality")
    private boolean belongsToThis(ServletRequest current) {
        try {
            return of(current) == this;
        } catch (RuntimeException e) { // a recycled request: IllegalStateException of Tomcat, NullPointerException of Jetty
            return false;
        }
    }

    /** Checks whether the container has recycled the request without a notification. Called by any thread. */
    @Override
    public boolean isDone() {
        if (ended) {
            return true;
        }
        if (belongsToThis(request)) {
            return false;
        }
        LOG.debug(LogMessage.of(() -> description() + " was recycled by the container without a notification"));
        notifyListeners(end(), NO_STATUS, asyncFailure);
        return true;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        Throwable failure = event.getThrowable() != null ? event.getThrowable() : asyncFailure;
        ServletRequest completed = event.getSuppliedRequest();
        ArenaStats stats = end();
        if (completed instanceof HttpServletRequest http && belongsToThis(http)) {
            notifyListeners(stats, http, event.getSuppliedResponse(), failure);
        } else {
            notifyListeners(stats, NO_STATUS, failure);
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // completion follows
    }

    @Override
    public void onError(AsyncEvent event) {
        asyncFailure = event.getThrowable(); // completion follows
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // a new asynchronous cycle removes the listeners of the previous one
        event.getAsyncContext().addListener(this, event.getSuppliedRequest(), event.getSuppliedResponse());
    }
}
