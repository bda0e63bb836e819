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

package dev.arena.spring.boot;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.arena.ArenaPool;
import dev.arena.ArenaStats;

/**
 * Learns how much memory the requests of each route and other units of work use, so that the first chunk of the next one is
 * large enough, and not larger than necessary.
 *
 * <p>For each route (method and path pattern) and each unit of work (by its name), this class estimates the size class that
 * is sufficient for nine of ten runs. It uses the quantile estimator <em>Frugal-1U</em> of Q. Ma, S. Muthukrishnan and M.
 * Sandler, "Frugal Streaming for Estimating Quantiles" (2013). A run that needed more raises the class by one with a
 * probability of 90%, and a run that needed less lowers it by one with a probability of 10%. The estimator stores no earlier
 * runs, and follows changes. Classes are powers of two, so a few steps lead from the smallest to the largest. The estimate
 * also decays: each ten seconds without a run lower the class by one.
 *
 * <p>Only allocations in chunks of a size class count. The size of an oversized chunk depends on a single allocation, and not
 * on the first chunk.
 *
 * <p>The class also detects long-lived routes and units of work, of which most runs take longer than a second. Their next
 * shared arenas get memory sessions of their own, so that no other arena waits for their end.
 *
 * <p>There are at most {@value #CAPACITY} routes and units of work. A further one replaces an entry that has not been used
 * since it was last checked (the <em>clock</em> algorithm of F. J. Corbató, "A Paging Experiment with the Multics System",
 * 1968). Non-standard HTTP methods are not learned, because clients could otherwise fill the table with arbitrary names.
 *
 * <p>Safe for use by any thread, and without locks except when a new route is added. Two requests that end at the same moment
 * can undo each other's step. Later requests correct this.
 *
 * @since 0.1.0
 */
public final class LearnedSizes {

    /** More routes than most applications have; each takes some 200 bytes. */
    public static final int CAPACITY = 256;

    private static final int PERCENTILE = 90;

    /**
     * Time without a run after which an estimate falls by one class. Routes are still known after a quiet minute, and large
     * first chunks become small soon.
     */
    private static final long DECAY_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** A run of this length makes other arenas wait for memory. */
    private static final long LONG_LIFE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Maximum number of runs until a route that begins or ceases to live long is recognized. */
    private static final int MAX_CERTAINTY = 4;

    /** The methods of RFC 9110 and PATCH. A handler can accept others, and a client can send any number of them. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
            "TRACE");

    private final ArenaPool pool;
    private final IntUnaryOperator random;
    private final LongSupplier nanoTime;
    private final int smallest;
    private final int largest;
    private final ConcurrentHashMap<Name, Learned> byName = new ConcurrentHashMap<>();

    /** The same routes in the order in which they are checked for replacement; guarded by {@link #growth}. */
    private final Learned[] clock = new Learned[CAPACITY];
    private final ReentrantLock growth = new ReentrantLock();
    private int count;
    private int hand;

    /** The name of a route or unit of work. A unit of work other than a request has an empty method. */
    private record Name(String method, String pattern) {

        @Override
        public String toString() {
            return method.isEmpty() ? pattern : method + " " + pattern;
        }
    }

    /** The learned values of a route or unit of work. */
    private static final class Learned {
        private final Name name;
        private final LongAdder requests = new LongAdder();
        private volatile int sizeClass;
        private volatile boolean seen;
        private volatile long lastRun;

        /** More than 0 if it lives long. */
        private volatile int longLife;

        Learned(Name name, int sizeClass, long lastRun) {
            this.name = name;
            this.sizeClass = sizeClass;
            this.lastRun = lastRun;
        }
    }

    /**
     * The learned values of a route or unit of work.
     *
     * @param route         method and path pattern, or the name of the work
     * @param expectedBytes size of the first chunk of its arenas, in bytes
     * @param requests      number of runs that have used their arena, since the route was first seen
     */
    public record Route(String route, long expectedBytes, long requests) {}

    /**
     * Creates an instance that knows no routes.
     *
     * @param pool pool of the arenas
     */
    public LearnedSizes(ArenaPool pool) {
        this(pool, bound -> ThreadLocalRandom.current().nextInt(bound), System::nanoTime);
    }

    /** Creates an instance with random numbers from 0 to below a bound, and a clock like {@link System#nanoTime}. */
    LearnedSizes(ArenaPool pool, IntUnaryOperator random, LongSupplier nanoTime) {
        this.pool = pool;
        this.random = random;
        this.nanoTime = nanoTime;
        this.smallest = sizeClass(pool.settings().minChunkSize());
        this.largest = sizeClass(pool.settings().maxChunkSize());
    }

    /**
     * Returns whether a method is a standard HTTP method. Figures exist only for these methods.
     *
     * @param  method of a request
     * @return        whether it is one of RFC 9110, or PATCH
     */
    public static boolean isStandardMethod(String method) {
        return METHODS.contains(method);
    }

    /**
     * Returns the pool of the arenas.
     *
     * @return the pool
     */
    public ArenaPool pool() {
        return pool;
    }

