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

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.arena.ArenaPool;
import dev.arena.OpenArena;
import dev.arena.PoolStats;
import dev.arena.spring.boot.LearnedSizes;

/**
 * Describes the settings and statistics of a pool. Sizes are in bytes.
 *
 * @param settings   the effective settings
 * @param budget     the budget of the pool
 * @param chunks     its chunks by state and size
 * @param statistics counts since the pool was created
 * @param partitions the open partitions by name, at most 64
 * @param open       the 20 open arenas that hold the most memory, and the 5 that keep the most memory in quarantine; the largest first
 * @param routes     the learned sizes of the routes that use this pool; null if learning is disabled
 * @param heap       heap that the requests of each route have allocated; null if it is not measured
 * @param refusals   recent refusals, the latest first; null for a pool without {@link ArenaEvents}
 * @param leaks      recent leaks, the latest first; null for a pool without {@link ArenaEvents}
 * @since 0.1.0
 */
public record PoolDescriptor(Settings settings, Budget budget, Chunks chunks, Statistics statistics,
        List<PartitionDescriptor> partitions, List<OpenArenaDescriptor> open, @Nullable List<LearnedSizes.Route> routes,
        @Nullable List<RouteHeap> heap, @Nullable List<ArenaEvents.Refusal> refusals,
        @Nullable List<ArenaEvents.Leak> leaks)
        implements
            OperationResponseBody {

    /** Enough to find the arenas that hold most of the memory, however many are open. */
    private static final int MAX_OPEN = 20;

    /** An arena that holds little itself can keep the memory of many others in quarantine. */
    private static final int MAX_QUARANTINING = 5;

    /** As many as have meters. The description of a partition visits all open arenas of the pool. */
    private static final int MAX_PARTITIONS = 64;

    /**
     * The effective settings.
     *
     * @param byteBudget     byte budget of one arena
     * @param capacity       memory allocated in advance
     * @param maxNormalAlloc largest allocation that shares a chunk
     * @param minChunkSize   smallest size class
     * @param maxChunkSize   largest size class
     * @param confinement    default confinement of arenas
     * @param maxCached      limit of cached memory
     * @param maxQuarantined limit of the memory in quarantine
     * @param idleTimeout    time after which the pool releases unused cached memory
     * @param leakDetection  leak detection mode
     * @param poolWait       how long an allocation waits for memory of the pool
     * @param softLimit      fraction of the budgets at which a soft-limit event is published; 0 without events
     * @param chunkSource    where chunks come from
     */
    public record Settings(long byteBudget, long capacity, long maxNormalAlloc, long minChunkSize, long maxChunkSize,
            String confinement, long maxCached, long maxQuarantined, Duration idleTimeout, String leakDetection,
            Duration poolWait,
            double softLimit, String chunkSource) {}

    /**
     * The budget of the pool.
     *
     * @param limit       byte budget of the pool
     * @param reserved    reserved memory: live, cached and quarantined
     * @param used        memory held by open arenas and handles
     * @param quarantined released memory that waits until the last session that could reach it has closed
     * @param peak        largest amount of reserved memory since the pool was created
     * @param wasted      unused memory after the last allocation of each live chunk
     */
    public record Budget(long limit, long reserved, long used, long quarantined, long peak, long wasted) {}

    /**
     * Chunks by state and size.
     *
     * @param live        held by open arenas
     * @param cached      kept for reuse
     * @param quarantined released chunks that a session can still reach
     * @param sizeClasses chunks by size, without oversized chunks
     */
    public record Chunks(Group live, Group cached, Group quarantined, List<SizeClass> sizeClasses) {}

    /**
     * Number and size of some chunks.
     *
     * @param count number of chunks
     * @param bytes total size of the chunks
     */
    public record Group(long count, long bytes) {}

    /**
     * Chunks of one size.
     *
     * @param bytes       size of each chunk
     * @param live        number of chunks that open arenas and handles hold
     * @param cached      number of chunks that are kept for reuse
     * @param quarantined number of chunks in quarantine
     */
    public record SizeClass(long bytes, long live, long cached, long quarantined) {}

    /**
     * Counts since the pool was created.
     *
     * @param activeArenas             open arenas that have requested a chunk; can decrease
     * @param activeHandles            open handles; can decrease
     * @param normalChunksAllocated    chunks of a size class taken from the source
     * @param oversizedChunksAllocated oversized chunks taken from the source
     * @param chunksReused             chunks taken from the cache
     * @param chunksReleased           chunks given back to the source
     * @param failedReleases           chunks that the source failed to take back
     * @param resets                   number of times that an arena with allocations was reset or closed
     * @param relocations              buffers that moved in order to grow
     * @param leaks                    arenas and handles that became garbage without being closed
     * @param waits                    allocations that had to wait for memory of the pool
     * @param rejections               refused allocations
     */
    public record Statistics(long activeArenas, long activeHandles, long normalChunksAllocated,
            long oversizedChunksAllocated,
            long chunksReused, long chunksReleased, long failedReleases, long resets, long relocations,
            long leaks, long waits, Rejections rejections) {}

    /**
     * Refused allocations. A refusal by a partition counts for the partition only.
     *
     * @param arena  by an arena's budget
     * @param pool   by the pool's budget
     * @param source by the chunk source
     */
    public record Rejections(long arena, long pool, long source) {}

    /**
     * Heap that the requests of a route have allocated.
     *
     * @param route     method and path pattern
     * @param requests  number of requests
     * @param meanBytes mean number of bytes per request
     * @param maxBytes  largest number of bytes of a request
     */
    public record RouteHeap(String route, long requests, long meanBytes, long maxBytes) {}

    static PoolDescriptor of(ArenaPool pool, @Nullable ArenaEvents events,
            @Nullable List<LearnedSizes.Route> routes, @Nullable List<RouteHeap> heap) {
        ArenaPool.Settings settings = pool.settings();
        PoolStats stats = pool.stats();
        return new PoolDescriptor(
                new Settings(settings.arenaByteBudget(), settings.capacity(), settings.maxNormalAlloc(),
                        settings.minChunkSize(), settings.maxChunkSize(),
                        settings.confinement().name().toLowerCase(Locale.ROOT), settings.maxCached(),
                        settings.maxQuarantined(),
                        settings.idleTimeout(), settings.leakDetection().name().toLowerCase(Locale.ROOT),
                        settings.poolWait(),
                        settings.softLimit(), settings.chunkSource()),
                new Budget(settings.poolByteBudget(), stats.reservedBytes(), stats.liveBytes(),
                        stats.quarantinedBytes(), stats.peakReservedBytes(), stats.wastedBytes()),
                new Chunks(new Group(stats.liveChunks(), stats.liveBytes()),
                        new Group(stats.cachedChunks(), stats.cachedBytes()),
                        new Group(stats.quarantinedChunks(), stats.quarantinedBytes()),
                        stats.sizeClasses().stream()
                                .map(it -> new SizeClass(it.chunkBytes(), it.live(), it.cached(), it.quarantined()))
                                .toList()),
                new Statistics(stats.activeArenas(), stats.activeHandles(), stats.normalChunksAllocated(),
                        stats.oversizedChunksAllocated(),
                        stats.chunksReused(), stats.chunksReleased(), stats.failedReleases(), stats.resets(),
                        stats.relocations(), stats.leaks(), stats.waits(),
                        new Rejections(stats.arenaRejections(), stats.poolRejections(),
                                stats.sourceRejections())),
                pool.partitions().stream().limit(MAX_PARTITIONS).map(PartitionDescriptor::of).toList(), open(pool),
                routes, heap, events == null ? null : events.refusals(), events == null ? null : events.leaks());
    }

    /** If several arenas keep the same memory in quarantine, shows the oldest ones. */
    private static List<OpenArenaDescriptor> open(ArenaPool pool) {
        List<OpenArena> largestFirst = pool.openArenas(Integer.MAX_VALUE);
        Set<OpenArena> mostQuarantining = largestFirst.stream().filter(it -> it.quarantinedBytes() > 0)
                .sorted(Comparator.comparingLong(OpenArena::quarantinedBytes).reversed()
                        .thenComparingLong(OpenArena::id))
                .limit(MAX_QUARANTINING)
                .collect(Collectors.toSet());
        return IntStream.range(0, largestFirst.size())
                .filter(i -> i < MAX_OPEN || mostQuarantining.contains(largestFirst.get(i))).mapToObj(largestFirst::get)
                .map(OpenArenaDescriptor::of).toList();
    }
}
