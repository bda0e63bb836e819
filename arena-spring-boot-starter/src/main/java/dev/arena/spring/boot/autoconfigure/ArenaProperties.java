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

package dev.arena.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;

import dev.arena.LeakDetection;

/**
 * Settings of the auto-configured pool and of the arenas of requests.
 *
 * @param enabled        Whether arenas are auto-configured.
 * @param byteBudget     Memory that one request may take, in whole chunks. Defaults to 32MB, or to the budget of the pool
 *                       if that is smaller.
 * @param confinement    Which threads may use the arena of a request. With auto, all threads if its handler is
 *                       asynchronous, returns a view, or is not known yet, as in a filter; otherwise the thread of the
 *                       request. Always
 *                       all threads in reactive applications.
 * @param softLimit      Share of the budget of a request or of the pool beyond which a soft-limit event is published. More
 *                       than 0, and at most 1, with which it comes only before a refusal.
 * @param leakDetection  Which of the arenas and handles that were forgotten instead of closed are found: none, one of 1021, or
 *                       all, which is costly.
 * @param pool           Memory that all arenas have in common.
 * @param web            Which requests get an arena and what kind of arena.
 * @param json           JSON documents that are decoded into arenas.
 * @param metrics        Meters.
 * @param observations   What the observations of HTTP requests tell of their arenas.
 * @param health         Health of the pools.
 * @since 0.1.0
 */
