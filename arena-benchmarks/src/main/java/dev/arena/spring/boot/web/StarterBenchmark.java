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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletConfig;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.arena.Arena;
import dev.arena.ArenaOptions;
import dev.arena.ArenaPool;
import dev.arena.Confinement;
import dev.arena.benchmarks.SteadyState;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.LearnedSizes;

/**
 * Measures the cost of the starter for a servlet request. The same handler runs without the starter, with the starter but
 * without an allocation, and with one allocation. {@code CHAIN} calls only the filter, the interceptor and the handler, so that
 * the differences show the starter's own cost with little noise. {@code MVC} calls the handler through a {@code
 * DispatcherServlet}.
 *
 * <p>The requests are mocks, which cost less than the requests of a container. Each mock is reused, so that the figures do not
 * include its creation.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g",
        "-XX:+AlwaysPreTouch"})
@SuppressWarnings("NullAway") // JMH initializes the fields
public class StarterBenchmark {

    /** What is around the handler. */
    @Param
    public Around around;

    private final ArenaContextHolder context = new ArenaContextHolder();
    private final Handlers handlers = new Handlers(context.injectedArena());
    private final ArenaHandlerInterceptor interceptor = new ArenaHandlerInterceptor(
            new HandlerBudgets((_, _, _) -> HandlerBudget.NONE, Stream::empty));
    private final MockServletContext servletContext = new MockServletContext();
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final MockHttpServletRequest toUnused = request("/unused");
    private final MockHttpServletRequest toAllocates = request("/allocates");
    private ArenaPool pool;
    private ArenaFilter filter;
    private FilterChain plain;
    private FilterChain unused;
    private FilterChain allocates;
    private List<DispatcherServlet> servlets = List.of();

    /** What is around the handler. */
    public enum Around {
        /** Filter and interceptor. */
        CHAIN,
        /** The whole of Spring MVC. */
        MVC
    }

    private MockHttpServletRequest request(String path) {
        var request = new MockHttpServletRequest(servletContext, "GET", path);
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, path); // as the handler mapping does
        return request;
    }

    /** Builds the chains, and checks the cost of an unused arena. */
    @Setup
    public void open() throws Exception {
        pool = Arena.builder().buildPool();
        var settings = new RouteSettings(ArenaOptions.defaults().withConfinement(Confinement.SHARED), null, true);
        filter = new ArenaFilter(pool, context, new RequestRoutes(List.of(), List.of(), List.of(), settings),
                new LearnedSizes(pool), (_, _, _) -> false, List.of());
        if (around == Around.CHAIN) {
            plain = (_, response) -> handlers.unused((HttpServletResponse) response);
            unused = intercepted("unused");
            allocates = intercepted("allocates");
        } else {
            DispatcherServlet without = servlet(new WebMvcConfigurer() {
            });
            DispatcherServlet with = servlet(new WebMvcConfigurer() {
                @Override
                public void addInterceptors(InterceptorRegistry registry) {
                    registry.addInterceptor(interceptor);
                }
            });
            servlets = List.of(without, with);
            plain = without::service;
            unused = with::service;
            allocates = with::service;
        }
        filter.doFilter(toUnused, response, unused);
        if (pool.stats().resets() != 0 || pool.stats().normalChunksAllocated() != 0) {
            throw new IllegalStateException("an arena that was not used has cost a chunk");
        }
        SteadyState.require(pool, this::allocatesQuietly);
        if (pool.stats().resets() == 0) {
            throw new IllegalStateException("the handler has not allocated");
        }
    }

    /** The handler after the interceptor, as Spring MVC calls it. */
    private FilterChain intercepted(String name) throws NoSuchMethodException {
        var handler = new HandlerMethod(handlers, name, HttpServletResponse.class);
        boolean allocating = name.equals("allocates");
        return (request, response) -> {
            interceptor.preHandle((MockHttpServletRequest) request, (HttpServletResponse) response, handler);
            if (allocating) {
                handlers.allocates((HttpServletResponse) response);
            } else {
                handlers.unused((HttpServletResponse) response);
            }
        };
    }

    private DispatcherServlet servlet(WebMvcConfigurer configurer) throws ServletException {
        var application = new AnnotationConfigWebApplicationContext();
        application.setServletContext(servletContext);
        application.register(Mvc.class);
        application.addBeanFactoryPostProcessor(beans -> {
            beans.registerSingleton("handlers", handlers);
            beans.registerSingleton("configurer", configurer);
        });
        var servlet = new DispatcherServlet(application);
        servlet.init(new MockServletConfig(servletContext, "dispatcher"));
        return servlet;
    }

    private void allocatesQuietly() {
        try {
            allocatesOnce();
        } catch (IOException | ServletException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Closes it all. */
    @TearDown
    public void close() {
        servlets.forEach(DispatcherServlet::destroy);
        pool.close();
    }

    @Benchmark
    public void plain(Blackhole hole) throws IOException, ServletException {
        plain.doFilter(toUnused, response);
        hole.consume(handlers.result);
    }

    @Benchmark
    public void unused(Blackhole hole) throws IOException, ServletException {
        filter.doFilter(toUnused, response, unused);
        hole.consume(handlers.result);
    }

    @Benchmark
    public void allocates(Blackhole hole) throws IOException, ServletException {
        allocatesOnce();
        hole.consume(handlers.result);
    }

    private void allocatesOnce() throws IOException, ServletException {
        filter.doFilter(toAllocates, response, allocates);
    }

    /** Spring MVC as it is. */
    @EnableWebMvc
    static class Mvc {}

    /** Writes no response, because that would cost more than everything else. */
    @RestController
    public static class Handlers {
        private final Arena arena;
        private long result;

        Handlers(Arena arena) {
            this.arena = arena;
        }

        @GetMapping("/unused")
        public void unused(HttpServletResponse response) {
            result++;
        }

        @GetMapping("/allocates")
        public void allocates(HttpServletResponse response) {
            MemorySegment piece = arena.allocate(64, 8);
            piece.set(ValueLayout.JAVA_LONG, 0, ++result);
            result += piece.address() & 1;
        }
    }
}
