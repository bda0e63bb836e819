package dev.arena.spring.boot.rawbody;

import java.util.List;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The requests whose bodies are kept.
 *
 * @param patterns of their paths within the application
 */
public record RawBodyPaths(List<PathPattern> patterns) {

    /** Makes the patterns unmodifiable. */
    public RawBodyPaths {
        patterns = List.copyOf(patterns);
    }

    boolean contain(PathContainer path) {
        return patterns.stream().anyMatch(it -> it.matches(path));
    }
}
