package dev.arena.spring.boot.web.servlet;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Chooses the confinement of a request's arena by its handler, before the handler's arguments are resolved: what an
 * asynchronous handler allocates will be used, and ended, by other threads. Of handlers that are not methods nothing is
 * known, so their arenas stay what the filter makes them.
 */
public final class ArenaHandlerInterceptor implements HandlerInterceptor {
    private final Map<Handler, Boolean> asynchronous = new ConcurrentHashMap<>();

    /** A method that is inherited may return something else in each class. */
    private record Handler(Class<?> type, Method method) {}

    /** An interceptor that has seen no handler. */
    public ArenaHandlerInterceptor() {}

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            RequestArena arena = RequestArena.of(request);
            if (arena != null) {
                arena.handledBy(asynchronous.computeIfAbsent(new Handler(method.getBeanType(), method.getMethod()),
                        _ -> AsynchronousReturnTypes.mayBeAsynchronous(method.getReturnType())));
            }
        }
        return true;
    }
}
