package dev.arena.engine.pool;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a pool, checked by the builder; in bytes and nanoseconds.
 *
 * @param name             for messages
 * @param minChunkSize     smallest size class, a power of two
 * @param maxChunkSize     largest size class, a power of two
 * @param maxNormalAlloc   larger requests get an oversized chunk
 * @param byteBudget       limit of everything taken from the source
 * @param maxCached        limit of what is kept for reuse
 * @param maxQuarantined   limit of what may wait for arenas and handles that live on
 * @param idleTimeoutNanos how long a cached chunk may go unused, or 0 for ever
 * @param waitNanos        how long an allocation waits where the pool's budget refuses, or 0
 * @param softLimit        who is told before a share of the budgets is exceeded, or null
 * @param obtain           takes zeroed memory from the source
 * @param giveBack         returns it
 * @param trimSource       tells the source to give the operating system what was returned
 * @param sourceIsTrusted  whether the source is known to keep its contract, so that nothing is spent on watching it
 */
public record PoolSettings(String name, long minChunkSize, long maxChunkSize, long maxNormalAlloc, long byteBudget,
        long maxCached, long maxQuarantined, long idleTimeoutNanos, long waitNanos, @Nullable SoftLimit softLimit,
        LongFunction<MemorySegment> obtain, Consumer<MemorySegment> giveBack, Runnable trimSource,
        boolean sourceIsTrusted) {}
