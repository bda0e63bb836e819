package dev.arena.spring.boot.web.servlet;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.web.util.ServletRequestPathUtils;
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

    boolean include(HttpServletRequest request) {
        if (include.isEmpty() && exclude.isEmpty()) {
            return true;
        }
        RequestPath path = ServletRequestPathUtils.parse(request);
        PathContainer within = path.pathWithinApplication();
        return (include.isEmpty() || include.stream().anyMatch(pattern -> pattern.matches(within)))
                && exclude.stream().noneMatch(pattern -> pattern.matches(within));
    }
}
