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
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;
import dev.arena.engine.budget.GroupAccount;
import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.chunk.ChunkResult;
import dev.arena.engine.chunk.EscapedMemory;
import dev.arena.engine.chunk.Refusal;
import dev.arena.engine.chunk.SizeClass;
import dev.arena.engine.chunk.SizeClasses;
import dev.arena.engine.jfr.FlightRecorderEvents;
import dev.arena.engine.leak.LeakDetector;
import dev.arena.engine.reclaim.Epoch;
import dev.arena.engine.reclaim.EscapeCharge;
import dev.arena.engine.reclaim.EscapedChunk;
import dev.arena.engine.reclaim.Quarantine;

/**
 * Provides the arenas of a pool with chunks and takes these back. A chunk comes from the cache or, within the budget, from the
 * chunk source. Every chunk is made by {@link #fromSource} and ended by {@link #destroy}. Between the two, its bytes are
 * charged to the pool.
 *
 * <p>Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class ChunkPool {

    /** Most bytes that an epoch gathers before it is sealed: those of a few hundred small requests, or of a few large ones. */
    private static final long MOST_EPOCH_BYTES = 4 << 20;

    /** Number of epochs that fit in the limit of the quarantine, so that a single epoch never uses it up. */
    private static final int EPOCHS_PER_QUARANTINE = 4;

    /**
     * Handles may use half of the limit of the quarantine. They may stay open for long, and the other half remains for
     * generations.
     */
    private static final int PART_FOR_HANDLES = 2;

    private final PoolSettings settings;
    private final @Nullable SoftLimit softLimit;
    private final SizeClasses sizeClasses;
    private final GroupAccount budget;
    private final CheckedSource source;
    private final ChunkCache cache;
    private final LeakDetector leaks;
    private final Quarantine quarantine;

    /**
     * For chunks from which values have escaped. Separate from the other, because a handle may stay open for long and keep its
     * epoch open.
     */
    private final Quarantine escapes;
    private final Set<EscapedChunk> liveEscapes = ConcurrentHashMap.newKeySet();
    private final Consumer<EscapedChunk> escapeEnded = this::escapeEnded;

    private final MemoryReclaimer reclaimer;
    private final Waiters waiters;
    private final @Nullable SoftLimitMonitor softLimitMonitor;
    private final Partitions partitions = new Partitions();

    private final PoolObserver observer;
    private final PoolCounters counters;
    private final PoolStatsCollector stats;
    private final @Nullable IdleTrimmer idleTrimmer;
    private volatile boolean closed;

    /** A pool with an empty cache, which detects no leaks. */
    public ChunkPool(PoolSettings settings) {
        this(settings, LeakDetector.Scope.NONE, PoolObserver.NONE);
    }

    /** A pool with an empty cache. */
    public ChunkPool(PoolSettings settings, LeakDetector.Scope tracked, PoolObserver observer) {
        this.settings = settings;
        this.observer = observer;
        this.leaks = new LeakDetector(settings.name(), tracked, observer);
        this.sizeClasses = new SizeClasses(settings.minChunkSize(), settings.maxChunkSize());
        this.counters = new PoolCounters(sizeClasses.size());
        this.budget = new GroupAccount(settings.byteBudget(), this::hasRoom);
        this.source = new CheckedSource(settings);
        this.cache = new ChunkCache(sizeClasses, settings.maxCached());
        long mayWait = settings.maxQuarantined();
        Account waiting = Account.concurrent(mayWait, null);
        this.quarantine = new Quarantine(waiting, epochBytes(mayWait), this::recycle);
        this.escapes = new Quarantine(Account.concurrent(mayWait / PART_FOR_HANDLES, waiting),
                epochBytes(mayWait / PART_FOR_HANDLES), this::recycle);
        this.reclaimer = new MemoryReclaimer(budget, cache, quarantine, escapes, this::destroy);
        this.waiters = new Waiters(settings.waitNanos());
        this.softLimit = settings.softLimit();
        this.softLimitMonitor = softLimit == null ? null : new SoftLimitMonitor(softLimit, budget, cache::bytes);
        this.stats = new PoolStatsCollector(sizeClasses, budget, cache, quarantine, escapes, liveEscapes, counters,
                source, waiters, leaks);
        this.idleTrimmer = settings.idleTimeoutNanos() > 0
                ? IdleTrimmer.schedule(this, settings.idleTimeoutNanos())
                : null;
    }

    private static long epochBytes(long mayWait) {
        return Math.clamp(mayWait / EPOCHS_PER_QUARANTINE, 1, MOST_EPOCH_BYTES);
    }

    /**
     * Fills the cache with at least {@code capacity} bytes of chunks, of the sizes that an arena takes one after the other.
     * Stops earlier if no further chunk fits in {@code most} bytes.
     *
     * @return null, or the refusal of a chunk; the chunks taken before it are still in the cache
     */
    public @Nullable Refusal prewarm(long capacity, long most) {
        long sum = 0;
        for (int i = 0; sum < capacity; i++) {
            SizeClass largest = sizeClasses.largestWithin(most - sum);
            if (largest == null) {
                return null;
            }
            SizeClass sizeClass = sizeClasses.get(Math.min(i, largest.index()));
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

    /** Registers an arena that needs memory for the first time, without giving it a chunk. */
    public void register(ArenaEntry entry) {
        cache.register(entry, -1);
    }

    /** Throws if the calling thread is inside the chunk source, which must not allocate from the pool that it serves. */
    public void requireOutsideSource() {
        source.requireOutside();
    }

    /** Takes a chunk of class {@code wanted}. If the pool's budget has no room, the chunk may be smaller, down to {@code least}. */
    public ChunkResult acquire(ArenaEntry entry, SizeClass wanted, SizeClass least) {
        requireOpen();
        if (waiters.firstIsUrgent()) {
            return refusal(least.bytes());
        }
        CacheShard home = entry.home;
        if (home == null) {
            Chunk first = cache.register(entry, wanted.index());
            if (first != null) {
                return first;
            }
            home = Objects.requireNonNull(entry.home);
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
                cached = cache.pop(home, sizeClasses.get(i));
                if (cached != null) {
                    return cached;
                }
            }
        } while (reclaimer.reclaim());
        return charged(least.bytes(), least);
    }

    /** Takes a one-shot chunk of exactly {@code bytes}. */
    public ChunkResult acquireOversized(long bytes) {
        requireOpen();
        return waiters.firstIsUrgent() ? refusal(bytes) : charged(bytes, null);
    }

    /** Takes a one-shot chunk for a caller that does not depend on it. Returns null if memory is refused or the pool is closed. */
    public @Nullable Chunk oversizedIfAny(long bytes) {
        return !closed && charged(bytes, null) instanceof Chunk chunk ? chunk : null;
    }

    /** Whether a charge of {@code bytes} would succeed now: no thread waits urgently, and there is enough free and idle memory. */
    public boolean hasRoom(long bytes) {
        return !waiters.firstIsUrgent() && (bytes <= budget.room() || !reclaimer.isHopeless(bytes));
    }

    /**
     * Whether there is a soft limit. Hot code calls this instead of {@link #softLimit}: C2 does not inline a method whose
     * return type was never loaded.
     */
    public boolean hasSoftLimit() {
        return softLimit != null;
    }

    /** The soft limit, or null without one. */
    public @Nullable SoftLimit softLimit() {
        return softLimit;
    }

    /** Reports to the listener if a chunk of {@code bytes} exceeds the soft limit of the pool. */
    public void reportSoftLimitBefore(long bytes) {
        if (softLimitMonitor != null) {
            softLimitMonitor.beforeTaking(bytes);
        }
    }

    /** Whether {@link #reportSoftLimitBefore} would report. */
    public boolean wouldReportSoftLimit(long bytes) {
        return softLimitMonitor != null && softLimitMonitor.wouldReport(bytes);
    }

    /** Reports to the listener unless it was reported before. Returns whether it reported; the allocation can then be retried. */
    public boolean reportSoftLimitBefore(Refusal refusal) {
        return softLimitMonitor != null && softLimitMonitor.beforeRefusal(refusal);
    }

    /**
     * Waits for memory after a refusal by the pool's budget, if the settings let allocations wait.
     *
     * @param  sizeClass class of the chunk that was refused, or null for an oversized one
     * @param  held      bytes that the arena holds itself and does not give back while it waits
     * @return           the chunk or a refusal
     */
    public ChunkResult awaitMemory(Refusal refusal, @Nullable SizeClass sizeClass, long held) {
        long bytes = refusal.requested();
        if (!waiters.mayWait() || refusal.kind() != Refusal.Kind.POOL_BUDGET || bytes > budget.limit() - held) {
            return refusal;
        }
        boolean charged = waiters.await(() -> {
            requireOpen();
            return reclaimer.charge(bytes);
        }, reclaimer::isWaitingForNativeCall);
        return charged ? fromSource(bytes, sizeClass) : refusal(bytes);
    }

    /** Takes a new chunk. If the budget has no room, idle memory is given back to the source first. */
    private ChunkResult charged(long bytes, @Nullable SizeClass sizeClass) {
        return reclaimer.charge(bytes) ? fromSource(bytes, sizeClass) : refusal(bytes);
    }

    private Refusal refusal(long bytes) {
        return Refusal.by(budget, Refusal.Kind.POOL_BUDGET, bytes);
    }

    /** Takes a chunk from the source. Its bytes are charged already; the charge is undone if the source fails. */
    private ChunkResult fromSource(long bytes, @Nullable SizeClass sizeClass) {
        boolean taken = false;
        try {
            Chunk chunk = obtain(bytes, sizeClass);
            taken = true;
            budget.recordPeak();
            counters.taken(sizeClass);
            FlightRecorderEvents.chunkAllocated(settings.name(), bytes, sizeClass == null);
            return chunk;
        } catch (RuntimeException | OutOfMemoryError e) {
            return new Refusal(Refusal.Kind.SOURCE, bytes, budget.used() - bytes, budget.limit(), null, e,
                    false);
        } finally {
            if (!taken) {
                budget.release(bytes);
                waiters.wake();
            }
        }
    }

    private Chunk obtain(long bytes, @Nullable SizeClass sizeClass) {
        MemorySegment memory = source.obtain(bytes);
        try {
            return Chunk.of(memory, sizeClass);
        } catch (OutOfMemoryError e) { // no heap left
            source.release(memory);
            throw e;
        }
    }

    /**
     * Ends a generation and takes its chunks back.
     *
     * @param joined    the epoch in which the chunks wait; if null, the session that could reach the chunks must be closed
     * @param linked    the chunks, linked
     * @param arenaEnds whether the arena ends too
     */
    public void endGeneration(ArenaEntry entry, @Nullable Epoch joined, @Nullable Chunk linked, boolean arenaEnds) {
        CacheShard home = entry.home;
        if (home != null) {
            if (FlightRecorderEvents.recordsResets()) {
                recordReset(entry, linked, arenaEnds);
            }
            Chunk noRoom = home.endGeneration(entry, joined == null ? scrubbed(linked) : null, arenaEnds);
            if (noRoom != null) {
                destroyAll(cache.push(noRoom));
            }
        }
        if (joined != null) {
            quarantine.leave(joined, linked);
        }
        waiters.wake(); // also if the epoch is open: a waiting thread can close it
    }

    private void recordReset(ArenaEntry entry, @Nullable Chunk linked, boolean arenaEnds) {
        long bytes = 0;
        int chunks = 0;
        for (Chunk chunk = linked; chunk != null; chunk = chunk.next()) {
            bytes += chunk.bytes();
            chunks++;
        }
        FlightRecorderEvents.generationEnds(settings.name(), entry.id(), bytes, chunks, arenaEnds);
    }

    /** Takes back chunks that no session can reach any more. */
    public void recycle(@Nullable Chunk linked) {
        Chunk reusable = scrubbed(linked);
        if (reusable != null) {
            destroyAll(cache.push(reusable));
        }
        waiters.wake();
    }

    /**
     * Zeroes and returns the chunks that can be reused. Gives oversized chunks back to the source, and leaves chunks from which
     * values have escaped to their handles.
     */
    private @Nullable Chunk scrubbed(@Nullable Chunk linked) {
        Chunk reusable = null;
        for (Chunk chunk = linked; chunk != null;) {
            Chunk following = chunk.next();
            chunk.removeFromHolder();
            EscapedMemory escaped = chunk.escaped();
            if (escaped != null) {
                chunk.setNext(null); // from now on it is on no list
                chunk.setEscaped(null);
                escaped.giveUp();
            } else if (chunk.sizeClass() == null) {
                destroy(chunk);
            } else {
                chunk.scrub();
                chunk.setNext(reusable);
                reusable = chunk;
            }
            chunk = following;
        }
        return reusable;
    }

    private void destroyAll(@Nullable Chunk linked) {
        for (Chunk chunk = linked; chunk != null;) {
            Chunk following = chunk.next();
            destroy(chunk);
            chunk = following;
        }
    }

    /** Gives a chunk back to the source. Its charge is released even if the source fails. */
    public void destroy(Chunk chunk) {
        source.release(chunk.memory());
        counters.destroyed(chunk.sizeClass());
        budget.release(chunk.bytes());
        waiters.wake();
    }

    /** Gives back the cached chunks that were not needed since the last call. */
    void trimIdle() {
        long before = counters.chunksDestroyed();
        reclaimer.trimIdle();
        trimSource(before);
    }

    /** Gives back all chunks that no arena or handle holds. */
    public void trim() {
        long before = counters.chunksDestroyed();
        reclaimer.trimAll();
        trimSource(before);
    }

    /** Trims the source if chunks were given back. This can take the C library milliseconds. */
    private void trimSource(long destroyedBefore) {
        if (counters.chunksDestroyed() != destroyedBefore) {
            source.trim();
        }
    }

    /** Gives back every cached chunk, and from then on each chunk that an arena returns. Further calls have no effect. */
    public void close() {
        closed = true;
        stopCaching();
    }

    /**
     * Reclaims a pool that has leaked. Does the same as {@link #close}, but open arenas can still take chunks.
     *
     * @return bytes that no arena or handle held
     */
    public long abandon() {
        long idle = idleBytes();
        stopCaching();
        return idle;
    }

    private void stopCaching() {
        if (idleTrimmer != null) {
            idleTrimmer.stop();
        }
        quarantine.close();
        escapes.close();
        destroyAll(cache.takeFromEach(CacheShard::close));
        waiters.wake();
    }

    /** Whether the pool was closed. */
    public boolean isClosed() {
        return closed;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("Pool '" + settings.name() + "' is closed and has no memory to give");
        }
    }

    /** Bytes that no arena or handle holds. */
    public long idleBytes() {
        return stats.idleBytes();
    }

    /** The leak detector of this pool. */
    public LeakDetector leaks() {
        return leaks;
    }

    /** The quarantine for the chunks of shared generations. */
    public Quarantine quarantine() {
        return quarantine;
    }

    /** Prepares {@code chunk} for values that escape from it. */
    public EscapedChunk escape(Chunk chunk, EscapeCharge charge) {
        Epoch epoch = escapes.join(chunk.bytes());
        try {
            var escaped = new EscapedChunk(chunk, epoch, charge, leaks, escapeEnded);
            liveEscapes.add(escaped);
            return escaped;
        } catch (RuntimeException | Error e) { // no heap left
            escapes.leave(epoch, null);
            waiters.wake();
            throw e;
        }
    }

    private void escapeEnded(EscapedChunk escaped) {
        liveEscapes.remove(escaped);
        escapes.leave(escaped.epoch(), escaped.chunk());
        waiters.wake();
    }

    /** The size classes of the chunks. */
    public SizeClasses sizeClasses() {
        return sizeClasses;
    }

    /** The bytes that all chunks of this pool take, and their limit. */
    public GroupAccount budget() {
        return budget;
    }

    /** The partitions of this pool. */
    public Partitions partitions() {
        return partitions;
    }

    /** Counts a refusal that an arena is about to report. */
    public void refused(ArenaEntry entry, Refusal refusal) {
        FlightRecorderEvents.refused(settings.name(), entry.id(), refusal.kind().name(), refusal.requested(),
                refusal.held(), refusal.limit());
        counters.refused(refusal.kind());
        partitions.refused(refusal);
        if (refusal.account() instanceof GroupAccount group) {
            group.admissions().refused();
        }
    }

    /** Receives refusals and leaks. */
    public PoolObserver observer() {
        return observer;
    }

    /** Counts a buffer that had to move. */
    public void relocated() {
        counters.relocated();
    }

    /** The settings. */
    public PoolSettings settings() {
        return settings;
    }

    /** Passes each arena that has needed a chunk and has not ended to {@code visitor}, which must be quick and must not throw. */
    public void forEachArena(Consumer<ArenaEntry> visitor) {
        cache.forEachArena(visitor);
    }

    /** Bytes that wait until {@code arena} and the other members of its epoch have ended. */
    public long bytesWaitingFor(ArenaEntry arena) {
        Epoch epoch = arena.sharedEpoch();
        return epoch == null ? 0 : quarantine.bytesWaitingIn(epoch);
    }

    /** Bytes of chunks that only handles keep. */
    public long bytesOfHandles() {
        return stats.bytesOfHandles();
    }

    /** Bytes that wait for handles to close. */
    public long bytesWaitingForHandles() {
        return escapes.bytes();
    }

    /** Bytes in the cache. Cheaper than {@link #figures}, which visits every open arena. */
    public long cachedBytes() {
        return cache.bytes();
    }

    /** Chunks in the cache. */
    public long cachedChunks() {
        return cache.chunks();
    }

    /** The figures now. */
    public PoolFigures figures() {
        return stats.figures();
    }
}
