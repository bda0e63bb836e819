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

package dev.arena.spring.boot.actuate;

import java.io.IOException;
import java.lang.management.ManagementFactory;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import com.sun.management.ThreadMXBean;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Measures the heap that requests allocate. Before and after each dispatch, it reads the number of bytes that the thread has
 * allocated. It does nothing for requests on virtual threads, because the JVM does not count their allocations.
 *
 * <p>Register this filter for the dispatcher types REQUEST and ASYNC.
 */
final class RequestHeapFilter implements Filter {
    private static final String ATTRIBUTE = RequestHeapFilter.class.getName();

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final RequestHeapMetrics metrics;

    /**
     * A filter.
     *
     * @param metrics record the allocations of each request
     */
    RequestHeapFilter(RequestHeapMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!Thread.currentThread().isVirtual() && request instanceof HttpServletRequest http
                && response instanceof HttpServletResponse httpResponse) {
            measure(http, httpResponse, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void measure(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long start = threads.getCurrentThreadAllocatedBytes();
        boolean failed = true;
        try {
            chain.doFilter(request, response);
            failed = false;
        } finally {
            long bytes = threads.getCurrentThreadAllocatedBytes() - start
                    + (request.getAttribute(ATTRIBUTE) instanceof Long before ? before : 0);
            if (request.isAsyncStarted()) {
                request.setAttribute(ATTRIBUTE, bytes);
            } else {
                request.removeAttribute(ATTRIBUTE);
                metrics.record(request.getMethod(),
                        request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE),
                        failed ? HttpServletResponse.SC_INTERNAL_SERVER_ERROR : response.getStatus(), bytes);
            }
        }
    }
}
