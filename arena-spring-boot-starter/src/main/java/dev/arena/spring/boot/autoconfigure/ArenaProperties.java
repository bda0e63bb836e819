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
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;

import dev.arena.LeakDetection;

/**
 * Configuration properties for arenas.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("arena")
@SuppressWarnings("doclint:missing") // comments of fields describe the properties, also in the metadata
public final class ArenaProperties {
    /** Whether to auto-configure arenas. */
    private boolean enabled = true;

    /**
     * Memory that one request may take, in whole chunks. Defaults to 32MB, or to the byte budget of the pool if that is
     * smaller.
     */
    private @Nullable DataSize byteBudget;

    /**
     * Which threads may use the arena of a servlet request. With auto, the arena is shared if the handler is asynchronous,
     * returns a view, or is not yet known, as in a filter. Otherwise it is confined to the thread of the request. Arenas of
     * reactive requests are always shared.
     */
    private RequestConfinement confinement = RequestConfinement.AUTO;

    /**
     * Fraction of the byte budget of a request or of the pool at which a SoftLimitEvent is published. More than 0 and at
     * most 1. With 1, the event precedes a refusal only.
     */
    private double softLimit = 0.8;

    /**
     * How many arenas and handles the leak detector tracks: none, one of 1021, or all. Tracking takes microseconds for each.
     */
    private LeakDetection leakDetection = LeakDetection.SAMPLED;

    private final Pool pool = new Pool();
    private final Web web = new Web();
    private final Json json = new Json();
    private final Metrics metrics = new Metrics();
    private final Observations observations = new Observations();
    private final Health health = new Health();

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public @Nullable DataSize getByteBudget() {
        return byteBudget;
    }

    public void setByteBudget(@Nullable DataSize byteBudget) {
        this.byteBudget = byteBudget;
    }

    public RequestConfinement getConfinement() {
        return confinement;
    }

    public void setConfinement(RequestConfinement confinement) {
        this.confinement = confinement;
    }

    public double getSoftLimit() {
        return softLimit;
    }

    public void setSoftLimit(double softLimit) {
        this.softLimit = softLimit;
    }

    public LeakDetection getLeakDetection() {
        return leakDetection;
    }

    public void setLeakDetection(LeakDetection leakDetection) {
        this.leakDetection = leakDetection;
    }

    public Pool getPool() {
        return pool;
    }

    public Web getWeb() {
        return web;
    }

    public Json getJson() {
        return json;
    }

    public Metrics getMetrics() {
        return metrics;
    }

    public Observations getObservations() {
        return observations;
    }

    public Health getHealth() {
        return health;
    }

    /** Which threads may use the arena of a request. */
    public enum RequestConfinement {
        /** Shared if the handler is asynchronous, returns a view, or is not yet known, otherwise confined. */
        AUTO,
        /** Only the thread that opened the arena. */
        CONFINED,
        /** All threads. */
        SHARED
    }

    /** Memory that all arenas share. */
    public static final class Pool {
        /**
         * Memory that all arenas, the cache and quarantine may take together. Defaults to an eighth of the memory of the
         * container or machine, but at least 64MB.
         */
        private @Nullable DataSize byteBudget;

        /** Memory to allocate at startup, as the chunks that one arena would request one after the other. */
        private DataSize capacity = DataSize.ofBytes(0);

        /** Size of the first chunk of an arena, a power of two from 512B to 1GB. */
        private DataSize minChunkSize = DataSize.ofKilobytes(4);

        /**
         * Largest chunk size, a power of two up to 1GB. Each further chunk of an arena is twice as large as the one before, up
         * to this size. Defaults to 512KB, or to the smallest chunk size if that is larger.
         */
        private @Nullable DataSize maxChunkSize;

        /**
         * Largest allocation that shares a chunk with others. A larger allocation gets its own chunk, which the pool does not
         * reuse. Defaults to 16KB, or to the largest chunk size if that is smaller.
         */
        private @Nullable DataSize maxNormalAlloc;

        /** Memory of released chunks that the pool keeps for reuse. Defaults to a quarter of the byte budget of the pool. */
        private @Nullable DataSize maxCached;

        /**
         * Memory that may wait in quarantine for open shared arenas and handles. Above this limit, they get memory sessions of
         * their own, which are slower to close but keep no other memory in quarantine. Defaults to the larger of 1MB and 1/32
         * of the byte budget of the pool, but at most 1/8 of it.
         */
        private @Nullable DataSize maxQuarantined;

        /** Time after which the pool releases unused cached memory to the operating system. Never with 0. */
        private Duration idleTimeout = Duration.ofSeconds(30);

        /**
         * Maximum time that an allocation waits for memory of other arenas before the byte budget of the pool refuses it.
         * Allocations do not wait with 0. Reactive requests never wait, because their threads must not block.
         */
        private Duration maxWait = Duration.ofSeconds(0);

        public @Nullable DataSize getByteBudget() {
            return byteBudget;
        }

        public void setByteBudget(@Nullable DataSize byteBudget) {
            this.byteBudget = byteBudget;
        }

        public DataSize getCapacity() {
            return capacity;
        }

        public void setCapacity(DataSize capacity) {
            this.capacity = capacity;
        }

        public DataSize getMinChunkSize() {
            return minChunkSize;
        }

        public void setMinChunkSize(DataSize minChunkSize) {
            this.minChunkSize = minChunkSize;
        }

        public @Nullable DataSize getMaxChunkSize() {
            return maxChunkSize;
        }

        public void setMaxChunkSize(@Nullable DataSize maxChunkSize) {
            this.maxChunkSize = maxChunkSize;
        }

        public @Nullable DataSize getMaxNormalAlloc() {
            return maxNormalAlloc;
        }

        public void setMaxNormalAlloc(@Nullable DataSize maxNormalAlloc) {
            this.maxNormalAlloc = maxNormalAlloc;
        }

        public @Nullable DataSize getMaxCached() {
            return maxCached;
        }

        public void setMaxCached(@Nullable DataSize maxCached) {
            this.maxCached = maxCached;
        }

        public @Nullable DataSize getMaxQuarantined() {
            return maxQuarantined;
        }

        public void setMaxQuarantined(@Nullable DataSize maxQuarantined) {
            this.maxQuarantined = maxQuarantined;
        }

        public Duration getIdleTimeout() {
            return idleTimeout;
        }

        public void setIdleTimeout(Duration idleTimeout) {
            this.idleTimeout = idleTimeout;
        }

        public Duration getMaxWait() {
            return maxWait;
        }

        public void setMaxWait(Duration maxWait) {
            this.maxWait = maxWait;
        }
    }

    /** Which requests get an arena, and what kind of arena. */
    public static final class Web {
        /**
         * Order of the filter that opens the arenas of requests. The filter follows the observation filter, so that observations
         * include the response. It precedes all filters that may allocate.
         */
        public static final int FILTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

        /** Path patterns of requests that get an arena. All requests if empty. */
        private final List<String> include = new ArrayList<>();

        /** Path patterns of requests that get no arena. Takes precedence over include. */
        private final List<String> exclude = new ArrayList<>();

        /** Settings for the requests of some paths. Only the most specific matching path applies. */
        private final List<Route> routes = new ArrayList<>();

        /**
         * Whether the first chunk of an arena is as large as earlier requests of the same route needed. Also applies outside
         * requests, to WithArena methods and ArenaTemplate calls.
         */
        private boolean learnFirstChunk = true;

        /**
         * Path patterns of requests whose body is kept in their arena, so that filters and handlers can read it again. The
         * body counts against the byte budget of the request.
         */
        private final List<String> cacheBody = new ArrayList<>();

        private final Problem problem = new Problem();

        public List<String> getInclude() {
            return include;
        }

        public List<String> getExclude() {
            return exclude;
        }

        public List<Route> getRoutes() {
            return routes;
        }

        public boolean isLearnFirstChunk() {
            return learnFirstChunk;
        }

        public void setLearnFirstChunk(boolean learnFirstChunk) {
            this.learnFirstChunk = learnFirstChunk;
        }

        public List<String> getCacheBody() {
            return cacheBody;
        }

        public Problem getProblem() {
            return problem;
        }
    }

    /** Responses to requests that exceed a limit. */
    public static final class Problem {
        /** Value of the Retry-After header of a 503 response, in whole seconds. No header with 0. */
        private Duration retryAfter = Duration.ofSeconds(1);

        /** Whether problem details contain the held memory and the limit. */
        private boolean includeUsage;

        public Duration getRetryAfter() {
            return retryAfter;
        }

        public void setRetryAfter(Duration retryAfter) {
            this.retryAfter = retryAfter;
        }

        public boolean isIncludeUsage() {
            return includeUsage;
        }

        public void setIncludeUsage(boolean includeUsage) {
            this.includeUsage = includeUsage;
        }
    }

    /** Settings for the requests of some paths. */
    public static final class Route {
        /** Path pattern of the requests. */
        private @Nullable String path;

        /**
         * Memory that one of these requests may take. Overrides @ArenaBudget. Defaults to @ArenaBudget of the handler, or to
         * arena.byte-budget.
         */
        private @Nullable DataSize byteBudget;

        /**
         * Memory that all these requests may take together, so that they cannot take the memory of other requests. The
         * response to a request beyond it is 503. By default, only the pool limits them.
         */
        private @Nullable DataSize totalByteBudget;

        /** Which threads may use the arena of one of these requests. Defaults to arena.confinement. */
        private @Nullable RequestConfinement confinement;

        /** Whether these requests get an arena. */
        private boolean enabled = true;

        public @Nullable String getPath() {
            return path;
        }

        public void setPath(@Nullable String path) {
            this.path = path;
        }

        public @Nullable DataSize getByteBudget() {
            return byteBudget;
        }

        public void setByteBudget(@Nullable DataSize byteBudget) {
            this.byteBudget = byteBudget;
        }

        public @Nullable DataSize getTotalByteBudget() {
            return totalByteBudget;
        }

        public void setTotalByteBudget(@Nullable DataSize totalByteBudget) {
            this.totalByteBudget = totalByteBudget;
        }

        public @Nullable RequestConfinement getConfinement() {
            return confinement;
        }

        public void setConfinement(@Nullable RequestConfinement confinement) {
            this.confinement = confinement;
        }

        public boolean isEnabled() {
            return enabled;
        }

        public void setEnabled(boolean enabled) {
            this.enabled = enabled;
        }
    }

    /** Limits of JSON documents. The byte budget of the request limits their memory. */
    public static final class Json {
        /** Maximum nesting depth of arrays and objects. */
        private int maxDepth = 500;

        /** Maximum number of elements of an array, or of lines of an NDJSON document. */
        private long maxArrayLength = 10_000_000;

        /** Maximum number of members of an object. */
        private long maxObjectLength = 100_000;

        /** Maximum length of a string, in UTF-16 code units. */
        private int maxStringLength = 20_000_000;

        /** Maximum number of values in a document. */
        private long maxValues = 100_000_000;

        /**
         * Whether a JSON member without a matching record component is an error. Defaults to the setting of the application's
         * JsonMapper.
         */
        private @Nullable Boolean failOnUnknownFields;

        public int getMaxDepth() {
            return maxDepth;
        }

        public void setMaxDepth(int maxDepth) {
            this.maxDepth = maxDepth;
        }

        public long getMaxArrayLength() {
            return maxArrayLength;
        }

        public void setMaxArrayLength(long maxArrayLength) {
            this.maxArrayLength = maxArrayLength;
        }

        public long getMaxObjectLength() {
            return maxObjectLength;
        }

        public void setMaxObjectLength(long maxObjectLength) {
            this.maxObjectLength = maxObjectLength;
        }

        public int getMaxStringLength() {
            return maxStringLength;
        }

        public void setMaxStringLength(int maxStringLength) {
            this.maxStringLength = maxStringLength;
        }

        public long getMaxValues() {
            return maxValues;
        }

        public void setMaxValues(long maxValues) {
            this.maxValues = maxValues;
        }

        public @Nullable Boolean getFailOnUnknownFields() {
            return failOnUnknownFields;
        }

        public void setFailOnUnknownFields(@Nullable Boolean failOnUnknownFields) {
            this.failOnUnknownFields = failOnUnknownFields;
        }
    }

    /** Meters. */
    public static final class Metrics {
        /** Whether to register meters. */
        private boolean enabled = true;

        /**
         * Maximum number of values of the uri tag of arena.request.bytes and arena.request.heap. Requests of further path
         * patterns are not recorded, which is logged once. At least 1.
         */
        private int maxUriTags = 100;

        /** Whether to measure, by route, the JVM heap that servlet requests allocate on platform threads. */
        private boolean requestHeap;

        public boolean isEnabled() {
            return enabled;
        }

        public void setEnabled(boolean enabled) {
            this.enabled = enabled;
        }

        public int getMaxUriTags() {
            return maxUriTags;
        }

        public void setMaxUriTags(int maxUriTags) {
            this.maxUriTags = maxUriTags;
        }

        public boolean isRequestHeap() {
            return requestHeap;
        }

        public void setRequestHeap(boolean requestHeap) {
            this.requestHeap = requestHeap;
        }
    }

    /** Observations of HTTP requests. */
    public static final class Observations {
        /** Whether to add the bytes and chunks of the arena to the spans of requests. */
        private boolean enabled = true;

        /**
         * Whether to add the tag arena.size to http.server.requests. The tag multiplies the time series of that meter by up to
         * six.
         */
        private boolean includeSize;

        public boolean isEnabled() {
            return enabled;
        }

        public void setEnabled(boolean enabled) {
            this.enabled = enabled;
        }

        public boolean isIncludeSize() {
            return includeSize;
        }

        public void setIncludeSize(boolean includeSize) {
            this.includeSize = includeSize;
        }
    }

    /** Health of the pools. */
    public static final class Health {
        /** Fraction of the byte budget of a pool that may be in use. More than 0 and at most 1. */
        private double threshold = 0.9;

        /** How long a pool may exceed the threshold before it is out of service. */
        private Duration grace = Duration.ofSeconds(10);

        public double getThreshold() {
            return threshold;
        }

        public void setThreshold(double threshold) {
            this.threshold = threshold;
        }

        public Duration getGrace() {
            return grace;
        }

        public void setGrace(Duration grace) {
            this.grace = grace;
        }
    }
}
