package dev.arena.engine;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Idle chunks, kept for the next arena. Split into stripes, of which a thread prefers one, so that threads seldom meet;
 * a thread that finds its stripe empty looks into the others before anybody asks the source. There are no thread-local
 * caches: a hundred thousand virtual threads share what a handful of stripes hold.
 *
 * <p>Safe for use by any thread.
 */
final class ChunkCache {

    /** A stripe must be able to hold a few of the largest chunks, or the cap of the cache could never be reached. */
    private static final int LARGEST_CHUNKS_PER_STRIPE = 4;

    /** Spreads consecutive thread ids: 2^64 divided by the golden ratio, as in Knuth's multiplicative hashing. */
    private static final long FIBONACCI = 0x9E3779B97F4A7C15L;

    private final Stripe[] stripes;

    /** A cache for at most {@code maxCached} bytes of chunks of the classes in {@code ladder}. */
    ChunkCache(List<SizeClass> ladder, long maxCached) {
        long useful = maxCached / (LARGEST_CHUNKS_PER_STRIPE * ladder.getLast().bytes());
        int wanted = 2 * Runtime.getRuntime().availableProcessors();
        int count = Integer.highestOneBit(Math.clamp(useful, 1, wanted));
        stripes = new Stripe[count];
        for (int i = 0; i < count; i++) {
            stripes[i] = new Stripe(i, count, ladder.size(), maxCached / count);
        }
    }

    /** The stripe that {@code thread} prefers. */
    Stripe home(Thread thread) {
        return stripes[(int) ((thread.threadId() * FIBONACCI) >>> 32) & (stripes.length - 1)];
    }

    /** A chunk of {@code sizeClass}, from {@code home} if possible. */
    @Nullable
    Chunk pop(Stripe home, SizeClass sizeClass) {
        Chunk chunk = home.pop(sizeClass.index());
        for (int i = 0; chunk == null && i < stripes.length; i++) {
            chunk = stripes[i].pop(sizeClass.index());
        }
        return chunk;
    }

    /** Keeps those of the linked chunks for which there is room anywhere and returns the others, linked. */
    @Nullable
    Chunk push(@Nullable Chunk chunks) {
        Chunk rest = chunks;
        for (int i = 0; rest != null && i < stripes.length; i++) {
            rest = stripes[i].push(rest);
        }
        return rest;
    }

    /** Takes one chunk out for good. */
    @Nullable
    Chunk evict() {
        Chunk victim = null;
        for (int i = 0; victim == null && i < stripes.length; i++) {
            victim = stripes[i].evict();
        }
        return victim;
    }

    /** Cached bytes, each stripe looked at under its flag: what was pushed before is counted. */
    long exactBytes() {
        long sum = 0;
        for (Stripe stripe : stripes) {
            sum += stripe.exactCachedBytes();
        }
        return sum;
    }

    /** Applies {@code take} to each stripe and joins the chunks it took out into one linked list. */
    @Nullable
    Chunk takeFromEach(Function<Stripe, @Nullable Chunk> take) {
        Chunk all = null;
        for (Stripe stripe : stripes) {
            for (Chunk chunk = take.apply(stripe); chunk != null;) {
                Chunk following = chunk.next;
                chunk.next = all;
                all = chunk;
                chunk = following;
            }
        }
        return all;
    }

    Stripe[] stripes() {
        return stripes;
    }
}
