package dev.arena.engine;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Where the arenas of a pool get their chunks and return them: first the cache, then, within the budget, the chunk source.
 * It is also the pool's bookkeeper. Every path that ends a chunk goes through {@link #destroy}, and every path that makes
 * one through {@link #fromSource}; between the two its bytes are charged.
 *
 * <p>Safe for use by any thread.
 */
public final class ChunkProvider {
    /** Alignment in bytes that memory of a source has at least; what malloc guarantees on 64-bit systems. */
    public static final long SOURCE_ALIGNMENT = 16;

    /** What an epoch of shared arenas gathers before it closes: a few hundred small requests, or a few large ones. */
    private static final long MOST_EPOCH_BYTES = 4 << 20;

    /** A handle that stays open keeps an epoch's chunks from the others, so these epochs are so much smaller. */
    private static final int ESCAPE_EPOCHS_PER_EPOCH = 2;

    /** So that waiting chunks never take more than a small part of a budget. */
    private static final int EPOCHS_PER_BUDGET = 16;

    private final PoolSettings settings;
    private final @Nullable SoftLimit softLimit;
    private final Ladder ladder;
    private final Budget budget;
    private final CheckedSource source;
    private final ChunkCache cache;
    private final Leaks leaks;
    private final Quarantine quarantine;

    /** For chunks from which values escaped; apart from the other, as a handle may live long and keep its epoch open. */
    private final Quarantine escapes;
    private final Set<Escape> liveEscapes = ConcurrentHashMap.newKeySet();

    private final Pressure pressure;
    private final Waiters waiters;
    private final @Nullable SoftLimitGauge softLimitGauge;

    private final Observer observer;
    private final Tally tally;
    private final PoolBooks books;
    private final @Nullable IdleTrim idleTrim;
    private volatile boolean closed;

    /** A provider with an empty cache, which finds no leaks. */
    public ChunkProvider(PoolSettings settings) {
        this(settings, Leaks.Scope.NONE, Observer.NOBODY);
    }

    /** A provider with an empty cache. */
    public ChunkProvider(PoolSettings settings, Leaks.Scope watched, Observer observer) {
        this.settings = settings;
        this.observer = observer;
        this.leaks = new Leaks(settings.name(), watched, observer);
        this.ladder = new Ladder(settings.minChunkSize(), settings.maxChunkSize());
        this.tally = new Tally(ladder.size());
        this.budget = new Budget(settings.byteBudget());
        this.source = new CheckedSource(settings);
        this.cache = new ChunkCache(ladder.classes(), settings.maxCached());
        long mostBytes = Math.min(MOST_EPOCH_BYTES, settings.byteBudget() / EPOCHS_PER_BUDGET);
        this.quarantine = new Quarantine(mostBytes, this::recycle);
        this.escapes = new Quarantine(mostBytes / ESCAPE_EPOCHS_PER_EPOCH, this::recycle);
        this.pressure = new Pressure(budget, cache, quarantine, escapes, this::destroy);
        this.waiters = new Waiters(settings.waitNanos());
        this.softLimit = settings.softLimit();
        this.softLimitGauge = softLimit == null ? null : new SoftLimitGauge(softLimit, budget, cache::bytes);
        this.books = new PoolBooks(ladder, budget, cache, quarantine, escapes, liveEscapes, tally, source, waiters,
                leaks);
        this.idleTrim = settings.idleTimeoutNanos() > 0
                ? IdleTrim.schedule(this, settings.idleTimeoutNanos())
                : null;
    }

    /**
     * Fills the cache with the chunks that an arena will ask for while it climbs the ladder, at least {@code capacity}
     * bytes of them if whole chunks of so many fit in {@code most} bytes.
     *
     * @return null, or why that was not possible; what had been taken is then still in the cache
     */
    public @Nullable Refusal prewarm(long capacity, long most) {
        long sum = 0;
        for (int i = 0; sum < capacity; i++) {
            SizeClass largest = ladder.largestWithin(most - sum);
            if (largest == null) {
                return null;
            }
            SizeClass sizeClass = ladder.get(Math.min(i, largest.index()));
            switch (charged(sizeClass.bytes(), sizeClass)) {
                case Refusal refusal -> {
                    return refusal;
                }
                case Chunk chunk -> destroyAll(cache.push(chunk));
            }
            sum += sizeClass.bytes();
        }
        return null;
    }

    /** Registers an arena that needs memory for the first time. */
    void enter(Tenant tenant) {
        source.requireOutside(); // or a source that allocates while the arena ends would enter it again, for ever
        cache.enter(tenant, -1);
    }

    /** A chunk of class {@code wanted}, or under pool pressure a smaller one, but not below {@code least}. */
    Supply acquire(Tenant tenant, SizeClass wanted, SizeClass least) {
        requireOpen();
        if (waiters.firstIsUrgent()) {
            return refusal(least.bytes());
        }
        Stripe home = tenant.home;
        if (home == null) {
            Chunk first = cache.enter(tenant, wanted.index());
            if (first != null) {
                return first;
            }
            home = Objects.requireNonNull(tenant.home);
        }
        do {
            Chunk cached = cache.pop(home, wanted);
            if (cached != null) {
                return cached;
            }
            if (budget.tryCharge(wanted.bytes())) {
                return fromSource(wanted.bytes(), wanted);
            }
            for (int i = wanted.index() - 1; i >= least.index(); i--) {
                cached = cache.pop(home, ladder.get(i));
                if (cached != null) {
                    return cached;
                }
            }
        } while (pressure.reclaim());
        return charged(least.bytes(), least);
    }

    /** A one-shot chunk of exactly {@code bytes}. */
    Supply acquireOversized(long bytes) {
        requireOpen();
        return waiters.firstIsUrgent() ? refusal(bytes) : charged(bytes, null);
    }

    /** Whether a charge of {@code bytes} would be granted now: nobody waits for memory, and idle memory can make room. */
    boolean hasRoom(long bytes) {
        return !waiters.firstIsUrgent() && (bytes <= budget.room() || !pressure.isHopeless(bytes));
    }

    /** Asked instead of {@link #softLimit} where it counts: C2 does not inline a method whose class of result was never loaded. */
    boolean hasSoftLimit() {
        return softLimit != null;
    }

    /** The soft limit, or null without one. */
    @Nullable
    SoftLimit softLimit() {
        return softLimit;
    }

    /** Tells the listener if a chunk of {@code bytes} leads beyond the soft limit of the pool. */
    void beforeTaking(long bytes) {
        if (softLimitGauge != null) {
            softLimitGauge.beforeTaking(bytes);
        }
    }

    /** Whether {@link #beforeTaking} would tell the listener. */
    boolean isToBeTold(long bytes) {
        return softLimitGauge != null && softLimitGauge.isToBeTold(bytes);
    }

    /** Tells the listener, if it does not know yet, and answers whether it did; then it is worth trying again. */
    boolean beforeRefusal(Refusal refusal) {
        return softLimitGauge != null && softLimitGauge.beforeRefusal(refusal);
    }

    /**
     * Waits for memory after a refusal, as far as the settings allow it and there is hope.
     *
     * @param  sizeClass class of the chunk that was refused, or null for an oversized one
     * @param  held      bytes that the arena holds itself, so will not give back meanwhile
     * @return           the chunk, or why there is none now
     */
    Supply afterWaiting(Refusal refusal, @Nullable SizeClass sizeClass, long held) {
        long bytes = refusal.requested();
        if (!waiters.mayWait() || refusal.kind() != Refusal.Kind.POOL_BUDGET || bytes > budget.limit() - held) {
            return refusal;
        }
        boolean taken = waiters.await(() -> {
            requireOpen();
            return pressure.charge(bytes);
        }, pressure::isStuck);
        return taken ? fromSource(bytes, sizeClass) : refusal(bytes);
    }

    /** Likewise, or null for a caller that can do without: where memory is exhausted, and once the pool is closed. */
    @Nullable
    Chunk oversizedIfAny(long bytes) {
        return !closed && charged(bytes, null) instanceof Chunk chunk ? chunk : null;
    }

    /** A new chunk; where the budget is used up, cached chunks are given back to the source until there is room. */
    private Supply charged(long bytes, @Nullable SizeClass sizeClass) {
        return pressure.charge(bytes) ? fromSource(bytes, sizeClass) : refusal(bytes);
    }

    private Refusal refusal(long bytes) {
        return new Refusal(Refusal.Kind.POOL_BUDGET, bytes, budget.used(), budget.limit(), null, null);
    }

    /** Takes {@code bytes} from the source that have been charged already; undoes the charge where the source fails. */
    private Supply fromSource(long bytes, @Nullable SizeClass sizeClass) {
        boolean taken = false;
        try {
            Chunk chunk = Chunk.of(source.obtain(bytes), sizeClass);
            taken = true;
            tally.taken(sizeClass);
            Events.chunkAllocated(settings.name(), bytes, sizeClass == null);
            return chunk;
        } catch (RuntimeException | OutOfMemoryError e) {
            return new Refusal(Refusal.Kind.SOURCE, bytes, budget.used() - bytes, budget.limit(), null, e);
        } finally {
            if (!taken) {
                budget.release(bytes);
                waiters.wake();
            }
        }
    }

    /**
     * Ends a generation in the books and takes its chunks back.
     *
     * @param joined the epoch in which the chunks wait; if null, the session that could reach them must have closed
     * @param linked the chunks, linked
     * @param leaves whether the arena ends too
     * @param vote   its {@link #vote}
     */
    void endGeneration(Tenant tenant, @Nullable Epoch joined, @Nullable Chunk linked, boolean leaves, int vote) {
        Stripe home = tenant.home;
        if (home != null) {
            Events.generationEnds(settings.name(), tenant.id, linked, leaves);
            keep(cache.release(home, tenant, joined == null ? scrubbed(linked) : null, leaves, vote));
            if (ChunkCache.wantsAnotherFloor(home)) {
                destroyAll(cache.moveFloor(home));
            }
        }
        if (joined != null) {
            quarantine.leave(joined, linked);
            waiters.wake(); // also where the epoch goes on: a waiter can close it
        }
    }

    /**
     * Whether a generation that ends wants to begin with a larger chunk (1), a smaller one (−1) or neither (0).
     *
     * @param last  the last chunk it took, or null
     * @param tail  bytes of that which are unused
     * @param alone whether it needed no other
     */
    int vote(@Nullable Chunk last, long tail, boolean alone) {
        return cache.vote(last, tail, alone);
    }

    /** Takes back chunks that nobody can reach any more. */
    void recycle(@Nullable Chunk linked) {
        keep(scrubbed(linked));
    }

    private void keep(@Nullable Chunk linked) {
        if (linked != null) {
            destroyAll(cache.push(linked));
        }
        waiters.wake();
    }

    /**
     * Makes the chunks that can be reused read as zero, gives the oversized ones back to the source, and leaves those from
     * which values have escaped to their handles.
     */
    private @Nullable Chunk scrubbed(@Nullable Chunk linked) {
        Chunk reusable = null;
        for (Chunk chunk = linked; chunk != null;) {
            Chunk following = chunk.next;
            chunk.leaveArena();
            Escape escape = chunk.escape;
            if (escape != null) {
                chunk.next = null; // from now on it is on no list
                chunk.escape = null;
                escape.giveUp();
            } else if (chunk.sizeClass() == null) {
                destroy(chunk);
            } else {
                chunk.scrub();
                chunk.next = reusable;
                reusable = chunk;
            }
            chunk = following;
        }
        return reusable;
    }

    private void destroyAll(@Nullable Chunk linked) {
        for (Chunk chunk = linked; chunk != null;) {
            Chunk following = chunk.next;
            destroy(chunk);
            chunk = following;
        }
    }

    /** Gives a chunk back to the source. Its charge ends with it, also where the source does not take it well. */
    void destroy(Chunk chunk) {
        source.release(chunk.memory());
        tally.destroyed(chunk.sizeClass());
        budget.release(chunk.bytes());
        waiters.wake();
    }

    /** Gives back the cached chunks that nobody needed since the call before this one. */
    void trimIdle() {
        long before = tally.chunksDestroyed();
        pressure.relieve();
        trimSource(before);
    }

    /** Gives back everything that no arena holds. */
    public void trim() {
        long before = tally.chunksDestroyed();
        pressure.relieveAll();
        trimSource(before);
    }

    /** Tells the source that a trim is over, unless it gave nothing back; that can take the C library milliseconds. */
    private void trimSource(long destroyedBefore) {
        if (tally.chunksDestroyed() != destroyedBefore) {
            source.trim();
        }
    }

    /** Gives back every cached chunk, and from now on each chunk that an arena returns. Does nothing the second time. */
    public void close() {
        closed = true;
        cacheNoMore();
    }

    /**
     * The pool is lost, and nobody can close it any more. Does what {@link #close} does, except that the arenas that are open
     * still get chunks.
     *
     * @return bytes that nobody was using
     */
    public long abandon() {
        long idle = idleBytes();
        cacheNoMore();
        return idle;
    }

    private void cacheNoMore() {
        if (idleTrim != null) {
            idleTrim.stop();
        }
        quarantine.close();
        escapes.close();
        destroyAll(cache.takeFromEach(Stripe::close));
        waiters.wake();
    }

    public boolean isClosed() {
        return closed;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("Pool '" + settings.name() + "' is closed and has no memory to give");
        }
        source.requireOutside();
    }

    /** Bytes that no arena or handle holds. */
    long idleBytes() {
        return books.idleBytes();
    }

    /** What finds the leaks of this pool. */
    public Leaks leaks() {
        return leaks;
    }

    Quarantine quarantine() {
        return quarantine;
    }

    Quarantine escapes() {
        return escapes;
    }

    /** Values begin to escape from {@code chunk}. */
    Escape escape(Chunk chunk) {
        Epoch epoch = escapes.join();
        try {
            var escape = new Escape(this, chunk, epoch);
            liveEscapes.add(escape);
            return escape;
        } catch (RuntimeException | Error e) { // no heap left
            escapes.leave(epoch, null);
            waiters.wake();
            throw e;
        }
    }

    /** The last value that had escaped from {@code chunk} has ended, and its arena has given it up. */
    void escaped(Escape escape, Chunk chunk, Epoch epoch) {
        liveEscapes.remove(escape);
        escapes.leave(epoch, chunk);
        waiters.wake();
    }

    /** Index of the class with which an arena begins. */
    int firstClass() {
        return cache.floor();
    }

    Ladder ladder() {
        return ladder;
    }

    void refused(Tenant tenant, Refusal refusal) {
        Events.refused(settings.name(), tenant.id, refusal);
        tally.refused(refusal.kind());
    }

    /** Whoever hears of what went wrong. */
    public Observer observer() {
        return observer;
    }

    void relocated() {
        tally.relocated();
    }

    public PoolSettings settings() {
        return settings;
    }

    /** Sizes of the classes in bytes, ascending; the order of {@link PoolFigures#cachedByClass}. */
    public List<Long> classSizes() {
        return ladder.sizes();
    }

    /** Shows each arena that has allocated and not ended to {@code visitor}, which must be quick and must not throw. */
    public void forEachTenant(Consumer<BumpAllocator> visitor) {
        for (Stripe stripe : cache.stripes()) {
            stripe.forEachTenant(visitor);
        }
    }

    /** Bytes in the cache; cheaper than {@link #figures}, which visits every open arena. */
    public long cachedBytes() {
        return cache.bytes();
    }

    /** Chunks in the cache. */
    public long cachedChunks() {
        return cache.chunks();
    }

    /** The figures now. */
    public PoolFigures figures() {
        return books.figures();
    }
}
