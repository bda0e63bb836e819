package dev.arena.spring.boot.web;

import java.util.regex.Pattern;

/**
 * The request that an arena was opened for, as messages show it. Keeps two strings and not the request, which a container will
 * use again for another.
 *
 * <p>Safe for use by any thread.
 */
public final class RequestOwner {
    private static final Pattern PATH_PARAMETERS = Pattern.compile(";[^/]*");

    private final String method;
    private final String path;
    private volatile boolean left;

    /**
     * An owner.
     *
     * @param method of the request
     * @param path   of the request, without query
     */
    public RequestOwner(String method, String path) {
        this.method = method;
        this.path = path;
    }

    /** The request goes on without its arena. */
    public void left() {
        left = true;
    }

    /** Method and path; without parameters in the path, where session identifiers are found. */
    @Override
    public String toString() {
        String text = method + " " + PATH_PARAMETERS.matcher(path).replaceAll("");
        return left
                ? text + ", which went on asynchronously and left it behind (arena.confinement lets one thread use it)"
                : text;
    }
}
