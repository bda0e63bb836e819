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

package dev.arena.engine.pool;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a pool, in bytes and nanoseconds. The builder checks them.
 *
 * @param name             for messages
 * @param minChunkSize     smallest size class, a power of two
 * @param maxChunkSize     largest size class, a power of two
 * @param maxNormalAlloc   requests above this get an oversized chunk
 * @param byteBudget       limit of all chunks taken from the source
 * @param maxCached        limit of the cache
 * @param maxQuarantined   limit of the chunks that may wait for open arenas and handles
 * @param idleTimeoutNanos time after which an unused cached chunk is given back, or 0 to keep it
 * @param waitNanos        time that an allocation waits for memory of the pool, or 0
 * @param softLimit        share of the budgets and the listener that is called before it is exceeded, or null
 * @param obtain           takes zeroed memory from the source
 * @param giveBack         returns it
 * @param trimSource       lets the source return released memory to the operating system
 * @param sourceIsTrusted  whether the source is known to keep its contract, so that it need not be checked
 * @since 0.1.0
 */
public record PoolSettings(String name, long minChunkSize, long maxChunkSize, long maxNormalAlloc, long byteBudget,
        long maxCached, long maxQuarantined, long idleTimeoutNanos, long waitNanos, @Nullable SoftLimit softLimit,
        LongFunction<MemorySegment> obtain, Consumer<MemorySegment> giveBack, Runnable trimSource,
        boolean sourceIsTrusted) {}
