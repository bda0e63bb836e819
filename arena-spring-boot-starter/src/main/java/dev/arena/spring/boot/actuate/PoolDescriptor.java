package dev.arena.spring.boot.actuate;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.arena.ArenaPool;
import dev.arena.PoolStats;
import dev.arena.spring.boot.LearnedSizes;

/**
 * Settings and figures of a pool. Sizes are in bytes.
 *
 * @param settings   the settings in force
 * @param budget     the budget of the pool
 * @param chunks     its chunks by state and size
 * @param statistics what it has counted since it was built
 * @param open       the arenas that hold the most, 20 at most
 * @param routes     what the routes have used that this pool serves; null where that is not learned
 * @param refusals   recent refusals, the latest first; null for a pool without {@link ArenaEvents}
 * @param leaks      recent leaks, the latest first; null likewise
 */
public record PoolDescriptor(Settings settings, Budget budget, Chunks chunks, Statistics statistics,
        List<OpenArenaDescriptor> open, @Nullable List<LearnedSizes.Route> routes,
        @Nullable List<ArenaEvents.Refusal> refusals,
        @Nullable List<ArenaEvents.Leak> leaks)
        implements
            OperationResponseBody {

    /** Enough to see who it is, however many are open. */
    private static final int MOST_OPEN = 20;

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
     * @param maxQuarantined limit of what may wait for shared arenas and handles that live on
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
     * @param limit    what may be reserved
     * @param reserved what is reserved: live, cached and quarantined
     * @param used     what open arenas hold
     * @param peak     the most that was ever reserved
     * @param wasted   memory of live chunks behind the last allocation
     */
    public record Budget(long limit, long reserved, long used, long peak, long wasted) {}

    /**
     * Chunks by state and size.
     *
     * @param live        held by open arenas
     * @param cached      kept for reuse
     * @param quarantined waiting until nobody can reach them
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
     * @param quarantined how many wait until nobody can reach them
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
     * Refused allocations.
     *
     * @param arena  by an arena's budget
     * @param pool   by the pool's budget
     * @param source by the chunk source
     */
    public record Rejections(long arena, long pool, long source) {}

    static PoolDescriptor of(ArenaPool pool, @Nullable ArenaEvents events,
            @Nullable List<LearnedSizes.Route> routes) {
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
                        stats.peakReservedBytes(), stats.wastedBytes()),
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
                pool.openArenas(MOST_OPEN).stream().map(OpenArenaDescriptor::of).toList(), routes,
                events == null ? null : events.refusals(), events == null ? null : events.leaks());
    }
}
