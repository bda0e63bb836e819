package dev.arena;

import java.time.Duration;
import java.util.List;

/**
 * A cache of chunks and a byte budget that many arenas share, such as all requests of a server. Arenas are opened and closed
 * for each piece of work; chunks go round.
 *
 * {@snippet file="dev/arena/ArenaSamples.java" region="pool"}
 *
 * <p>Safe for use by any thread. There are no thread-local caches, so any number of virtual threads can use it; an arena
 * that never allocates holds no memory.
 *
 * <p>Must be closed. A pool that is forgotten is a leak; {@link LeakDetection} says what becomes of it.
 */
public interface ArenaPool extends AutoCloseable {

    /**
     * Opens an arena with the settings of the pool. It takes its first chunk with its first allocation.
     *
     * @return                       an arena, to be closed by the caller; its chunks then return to this pool
     * @throws IllegalStateException if the pool is closed
     */
    Arena open();

    /**
     * Opens an arena for certain threads, whatever the setting of the pool.
     *
     * @param  confinement           who may use the arena
     * @return                       an arena, to be closed by the caller
     * @throws IllegalStateException if the pool is closed
     */
    Arena open(Confinement confinement);

    /**
     * Opens an arena that differs from the others.
     *
     * @param  options                  how
     * @return                          an arena, to be closed by the caller
     * @throws IllegalArgumentException if its budget is less than the smallest chunk
     * @throws IllegalStateException    if the pool is closed
     */
    Arena open(ArenaOptions options);

    /**
     * Changes how much an arena of this pool may hold, such as when it becomes known what it is used for. What it holds
     * already counts, and stays where that is more.
     *
     * @param  arena                    an arena that was opened by this pool and is no child
     * @param  byteBudget               limit of the chunks that it and its children may hold, in bytes
     * @throws IllegalArgumentException if it is another arena, or the budget is less than the smallest chunk
     * @throws IllegalStateException    if the arena has ended
     * @throws WrongThreadException     if the arena is confined to another thread
     */
    void changeByteBudget(Arena arena, long byteBudget);

    /**
     * Opens a partition: a pool within this pool, with a byte budget of its own. The arenas of a partition use the chunks and the
     * cache of this pool, and count against its budget too. What they hold together, and what handles from them keep, is never more
     * than the budget of the partition; an allocation beyond it is refused with
     * {@link ArenaExhaustedException.Reason#PARTITION_BUDGET}, at once even where allocations {@linkplain Settings#poolWait wait}. So
     * one group of work, such as a tenant or a job, cannot take the memory of the others.
     *
     * <p>Of the {@linkplain #stats statistics} of a partition, the reserved, live and wasted bytes, the active arenas and the
     * refusals by its budget are its own; the others are 0, as this pool counts them. {@link #trim} trims this pool. A partition
     * that is closed opens no arena; those that are open go on, and its name is free.
     *
     * @param  name                     name for messages and meters, unique among the partitions of this pool
     * @param  byteBudget               limit of the chunks that its arenas may hold together, in bytes
     * @return                          a new partition, to be closed by the caller
     * @throws IllegalArgumentException if the name is taken, or the budget is less than the smallest chunk or more than that of
     *                                  this pool
     * @throws IllegalStateException    if the pool is closed
     */
    ArenaPool partition(String name, long byteBudget);

    /**
     * The partitions of this pool that are open, partitions of partitions included.
     *
     * @return the partitions, by name; empty for a partition
     */
    List<ArenaPool> partitions();

    /**
     * Moves an open arena of the same pool, with what it holds, into this partition, such as when it becomes known what the arena
     * is used for. Moving it into the pool itself takes it out of its partition.
     *
     * @param  arena                    an arena of the same pool or of one of its partitions that is no child
     * @throws ArenaExhaustedException  if this partition has no room for what the arena holds; the arena stays where it was
     * @throws IllegalArgumentException if it is another arena
     * @throws IllegalStateException    if the arena has ended, or has children or handles
     * @throws WrongThreadException     if the arena is confined to another thread
     */
    void adopt(Arena arena);

    /**
     * The arenas that have allocated and not ended, children apart, those first that hold the most. Walks through all of them.
     *
     * @param  most how many to list at most, 0 or more
     * @return      the arenas as they were, one after the other
     */
    List<OpenArena> openArenas(int most);

    /**
     * The name for messages and metrics.
     *
     * @return the name given to the builder
     */
    String name();

    /**
     * The settings in force.
     *
     * @return the settings
     */
    Settings settings();

    /**
     * A snapshot of the figures.
     *
     * @return the figures now
     */
    PoolStats stats();

    /**
     * Gives back to the source, now, what no open arena holds: ends the sessions that waited to be ended together, and
     * empties the cache. Then the source is told to {@linkplain ChunkSource#trim give it to the operating system}, which can
     * take some milliseconds.
     */
    void trim();

    /**
     * Gives the cached chunks back to the source. Arenas that are still open go on with what they hold, get no further
     * chunk, and give theirs back when they end. Closing a pool that is closed does nothing.
     */
    @Override
    void close();

    /**
     * The settings of a pool, in bytes.
     *
     * @param arenaByteBudget  limit for each arena, {@link Long#MAX_VALUE} where there is none
     * @param poolByteBudget   limit for the whole pool, {@link Long#MAX_VALUE} where there is none
     * @param maxCached        limit of what is kept for reuse
     * @param maxQuarantined   limit of what may wait for shared arenas and handles that live on
     * @param minChunkSize     the smallest size class
     * @param maxChunkSize     the largest size class
     * @param maxNormalAlloc   requests above this get a one-shot chunk of their own
     * @param capacity         bytes that were allocated in advance
     * @param idleTimeout      how long a cached chunk may go unused; zero for ever
     * @param poolWait         how long an allocation waits for memory of the pool; zero where it does not
     * @param confinement      who may use an arena of this pool, unless told otherwise
     * @param leakDetection    whether what was forgotten is found
     * @param softLimit        share of the budgets beyond which a {@link SoftLimitListener} hears; 0 where there is none
     * @param chunkSource      where chunks come from, as its {@code toString} says it
     */
    record Settings(long arenaByteBudget, long poolByteBudget, long maxCached, long maxQuarantined, long minChunkSize,
            long maxChunkSize,
            long maxNormalAlloc, long capacity, Duration idleTimeout, Duration poolWait, Confinement confinement,
            LeakDetection leakDetection, double softLimit, String chunkSource) {}
}
