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
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import dev.arena.spring.boot.RequestScope;
import dev.arena.spring.boot.http.RawBodyReader;

/** The kept body of a servlet request. It is collected at the first access. */
final class KeptBody implements KeptBodyRequest.Body {
    private static final String ATTRIBUTE = KeptBody.class.getName();

    private final HttpServletRequest request;
    private final RequestScope scope;
    private @Nullable MemorySegment bytes;
    private boolean failed;

    KeptBody(HttpServletRequest request, RequestScope scope) {
        this.request = request;
        this.scope = scope;
    }

    /** Returns the kept body of a request; null if the starter does not keep it. */
    static @Nullable KeptBody of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof KeptBody kept ? kept : null;
    }

    void attach() {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** Returns all bytes, read-only. A failed read is not repeated, because a part of the body would be missing. */
    @Override
    public MemorySegment bytes() throws IOException {
        MemorySegment known = bytes;
        if (known == null) {
            if (failed) {
                throw new IOException("The body cannot be read again, because an earlier attempt to read it failed");
            }
            failed = true;
            known = RawBodyReader.read(request.getInputStream(), request.getContentLengthLong(), scope).asReadOnly();
            bytes = known;
            failed = false;
        }
        return known;
    }
}
