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

import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Determines which requests get an arena, and its settings, by path pattern within the application. Only the most specific
 * matching rule applies, in the order of {@link PathPattern}.
 *
 * <p>Immutable.
 */
final class RequestRoutes {
    private final List<PathPattern> include;
    private final List<PathPattern> exclude;
    private final List<Rule> rules;
    private final RouteSettings defaults;
    private final boolean hasNoPatterns;

    /**
     * Creates the routes.
     *
     * @param include   patterns of which one must match; all paths match if empty
     * @param exclude   patterns of which none may match
     * @param rules     settings of some paths
     * @param defaults  settings of all other paths
     */
    RequestRoutes(List<PathPattern> include, List<PathPattern> exclude, List<Rule> rules, RouteSettings defaults) {
        this.include = List.copyOf(include);
        this.exclude = List.copyOf(exclude);
        this.rules = rules.stream().sorted(Comparator.comparing(Rule::path)).toList();
        this.defaults = defaults;
        this.hasNoPatterns = include.isEmpty() && exclude.isEmpty() && rules.isEmpty();
    }

    /**
     * A rule for the requests of some paths.
     *
     * @param path     the paths
     * @param settings settings of their arenas; null if they get none
     */
    record Rule(PathPattern path, @Nullable RouteSettings settings) {}

    /**
     * Returns the settings of a request.
     *
     * @param  path supplies its path within the application; called only if there are patterns
     * @return      the settings of its arena; null if it gets none
     */
    @Nullable
    RouteSettings settings(Supplier<PathContainer> path) {
        return hasNoPatterns ? defaults : settings(path.get());
    }

    private @Nullable RouteSettings settings(PathContainer path) {
        if ((!include.isEmpty() && !anyMatches(include, path)) || anyMatches(exclude, path)) {
            return null;
        }
        for (Rule rule : rules) {
            if (rule.path().matches(path)) {
                return rule.settings();
            }
        }
        return defaults;
    }

    private static boolean anyMatches(List<PathPattern> patterns, PathContainer path) {
        for (PathPattern pattern : patterns) {
            if (pattern.matches(path)) {
                return true;
            }
        }
        return false;
    }
}
