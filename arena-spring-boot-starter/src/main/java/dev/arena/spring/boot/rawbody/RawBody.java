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

import java.io.IOException;
import java.lang.foreign.MemorySegment;

import jakarta.servlet.ServletRequest;

import dev.arena.ArenaExhaustedException;

/**
 * Returns the original bytes of the body of a servlet request. Filters use it to check a signature or to write an audit log.
 * Requests with a path of {@code arena.web.cache-body} keep their body until they end. A handler can also declare a parameter
 * of type {@link MemorySegment} without annotation.
 *
 * @see ReactiveRawBody
 * @since 0.1.0
 */
public final class RawBody {

    private RawBody() {}

    /**
     * Returns the body of a request, and reads it if necessary. Call this method on a thread that handles the request.
     *
     * @param  request                 the request
     * @return                         its bytes, read-only, in the arena of the request; empty if it has no body
     * @throws IOException             if the body cannot be read
     * @throws ArenaExhaustedException if the budgets have no room for it
     * @throws IllegalStateException   if the body of this request is not kept
     */
    public static MemorySegment of(ServletRequest request) throws IOException {
        KeptBody body = KeptBody.of(request);
        if (body == null) {
            throw notKept();
        }
        return body.bytes();
    }

    static IllegalStateException notKept() {
        return new IllegalStateException(
                "The body of this request is not kept: add its path to arena.web.cache-body, and see "
                        + "arena.web.include, arena.web.exclude and arena.web.routes. To read it once, use @RequestBody");
    }
}
