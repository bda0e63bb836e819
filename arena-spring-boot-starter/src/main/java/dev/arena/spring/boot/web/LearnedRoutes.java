package dev.arena.spring.boot.web;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntUnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.arena.ArenaPool;
import dev.arena.ArenaStats;

/**
 * What the requests of each route have used, so that the first chunk of the next is large enough, and no larger than it need be.
 *
 * <p>For each route, a method and path pattern, it knows one number: the size class into which nine of ten of its
 * requests would have fit. This is the quantile estimator <em>Frugal-1U</em> of Q. Ma, S. Muthukrishnan and M. Sandler, "Frugal
 * Streaming for Estimating Quantiles" (2013): a request that needed more lets the number rise by one class with a probability
 * of 90%, one that needed less lets it fall by one with a probability of 10%. It needs no memory of
 * earlier requests, and follows them when they change. As classes are powers of two, a few steps lead from one end to the other.
 *
 * <p>Counts what is allocated in chunks of a class. One-shot chunks are as large as what they are for, whatever comes first.
 *
 * <p>There are {@value #CAPACITY} routes at most. For a new one beyond that, one gives way that has not been seen since it was
 * last looked at for that (the <em>clock</em> of F. J. Corbató, "A Paging Experiment with the Multics System", 1968). Methods
 * that no standard knows are not learned, or clients could fill it with names of their own.
 *
 * <p>Safe for use by any thread, without locks but where a new route comes. Two requests that end at the same moment can undo
 * each other's step, which the next ones make good.
 */
public final class LearnedRoutes {

    /** More routes than most applications have; each takes some 200 bytes. */
    public static final int CAPACITY = 256;

    private static final int PERCENTILE = 90;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
            "TRACE");

    private final ArenaPool pool;
    private final IntUnaryOperator random;
    private final int smallest;
    private final int largest;
    private final ConcurrentHashMap<Name, Learned> byName = new ConcurrentHashMap<>();

    /** The same routes in the order in which they are looked at; guarded by {@link #growth}. */
    private final Learned[] clock = new Learned[CAPACITY];
    private final ReentrantLock growth = new ReentrantLock();
    private int count;
    private int hand;

    private record Name(String method, String pattern) {}

    /** What is known of a route. */
    private static final class Learned {
        private final Name name;
        private final LongAdder requests = new LongAdder();
        private volatile int sizeClass;
        private volatile boolean seen;

        Learned(Name name, int sizeClass) {
            this.name = name;
            this.sizeClass = sizeClass;
        }
    }

    /**
     * A route.
     *
     * @param route         method and path pattern
     * @param expectedBytes size of the chunk with which its arenas begin, in bytes
     * @param requests      how many requests have used their arena since the route was first seen
     */
    public record Route(String route, long expectedBytes, long requests) {}

    /**
     * Nothing is known yet.
     *
     * @param pool where the arenas come from
     */
    public LearnedRoutes(ArenaPool pool) {
        this(pool, bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    /** With random numbers from 0 to below a bound. */
    LearnedRoutes(ArenaPool pool, IntUnaryOperator random) {
        this.pool = pool;
        this.random = random;
        this.smallest = sizeClass(pool.settings().minChunkSize());
        this.largest = sizeClass(pool.settings().maxChunkSize());
    }

    /**
     * Where the arenas come from.
     *
     * @return the pool
     */
    public ArenaPool pool() {
        return pool;
    }

    /**
     * What a request will probably use.
     *
     * @param  method  its method
     * @param  pattern the path pattern of its handler, which {@code toString} says; null if that is not known
     * @return         bytes, for {@link dev.arena.ArenaOptions#expectedBytes}; 0 if nothing is known
     */
    public long expectedBytes(String method, @Nullable Object pattern) {
        Learned route = pattern == null ? null : byName.get(new Name(method, pattern.toString()));
        return route == null ? 0 : 1L << route.sizeClass;
    }

    /**
     * The arena of a request has ended.
     *
     * @param method  its method
     * @param pattern the path pattern of its handler, which {@code toString} says; null if that is not known
     * @param stats   what the arena held at its end
     */
    public void ended(String method, @Nullable Object pattern, ArenaStats stats) {
        long used = stats.bytesHeld() - stats.wastedTailBytes() - stats.oversizedBytesAllocatedSinceReset();
        if (pattern == null || used <= 0) {
            return;
        }
        int needed = Math.clamp(sizeClass(used), smallest, largest);
        var name = new Name(method, pattern.toString());
        Learned route = byName.get(name);
        if (route != null) {
            learn(route, needed);
        } else if (METHODS.contains(method)) {
            add(name, needed);
        }
    }

    private void learn(Learned route, int needed) {
        route.requests.increment();
        if (!route.seen) { // or every request would write what all of them read
            route.seen = true;
        }
        int now = route.sizeClass;
        if (needed > now && random.applyAsInt(100) < PERCENTILE) {
            route.sizeClass = now + 1;
        } else if (needed < now && random.applyAsInt(100) >= PERCENTILE) {
            route.sizeClass = now - 1;
        }
    }

    /** Binary logarithm, rounded up. */
    private static int sizeClass(long bytes) {
        return 64 - Long.numberOfLeadingZeros(bytes - 1);
    }

    /** Does nothing while another thread is adding one: there will be another request. */
    private void add(Name name, int sizeClass) {
        if (!growth.tryLock()) {
            return;
        }
        try {
            if (!byName.containsKey(name)) {
                var route = new Learned(name, sizeClass);
                route.requests.increment();
                clock[place()] = route;
                byName.put(name, route);
            }
        } finally {
            growth.unlock();
        }
    }

    /** A free place, or that of the first route that has not been seen since it was looked at here. */
    private int place() {
        if (count < CAPACITY) {
            return count++;
        }
        for (int i = 0; i < CAPACITY && clock[hand].seen; i++) { // once round, as others may be seen again meanwhile
            clock[hand].seen = false;
            hand = (hand + 1) % CAPACITY;
        }
        int place = hand;
        hand = (hand + 1) % CAPACITY;
        byName.remove(clock[place].name);
        return place;
    }

    /**
     * What has been learned.
     *
     * @return the routes by name
     */
    public List<Route> routes() {
        return byName.values().stream()
                .map(it -> new Route(it.name.method() + " " + it.name.pattern(), 1L << it.sizeClass, it.requests.sum()))
                .sorted(Comparator.comparing(Route::route)).toList();
    }
}
