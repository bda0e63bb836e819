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

import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.chunk.SizeClass;
import dev.arena.engine.chunk.SizeClasses;

/**
 * Idle chunks, kept for the next arena. The cache is split into shards. Each thread prefers one shard, so threads seldom
 * contend. A thread that finds its shard empty looks into the others before it calls the source. There are no thread-local
 * caches: a hundred thousand virtual threads share a few shards.
 *
 * <p>Safe for use by any thread.
 */
final class ChunkCache {

    /** Number of largest chunks that a shard can hold at least. With smaller shards, the cache could never reach its limit. */
    private static final int LARGEST_CHUNKS_PER_SHARD = 4;

    /** Spreads consecutive thread ids: 2^64 divided by the golden ratio, as in Knuth's multiplicative hashing. */
    private static final long FIBONACCI = 0x9E3779B97F4A7C15L;

    private final CacheShard[] shards;

    /** A cache for at most {@code maxCached} bytes of chunks. */
    ChunkCache(SizeClasses sizeClasses, long maxCached) {
        long useful = maxCached / (LARGEST_CHUNKS_PER_SHARD * sizeClasses.get(Integer.MAX_VALUE).bytes());
        int wanted = 2 * Runtime.getRuntime().availableProcessors();
        int count = Integer.highestOneBit(Math.clamp(useful, 1, wanted));
        shards = new CacheShard[count];
        for (int i = 0; i < count; i++) {
            shards[i] = new CacheShard(i, count, sizeClasses.size(), maxCached / count);
        }
    }

    /**
     * Registers an arena that needs its first chunk, in the shard that the calling thread prefers, or in another one if that
     * shard is locked.
     *
     * @param  sizeClass class of the chunk that it needs, or −1
     * @return           such a chunk, or null if the shard has none
     */
    @Nullable
    Chunk register(ArenaEntry entry, int sizeClass) {
        int preferred = (int) ((Thread.currentThread().threadId() * FIBONACCI) >>> 32);
        CacheShard shard = shards[preferred & (shards.length - 1)];
        for (int i = 1; shard.isBusy() && i < shards.length; i++) {
            shard = shards[(preferred + i) & (shards.length - 1)];
        }
        return shard.register(entry, sizeClass);
    }

    /** Takes a chunk of {@code sizeClass}, from {@code home} if possible; null if no shard has one. */
    @Nullable
    Chunk pop(CacheShard home, SizeClass sizeClass) {
        Chunk chunk = home.pop(sizeClass.index());
        for (int i = 0; chunk == null && i < shards.length; i++) {
            chunk = shards[i].pop(sizeClass.index());
        }
        return chunk;
    }

    /** Keeps the linked chunks as far as any shard has room, and returns the others, linked. */
    @Nullable
    Chunk push(@Nullable Chunk chunks) {
        Chunk rest = chunks;
        for (int i = 0; rest != null && i < shards.length; i++) {
            rest = shards[i].push(rest);
        }
        return rest;
    }

    /** Removes and returns a cached chunk; null if there is none. */
    @Nullable
    Chunk evict() {
        Chunk victim = null;
        for (int i = 0; victim == null && i < shards.length; i++) {
            victim = shards[i].evict();
        }
        return victim;
    }

    /** Cached bytes: a recent value. */
    long bytes() {
        long sum = 0;
        for (CacheShard shard : shards) {
            sum += shard.cachedBytes();
        }
        return sum;
    }

    /** Cached chunks: a recent value. */
    long chunks() {
        long sum = 0;
        for (CacheShard shard : shards) {
            sum += shard.cachedChunks();
        }
        return sum;
    }

    /** Cached bytes, read under the lock of each shard: includes every chunk that was pushed before the call. */
    long exactBytes() {
        long sum = 0;
        for (CacheShard shard : shards) {
            sum += shard.exactCachedBytes();
        }
        return sum;
    }

    /** Applies {@code take} to each shard and joins the removed chunks into one linked list. */
    @Nullable
    Chunk takeFromEach(Function<CacheShard, @Nullable Chunk> take) {
        Chunk all = null;
        for (CacheShard shard : shards) {
            for (Chunk chunk = take.apply(shard); chunk != null;) {
                Chunk following = chunk.next();
                chunk.setNext(all);
                all = chunk;
                chunk = following;
            }
        }
        return all;
    }

    /** Passes each registered arena that has not ended to {@code visitor}, which must be quick and must not throw. */
    void forEachArena(Consumer<ArenaEntry> visitor) {
        for (CacheShard shard : shards) {
            shard.forEachArena(visitor);
        }
    }

    /** The sum of the figures of all shards. */
    PoolFigures.Sum sum(int classes) {
        var sum = new PoolFigures.Sum(classes);
        for (CacheShard shard : shards) {
            shard.addTo(sum);
        }
        return sum;
    }
}
