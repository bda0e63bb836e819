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

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Describes a request whose arena has ended. It contains values only, because the container may already use the request and
 * its response for another client.
 *
 * @param method     its method
 * @param path       its path, without query
 * @param pattern    path pattern of its handler, as {@code toString} returns it; null if there is none
 * @param status     status of its response; 0 if the client disconnected before the end
 * @param failure    exception with which it ended; null without one
 * @param attributes attributes that a {@linkplain RequestArenaListener#attributes listener} has requested, if they were set
 *                   during the last dispatch of the request
 * @since 0.1.0
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
