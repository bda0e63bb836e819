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
 * The figures at one moment. Sizes are in bytes, durations in milliseconds. Counts begin at the start of the application.
 *
 * @param time milliseconds since 1970
 * @param memory the pool's memory and budget
 * @param chunks the pool's chunks by state
 * @param classes the pool's chunks by size class, in ascending order
 * @param counts counts of the pool
 * @param requests the {@value LiveFigures#MOST_REQUESTS} open arenas that hold the most memory
 * @param routes memory of requests, by path pattern and outcome
 * @param heap heap that requests allocated, by path pattern, in descending order of the totals
 * @param jvm the Java heap
 * @param viewers number of viewers
 */
record LiveSnapshot(long time, Memory memory, Chunks chunks, List<ChunkClass> classes, Counts counts,
        List<OpenRequest> requests, List<Route> routes, List<RouteHeap> heap, Jvm jvm, int viewers) {

    /**
     * The pool's memory.
     *
     * @param budget limit of the pool
     * @param requestBudget limit of one request
     * @param reserved memory of all chunks: used, cached and quarantined
     * @param peak highest value of {@code reserved}
     * @param used memory of open arenas
     * @param cached memory that the pool keeps for reuse
     * @param quarantined memory that waits for the end of a session that can still access it
     * @param wasted unused memory after the last allocation of chunks in use
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
     * A request that has allocated memory and has not ended.
     *
     * @param id number of its arena
     * @param owner method and path
     * @param bytes memory that it holds
     * @param age age of its arena, or null if it is not known
     */
    record OpenRequest(long id, String owner, long bytes, @Nullable Long age) {}

    /**
     * The peak memory of the requests of one route.
     *
     * @param uri path pattern
     * @param outcome outcome, as in Spring's own request metrics
     * @param requests number of requests that used their arena
     * @param mean mean of all requests
     * @param percentile95 95th percentile of the last minutes, 0 without requests
     * @param buckets distribution of the requests
     */
    record Route(String uri, String outcome, long requests, double mean, double percentile95, List<Bucket> buckets) {}

    /**
     * The requests above the bound of the previous bucket and up to the bound of this one.
     *
     * @param upTo bytes, or null for requests above all bounds
     * @param requests number of requests
     */
    record Bucket(@Nullable Long upTo, long requests) {}

    /**
     * The heap that the requests of one route allocated on platform threads.
     *
     * @param uri path pattern
     * @param outcome outcome, as in Spring's own request metrics
     * @param requests number of requests
     * @param mean mean of all requests
     * @param max maximum of the last minutes, 0 without requests
     */
    record RouteHeap(String uri, String outcome, long requests, double mean, double max) {}

    /**
     * The Java heap.
     *
     * @param heapUsed bytes of objects, including those that are not collected yet
     * @param heapCommitted bytes reserved from the operating system
     * @param heapMax upper limit in bytes, -1 without a limit
     * @param collections number of collections that stopped the application
     * @param collectionsElapsed total duration of these collections, in milliseconds
     */
    record Jvm(long heapUsed, long heapCommitted, long heapMax, long collections, long collectionsElapsed) {}
}
