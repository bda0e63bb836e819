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

package dev.arena.demo.dashboard;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What there is to see at one moment. Sizes are in bytes, durations in milliseconds, counts since the application started.
 *
 * @param time     milliseconds since 1970
 * @param memory   the pool's memory against its budget
 * @param chunks   the pool's chunks by state
 * @param classes  the same by size class, ascending
 * @param counts   what the pool counts
 * @param requests open arenas, those first that hold the most, {@value LiveFigures#MOST_REQUESTS} at most
 * @param routes   what requests held, by path pattern and outcome
 * @param heap     heap that requests allocated, by path pattern, those first that allocated the most together
 * @param jvm      the Java heap beside it
 * @param viewers  how many watch
 */
record LiveSnapshot(long time, Memory memory, Chunks chunks, List<ChunkClass> classes, Counts counts,
        List<OpenRequest> requests, List<Route> routes, List<RouteHeap> heap, Jvm jvm, int viewers) {

    /**
     * The pool's memory.
     *
     * @param budget        what the pool may reserve
     * @param requestBudget what one request may hold
     * @param reserved      what is taken from the operating system: used, cached and quarantined
     * @param peak          the most that was ever reserved
     * @param used          what open arenas hold
     * @param cached        what is kept for reuse
     * @param quarantined   what waits until the session that could reach it has closed
     * @param wasted        what lies behind the last allocation in chunks in use
     */
    record Memory(long budget, long requestBudget, long reserved, long peak, long used, long cached, long quarantined,
            long wasted) {}

    /** Chunks by state. Live chunks that belong to no size class are oversized. */
    record Chunks(long live, long oversized, long cached, long quarantined) {}

    /** Chunks of one size. */
    record ChunkClass(long bytes, long live, long cached, long quarantined) {}

    /** Counts of the pool. The numbers of open arenas and handles can decrease, all others only grow. */
    record Counts(long openArenas, long openHandles, long resets, long relocations, long chunksAllocated,
            long chunksOversized, long chunksReused, long leaks, Refusals refusals) {}

    /** Refused allocations, by limit. */
    record Refusals(long arena, long pool, long source) {}

    /**
     * A request that has allocated and not ended.
     *
     * @param id    number of its arena
     * @param owner method and path
     * @param bytes what it holds
     * @param age   for how long its arena is open; null if that is not known
     */
    record OpenRequest(long id, String owner, long bytes, @Nullable Long age) {}

    /**
     * What the requests of one route held at most.
     *
     * @param uri          path pattern
     * @param outcome      as in Spring's own request metrics
     * @param requests     how many used their arena
     * @param mean         of all of them
     * @param percentile95 of the last minutes; 0 when there was none
     * @param buckets      how many held how much
     */
    record Route(String uri, String outcome, long requests, double mean, double percentile95, List<Bucket> buckets) {}

    /**
     * Requests that held more than the bound of the bucket before and no more than this one's.
     *
     * @param upTo     bytes; null for what exceeds all bounds
     * @param requests how many
     */
    record Bucket(@Nullable Long upTo, long requests) {}

    /**
     * What the requests of one route allocated on the heap, on platform threads.
     *
     * @param uri      path pattern
     * @param outcome  as in Spring's own request metrics
     * @param requests how many
     * @param mean     of all of them
     * @param max      of the last minutes; 0 when there was none
     */
    record RouteHeap(String uri, String outcome, long requests, double mean, double max) {}

    /**
     * The Java heap.
     *
     * @param heapUsed           bytes of objects, dead ones included until they are collected
     * @param heapCommitted      bytes taken from the operating system
     * @param heapMax            bytes it may grow to; -1 if there is no limit
     * @param collections        collections that stopped the application
     * @param collectionsElapsed milliseconds they took
     */
    record Jvm(long heapUsed, long heapCommitted, long heapMax, long collections, long collectionsElapsed) {}
}
