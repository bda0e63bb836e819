package dev.arena.spring.boot.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import dev.arena.ArenaBuilder;
import dev.arena.Confinement;
import dev.arena.SoftLimitListener;
import dev.arena.spring.boot.autoconfigure.ArenaProperties.RequestConfinement;

/**
 * Applies properties to a builder. Checks here what the builder would check again, because here the message can name the
 * property that is to be changed.
 */
final class PoolConfigurer {
    private static final long DEFAULT_BYTE_BUDGET = DataSize.ofMegabytes(32).toBytes();
    private static final long DEFAULT_MAX_NORMAL_ALLOC = DataSize.ofKilobytes(16).toBytes();
    private static final long LEAST_POOL_BUDGET = DataSize.ofMegabytes(64).toBytes();
    private static final int SHARE_OF_MEMORY = 8;
    private static final int SHARE_OF_CACHE = 4;

    private final ArenaProperties properties;
    private final SoftLimitListener softLimitListener;

    PoolConfigurer(ArenaProperties properties, SoftLimitListener softLimitListener) {
        this.properties = properties;
        this.softLimitListener = softLimitListener;
    }

    void configure(ArenaBuilder builder) {
        long minChunk = powerOfTwo("arena.chunk.min-size", properties.chunk().minSize(), ArenaBuilder.SMALLEST_CHUNK,
                "512B");
        long maxChunk = powerOfTwo("arena.chunk.max-size", properties.chunk().maxSize(), minChunk,
                "arena.chunk.min-size (" + properties.chunk().minSize() + ")");
        long maxNormalAlloc = orElse(properties.maxNormalAlloc(), Math.min(DEFAULT_MAX_NORMAL_ALLOC, maxChunk));
        range("arena.max-normal-alloc", maxNormalAlloc, ArenaBuilder.SMALLEST_MAX_NORMAL_ALLOC, "64B", maxChunk,
                "arena.chunk.max-size");
        long poolBudget = orElse(properties.pool().byteBudget(), defaultPoolBudget());
        range("arena.pool.byte-budget", poolBudget, minChunk, "arena.chunk.min-size", Long.MAX_VALUE, "");
        long byteBudget = orElse(properties.byteBudget(), Math.min(DEFAULT_BYTE_BUDGET, poolBudget));
        range("arena.byte-budget", byteBudget, minChunk, "arena.chunk.min-size", poolBudget, "arena.pool.byte-budget");
        long maxCached = orElse(properties.pool().maxCached(), poolBudget / SHARE_OF_CACHE);
        range("arena.pool.max-cached", maxCached, 0, "zero", Long.MAX_VALUE, "");
        DataSize maxQuarantined = properties.pool().maxQuarantined();
        if (maxQuarantined != null) {
            range("arena.pool.max-quarantined", maxQuarantined.toBytes(), 0, "zero", poolBudget,
                    "arena.pool.byte-budget");
            builder.maxQuarantined(maxQuarantined.toBytes());
        }
        long capacity = properties.capacity().toBytes();
        range("arena.capacity", capacity, 0, "zero", Math.min(byteBudget, maxCached),
                "the smaller of arena.byte-budget and arena.pool.max-cached");
        Duration idleTimeout = notNegative("arena.pool.idle-timeout", properties.pool().idleTimeout(),
                "Set a duration such as 30s, or 0 to keep cached memory for ever");
        Duration maxWait = notNegative("arena.pool.max-wait", properties.pool().maxWait(),
                "Set a duration such as 100ms, or 0 to refuse at once");
        double softLimit = share("arena.soft-limit", properties.softLimit());
        builder.chunkSizes(minChunk, maxChunk).maxNormalAlloc(maxNormalAlloc).poolByteBudget(poolBudget)
                .byteBudget(byteBudget).maxCached(maxCached).capacity(capacity).idleTimeout(idleTimeout)
                .poolWait(maxWait)
                .confinement(properties.confinement() == RequestConfinement.SHARED
                        ? Confinement.SHARED
                        : Confinement.CONFINED)
                .leakDetection(properties.leakDetection()).softLimit(softLimit, softLimitListener);
    }

    /** An eighth of the memory there is, as the JVM sees it: of the container where there is one. */
    private static long defaultPoolBudget() {
        return Math.max(LEAST_POOL_BUDGET, Memory.ofThisProcess().total() / SHARE_OF_MEMORY);
    }

    private static long orElse(@Nullable DataSize size, long otherwise) {
        return size != null ? size.toBytes() : otherwise;
    }

    static long atLeastOne(String property, long value) {
        if (value < 1) {
            throw new InvalidArenaPropertyException(property, value, "it must be at least 1",
                    "Raise " + property + " to at least 1");
        }
        return value;
    }

    static Duration notNegative(String property, Duration duration, String action) {
        if (duration.isNegative()) {
            throw new InvalidArenaPropertyException(property, duration, "it must not be negative", action);
        }
        return duration;
    }

    static double share(String property, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new InvalidArenaPropertyException(property, share, "it must be more than 0 and at most 1",
                    "Set " + property + " to a share such as 0.8");
        }
        return share;
    }

    private static long powerOfTwo(String property, DataSize size, long min, String minText) {
        long bytes = size.toBytes();
        if (bytes < min || bytes > ArenaBuilder.LARGEST_CHUNK || Long.bitCount(bytes) != 1) {
            throw new InvalidArenaPropertyException(property, size,
                    "it must be a power of two from " + minText + " to 1GB",
                    "Set " + property + " to a size such as 4KB, 64KB or 1MB within that range");
        }
        return bytes;
    }

    static void range(String property, long bytes, long min, String minText, long max, String maxText) {
        if (bytes < min) {
            throw new InvalidArenaPropertyException(property, bytes + "B",
                    "it must not be less than " + minText + " (" + min + "B)",
                    "Raise " + property + " to at least " + min + "B");
        }
        if (bytes > max) {
            throw new InvalidArenaPropertyException(property, bytes + "B",
                    "it must not be more than " + maxText + " (" + max + "B)",
                    "Lower " + property + " to at most " + max + "B, or raise " + maxText);
        }
    }
}
