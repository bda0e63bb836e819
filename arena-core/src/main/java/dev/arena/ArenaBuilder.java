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

import org.jspecify.annotations.Nullable;

import dev.arena.engine.chunk.Refusal;
import dev.arena.engine.leak.LeakDetector;
import dev.arena.engine.pool.ChunkPool;
import dev.arena.engine.pool.PoolObserver;
import dev.arena.engine.pool.PoolSettings;
import dev.arena.engine.pool.SoftLimit;

/**
 * Configures and creates a standalone {@link Arena} ({@link #build}) or a pool of arenas ({@link #buildPool}). Sizes are in
 * bytes. The build methods check the settings. An invalid setting throws {@link IllegalArgumentException} with the name, the
 * value and the range of the setting. {@link #build} also rejects the settings that apply to pools only:
 * {@link #poolByteBudget}, {@link #idleTimeout}, {@link #poolWait} and {@link #strictClose}.
 *
 * <p>Not safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class ArenaBuilder {

    /** The smallest chunk size that can be set, 512 bytes. */
    public static final long SMALLEST_CHUNK = 512;

    /** The largest chunk size that can be set, 1 GiB. */
    public static final long LARGEST_CHUNK = 1L << 30;

    /** The smallest {@link #maxNormalAlloc} that can be set, 64 bytes. */
    public static final long SMALLEST_MAX_NORMAL_ALLOC = 64;

    private static final long DEFAULT_MAX_NORMAL_ALLOC = 16 << 10;

    private static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofSeconds(30);

    private static final long LEAST_DEFAULT_QUARANTINE = 1 << 20;
    private static final int SHARE_OF_QUARANTINE = 32;
    private static final int LARGEST_SHARE_OF_QUARANTINE = 8;

    private String name = "arena";
    private long capacity;
    private long byteBudget = Long.MAX_VALUE;
    private @Nullable Long maxNormalAlloc;
    private long minChunkSize = 4 << 10;
    private long maxChunkSize = 512 << 10;
    private Confinement confinement = Confinement.CONFINED;
    private ChunkSource source = ChunkSource.nativeMemory();
    private @Nullable Long poolByteBudget;
    private long maxCached = 64 << 20;
    private @Nullable Long maxQuarantined;
    private @Nullable Duration idleTimeout;
    private @Nullable Duration poolWait;
    private double softLimitShare = 1;
    private @Nullable SoftLimitListener softLimitListener;
    private LeakDetection leakDetection = LeakDetection.SAMPLED;
    private boolean strictClose;
    private @Nullable PoolListener listener;

    ArenaBuilder() {}

    /**
     * Names the arena or pool in messages and metrics.
     *
     * @param  name a name; {@code arena} by default
     * @return      this builder
     */
    public ArenaBuilder name(String name) {
        this.name = name;
        return this;
    }

    /**
     * Allocates memory in advance, as the chunks that an arena takes one after the other.
     *
     * @param  capacity size in bytes, from 0 (the default) to the budgets and the cache's limit
     * @return          this builder
     */
    public ArenaBuilder capacity(long capacity) {
        this.capacity = capacity;
        return this;
    }

    /**
     * Limits the chunks that one arena may hold at the same time. Chunks are taken whole, so an arena can allocate somewhat
     * less. For a standalone arena, cached chunks count as well.
     *
     * @param  byteBudget size in bytes, at least one smallest chunk; no limit by default
     * @return            this builder
     */
    public ArenaBuilder byteBudget(long byteBudget) {
        this.byteBudget = byteBudget;
        return this;
    }

    /**
     * Sets the size of the largest allocation that shares a chunk. A larger allocation gets an oversized chunk of its own,
     * which is not cached. At most this many bytes remain unused after the last allocation of a chunk.
     *
     * @param  maxNormalAlloc size in bytes, from {@link #SMALLEST_MAX_NORMAL_ALLOC} to the largest chunk size; by default 16
     *                        KiB, or the largest chunk size if that is smaller
     * @return                this builder
     */
    public ArenaBuilder maxNormalAlloc(long maxNormalAlloc) {
        this.maxNormalAlloc = maxNormalAlloc;
        return this;
    }

    /**
     * Sets the smallest and largest chunk size. The first chunk of an arena has the smallest size. Each further chunk has
     * twice the size of the one before, up to the largest size.
     *
     * @param  min size in bytes, a power of two from {@link #SMALLEST_CHUNK}; 4 KiB by default
     * @param  max size in bytes, a power of two from {@code min} to {@link #LARGEST_CHUNK}; 512 KiB by default
     * @return     this builder
     */
    public ArenaBuilder chunkSizes(long min, long max) {
        this.minChunkSize = min;
        this.maxChunkSize = max;
        return this;
    }

    /**
     * Sets which threads may use an arena.
     *
     * @param  confinement {@link Confinement#CONFINED} by default
     * @return             this builder
     */
    public ArenaBuilder confinement(Confinement confinement) {
        this.confinement = confinement;
        return this;
    }

    /**
     * Sets the source of the chunks: {@linkplain ChunkSource#nativeMemory() memory of the C library}, which is the default,
     * {@linkplain ChunkSource#directMemory() direct memory}, {@linkplain ChunkSource#mappedFiles mapped files}, or your own
     * source. Several pools may share a source.
     *
     * @param  source the source
     * @return        this builder
     */
    public ArenaBuilder chunkSource(ChunkSource source) {
        this.source = source;
        return this;
    }

    /**
     * Limits all chunks of a pool: those in use, cached and in quarantine. Only for {@link #buildPool}.
     *
     * @param  poolByteBudget size in bytes, at least one smallest chunk and not less than the budget of an arena, if that
     *                        is set; no limit by default
     * @return                this builder
     */
    public ArenaBuilder poolByteBudget(long poolByteBudget) {
        this.poolByteBudget = poolByteBudget;
        return this;
    }

    /**
     * Limits the memory of chunks that the pool keeps for reuse.
     *
     * @param  maxCached size in bytes, 0 or more; 64 MiB by default
     * @return           this builder
     */
    public ArenaBuilder maxCached(long maxCached) {
        this.maxCached = maxCached;
        return this;
    }

    /**
     * Limits the memory that may wait for open shared arenas and handles. The memory sessions of shared arenas and of handles
     * are closed together, because closing a session costs 30 to 170 µs. Memory that one arena or handle has released may
     * therefore wait for the end of others. If the waiting memory could exceed this limit, arenas and handles get sessions of
     * their own: each then pays for its own close, and no memory waits for it. Handles use up to half of the limit.
     *
     * @param  maxQuarantined size in bytes, 0 or more; with 0, no memory waits. By default the larger of 1 MiB and 1/32 of the
     *                        pool's budget, but at most 1/8 of the budget
     * @return                this builder
     */
    public ArenaBuilder maxQuarantined(long maxQuarantined) {
        this.maxQuarantined = maxQuarantined;
        return this;
    }

    /**
     * Sets the time after which an unused cached chunk is given back to the source. A chunk is given back at the end of the
     * first whole interval of this length in which it was not needed. Only for {@link #buildPool}.
     *
     * @param  idleTimeout a duration; with zero, chunks are never given back. 30 seconds by default
     * @return             this builder
     */
    public ArenaBuilder idleTimeout(Duration idleTimeout) {
        this.idleTimeout = idleTimeout;
        return this;
    }

    /**
     * Lets an allocation wait for memory of other arenas if the pool's budget has no room. The allocation continues as soon as
     * enough memory has come back, and is refused when the time is up. Waiting allocations queue. In the second half of its
     * time, the first allocation of the queue precedes all others that need a chunk. An allocation does not wait if it needs
     * more than the pool's budget minus what its own arena holds. Interrupting the thread ends the wait with a refusal, and the
     * thread remains interrupted. Closing the pool ends the wait with {@link IllegalStateException}. Only for
     * {@link #buildPool}.
     *
     * <p>A waiting allocation keeps the memory of its arena. In a shared arena it also keeps the lock, so other threads that
     * use the arena wait too. If all arenas wait for each other, they wait until the time of the first is up.
     *
     * @param  poolWait a duration; with zero, the default, allocations are refused at once
     * @return          this builder
     */
    public ArenaBuilder poolWait(Duration poolWait) {
        this.poolWait = poolWait;
        return this;
    }

    /**
     * Sets a listener that is called when much of a budget is in use, before an allocation is refused.
     *
     * <p>For an arena of a pool, the listener is called once in a generation: before the first chunk with which the arena and
     * its children hold more than {@code share} of its {@link #byteBudget}. For the {@link #poolByteBudget}, the listener is
     * called before a chunk with which more than {@code share} of the budget is in use. It is called again only after the use
     * has fallen to seven eighths of that share. Memory is in use if an arena or a handle holds it or if it waits in
     * quarantine, but not if it is cached. A chunk that is refused counts as well: if no earlier chunk has crossed the share,
     * the listener is called before the refusal. For a standalone arena, the listener is called in the same way as for a pool,
     * for its {@link #byteBudget}.
     *
     * @param  share    share of the budgets, more than 0 and at most 1; with 1, the listener is called only before a refusal
     * @param  listener the listener
     * @return          this builder
     */
    public ArenaBuilder softLimit(double share, SoftLimitListener listener) {
        this.softLimitShare = share;
        this.softLimitListener = listener;
        return this;
    }

    /**
     * Sets whether arenas, handles and pools that were not closed are detected.
     *
     * @param  leakDetection {@link LeakDetection#SAMPLED} by default
     * @return               this builder
     */
    public ArenaBuilder leakDetection(LeakDetection leakDetection) {
        this.leakDetection = leakDetection;
        return this;
    }

    /**
     * Sets whether {@link ArenaPool#close} fails if an arena or handle is still open. With {@link LeakDetection#ALL} the exception says
     * where each of them was opened. For tests. Only for {@link #buildPool}.
     *
     * @param  strictClose false by default
     * @return             this builder
     */
    public ArenaBuilder strictClose(boolean strictClose) {
        this.strictClose = strictClose;
        return this;
    }

    /**
     * Sets a listener for refusals and leaks.
     *
     * @param  listener the listener; none by default
     * @return          this builder
     */
    public ArenaBuilder listener(PoolListener listener) {
        this.listener = listener;
        return this;
    }

    /**
     * Opens a standalone arena, which does not share its memory with other arenas.
     *
     * @return                          a new arena, to be closed by the caller
     * @throws IllegalArgumentException if a setting is out of range, or is a setting of pools
     * @throws ArenaExhaustedException  if the chunk source fails to provide the {@link #capacity}
     */
    public Arena build() {
        refuseSettingOfPools("poolByteBudget", poolByteBudget);
        refuseSettingOfPools("idleTimeout", idleTimeout);
        refuseSettingOfPools("poolWait", poolWait);
        refuseSettingOfPools("strictClose", strictClose ? true : null);
        ChunkPool pool = chunkPool(byteBudget, Duration.ZERO, Duration.ZERO, false);
        if (confinement == Confinement.SHARED) { // a switch expression would load both classes also for a pool
            return new SharedArena(pool, byteBudget, true);
        }
        return new ConfinedArena(pool, byteBudget, true);
    }

    private static void refuseSettingOfPools(String setting, @Nullable Object value) {
        if (value != null) {
            throw new IllegalArgumentException(setting + " is " + value
                    + ", but a standalone arena has no such setting: remove it, or use buildPool()");
        }
    }

    /**
     * Makes a pool whose arenas share chunks and budget.
     *
     * @return                          a new pool, to be closed by the caller
     * @throws IllegalArgumentException if a setting is out of range
     * @throws ArenaExhaustedException  if the chunk source fails to provide the {@link #capacity}
     */
    public ArenaPool buildPool() {
        long limit = poolByteBudget != null ? poolByteBudget : Long.MAX_VALUE;
        Duration idle = idleTimeout != null ? idleTimeout : DEFAULT_IDLE_TIMEOUT;
        Duration wait = poolWait != null ? poolWait : Duration.ZERO;
        requireRange("poolByteBudget", limit, minChunkSize, Long.MAX_VALUE);
        if (byteBudget != Long.MAX_VALUE) {
            requireRange("byteBudget", byteBudget, minChunkSize, limit);
        }
        requireNotNegative("idleTimeout", idle);
        requireNotNegative("poolWait", wait);
        ChunkPool pool = chunkPool(limit, idle, wait, true);
        return new ChunkedPool(pool, strictClose, new ArenaPool.Settings(byteBudget, limit, maxCached,
                effectiveMaxQuarantined(limit), minChunkSize, maxChunkSize, effectiveMaxNormalAlloc(), capacity, idle,
                wait, confinement, leakDetection, softLimitListener == null ? 0 : softLimitShare, source.toString()));
    }

    private ChunkPool chunkPool(long limit, Duration idle, Duration wait, boolean ofPool) {
        requirePowerOfTwo("chunkSizes min", minChunkSize, SMALLEST_CHUNK, LARGEST_CHUNK);
        requirePowerOfTwo("chunkSizes max", maxChunkSize, minChunkSize, LARGEST_CHUNK);
        requireRange("maxNormalAlloc", effectiveMaxNormalAlloc(), SMALLEST_MAX_NORMAL_ALLOC, maxChunkSize);
        requireRange("byteBudget", byteBudget, minChunkSize, Long.MAX_VALUE);
        requireRange("maxCached", maxCached, 0, Long.MAX_VALUE);
        requireRange("maxQuarantined", effectiveMaxQuarantined(limit), 0, Long.MAX_VALUE);
        if (!(softLimitShare > 0 && softLimitShare <= 1)) {
            throw new IllegalArgumentException(
                    "softLimit is " + softLimitShare + ", but must be more than 0 and at most 1");
        }
        long mostInAdvance = Math.min(Math.min(byteBudget, limit), maxCached);
        requireRange("capacity", capacity, 0, mostInAdvance);
        var pool = new ChunkPool(new PoolSettings(name, minChunkSize, maxChunkSize, effectiveMaxNormalAlloc(),
                limit, maxCached, effectiveMaxQuarantined(limit), saturatedNanos(idle), saturatedNanos(wait),
                softLimitOf(ofPool), source::obtain,
                source::release, source::trim, source instanceof NativeChunkSource), tracked(),
                listener == null ? PoolObserver.NONE : new ListenerObserver(name, listener));
        boolean warm = false;
        try {
            Refusal refusal = pool.prewarm(capacity, mostInAdvance);
            if (refusal != null) {
                throw new ArenaExhaustedException(ArenaExhaustedException.Reason.SOURCE,
                        "The capacity of '" + name + "' needs a chunk of " + refusal.requested()
                                + " bytes, which the chunk source failed to provide: lower the capacity, or give the "
                                + "process more memory",
                        refusal.requested(), refusal.held(), refusal.limit(), null, refusal.cause());
            }
            warm = true;
            return pool;
        } finally {
            if (!warm) {
                pool.close();
            }
        }
    }

    private @Nullable SoftLimit softLimitOf(boolean ofPool) {
        SoftLimitListener listener = softLimitListener;
        if (listener == null) {
            return null;
        }
        double share = softLimitShare;
        SoftLimitEvent.Scope scope = ofPool ? SoftLimitEvent.Scope.POOL : SoftLimitEvent.Scope.ARENA;
        String whole = (ofPool ? "Pool '" : "Arena '") + name + "'";
        return new SoftLimit(share, ofPool, (arena, held, requested, limit) -> listener.onSoftLimit(arena == null
                ? new SoftLimitEvent(scope, whole, held, requested, limit, share)
                : new SoftLimitEvent(SoftLimitEvent.Scope.ARENA, arena, held, requested, limit, share)));
    }

    private LeakDetector.Scope tracked() {
        return switch (leakDetection) {
            case OFF -> LeakDetector.Scope.NONE;
            case SAMPLED -> LeakDetector.Scope.SAMPLE;
            case ALL -> LeakDetector.Scope.ALL;
        };
    }

    private long effectiveMaxNormalAlloc() {
        return maxNormalAlloc != null ? maxNormalAlloc : Math.min(DEFAULT_MAX_NORMAL_ALLOC, maxChunkSize);
    }

    private long effectiveMaxQuarantined(long budget) {
        return maxQuarantined != null
                ? maxQuarantined
                : Math.min(Math.max(LEAST_DEFAULT_QUARANTINE, budget / SHARE_OF_QUARANTINE),
                        budget / LARGEST_SHARE_OF_QUARANTINE);
    }

    private static long saturatedNanos(Duration duration) {
        return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    private static void requireNotNegative(String setting, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(setting + " must not be negative: " + duration);
        }
    }

    static void requireRange(String setting, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(setting + " is " + value + ", but must be from " + min + " to " + max);
        }
    }

    private static void requirePowerOfTwo(String setting, long value, long min, long max) {
        if (value < min || value > max || Long.bitCount(value) != 1) {
            throw new IllegalArgumentException(
                    setting + " is " + value + ", but must be a power of two from " + min + " to " + max);
        }
    }
}
