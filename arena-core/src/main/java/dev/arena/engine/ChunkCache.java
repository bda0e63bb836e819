package dev.arena.engine;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Idle chunks, kept for the next arena. Split into stripes, of which a thread prefers one, so that threads seldom meet;
 * a thread that finds its stripe empty looks into the others before anybody asks the source. There are no thread-local
 * caches: a hundred thousand virtual threads share what a handful of stripes hold.
 *
 * <p>The cache has a <em>floor</em>, the class with which arenas begin. It follows the ratchet: where most generations climb
 * beyond their first chunk, it rises, so that they climb less; where most leave half of it unused, it sinks. Chunks below the
 * floor would serve nobody and are not kept.
 *
 * <p>Safe for use by any thread.
 */
final class ChunkCache {

    /** A stripe must be able to hold a few of the largest chunks, or the cap of the cache could never be reached. */
    private static final int LARGEST_CHUNKS_PER_STRIPE = 4;

    /** Spreads consecutive thread ids: 2^64 divided by the golden ratio, as in Knuth's multiplicative hashing. */
    private static final long FIBONACCI = 0x9E3779B97F4A7C15L;

    /** The floor moves by a class when so many more generations want it to than not. */
    private static final int VOTES_TO_MOVE = 16;

    private final Stripe[] stripes;
    private final int highestFloor;
    private volatile int floor;

    /** A cache for at most {@code maxCached} bytes of chunks of the classes in {@code ladder}. */
    ChunkCache(List<SizeClass> ladder, long maxCached) {
        long useful = maxCached / (LARGEST_CHUNKS_PER_STRIPE * ladder.getLast().bytes());
        int wanted = 2 * Runtime.getRuntime().availableProcessors();
        int count = Integer.highestOneBit(Math.clamp(useful, 1, wanted));
        stripes = new Stripe[count];
        for (int i = 0; i < count; i++) {
            stripes[i] = new Stripe(i, count, ladder.size(), maxCached / count);
        }
        long largest = maxCached / count / LARGEST_CHUNKS_PER_STRIPE;
        highestFloor = Math.max(0, (int) ladder.stream().filter(it -> it.bytes() <= largest).count() - 1);
    }

    /**
     * Registers an arena with its first allocation, in the stripe that the calling thread prefers, or in another if somebody
     * is in that one just now.
     *
     * @param  sizeClass of the chunk it needs, or −1
     * @return           such a chunk, if its stripe has one
     */
    @Nullable
    Chunk enter(Tenant tenant, int sizeClass) {
        int preferred = (int) ((Thread.currentThread().threadId() * FIBONACCI) >>> 32);
        Stripe stripe = stripes[preferred & (stripes.length - 1)];
        for (int i = 1; stripe.isBusy() && i < stripes.length; i++) {
            stripe = stripes[(preferred + i) & (stripes.length - 1)];
        }
        return stripe.enter(tenant, sizeClass);
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
            rest = stripes[i].push(rest, floor);
        }
        return rest;
    }

    /**
     * Ends a generation of an arena that entered {@code home}.
     *
     * @param  chunks linked chunks, each of a size class
     * @param  leaves whether the arena ends too
     * @param  vote   its {@link #vote}
     * @return        the chunks that were not kept, linked
     */
    @Nullable
    Chunk release(Stripe home, Tenant tenant, @Nullable Chunk chunks, boolean leaves, int vote) {
        return home.release(tenant, chunks, leaves, floor, vote);
    }

    /**
     * Whether a generation wants the floor higher (1), lower (−1) or where it is (0).
     *
     * @param last  the last chunk it took, or null
     * @param tail  bytes of that which are unused
     * @param alone whether it needed no other
     */
    int vote(@Nullable Chunk last, long tail, boolean alone) {
        int lowest = floor;
        SizeClass reached = last == null ? null : last.sizeClass();
        if (last == null || reached == null || reached.index() < lowest) { // the budget left no more
            return 0;
        }
        if (reached.index() > lowest) {
            return 1;
        }
        return lowest > 0 && alone && tail >= last.bytes() / 2 ? -1 : 0;
    }

    /** Index of the class with which an arena begins. */
    int floor() {
        return floor;
    }

    /** Whether the generations that ended in {@code stripe} want another floor. */
    static boolean wantsAnotherFloor(Stripe stripe) {
        return Math.abs(stripe.votes()) >= VOTES_TO_MOVE;
    }

    /** Moves the floor as wanted by {@code stripe}, and takes out, linked, what is then below it. */
    @Nullable
    synchronized Chunk moveFloor(Stripe stripe) {
        int votes = stripe.votes();
        stripe.forgetVotes();
        int moved = Math.clamp(floor + Integer.signum(votes), 0, highestFloor);
        floor = moved;
        return votes > 0 ? takeFromEach(it -> it.takeBelow(moved)) : null;
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

    /** Cached bytes, a recent value. */
    long bytes() {
        long sum = 0;
        for (Stripe stripe : stripes) {
            sum += stripe.cachedBytes();
        }
        return sum;
    }

    /** Cached chunks, a recent value. */
    long chunks() {
        long sum = 0;
        for (Stripe stripe : stripes) {
            sum += stripe.cachedChunks();
        }
        return sum;
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
