package dev.arena;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.ChunkProvider;
import dev.arena.engine.Leaks;
import dev.arena.engine.PoolSettings;
import dev.arena.engine.Refusal;

/**
 * Configures an {@link Arena} of its own ({@link #build}) or a pool of them ({@link #buildPool}). Sizes are in bytes.
 * Settings are checked when building; a bad one throws {@link IllegalArgumentException} with its name, its value and the
 * range.
 *
 * <p>Not safe for use by several threads.
 */
public final class ArenaBuilder {

    /** The smallest chunk size that can be set, 512 bytes. */
    public static final long SMALLEST_CHUNK = 512;

    /** The largest chunk size that can be set, 1 GiB. */
    public static final long LARGEST_CHUNK = 1L << 30;

    /** The smallest {@link #maxNormalAlloc} that can be set, 64 bytes. */
    public static final long SMALLEST_MAX_NORMAL_ALLOC = 64;

    private static final long DEFAULT_MAX_NORMAL_ALLOC = 16 << 10;

    private String name = "arena";
    private long capacity;
    private long byteBudget = Long.MAX_VALUE;
    private @Nullable Long maxNormalAlloc;
    private long minChunkSize = 4 << 10;
    private long maxChunkSize = 512 << 10;
    private Confinement confinement = Confinement.CONFINED;
    private ChunkSource source = ChunkSource.nativeMemory();
    private long poolByteBudget = Long.MAX_VALUE;
    private long maxCached = 64 << 20;
    private Duration idleTimeout = Duration.ofSeconds(30);
    private LeakDetection leakDetection = LeakDetection.SAMPLED;

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
     * Allocates so many bytes in advance, as the chunks that an arena asks for one after the other.
     *
     * @param  capacity size in bytes, from 0 (the default) to the budgets and the cache's limit
     * @return          this builder
     */
    public ArenaBuilder capacity(long capacity) {
        this.capacity = capacity;
        return this;
    }

    /**
     * Limits the chunks that one arena may hold at a time. As chunks are taken whole, what an arena can allocate is somewhat
     * less. For an arena of its own, cached chunks count as well.
     *
     * @param  byteBudget size in bytes, at least one smallest chunk; no limit by default
     * @return            this builder
     */
    public ArenaBuilder byteBudget(long byteBudget) {
        this.byteBudget = byteBudget;
        return this;
    }

    /**
     * Sets above which size a request that needs a new chunk gets an oversized one of its own, which is not cached. At most
     * so many bytes are wasted behind a chunk's last allocation.
     *
     * @param  maxNormalAlloc size in bytes, from {@link #SMALLEST_MAX_NORMAL_ALLOC} to the largest chunk size; by default
     *                        16 KiB, or the largest chunk size if that is smaller
     * @return                this builder
     */
    public ArenaBuilder maxNormalAlloc(long maxNormalAlloc) {
        this.maxNormalAlloc = maxNormalAlloc;
        return this;
    }

    /**
     * Sets the smallest and largest chunk size. An arena begins with a chunk of the smallest size and takes one of double
     * the size each time it needs another.
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
     * Sets where chunks come from.
     *
     * @param  source {@linkplain ChunkSource#nativeMemory() native memory} by default
     * @return        this builder
     */
    public ArenaBuilder chunkSource(ChunkSource source) {
        this.source = source;
        return this;
    }

    /**
     * Limits the chunks that a pool may hold altogether, in use or cached. Only for {@link #buildPool}.
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
     * Limits what is kept for reuse.
     *
     * @param  maxCached size in bytes, 0 or more; 64 MiB by default
     * @return           this builder
     */
    public ArenaBuilder maxCached(long maxCached) {
        this.maxCached = maxCached;
        return this;
    }

    /**
     * Sets how long a cached chunk may go unused before it is given back to the source. A chunk is given back at the end of
     * the first whole interval of this length in which nobody needed it. Only for {@link #buildPool}.
     *
     * @param  idleTimeout a duration, zero for ever; 30 seconds by default
     * @return             this builder
     */
    public ArenaBuilder idleTimeout(Duration idleTimeout) {
        this.idleTimeout = idleTimeout;
        return this;
    }

