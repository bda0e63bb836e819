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

/**
 * The requests whose bodies are kept.
 *
 * @param patterns of their paths within the application
 * @since 0.1.0
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
