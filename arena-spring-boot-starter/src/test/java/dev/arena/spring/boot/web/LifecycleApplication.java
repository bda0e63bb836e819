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

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.CompletableFuture;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import dev.arena.Arena;

/** An application with a handler for each way in which a request can run and end. Headers control its filters. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({SynchronousHandlers.class, AsynchronousHandlers.class, UntimelyHandlers.class, RoutedHandlers.class})
class LifecycleApplication {

    @Bean
    Witness witness() {
        return new Witness();
    }

    /** Runs before the other listeners. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RequestArenaListener failingListener() {
        return (request, _) -> {
            if (request.path().equals("/listener-throws")) {
                throw new IllegalStateException("secret of the listener");
            }
        };
    }

    /** Precedes the filter of the arenas. Therefore, no arena exists before and after it. */
    @Bean
    FilterRegistrationBean<Filter> earlyFilter(Arena arena, Witness witness) {
        var registration = new FilterRegistrationBean<Filter>((request, response, chain) -> {
            witness.mark(request);
            String when = ((HttpServletRequest) request).getHeader("X-Early-Filter-Allocates");
            if ("before".equals(when)) {
                witness.use(arena);
            }
            try {
                chain.doFilter(request, response);
            } finally {
                witness.dispatched.incrementAndGet();
            }
            if ("after".equals(when)) {
                witness.use(arena);
            }
        });
        registration.setDispatcherTypes(DispatcherType.REQUEST);
        registration.setAsyncSupported(true);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** Allocates and fails outside all controllers if a header says so. */
    @Bean
    FilterRegistrationBean<Filter> lateFilter(Arena arena, Witness witness) {
        var registration = new FilterRegistrationBean<Filter>((request, response, chain) -> {
            var http = (HttpServletRequest) request;
            if (http.getDispatcherType() == DispatcherType.REQUEST) {
                filterRequest(http, (HttpServletResponse) response, chain, arena, witness);
            } else {
                if (http.getHeader("X-Filter-Allocates-On-" + http.getDispatcherType()) != null) {
                    witness.use(arena);
                }
                chain.doFilter(request, response);
            }
        });
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        registration.setAsyncSupported(true);
        return registration;
    }

    private static void filterRequest(HttpServletRequest request, HttpServletResponse response, FilterChain chain,
            Arena arena, Witness witness) throws IOException, ServletException {
        if (request.getHeader("X-Filter-Allocates") != null) {
            witness.use(arena);
        }
        if (request.getHeader("X-Filter-Exhausts") != null) {
            arena.allocate(1 << 20, 1);
        }
        String failing = request.getHeader("X-Filter-Throws");
        if ("before".equals(failing)) {
            throw new ServletException("secret of the filter");
        }
        chain.doFilter(request, response);
        if (request.getHeader("X-Filter-Allocates-After") != null) {
            witness.use(arena);
        }
        if ("after".equals(failing)) {
            throw new IllegalStateException("secret of the filter");
        }
    }

    /** Handlers whose return type does not show whether they are asynchronous. */
    @Bean
    RouterFunction<ServerResponse> routes(Arena arena, Witness witness) {
        return RouterFunctions.route()
                .GET("/functional",
                        _ -> ServerResponse.ok().body(witness.use(arena).getAtIndex(ValueLayout.JAVA_LONG, 99)))
                .GET("/functional-later", _ -> {
                    MemorySegment segment = witness.use(arena);
                    return ServerResponse.async(CompletableFuture.supplyAsync(
                            () -> ServerResponse.ok().body(segment.getAtIndex(ValueLayout.JAVA_LONG, 99))));
                }).build();
    }

    @Bean
    ServletRegistrationBean<PlainServlet> plainServlet(Arena arena, Witness witness) {
        var registration = new ServletRegistrationBean<>(new PlainServlet(arena, witness), "/servlet/*");
        registration.setAsyncSupported(true);
        return registration;
    }
}