    /**
     * Returns the expected memory of a request.
     *
     * @param  method  its method
     * @param  pattern the path pattern of its handler, which {@code toString} returns; null if unknown
     * @return         bytes, for {@link dev.arena.ArenaOptions#expectedBytes}; 0 if nothing is known
     */
    public long expectedBytes(String method, @Nullable Object pattern) {
        return pattern == null ? 0 : expectedBytes(byName.get(new Name(method, pattern.toString())));
    }

    /**
     * Returns the expected memory of a unit of work.
     *
     * @param  work its name
     * @return      bytes, for {@link dev.arena.ArenaOptions#expectedBytes}; 0 if nothing is known
     */
    public long expectedBytesOfWork(String work) {
        return expectedBytes(byName.get(new Name("", work)));
    }

    private long expectedBytes(@Nullable Learned known) {
        return known == null ? 0 : 1L << decayed(known, nanoTime.getAsLong());
    }

    private int decayed(Learned known, long now) {
        long steps = Math.max(0, now - known.lastRun) / DECAY_NANOS;
        return (int) Math.max(smallest, known.sizeClass - steps);
    }

    /**
     * Returns whether most requests of a route take a second or more.
     *
     * @param  method  method of the request
     * @param  pattern the path pattern of its handler, which {@code toString} returns; null if unknown
     * @return         whether most of them took a second or more
     */
    public boolean isLongLived(String method, @Nullable Object pattern) {
        Learned known = pattern == null ? null : byName.get(new Name(method, pattern.toString()));
        return known != null && known.longLife > 0;
    }

    /**
     * Learns from the arena of a request that has ended.
     *
     * @param method    its method
     * @param pattern   the path pattern of its handler, which {@code toString} returns; null if unknown
     * @param stats     statistics of the arena at its end
     * @param nanosOpen how long it was open, in nanoseconds
     */
    public void ended(String method, @Nullable Object pattern, ArenaStats stats, long nanosOpen) {
        if (pattern != null) {
            ended(new Name(method, pattern.toString()), isStandardMethod(method), stats, nanosOpen);
        }
    }

    /**
     * Learns from the arena of a unit of work that has ended.
     *
     * @param work      its name
     * @param stats     statistics of the arena at its end
     * @param nanosOpen how long it was open, in nanoseconds
     */
    public void workEnded(String work, ArenaStats stats, long nanosOpen) {
        ended(new Name("", work), true, stats, nanosOpen);
    }

    private void ended(Name name, boolean mayBeNew, ArenaStats stats, long nanosOpen) {
        long used = stats.bytesHeld() - stats.wastedTailBytes() - stats.oversizedBytesAllocatedSinceReset();
        if (used <= 0) {
            return;
        }
        int needed = Math.clamp(sizeClass(used), smallest, largest);
        boolean livedLong = nanosOpen >= LONG_LIFE_NANOS;
        Learned known = byName.get(name);
        if (known != null) {
            learn(known, needed, livedLong);
        } else if (mayBeNew) {
            add(name, needed, livedLong);
        }
    }

    private void learn(Learned known, int needed, boolean livedLong) {
        known.requests.increment();
        if (!known.seen) { // otherwise every request would write a field that all requests read
            known.seen = true;
        }
        long time = nanoTime.getAsLong();
        int now = decayed(known, time);
        int next = now;
        if (needed > now && random.applyAsInt(100) < PERCENTILE) {
            next = now + 1;
        } else if (needed < now && random.applyAsInt(100) >= PERCENTILE) {
            next = now - 1;
        }
        if (next != known.sizeClass) {
            known.sizeClass = next;
        }
        known.lastRun = time;
        int certainty = Math.clamp(known.longLife + (livedLong ? 1 : -1), -MAX_CERTAINTY, MAX_CERTAINTY);
        if (certainty != known.longLife) {
            known.longLife = certainty;
        }
    }

    /** Binary logarithm, rounded up. */
    private static int sizeClass(long bytes) {
        return 64 - Long.numberOfLeadingZeros(bytes - 1);
    }

    /** Adds a route. Does nothing while another thread is adding one, because the next request tries again. */
    private void add(Name name, int sizeClass, boolean livedLong) {
        if (!growth.tryLock()) {
            return;
        }
        try {
            if (!byName.containsKey(name)) {
                var route = new Learned(name, sizeClass, nanoTime.getAsLong());
                route.longLife = livedLong ? 1 : -1;
                route.requests.increment();
                clock[slot()] = route;
                byName.put(name, route);
            }
        } finally {
            growth.unlock();
        }
    }

    /** Returns a free slot, or the slot of the first route that has not been used since the last check. */
    private int slot() {
        if (count < CAPACITY) {
            return count++;
        }
        // at most one round, because other threads may mark routes as used meanwhile
        for (int i = 0; i < CAPACITY && clock[hand].seen; i++) {
            clock[hand].seen = false;
            hand = (hand + 1) % CAPACITY;
        }
        int slot = hand;
        hand = (hand + 1) % CAPACITY;
        byName.remove(clock[slot].name);
        return slot;
    }

    /**
     * Returns the learned values.
     *
     * @return routes and units of work by name
     */
    public List<Route> routes() {
        return byName.values().stream()
                .map(it -> new Route(it.name.toString(), expectedBytes(it), it.requests.sum()))
                .sorted(Comparator.comparing(Route::route)).toList();
    }
}