    /**
     * Sets whether arenas, handles and pools are found that were forgotten instead of closed.
     *
     * @param  leakDetection {@link LeakDetection#SAMPLED} by default
     * @return               this builder
     */
    public ArenaBuilder leakDetection(LeakDetection leakDetection) {
        this.leakDetection = leakDetection;
        return this;
    }

    /**
     * Opens an arena that shares its memory with no other.
     *
     * @return                          a new arena, to be closed by the caller
     * @throws IllegalArgumentException if a setting is out of range
     * @throws ArenaExhaustedException  if the chunk source fails to provide the {@link #capacity}
     */
    public Arena build() {
        ChunkProvider provider = provider(byteBudget, Duration.ZERO);
        return switch (confinement) {
            case CONFINED -> new ConfinedArena(provider, byteBudget, true);
            case SHARED -> new SharedArena(provider, byteBudget, true);
        };
    }

    /**
     * Makes a pool whose arenas share chunks and budget.
     *
     * @return                          a new pool, to be closed by the caller
     * @throws IllegalArgumentException if a setting is out of range
     * @throws ArenaExhaustedException  if the chunk source fails to provide the {@link #capacity}
     */
    public ArenaPool buildPool() {
        requireRange("poolByteBudget", poolByteBudget, minChunkSize, Long.MAX_VALUE);
        if (byteBudget != Long.MAX_VALUE) {
            requireRange("byteBudget", byteBudget, minChunkSize, poolByteBudget);
        }
        if (idleTimeout.isNegative()) {
            throw new IllegalArgumentException("idleTimeout must not be negative: " + idleTimeout);
        }
        ChunkProvider provider = provider(poolByteBudget, idleTimeout);
        return new ChunkedPool(provider, new ArenaPool.Settings(byteBudget, poolByteBudget, maxCached, minChunkSize,
                maxChunkSize, effectiveMaxNormalAlloc(), capacity, idleTimeout, confinement, leakDetection));
    }

    private ChunkProvider provider(long limit, Duration idle) {
        requirePowerOfTwo("chunkSizes min", minChunkSize, SMALLEST_CHUNK, LARGEST_CHUNK);
        requirePowerOfTwo("chunkSizes max", maxChunkSize, minChunkSize, LARGEST_CHUNK);
        requireRange("maxNormalAlloc", effectiveMaxNormalAlloc(), SMALLEST_MAX_NORMAL_ALLOC, maxChunkSize);
        requireRange("byteBudget", byteBudget, minChunkSize, Long.MAX_VALUE);
        requireRange("maxCached", maxCached, 0, Long.MAX_VALUE);
        long mostInAdvance = Math.min(Math.min(byteBudget, limit), maxCached);
        requireRange("capacity", capacity, 0, mostInAdvance);
        var provider = new ChunkProvider(new PoolSettings(name, minChunkSize, maxChunkSize, effectiveMaxNormalAlloc(),
                limit, maxCached, saturatedNanos(idle), source::obtain, source::release), watched());
        boolean warm = false;
        try {
            Refusal refusal = provider.prewarm(capacity, mostInAdvance);
            if (refusal != null) {
                throw new ArenaExhaustedException(ArenaExhaustedException.Reason.SOURCE,
                        "The capacity of '" + name + "'", refusal.requested(), refusal.held(), refusal.limit(),
                        refusal.cause());
            }
            warm = true;
            return provider;
        } finally {
            if (!warm) {
                provider.close();
            }
        }
    }

    private Leaks.Scope watched() {
        return switch (leakDetection) {
            case OFF -> Leaks.Scope.NONE;
            case SAMPLED -> Leaks.Scope.SAMPLE;
            case ALL -> Leaks.Scope.ALL;
        };
    }

    private long effectiveMaxNormalAlloc() {
        return maxNormalAlloc != null ? maxNormalAlloc : Math.min(DEFAULT_MAX_NORMAL_ALLOC, maxChunkSize);
    }

    private static long saturatedNanos(Duration duration) {
        return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    private static void requireRange(String setting, long value, long min, long max) {
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
