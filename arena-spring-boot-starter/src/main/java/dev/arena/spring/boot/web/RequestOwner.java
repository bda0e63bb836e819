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

import java.util.regex.Pattern;

/**
 * The owner of a request's arena, for messages. It stores two strings instead of the request, because a container reuses the
 * request object.
 *
 * <p>Safe for use by any thread.
 */
final class RequestOwner {
    private static final Pattern PATH_PARAMETERS = Pattern.compile(";[^/]*");

    private final String method;
    private final String path;
    private volatile boolean continuedWithoutArena;

    /**
     * An owner.
     *
     * @param method of the request
     * @param path   of the request, without query
     */
    RequestOwner(String method, String path) {
        this.method = method;
        this.path = path;
    }

    /** Notes that the request continues without its arena. */
    void continuedWithoutArena() {
        continuedWithoutArena = true;
    }

    /** Returns method and path, without path parameters, because these can contain session identifiers. */
    @Override
    public String toString() {
        String text = method + " " + PATH_PARAMETERS.matcher(path).replaceAll("");
        return continuedWithoutArena
                ? text + ", which continued asynchronously without its confined arena (see arena.confinement)"
                : text;
    }
}
