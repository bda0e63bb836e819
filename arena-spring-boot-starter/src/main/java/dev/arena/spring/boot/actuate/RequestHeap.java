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

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.LearnedSizes;
import dev.arena.spring.boot.actuate.PoolDescriptor.RouteHeap;

/**
 * Heap that the requests of each route have allocated on the platform threads that handled them. It shows which routes
 * benefit from arenas. Memory that other threads have allocated for a request, and requests on virtual threads, are not
 * counted, because the JVM counts by platform thread.
 *
 * <p>There are at most {@value #CAPACITY} routes. Further routes are not counted. Safe for use by any thread.
 */
final class RequestHeap {

    /** More routes than most applications have. */
    static final int CAPACITY = 256;

    private final ArenaPool pool;
    private final ConcurrentHashMap<String, Figures> byRoute = new ConcurrentHashMap<>();

    /**
     * Creates an object without figures.
     *
     * @param pool the pool that serves requests
     */
    RequestHeap(ArenaPool pool) {
        this.pool = pool;
    }

    private record Figures(LongAdder requests, LongAdder bytes, LongAccumulator most) {

        RouteHeap route(String name) {
            long count = requests.sum();
            return new RouteHeap(name, count, count == 0 ? 0 : bytes.sum() / count, most.get());
        }
    }

    /**
     * The pool that serves the requests.
     *
     * @return the pool
     */
    ArenaPool pool() {
        return pool;
    }

    /**
     * Counts a request.
     *
     * @param method  HTTP method. Non-standard methods are not counted, because clients could fill the table with them
     * @param pattern path pattern of its handler; a request without one is not counted
     * @param bytes   heap bytes that it has allocated
     */
    void record(String method, @Nullable Object pattern, long bytes) {
        if (pattern == null || !LearnedSizes.isStandardMethod(method)) {
            return;
        }
        String route = method + " " + pattern;
        Figures figures = byRoute.get(route);
        if (figures == null) {
            if (byRoute.size() >= CAPACITY) {
                return;
            }
            figures = byRoute.computeIfAbsent(route,
                    _ -> new Figures(new LongAdder(), new LongAdder(), new LongAccumulator(Math::max, 0)));
        }
        figures.requests.increment();
        figures.bytes.add(bytes);
        figures.most.accumulate(bytes);
    }

    /**
     * All routes.
     *
     * @return the figures, the routes with the largest total first
     */
    List<RouteHeap> routes() {
        return byRoute.entrySet().stream().map(it -> it.getValue().route(it.getKey()))
                .sorted(Comparator.comparingLong((RouteHeap it) -> it.requests() * it.meanBytes()).reversed()
                        .thenComparing(RouteHeap::route))
                .toList();
    }
}
