package dev.arena.benchmarks.endtoend;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A request that is sent again and again.
 *
 * @param method HTTP method
 * @param path   path and query
 * @param type   content type of the body, empty without one
 * @param body   file with the body; null if there is none
 */
record Request(String method, String path, String type, @Nullable Path body) {

    static Request get(String path) {
        return new Request("GET", path, "", null);
    }

    static Request post(String path, String type, Path body) {
        return new Request("POST", path, type, body);
    }

    String url(int port) {
        return "http://127.0.0.1:" + port + path;
    }
}
