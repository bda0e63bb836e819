package dev.arena.spring.boot.web;

import java.util.List;
import java.util.function.Supplier;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Which requests get an arena, by path pattern within the application. */
public final class RequestPaths {
    private final List<PathPattern> include;
    private final List<PathPattern> exclude;

    /**
     * Paths to match.
     *
     * @param include patterns of which one must match; all match where this is empty
     * @param exclude patterns of which none may match
     */
    public RequestPaths(List<String> include, List<String> exclude) {
        this.include = include.stream().map(PathPatternParser.defaultInstance::parse).toList();
        this.exclude = exclude.stream().map(PathPatternParser.defaultInstance::parse).toList();
    }

    /**
     * Whether a request gets an arena.
     *
     * @param  path its path within the application, asked for only if there are patterns
     * @return      whether the path is included and not excluded
     */
    public boolean include(Supplier<PathContainer> path) {
        if (include.isEmpty() && exclude.isEmpty()) {
            return true;
        }
        PathContainer within = path.get();
        return (include.isEmpty() || include.stream().anyMatch(pattern -> pattern.matches(within)))
                && exclude.stream().noneMatch(pattern -> pattern.matches(within));
    }
}
