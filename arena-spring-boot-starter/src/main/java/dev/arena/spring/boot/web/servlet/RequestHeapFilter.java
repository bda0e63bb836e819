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

package dev.arena.spring.boot.web.servlet;

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
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Measures what requests allocate on the heap: the JVM is asked before and after each dispatch what the thread has allocated. Does
 * nothing for requests on virtual threads, as the JVM does not count what those allocate.
 *
 * <p>Must be registered for the dispatcher types REQUEST and ASYNC.
 *
 * @since 0.1.0
 */
public final class RequestHeapFilter implements Filter {
    private static final String ATTRIBUTE = RequestHeapFilter.class.getName();

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Listener listener;

    /**
     * A filter.
     *
     * @param listener hears what each request has allocated
     */
    public RequestHeapFilter(Listener listener) {
        this.listener = listener;
    }

    /** Hears what requests have allocated. */
    @FunctionalInterface
    public interface Listener {

        /**
         * A request has ended.
         *
         * @param method  its method
         * @param pattern path pattern of its handler; null if none was found
         * @param status  status of its response; 500 if an exception was thrown
         * @param bytes   what its dispatches have allocated on the heap
         */
        void requestEnded(String method, @Nullable Object pattern, int status, long bytes);
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
                listener.requestEnded(request.getMethod(),
                        request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE),
                        failed ? HttpServletResponse.SC_INTERNAL_SERVER_ERROR : response.getStatus(), bytes);
            }
        }
    }
}
