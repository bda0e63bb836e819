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
 * Settings and figures of a pool. Sizes are in bytes.
 *
 * @param settings   the settings in force
 * @param budget     the budget of the pool
 * @param chunks     its chunks by state and size
 * @param statistics what it has counted since it was built
 * @param partitions the open partitions by name, at most 64
 * @param open       the 20 open arenas that hold the most memory, and the 5 that keep the most memory in quarantine; the largest first
 * @param routes     what the routes have used that this pool serves; null where that is not learned
 * @param heap       what the requests of each route have allocated on the heap; null where that is not measured
 * @param refusals   recent refusals, the latest first; null for a pool without {@link ArenaEvents}
 * @param leaks      recent leaks, the latest first; null likewise
 * @since 0.1.0
 */
public record PoolDescriptor(Settings settings, Budget budget, Chunks chunks, Statistics statistics,
        List<PartitionDescriptor> partitions, List<OpenArenaDescriptor> open, @Nullable List<LearnedSizes.Route> routes,
        @Nullable List<RouteHeap> heap, @Nullable List<ArenaEvents.Refusal> refusals,
        @Nullable List<ArenaEvents.Leak> leaks)
        implements
            OperationResponseBody {

    /** Enough to find the arenas that hold most of the memory, however many are open. */
    private static final int MOST_OPEN = 20;

    /** An arena that holds little itself can keep the memory of many others in quarantine. */
    private static final int MOST_QUARANTINED = 5;

    /** As many as have meters. Each of them visits all open arenas of the pool. */
    private static final int MOST_PARTITIONS = 64;

    /**
     * The settings in force.
     *
     * @param byteBudget     limit for one arena
     * @param capacity       memory allocated in advance
     * @param maxNormalAlloc largest allocation that shares a chunk
     * @param minChunkSize   smallest size class
     * @param maxChunkSize   largest size class
     * @param confinement    who may use an arena
     * @param maxCached      limit of what is kept for reuse
     * @param maxQuarantined limit of the memory in quarantine
     * @param idleTimeout    how long cached memory may go unused
     * @param leakDetection  whether what was forgotten is found
     * @param poolWait       how long an allocation waits for memory of the pool
     * @param softLimit      share of the budgets beyond which a soft-limit event is published; 0 where it is not
     * @param chunkSource    where chunks come from
     */
    public record Settings(long byteBudget, long capacity, long maxNormalAlloc, long minChunkSize, long maxChunkSize,
            String confinement, long maxCached, long maxQuarantined, Duration idleTimeout, String leakDetection,
            Duration poolWait,
            double softLimit, String chunkSource) {}

    /**
     * The budget of the pool.
     *
     * @param limit       largest amount of memory that may be reserved
     * @param reserved    memory that is reserved: live, cached and quarantined
     * @param used        memory held by open arenas and handles
     * @param quarantined memory that was released and waits until the last session that could reach it has closed
     * @param peak        largest amount that was ever reserved
     * @param wasted      unused memory behind the last allocation of each live chunk
     */
    public record Budget(long limit, long reserved, long used, long quarantined, long peak, long wasted) {}

    /**
     * Chunks by state and size.
     *
     * @param live        held by open arenas
     * @param cached      kept for reuse
     * @param quarantined released, but some session can still reach them
     * @param sizeClasses all but the oversized ones by size
     */
    public record Chunks(Group live, Group cached, Group quarantined, List<SizeClass> sizeClasses) {}

    /**
     * Some chunks.
     *
     * @param count how many
     * @param bytes their size together
     */
    public record Group(long count, long bytes) {}

    /**
     * Chunks of one size.
     *
     * @param bytes       size of each
     * @param live        how many open arenas and handles hold
     * @param cached      how many are kept for reuse
     * @param quarantined how many are in quarantine
     */
    public record SizeClass(long bytes, long live, long cached, long quarantined) {}

    /**
     * What the pool has counted since it was built.
     *
     * @param activeArenas             arenas that have asked for a chunk and not ended; can decrease
     * @param activeHandles            values that have escaped and not ended; can decrease
     * @param normalChunksAllocated    chunks of a size class taken from the source
     * @param oversizedChunksAllocated one-shot chunks taken from the source
     * @param chunksReused             chunks taken from the cache
     * @param chunksReleased           chunks given back to the source
     * @param failedReleases           chunks that the source failed to take back
     * @param resets                   generations that ended, of arenas that had allocated
     * @param relocations              buffers that moved in order to grow
     * @param leaks                    arenas and handles that were found garbage collected without having been closed
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
     * What the requests of a route have allocated.
     *
     * @param route     method and path pattern
     * @param requests  number of requests
     * @param meanBytes bytes that a request has allocated on average
     * @param maxBytes  most bytes that a request has allocated
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
                pool.partitions().stream().limit(MOST_PARTITIONS).map(PartitionDescriptor::of).toList(), open(pool),
                routes, heap, events == null ? null : events.refusals(), events == null ? null : events.leaks());
    }

    /** Of arenas that keep the same memory in quarantine, the oldest ones count. */
    private static List<OpenArenaDescriptor> open(ArenaPool pool) {
        List<OpenArena> largestFirst = pool.openArenas(Integer.MAX_VALUE);
        Set<OpenArena> inTheWay = largestFirst.stream().filter(it -> it.quarantinedBytes() > 0)
                .sorted(Comparator.comparingLong(OpenArena::quarantinedBytes).reversed()
                        .thenComparingLong(OpenArena::id))
                .limit(MOST_QUARANTINED)
                .collect(Collectors.toSet());
        return IntStream.range(0, largestFirst.size())
                .filter(i -> i < MOST_OPEN || inTheWay.contains(largestFirst.get(i))).mapToObj(largestFirst::get)
                .map(OpenArenaDescriptor::of).toList();
    }
}
