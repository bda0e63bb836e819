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

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

import dev.arena.ArenaOptions;
import dev.arena.spring.boot.autoconfigure.PathPatterns;
import dev.arena.spring.boot.web.RequestRoutes.Rule;

import static org.assertj.core.api.Assertions.assertThat;

class RequestRoutesTests {
    private static final RouteSettings OTHERWISE = new RouteSettings(ArenaOptions.defaults(), null, true);

    private static RouteSettings settings(long byteBudget) {
        return new RouteSettings(ArenaOptions.defaults().withByteBudget(byteBudget), null, true);
    }

    private static Rule rule(String path, @Nullable RouteSettings settings) {
        return new Rule(PathPatternParser.defaultInstance.parse(path), settings);
    }

    private static @Nullable RouteSettings find(RequestRoutes routes, String path) {
        return routes.settings(() -> PathContainer.parsePath(path));
    }

    @Test
    void pathShouldNotBeReadIfThereAreNoPatterns() {
        var routes = new RequestRoutes(List.of(), List.of(), List.of(), OTHERWISE);
        assertThat(routes.settings(() -> {
            throw new AssertionError("parsed");
        })).isEqualTo(OTHERWISE);
    }

    @Test
    void mostSpecificRuleShouldApplyAtAnyPosition() {
        var routes = new RequestRoutes(List.of(), List.of(), List.of(rule("/**", settings(1)),
                rule("/api/{any}", settings(2)), rule("/api/import", settings(3)), rule("/api/**", settings(4))),
                OTHERWISE);
        assertThat(find(routes, "/api/import")).isEqualTo(settings(3));
        assertThat(find(routes, "/api/other")).isEqualTo(settings(2));
        assertThat(find(routes, "/api/other/path")).isEqualTo(settings(4));
        assertThat(find(routes, "/elsewhere")).isEqualTo(settings(1));
    }

    @Test
    void ruleShouldNotIncludeExcludedPaths() {
        var routes = new RequestRoutes(PathPatterns.parse("include", List.of("/api/**")),
                PathPatterns.parse("exclude", List.of("/api/health")),
                List.of(rule("/api/health", settings(1)), rule("/other", settings(2)), rule("/api/off", null)),
                OTHERWISE);
        assertThat(find(routes, "/api/health")).isNull();
        assertThat(find(routes, "/other")).isNull();
        assertThat(find(routes, "/api/off")).isNull();
        assertThat(find(routes, "/api/on")).isEqualTo(OTHERWISE);
    }
}
