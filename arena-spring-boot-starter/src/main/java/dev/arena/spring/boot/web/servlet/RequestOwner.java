package dev.arena.spring.boot.web.servlet;

import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The request that an arena was opened for, as messages show it. Keeps two strings that the container has anyway, and not the
 * request, which the container will use again for another.
 */
final class RequestOwner {
    private static final Pattern PATH_PARAMETERS = Pattern.compile(";[^/]*");

    private final String method;
    private final String uri;
    private volatile boolean left;

    RequestOwner(HttpServletRequest request) {
        this.method = request.getMethod();
        this.uri = request.getRequestURI();
    }

    /** The request goes on without its arena. */
    void left() {
        left = true;
    }

    /** Method and path; without parameters in the path, where session identifiers are found. */
    @Override
    public String toString() {
        String text = method + " " + PATH_PARAMETERS.matcher(uri).replaceAll("");
        return left
                ? text + ", which went on asynchronously and left it behind (arena.confinement lets one thread use it)"
                : text;
    }
}
