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

package dev.arena.benchmarks.endtoend;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A request that clients send repeatedly.
 *
 * @param method HTTP method
 * @param path path and query
 * @param type content type of the body, or an empty string without a body
 * @param body file with the body, or null
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
