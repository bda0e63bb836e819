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

package dev.arena;

import java.time.Duration;
import java.util.List;

/**
 * A pool of chunks with a byte budget. Many arenas share it, such as the arenas of all requests of a server. The application
 * opens and closes an arena for each unit of work, and the pool reuses the chunks.
 *
 * {@snippet file="dev/arena/ArenaSamples.java" region="pool"}
 *
 * <p>Safe for use by any thread. The pool has no thread-local caches, so any number of virtual threads can use it. An arena
 * that never allocates holds no memory.
 *
 * <p>Close every pool. A pool that becomes garbage without being closed is a leak, see {@link LeakDetection}.
 *
 * @since 0.1.0
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
     * Opens an arena with another confinement than that of the pool.
     *
     * @param  confinement           which threads may use the arena
     * @return                       an arena, to be closed by the caller
     * @throws IllegalStateException if the pool is closed
     */
    Arena open(Confinement confinement);

    /**
     * Opens an arena with the given options.
     *
     * @param  options                  the options
     * @return                          an arena, to be closed by the caller
     * @throws IllegalArgumentException if its budget is less than the smallest chunk
     * @throws IllegalStateException    if the pool is closed
     */
    Arena open(ArenaOptions options);

    /**
     * Changes the byte budget of an open arena, for example when its use becomes known. If the arena holds more than the new
     * budget, it keeps its memory but cannot take more.
     *
     * @param  arena                    an arena that this pool has opened, not a child
     * @param  byteBudget               limit of the chunks that the arena and its children may hold, in bytes
     * @throws IllegalArgumentException if the arena belongs to another pool or is a child, or the budget is less than the
     *                                  smallest chunk
     * @throws IllegalStateException    if the arena has ended
     * @throws WrongThreadException     if the arena is confined to another thread
     */
    void changeByteBudget(Arena arena, long byteBudget);

    /**
     * Opens a partition: a pool within this pool, with a byte budget of its own. The arenas of a partition use the chunks and
     * the cache of this pool, and count against its budget as well. The chunks that these arenas hold and that handles from
     * them keep never exceed the budget of the partition. An allocation beyond it is refused with
     * {@link ArenaExhaustedException.Reason#PARTITION_BUDGET}. It is refused at once, even if allocations
     * {@linkplain Settings#poolWait wait} for memory of the pool. One group of work, such as a tenant or a job, can therefore
     * not take the memory of the others.
     *
     * <p>The {@linkplain #stats statistics} of a partition contain its reserved, live and wasted bytes, its active arenas and
     * the refusals by its budget. Its other figures are 0, because this pool counts them. {@link #trim} of a partition trims
     * this pool. A closed partition opens no arenas and frees its name. Its open arenas can still be used.
     *
     * @param  name                     name for messages and meters, unique among the partitions of this pool; not arena,
     *                                  pool or source, which name other limits in meters and responses
     * @param  byteBudget               limit of the chunks that its arenas may hold together, in bytes
     * @return                          a new partition, to be closed by the caller
     * @throws IllegalArgumentException if the name is taken or reserved, or the budget is less than the smallest chunk or more
     *                                  than that of this pool
     * @throws IllegalStateException    if the pool is closed
     */
    ArenaPool partition(String name, long byteBudget);

    /**
     * The open partitions of this pool, including partitions of partitions.
     *
     * @return the partitions, by name; empty for a partition
     */
    List<ArenaPool> partitions();

    /**
     * Moves an open arena of the same pool, with the chunks that it holds, into this partition, for example when its use
     * becomes known. The pool itself takes the arena out of its partition.
     *
     * @param  arena                    an arena of the same pool or of one of its partitions, not a child
     * @throws ArenaExhaustedException  if this partition has no room for the chunks of the arena; the arena is not moved then
     * @throws IllegalArgumentException if the arena belongs to another pool or is a child
     * @throws IllegalStateException    if the arena has ended, or has children or handles
     * @throws WrongThreadException     if the arena is confined to another thread
     */
    void adopt(Arena arena);

    /**
     * The open arenas that have allocated, without children, sorted by the bytes that they hold, largest first. Visits all open
     * arenas.
     *
     * @param  most maximum number of arenas in the list, 0 or more
     * @return      snapshots of the arenas, taken one after the other
     */
    List<OpenArena> openArenas(int most);

    /**
     * The arenas and handles of this pool that are open now, with the places where they were opened. Known only with
     * {@link LeakDetection#ALL}.
     *
     * @return arenas, children included, and handles, in no order; empty with another leak detection. Those of a partition are among
     *         those of its pool
     */
    List<OpenResource> openResources();

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
     * Gives all chunks that no open arena or handle holds back to the source: closes the sessions that can be closed, and
     * empties the cache. Then the source {@linkplain ChunkSource#trim returns released memory to the operating system}, which
     * can take some milliseconds.
     */
    void trim();

    /**
     * Gives the cached chunks back to the source. Open arenas keep their chunks until they end, but cannot take more. Further
     * calls have no effect.
     *
     * @throws IllegalStateException if the pool {@linkplain ArenaBuilder#strictClose closes strictly} and an arena or handle is open. The
     *                               pool is closed nevertheless
     */
    @Override
    void close();

    /**
     * The settings of a pool, in bytes.
     *
     * @param arenaByteBudget  limit for each arena, {@link Long#MAX_VALUE} if there is none
     * @param poolByteBudget   limit for the whole pool, {@link Long#MAX_VALUE} if there is none
     * @param maxCached        limit of the chunks that are kept for reuse
     * @param maxQuarantined   limit of the memory that may wait for open shared arenas and handles
     * @param minChunkSize     the smallest size class
     * @param maxChunkSize     the largest size class
     * @param maxNormalAlloc   size above which an allocation gets a chunk of its own
     * @param capacity         bytes that were allocated in advance
     * @param idleTimeout      time after which an unused cached chunk is given back; zero if it is never given back
     * @param poolWait         time that an allocation waits for memory of the pool; zero if it does not wait
     * @param confinement      which threads may use an arena of this pool, by default
     * @param leakDetection    whether leaks are detected
     * @param softLimit        fraction of the budgets above which a {@link SoftLimitListener} is called; 0 without a listener
     * @param chunkSource      {@code toString} of the chunk source
     */
    record Settings(long arenaByteBudget, long poolByteBudget, long maxCached, long maxQuarantined, long minChunkSize,
            long maxChunkSize,
            long maxNormalAlloc, long capacity, Duration idleTimeout, Duration poolWait, Confinement confinement,
            LeakDetection leakDetection, double softLimit, String chunkSource) {}
}
