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
    record Settings(long arenaByteBudget, long poolByteBudget, long maxCached, long minChunkSize, long maxChunkSize,
            long maxNormalAlloc, long capacity, Duration idleTimeout, Duration poolWait, Confinement confinement,
            LeakDetection leakDetection, double softLimit, String chunkSource) {}
}
