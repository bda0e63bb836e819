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

package dev.arena.spring.boot.rawbody;

import java.util.List;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

import dev.arena.spring.boot.autoconfigure.ArenaProperties;
import dev.arena.spring.boot.autoconfigure.PathPatterns;

/**
 * The paths of the requests with kept bodies.
 *
 * @param patterns path patterns within the application
 */
record RawBodyPaths(List<PathPattern> patterns) {

    /** Makes the patterns unmodifiable. */
    RawBodyPaths {
        patterns = List.copyOf(patterns);
    }

    /** Those of {@code arena.web.cache-body}. */
    static RawBodyPaths of(ArenaProperties properties) {
        return new RawBodyPaths(PathPatterns.parse("arena.web.cache-body", properties.getWeb().getCacheBody()));
    }

    boolean contain(PathContainer path) {
        return patterns.stream().anyMatch(it -> it.matches(path));
    }
}
