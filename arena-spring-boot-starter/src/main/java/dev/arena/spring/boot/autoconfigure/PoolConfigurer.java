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

package dev.arena.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import dev.arena.ArenaBuilder;
import dev.arena.Confinement;
import dev.arena.SoftLimitListener;
import dev.arena.spring.boot.autoconfigure.ArenaProperties.RequestConfinement;

/**
 * Applies the properties to the builder of a pool. The default values are always valid, so only a property that is set can be
 * out of range.
 */
final class PoolConfigurer {
    private static final long DEFAULT_BYTE_BUDGET = DataSize.ofMegabytes(32).toBytes();
    private static final long DEFAULT_MAX_CHUNK = DataSize.ofKilobytes(512).toBytes();
    private static final long DEFAULT_MAX_NORMAL_ALLOC = DataSize.ofKilobytes(16).toBytes();
    private static final long MIN_POOL_BUDGET = DataSize.ofMegabytes(64).toBytes();
    private static final int MEMORY_DIVISOR = 8;
    private static final int CACHE_DIVISOR = 4;

    private final ArenaProperties properties;
    private final SoftLimitListener softLimitListener;

    PoolConfigurer(ArenaProperties properties, SoftLimitListener softLimitListener) {
        this.properties = properties;
        this.softLimitListener = softLimitListener;
    }

    void configure(ArenaBuilder builder) {
        ArenaProperties.Pool pool = properties.getPool();
        long minChunk = PropertyRanges.powerOfTwo("arena.pool.min-chunk-size", pool.getMinChunkSize(),
                ArenaBuilder.SMALLEST_CHUNK, "512B");
        long maxChunk = pool.getMaxChunkSize() == null
                ? Math.max(DEFAULT_MAX_CHUNK, minChunk)
                : PropertyRanges.powerOfTwo("arena.pool.max-chunk-size", pool.getMaxChunkSize(), minChunk,
                        "arena.pool.min-chunk-size (" + PropertyRanges.text(minChunk) + ")");
        long maxNormalAlloc = PropertyRanges.range("arena.pool.max-normal-alloc",
                orElse(pool.getMaxNormalAlloc(), Math.min(DEFAULT_MAX_NORMAL_ALLOC, maxChunk)),
                ArenaBuilder.SMALLEST_MAX_NORMAL_ALLOC, "", maxChunk, "arena.pool.max-chunk-size");
        long poolBudget = PropertyRanges.range("arena.pool.byte-budget",
                orElse(pool.getByteBudget(), Math.max(defaultPoolBudget(), minChunk)), minChunk,
                "arena.pool.min-chunk-size", Long.MAX_VALUE, "");
        long byteBudget = PropertyRanges.range("arena.byte-budget",
                orElse(properties.getByteBudget(), Math.max(minChunk, Math.min(DEFAULT_BYTE_BUDGET, poolBudget))),
                minChunk, "arena.pool.min-chunk-size", poolBudget, "arena.pool.byte-budget");
        long maxCached = PropertyRanges.range("arena.pool.max-cached",
                orElse(pool.getMaxCached(), poolBudget / CACHE_DIVISOR), 0, "", Long.MAX_VALUE, "");
        DataSize maxQuarantined = pool.getMaxQuarantined();
        if (maxQuarantined != null) {
            builder.maxQuarantined(PropertyRanges.range("arena.pool.max-quarantined", maxQuarantined.toBytes(), 0,
                    "", poolBudget, "arena.pool.byte-budget"));
        }
        builder.chunkSizes(minChunk, maxChunk).maxNormalAlloc(maxNormalAlloc).poolByteBudget(poolBudget)
                .byteBudget(byteBudget).maxCached(maxCached)
                .capacity(PropertyRanges.range("arena.pool.capacity", pool.getCapacity().toBytes(), 0, "",
                        Math.min(byteBudget, maxCached),
                        "the smaller of arena.byte-budget and arena.pool.max-cached"))
                .idleTimeout(PropertyRanges.notNegative("arena.pool.idle-timeout", pool.getIdleTimeout(),
                        "the pool keeps cached memory for ever"))
                .poolWait(PropertyRanges.notNegative("arena.pool.max-wait", pool.getMaxWait(),
                        "an allocation does not wait"))
                .confinement(properties.getConfinement() == RequestConfinement.SHARED
                        ? Confinement.SHARED
                        : Confinement.CONFINED)
                .leakDetection(properties.getLeakDetection())
                .softLimit(PropertyRanges.share("arena.soft-limit", properties.getSoftLimit()), softLimitListener);
    }

    /** An eighth of the memory that the JVM sees: that of the container, if there is one. */
    private static long defaultPoolBudget() {
        return Math.max(MIN_POOL_BUDGET, Memory.totalBytes() / MEMORY_DIVISOR);
    }

    private static long orElse(@Nullable DataSize size, long otherwise) {
        return size != null ? size.toBytes() : otherwise;
    }
}