@ConfigurationProperties("arena")
public record ArenaProperties(@DefaultValue("true") boolean enabled, @Nullable DataSize byteBudget,
        @DefaultValue("auto") RequestConfinement confinement, @DefaultValue("0.8") double softLimit,
        @DefaultValue("sampled") LeakDetection leakDetection, @DefaultValue Pool pool, @DefaultValue Web web,
        @DefaultValue Json json, @DefaultValue Metrics metrics,
        @DefaultValue Observations observations, @DefaultValue Health health) {

    /** Which threads may use the arena of a request. */
    public enum RequestConfinement {
        /** All threads if the handler is asynchronous or not known yet, otherwise the thread of the request. */
        AUTO,
        /** The thread that opened it. */
        CONFINED,
        /** All threads. */
        SHARED
    }

    /**
     * Memory that all arenas have in common.
     *
     * @param byteBudget  Memory that all arenas and the cache may take together. Defaults to an eighth of the container's
     *                    or machine's memory, but at least 64MB.
     * @param capacity    Memory allocated at start, as the chunks that one arena requests one after the other.
     * @param minChunkSize Size of the first chunk of an arena, a power of two from 512B to 1GB.
     * @param maxChunkSize Size up to which each further chunk doubles, a power of two up to 1GB. Defaults to 512KB, or to
     *                    the smallest chunk size if that is larger.
     * @param maxNormalAlloc Largest allocation that shares a chunk with others. Larger ones get a chunk of their own that is
     *                    not reused. Defaults to 16KB, or to the largest chunk size if that is smaller.
     * @param maxCached   Memory kept for reuse. Defaults to a quarter of the budget of the pool.
     * @param maxQuarantined Memory that may wait for shared arenas and handles that live on. Beyond it they get memory
     *                    sessions of their own, which is slower and keeps nothing from others. Defaults to the larger of
     *                    1MB and 1/32 of the budget of the pool, or to 1/8 of it if that is less.
     * @param idleTimeout Time after which cached memory that nobody needed is given back to the operating system. Never
     *                    with 0.
     * @param maxWait     Longest time that an allocation waits for memory of other arenas before the budget of the pool
     *                    refuses it. Refused at once with 0, and always in requests of reactive applications, whose threads
     *                    must not be blocked.
     */
    public record Pool(@Nullable DataSize byteBudget, @DefaultValue("0B") DataSize capacity,
            @DefaultValue("4KB") DataSize minChunkSize, @Nullable DataSize maxChunkSize,
            @Nullable DataSize maxNormalAlloc, @Nullable DataSize maxCached, @Nullable DataSize maxQuarantined,
            @DefaultValue("30s") Duration idleTimeout, @DefaultValue("0s") Duration maxWait) {}

    /**
     * Which requests get an arena and what kind of arena.
     *
     * @param include         Path patterns of requests that get an arena. All if empty.
     * @param exclude         Path patterns of requests that get none.
     * @param routes          What differs for the requests of some paths. Of those that match, the most specific alone counts.
     * @param learnFirstChunk Whether arenas begin with a chunk of the size that earlier requests of the same route, or earlier runs of
     *                        the same work, have needed.
     * @param cacheBody       Path patterns of requests whose body is kept in their arena, so that filters and handlers can read it
     *                        again. It counts against the budget of the request.
     * @param problem         Answers to requests that were refused memory.
     */
    public record Web(@DefaultValue List<String> include, @DefaultValue List<String> exclude,
            @DefaultValue List<Route> routes, @DefaultValue("true") boolean learnFirstChunk,
            @DefaultValue List<String> cacheBody, @DefaultValue Problem problem) {

        /**
         * Order of the filter that opens the arenas of requests. It is behind the observation filter, so that the observation of a
         * request sees how it was answered, and before all filters that may allocate.
         */
        public static final int FILTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 10;
    }

    /**
     * Answers to requests that were refused memory.
     *
     * @param retryAfter   Time after which a client may try again if all requests together need too much memory, as the
     *                     Retry-After header in whole seconds. No header with 0.
     * @param includeUsage Whether problem details contain how much memory is held and what the limit is.
     */
    public record Problem(@DefaultValue("1s") Duration retryAfter, @DefaultValue("false") boolean includeUsage) {}

    /**
     * What differs for the requests of some paths.
     *
     * @param path        Path pattern of the requests.
     * @param byteBudget  Memory that one of them may take, also where their handler says otherwise. Defaults to what the handler
     *                    says by an annotation, or to arena.byte-budget.
     * @param totalByteBudget Memory that all of them may take together. A request beyond it is refused with 503, so that these
     *                    requests cannot take the memory of others. Unlimited within the pool by default.
     * @param confinement Which threads may use the arena of one of them. Defaults to arena.confinement.
     * @param enabled     Whether they get an arena.
     */
    public record Route(@Nullable String path, @Nullable DataSize byteBudget, @Nullable DataSize totalByteBudget,
            @Nullable RequestConfinement confinement,
            @DefaultValue("true") boolean enabled) {}

    /**
     * JSON documents that are decoded into arenas. How much memory they may take is for the budget of the request.
     *
     * @param maxDepth            How deep arrays and objects may be nested.
     * @param maxArrayLength      How many elements an array may have, or lines a document in NDJSON.
     * @param maxObjectLength     How many members an object may have.
     * @param maxStringLength     How long a string may be, in UTF-16 units.
     * @param maxValues           How many values a document may have in all.
     * @param failOnUnknownFields Whether a member that a record has no component for is an error instead of being skipped.
     *                            Defaults to what the application's JsonMapper does.
     */
    public record Json(@DefaultValue("500") int maxDepth, @DefaultValue("10000000") long maxArrayLength,
            @DefaultValue("100000") long maxObjectLength, @DefaultValue("20000000") int maxStringLength,
            @DefaultValue("100000000") long maxValues, @Nullable Boolean failOnUnknownFields) {}

    /**
     * Meters.
     *
     * @param enabled    Whether meters of arenas are registered.
     * @param maxUriTags How many values the uri tag of arena.request.bytes and arena.request.heap may have. Requests of further path patterns
     *                   are not recorded, which is logged once. At least 1.
     * @param requestHeap Whether to measure what servlet requests allocate on the heap of the JVM, by route. Counts what
     *                   platform threads allocate.
     */
    public record Metrics(@DefaultValue("true") boolean enabled, @DefaultValue("100") int maxUriTags,
            @DefaultValue("false") boolean requestHeap) {}

    /**
     * What the observations of HTTP requests tell of their arenas.
     *
     * @param enabled     Whether bytes and chunks are added to the spans of requests.
     * @param includeSize Whether the tag arena.size is added to http.server.requests. It multiplies the time series of that
     *                    meter by up to six.
     */
    public record Observations(@DefaultValue("true") boolean enabled, @DefaultValue("false") boolean includeSize) {}

    /**
     * Health of the pools.
     *
     * @param threshold Share of the budget of a pool that may be in use. More than 0 and at most 1.
     * @param grace     Time for which more than that may be in use before the pool is out of service.
     */
    public record Health(@DefaultValue("0.9") double threshold, @DefaultValue("10s") Duration grace) {}
}
