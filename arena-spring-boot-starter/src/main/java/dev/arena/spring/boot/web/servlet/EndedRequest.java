package dev.arena.spring.boot.web.servlet;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request whose arena has ended. Has values only: the container may be using the request and its response for another client.
 *
 * @param method     its method
 * @param path       its path, without query
 * @param pattern    the path pattern of its handler, which {@code toString} says; null if none was found
 * @param status     status of its response; 0 if the client disconnected before the end, so that nobody saw a status
 * @param failure    what it ended with, if that was an exception
 * @param attributes those of its attributes for which a {@linkplain RequestArenaListener#attributes listener} has asked, as far as
 *                   they were set when the request was last dispatched
 */
public record EndedRequest(String method, String path, @Nullable Object pattern, int status,
        @Nullable Throwable failure, Map<String, Object> attributes) {

    /**
     * Makes the attributes unmodifiable.
     */
    public EndedRequest {
        attributes = Map.copyOf(attributes);
    }
}
