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
 * Configuration properties for arenas.
 *
 * @param enabled        Whether to auto-configure arenas.
 * @param byteBudget     Memory that one request may take, in whole chunks. Defaults to 32MB, or to the byte budget of the pool
 *                       if that is smaller.
 * @param confinement    Which threads may use the arena of a servlet request. With auto, the arena is shared if the handler is
 *                       asynchronous, returns a view, or is not yet known, as in a filter. Otherwise it is confined to the
 *                       thread of the request. Arenas of reactive requests are always shared.
 * @param softLimit      Fraction of the byte budget of a request or of the pool at which a SoftLimitEvent is published. More
 *                       than 0 and at most 1. With 1, the event precedes a refusal only.
 * @param leakDetection  How many arenas and handles the leak detector tracks: none, one of 1021, or all. Tracking takes
 *                       microseconds for each.
 * @param pool           Memory that all arenas share.
 * @param web            Which requests get an arena, and what kind of arena.
 * @param json           Limits of JSON documents.
 * @param metrics        Meters.
 * @param observations   Observations of HTTP requests.
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
        /** Shared if the handler is asynchronous, returns a view, or is not yet known, otherwise confined. */
        AUTO,
        /** Only the thread that opened the arena. */
        CONFINED,
        /** All threads. */
        SHARED
    }

    /**
     * Memory that all arenas share.
     *
     * @param byteBudget  Memory that all arenas, the cache and quarantine may take together. Defaults to an eighth of the memory
     *                    of the container or machine, but at least 64MB.
     * @param capacity    Memory to allocate at startup, as the chunks that one arena would request one after the other.
     * @param minChunkSize Size of the first chunk of an arena, a power of two from 512B to 1GB.
     * @param maxChunkSize Largest chunk size, a power of two up to 1GB. Each further chunk of an arena is twice as large as the one
     *                    before, up to this size. Defaults to 512KB, or to the smallest chunk size if that is larger.
     * @param maxNormalAlloc Largest allocation that shares a chunk with others. A larger allocation gets its own chunk, which the
     *                    pool does not reuse. Defaults to 16KB, or to the largest chunk size if that is smaller.
     * @param maxCached   Memory of released chunks that the pool keeps for reuse. Defaults to a quarter of the byte budget of the
     *                    pool.
     * @param maxQuarantined Memory that may wait in quarantine for open shared arenas and handles. Above this limit, they get memory
     *                    sessions of their own, which are slower to close but keep no other memory in quarantine. Defaults to
     *                    the larger of 1MB and 1/32 of the byte budget of the pool, but at most 1/8 of it.
     * @param idleTimeout Time after which the pool releases unused cached memory to the operating system. Never with 0.
     * @param maxWait     Maximum time that an allocation waits for memory of other arenas before the byte budget of the pool
     *                    refuses it. Allocations do not wait with 0. Reactive requests never wait, because their threads must
     *                    not block.
     */
    public record Pool(@Nullable DataSize byteBudget, @DefaultValue("0B") DataSize capacity,
            @DefaultValue("4KB") DataSize minChunkSize, @Nullable DataSize maxChunkSize,
            @Nullable DataSize maxNormalAlloc, @Nullable DataSize maxCached, @Nullable DataSize maxQuarantined,
            @DefaultValue("30s") Duration idleTimeout, @DefaultValue("0s") Duration maxWait) {}

    /**
     * Which requests get an arena, and what kind of arena.
     *
     * @param include         Path patterns of requests that get an arena. All requests if empty.
     * @param exclude         Path patterns of requests that get no arena. Takes precedence over include.
     * @param routes          Settings for the requests of some paths. Only the most specific matching path applies.
     * @param learnFirstChunk Whether the first chunk of an arena is as large as earlier requests of the same route needed. Also
     *                        applies outside requests, to WithArena methods and ArenaTemplate calls.
     * @param cacheBody       Path patterns of requests whose body is kept in their arena, so that filters and handlers can read it
     *                        again. The body counts against the byte budget of the request.
     * @param problem         Responses to requests that exceed a limit.
     */
    public record Web(@DefaultValue List<String> include, @DefaultValue List<String> exclude,
            @DefaultValue List<Route> routes, @DefaultValue("true") boolean learnFirstChunk,
            @DefaultValue List<String> cacheBody, @DefaultValue Problem problem) {

        /**
         * Order of the filter that opens the arenas of requests. The filter follows the observation filter, so that observations
         * include the response. It precedes all filters that may allocate.
         */
        public static final int FILTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 10;
    }

    /**
     * Responses to requests that exceed a limit.
     *
     * @param retryAfter   Value of the Retry-After header of a 503 response, in whole seconds. No header with 0.
     * @param includeUsage Whether problem details contain the held memory and the limit.
     */
    public record Problem(@DefaultValue("1s") Duration retryAfter, @DefaultValue("false") boolean includeUsage) {}

    /**
     * Settings for the requests of some paths.
     *
     * @param path        Path pattern of the requests.
     * @param byteBudget  Memory that one of these requests may take. Overrides @ArenaBudget. Defaults to @ArenaBudget of the
     *                    handler, or to arena.byte-budget.
     * @param totalByteBudget Memory that all these requests may take together, so that they cannot take the memory of other
     *                    requests. The response to a request beyond it is 503. By default, only the pool limits them.
     * @param confinement Which threads may use the arena of one of these requests. Defaults to arena.confinement.
     * @param enabled     Whether these requests get an arena.
     */
    public record Route(@Nullable String path, @Nullable DataSize byteBudget, @Nullable DataSize totalByteBudget,
            @Nullable RequestConfinement confinement,
            @DefaultValue("true") boolean enabled) {}

    /**
     * Limits of JSON documents. The byte budget of the request limits their memory.
     *
     * @param maxDepth            Maximum nesting depth of arrays and objects.
     * @param maxArrayLength      Maximum number of elements of an array, or of lines of an NDJSON document.
     * @param maxObjectLength     Maximum number of members of an object.
     * @param maxStringLength     Maximum length of a string, in UTF-16 code units.
     * @param maxValues           Maximum number of values in a document.
     * @param failOnUnknownFields Whether a JSON member without a matching record component is an error. Defaults to the setting
     *                            of the application's JsonMapper.
     */
    public record Json(@DefaultValue("500") int maxDepth, @DefaultValue("10000000") long maxArrayLength,
            @DefaultValue("100000") long maxObjectLength, @DefaultValue("20000000") int maxStringLength,
            @DefaultValue("100000000") long maxValues, @Nullable Boolean failOnUnknownFields) {}

    /**
     * Meters.
     *
     * @param enabled    Whether to register meters.
     * @param maxUriTags Maximum number of values of the uri tag of arena.request.bytes and arena.request.heap. Requests of further path
     *                   patterns are not recorded, which is logged once. At least 1.
     * @param requestHeap Whether to measure, by route, the JVM heap that servlet requests allocate on platform threads.
     */
    public record Metrics(@DefaultValue("true") boolean enabled, @DefaultValue("100") int maxUriTags,
            @DefaultValue("false") boolean requestHeap) {}

    /**
     * Observations of HTTP requests.
     *
     * @param enabled     Whether to add the bytes and chunks of the arena to the spans of requests.
     * @param includeSize Whether to add the tag arena.size to http.server.requests. The tag multiplies the time series of that
     *                    meter by up to six.
     */
    public record Observations(@DefaultValue("true") boolean enabled, @DefaultValue("false") boolean includeSize) {}

    /**
     * Health of the pools.
     *
     * @param threshold Fraction of the byte budget of a pool that may be in use. More than 0 and at most 1.
     * @param grace     How long a pool may exceed the threshold before it is out of service.
     */
    public record Health(@DefaultValue("0.9") double threshold, @DefaultValue("10s") Duration grace) {}
}
