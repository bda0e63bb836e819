package dev.arena.engine.pool;

import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.chunk.SizeClass;
import dev.arena.engine.chunk.SizeClasses;

/**
 * Idle chunks, kept for the next arena. Split into shards, of which a thread prefers one, so that threads seldom meet; a thread
 * that finds its shard empty looks into the others before the source is asked. There are no thread-local caches: a hundred
 * thousand virtual threads share what a handful of shards hold.
 *
 * <p>Safe for use by any thread.
 */
final class ChunkCache {

    /** A shard must be able to hold a few of the largest chunks, or the cap of the cache could never be reached. */
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
     * Registers an arena that needs its first chunk, in the shard that the calling thread prefers, or in another if that is
     * locked just now.
     *
     * @param  sizeClass of the chunk that it needs, or −1
     * @return           such a chunk, if its shard has one
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

    /** A chunk of {@code sizeClass}, from {@code home} if possible. */
    @Nullable
    Chunk pop(CacheShard home, SizeClass sizeClass) {
        Chunk chunk = home.pop(sizeClass.index());
        for (int i = 0; chunk == null && i < shards.length; i++) {
            chunk = shards[i].pop(sizeClass.index());
        }
        return chunk;
    }

    /** Keeps those of the linked chunks for which there is room anywhere and returns the others, linked. */
    @Nullable
    Chunk push(@Nullable Chunk chunks) {
        Chunk rest = chunks;
        for (int i = 0; rest != null && i < shards.length; i++) {
            rest = shards[i].push(rest);
        }
        return rest;
    }

    /** Takes one chunk out for good. */
    @Nullable
    Chunk evict() {
        Chunk victim = null;
        for (int i = 0; victim == null && i < shards.length; i++) {
            victim = shards[i].evict();
        }
        return victim;
    }

    /** Cached bytes, a recent value. */
    long bytes() {
        long sum = 0;
        for (CacheShard shard : shards) {
            sum += shard.cachedBytes();
        }
        return sum;
    }

    /** Cached chunks, a recent value. */
    long chunks() {
        long sum = 0;
        for (CacheShard shard : shards) {
            sum += shard.cachedChunks();
        }
        return sum;
    }

    /** Cached bytes, each shard read under its lock: what was pushed before is counted. */
    long exactBytes() {
        long sum = 0;
        for (CacheShard shard : shards) {
            sum += shard.exactCachedBytes();
        }
        return sum;
    }

    /** Applies {@code take} to each shard and joins the chunks that it took out into one linked list. */
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

    /** Shows each registered arena that has not ended to {@code visitor}, which must be quick and must not throw. */
    void forEachArena(Consumer<ArenaEntry> visitor) {
        for (CacheShard shard : shards) {
            shard.forEachArena(visitor);
        }
    }

    /** The figures of all shards. */
    PoolFigures.Sum sum(int classes) {
        var sum = new PoolFigures.Sum(classes);
        for (CacheShard shard : shards) {
            shard.addTo(sum);
        }
        return sum;
    }
}
