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

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.WebUtils;

import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.RequestScope;

/**
 * Keeps the bodies of the configured requests in their arenas, so that filters and handlers can read them again. A body is
 * read at the first access. Requests without an arena remain unchanged. A form or multipart body that cannot be parsed is the
 * client's error, also if another filter or Spring's multipart resolver asks for its fields.
 *
 * <p>Register this filter after the filter that opens the arenas, for the dispatcher types REQUEST, ASYNC and ERROR.
 */
final class RawBodyFilter implements Filter {
    private final ArenaContextHolder context;
    private final RawBodyPaths paths;
    private final @Nullable MultipartConfigElement multipart;

    /**
     * A filter.
     *
     * @param context   provides the arena of the request
     * @param paths     paths of the requests with kept bodies
     * @param multipart limits of multipart bodies; null if their parts are left to the container, which cannot read a body that
     *                  is kept
     */
    RawBodyFilter(ArenaContextHolder context, RawBodyPaths paths, @Nullable MultipartConfigElement multipart) {
        this.context = context;
        this.paths = paths;
        this.multipart = multipart;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http && response instanceof HttpServletResponse httpResponse)) {
            chain.doFilter(request, response);
            return;
        }
        try {
            chain.doFilter(withKeptBody(http), response);
        } catch (IOException | ServletException | RuntimeException e) {
            UnreadableFormException unreadable = UnreadableFormException.causeOf(e);
            if (unreadable == null || response.isCommitted() || request.isAsyncStarted()) {
                throw e;
            }
            httpResponse.sendError(unreadable.getStatusCode().value());
        }
    }

    private HttpServletRequest withKeptBody(HttpServletRequest request) {
        if (WebUtils.getNativeRequest(request, KeptBodyRequest.class) != null) {
            return request;
        }
        KeptBody body = KeptBody.of(request);
        if (request.getDispatcherType() == DispatcherType.ERROR) { // the server has no body to parse any more
            return body == null ? request : new KeptBodyRequest(request, KeptBodyRequest.Body.ENDED, multipart);
        }
        if (body == null) {
            RequestScope scope = context.scope();
            if (scope == null || !paths.contain(ServletRequestPathUtils.parse(request).pathWithinApplication())) {
                return request;
            }
            body = new KeptBody(request, scope);
            body.attach();
        }
        return new KeptBodyRequest(request, body, multipart);
    }
}
