package dev.arena.engine.alloc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Objects;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;
import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.chunk.ChunkList;
import dev.arena.engine.chunk.ChunkResult;
import dev.arena.engine.chunk.EscapedMemory;
import dev.arena.engine.chunk.Refusal;
import dev.arena.engine.chunk.SizeClass;
import dev.arena.engine.leak.AllocationSite;
import dev.arena.engine.pool.ArenaEntry;
import dev.arena.engine.pool.ChunkPool;
import dev.arena.engine.reclaim.Epoch;
import dev.arena.engine.reclaim.EscapedChunk;

/**
 * The bump allocator that every arena extends. An allocation moves {@link #cursor} through the current chunk. Only if the chunk
 * has no room does anything else happen.
 *
 * <p>A <em>generation</em> is everything that is allocated between two calls of {@link #endGeneration}. In a confined arena
 * each generation has its own memory session. The session is opened with the first chunk and closed before any chunk goes back:
 * this order isolates one user of a chunk from the next. In a shared arena the session is that of an {@link Epoch}, and the
 * chunks wait in quarantine until it closes. A {@link Savepoint} is a generation within a generation, with a session of its
 * own.
 *
 * <p>The fast path has no atomic operation, lock or system call. The segment is made in one place, after the fast and the slow
 * path have joined: if the slow path returned a segment, the JIT compiler could not replace the object by scalars. The segment
 * is made of an address and the session and is not a slice of the chunk: the JIT compiler must load every field again after the
 * call of the slow path, and a slice would need more fields. Making the segment checks the session, and with it the thread,
 * before the cursor moves.
 *
 * <p>The allocator is the {@link Account} of the chunks that it and its children hold.
 *
 * <p>Not thread safe: the arena ensures that one thread at a time calls it. Other threads may read {@link #wasted},
 * {@link #used} and the counters, and then see a recent value.
 */
public abstract class BumpAllocator extends ArenaEntry {
    private final ChunkPool pool;
    private final boolean shared;

    private @Nullable Arena session;
    long cursor;

    /** The address behind the current chunk; −1 without a current chunk, so that even a request for 0 bytes calls refill. */
    private long chunkEnd = -1;

    @Nullable
    Chunk currentChunk;

    /** The epoch that owns the session of a shared arena. */
    private @Nullable Epoch epoch;

    /** Full and oversized chunks; null without any. */
    @Nullable
    ChunkList retired;

    /** The innermost mark. */
    @Nullable
    Savepoint savepoint;

    /** The values that have escaped; null without any. */
    private @Nullable EscapedSegments escapes;

    /** The chunks from before the generation changed to an epoch of its own; null if it has not changed. */
    private @Nullable EarlierEpoch earlier;

    /** Index of the class of the next chunk, unless the request or the budget requires another class. */
    private int ratchet;

    /** Whether each generation gets an epoch of its own from the start. */
    private boolean longLived;

    /** Whether allocations may wait for memory of the pool. Children inherit the value. */
    private boolean mayWait;

    /** Chunks taken from the cache. Most arenas have nothing else to count. */
    private long reusedChunks;

    /** The other counters; null as long as all are 0. */
    private @Nullable ArenaCounters counters;

    /** Why the last refill failed. */
    private @Nullable Refusal refusal;

    /** Represents this arena in the pool while it is tracked, because the pool must not refer to a tracked arena. */
    private @Nullable ReclaimableArena reclaimable;

    /**
     * An allocator that has allocated nothing and holds nothing.
     *
     * @param byteBudget limit of the chunks held, in bytes
     * @param shared     whether any thread may use what it allocates
     * @param parent     account of the parent arena or of the partition, which is charged as well; null without one
     */
    protected BumpAllocator(ChunkPool pool, long byteBudget, boolean shared, @Nullable Account parent) {
        super(byteBudget, parent);
        this.pool = pool;
        this.shared = shared;
        if (parent instanceof BumpAllocator arena) {
            this.mayWait = arena.mayWait;
            this.longLived = arena.longLived;
        } else {
            this.mayWait = true;
        }
    }

    /** The pool that the chunks come from. */
    public final ChunkPool pool() {
        return pool;
    }

    /**
     * Tracks whether the arena is closed before it is garbage collected, if the detector picks it. A child is tracked if its
     * parent is.
     *
     * @param standalone whether the pool ends with the arena
     */
    protected final void track(boolean standalone) {
        BumpAllocator parent = parentArena();
        if (parent == null) {
            AllocationSite site = pool.leaks().sample();
            if (site != null) {
                reclaimable = new ReclaimableArena(this, pool, partition(), standalone, site);
            }
        } else if (parent.reclaimable != null) {
            reclaimable = new ReclaimableArena(this, partition(), parent.reclaimable);
        }
    }

    /** Lets the first chunk have the class for {@code bytes}, or the largest class. */
    protected final void expect(long bytes) {
        ratchet = pool.sizeClasses().smallestFor(Math.min(bytes, pool.settings().maxChunkSize())).index();
    }

    /** Refuses allocations that would have to wait, also those of children that are opened later. */
    protected final void neverWait() {
        mayWait = false;
    }

    /** Gives each generation an epoch of its own, also the generations of children that are opened later. */
    protected final void liveLong() {
        longLived = true;
    }

    @Override
    public final ArenaEntry arena() {
        return this;
    }

    @Override
    public final @Nullable Epoch sharedEpoch() {
        EarlierEpoch left = earlier;
        Epoch joined = left == null ? epoch : left.epoch();
        for (Savepoint outer = savepoint; outer != null && joined == null; outer = outer.outer) {
            joined = outer.epoch;
        }
        return joined;
    }

    private ArenaEntry entry() {
        return reclaimable == null ? this : reclaimable;
    }

    /** The parent arena; null if this arena is not a child. */
    protected final @Nullable BumpAllocator parentArena() {
        return parent() instanceof BumpAllocator arena ? arena : null;
    }

    /** The account of the partition that the arena belongs to; null without one. */
    final @Nullable Account partition() {
        Account above = parent();
        while (above instanceof BumpAllocator) {
            above = above.parent();
        }
        return above;
    }

    /** Throws if the arena has ended, or if the calling thread may not use it. Called before a chunk is taken. */
    protected abstract void requireUsable();

    /** Returns the exception for a refusal. */
    protected abstract RuntimeException exhausted(Refusal why);

    /** Names the arena in messages. */
    protected abstract String describe();

    /**
     * Allocates {@code byteSize} bytes, 0 or more, at {@code byteAlignment}, a power of two.
     *
     * @throws RuntimeException     if memory is refused, as {@link #exhausted} returns it
     * @throws WrongThreadException if the session belongs to another thread
     */
    @SuppressWarnings({"NullAway", "restricted"}) // without a session, chunkEnd is -1 and no request fits
    protected final MemorySegment bump(long byteSize, long byteAlignment) {
        long start = align(cursor, byteAlignment);
        long end = start + byteSize;
        if (byteSize > chunkEnd - start) {
            start = refill(byteSize, byteAlignment, true);
            if (start < 0) {
                throw exhausted(Objects.requireNonNull(refusal));
            }
            end = cursor;
        }
        MemorySegment segment = MemorySegment.ofAddress(start).reinterpret(byteSize, session, null);
        cursor = end;
        return segment;
    }

    /** Allocates as {@link #bump} does, or returns null if memory is refused. */
    protected final @Nullable MemorySegment tryBump(long byteSize, long byteAlignment) {
        if (byteSize <= chunkEnd - align(cursor, byteAlignment)) {
            return bump(byteSize, byteAlignment);
        }
        long start = refill(byteSize, byteAlignment, true);
        return start < 0 ? null : segment(start, byteSize);
    }

    /**
     * Allocates as {@link #bump} does, for a caller that can use less memory. Returns null at once if the budgets have no room
     * now: no listener is called, no thread waits, and no refusal is counted.
     *
     * @param spare bytes that must remain available afterwards; otherwise the result is null as well
     */
    protected final @Nullable MemorySegment tryBumpNow(long byteSize, long byteAlignment, long spare) {
        long start = align(cursor, byteAlignment);
        if (byteSize <= chunkEnd - start) {
            return leaves(spare, start + byteSize - cursor) ? bump(byteSize, byteAlignment) : null;
        }
        requireUsable();
        if (escapes != null) {
            release(escapes.charge().takeClosed());
        }
        if (!hasRoom(withSlack(byteSize, byteAlignment), spare)) {
            return null;
        }
        start = refill(byteSize, byteAlignment, false);
        return start < 0 ? null : segment(start, byteSize);
    }

    /** Whether {@code spare} bytes can still be allocated after {@code taken} bytes are taken from the current chunk. */
    protected final boolean leaves(long spare, long taken) {
        return spare == 0 || spare <= chunkEnd - cursor - taken || hasRoom(spare, 0);
    }

    /** Whether the budgets have room now for a request of {@code need} bytes, and for {@code spare} bytes in addition. */
    private boolean hasRoom(long need, long spare) {
        long bytes = leastChunkBytes(need);
        long rest = isOversized(need) ? Math.max(0, chunkEnd - cursor) : bytes - need;
        long besides = spare <= rest ? 0 : leastChunkBytes(spare);
        long room = room();
        return bytes <= room && besides <= room - bytes && pool.hasRoom(bytes + besides);
    }

    private long leastChunkBytes(long need) {
        return isOversized(need) ? need : pool.sizeClasses().smallestFor(need).bytes();
    }

    @SuppressWarnings("restricted")
    private MemorySegment segment(long start, long byteSize) {
        return MemorySegment.ofAddress(start).reinterpret(byteSize, session, null);
    }

    static long align(long address, long alignment) {
        return (address + alignment - 1) & -alignment;
    }

    /** Bytes that a chunk must have for {@code byteSize} bytes at any alignment, as the source may have aligned the chunk less. */
    private static long withSlack(long byteSize, long byteAlignment) {
        long slack = Math.max(0, byteAlignment - Chunk.ALIGNMENT);
        return byteSize > Long.MAX_VALUE - slack ? Long.MAX_VALUE : byteSize + slack;
    }

    /**
     * Takes a chunk and allocates from it. Returns the address of the allocated bytes, or −1 if memory is refused. The chunk
     * has the class that the ratchet has reached, or a smaller class if the budget has no room for that. A large request gets
     * an oversized chunk.
     *
     * <p>This is one long method on purpose. HotSpot never inlines a method of more than 325 bytes of bytecode
     * ({@code FreqInlineSize}). If this method is inlined because refills were frequent, {@link #bump} becomes too big to be
     * inlined itself, and each allocation costs a segment on the heap. There is no other way that holds in the virtual machine
     * of an application: the annotation against inlining is the JDK's own, and options are the application's.
     *
     * @param insist whether to wait for memory, to call the listener before a refusal, and to count the refusal
     */
    private long refill(long byteSize, long byteAlignment, boolean insist) {
        long need = withSlack(byteSize, byteAlignment);
        pool.requireOutsideSource();
        for (;;) {
            requireUsable();
            if (escapes != null) {
                release(escapes.charge().takeClosed());
            }
            if (pool.hasSoftLimit()) {
                SoftLimitReports.before(this, need); // first, because the listener may use or end this arena
                requireUsable();
            }
            ChunkResult result;
            if (isOversized(need)) {
                result = takeOversized(need);
            } else {
                SizeClass least = pool.sizeClasses().smallestFor(need);
                SizeClass wanted = nextClass(least);
                boolean charged = tryCharge(wanted.bytes());
                if (!charged) { // the budget is too low, or another arena has just taken it
                    wanted = least;
                    charged = tryCharge(wanted.bytes());
                }
                if (charged) {
                    long taken = 0;
                    try {
                        result = pool.acquire(entry(), wanted, least);
                        taken = result instanceof Chunk chunk ? chunk.bytes() : 0;
                    } finally {
                        if (taken != wanted.bytes()) {
                            release(wanted.bytes() - taken);
                        }
                    }
                } else {
                    registerEntry();
                    result = overBudget(wanted.bytes());
                }
            }
            if (result instanceof Refusal early) {
                if (early.isOutdated()) {
                    continue;
                }
                if (!insist) {
                    return -1;
                }
                if (canRetryAfter(early)) {
                    continue;
                }
                result = awaitMemory(early, need);
                if (result instanceof Refusal late) {
                    if (late.isOutdated()) {
                        continue;
                    }
                    refusal = late;
                    pool.refused(entry(), late);
                    return -1;
                }
            }
            return place((Chunk) result, byteSize, byteAlignment);
        }
    }

    private void registerEntry() {
        if (entry().isNew()) {
            pool.register(entry());
        }
    }

    private ChunkResult takeOversized(long bytes) {
        registerEntry();
        if (!tryCharge(bytes)) {
            return overBudget(bytes);
        }
        boolean taken = false;
        try {
            ChunkResult result = pool.acquireOversized(bytes);
            taken = result instanceof Chunk;
            return result;
        } finally {
            if (!taken) {
                release(bytes);
            }
        }
    }

    private Refusal overBudget(long bytes) {
        Account tightest = tightest();
        return Refusal.by(tightest, tightest instanceof BumpAllocator
                ? Refusal.Kind.ARENA_BUDGET
                : Refusal.Kind.PARTITION_BUDGET, bytes);
    }

    /** Whether the allocation can be retried, because memory may have become available. */
    private boolean canRetryAfter(Refusal early) {
        return (early.kind() != Refusal.Kind.SOURCE && takeClosedEscapes())
                || pool.reportSoftLimitBefore(early) || SoftLimitReports.before(this, early);
    }

    /**
     * Releases chunks whose last handle has closed from the accounts of this arena and its parents. This includes the current
     * chunk if it has served handles only. Returns whether any bytes were released.
     */
    private boolean takeClosedEscapes() {
        Chunk chunk = currentChunk;
        if (chunk != null && escapes != null && (savepoint == null || !savepoint.has(chunk))
                && escapes.servedOnlyClosedHandles(chunk)) {
            retireCurrent();
        }
        boolean any = false;
        for (BumpAllocator each = this; each != null; each = each.parentArena()) {
            EscapedSegments escaped = each.escapes;
            long closed = escaped == null ? 0 : escaped.charge().takeClosed();
            each.release(closed);
            any |= closed > 0;
        }
        return any;
    }

    private ChunkResult awaitMemory(Refusal early, long need) {
        if (!mayWait || early.kind() != Refusal.Kind.POOL_BUDGET) {
            return early;
        }
        long bytes = early.requested();
        long held = used();
        if (!tryCharge(bytes)) {
            return overBudget(bytes);
        }
        boolean taken = false;
        try {
            ChunkResult result = pool.awaitMemory(early,
                    isOversized(need) ? null : pool.sizeClasses().smallestFor(need), held);
            taken = result instanceof Chunk;
            return result;
        } finally {
            if (!taken) {
                release(bytes);
            }
        }
    }

    /** Puts a charged chunk into use and returns the address of the allocated bytes. */
    private long place(Chunk chunk, long byteSize, long byteAlignment) {
        try {
            openSessionFor(chunk);
            keepReachable(chunk, Objects.requireNonNull(session));
            prepareToRecord(chunk);
        } catch (RuntimeException | Error e) { // native access denied, or no heap left
            undo(chunk);
            throw e;
        }
        long start = align(chunk.address(), byteAlignment);
        record(chunk);
        SizeClass sizeClass = chunk.sizeClass();
        if (sizeClass == null) {
            retire(chunk);
        } else {
            retireCurrent();
            currentChunk = chunk;
            cursor = start + byteSize;
            chunkEnd = chunk.address() + chunk.bytes();
            ratchet = sizeClass.index() + 1;
        }
        return start;
    }

    /**
     * Takes an oversized chunk for a caller that does not depend on it, and adds it to the retired chunks last. Returns null if
     * memory is refused. Returns null, too, if the allocation would cross a soft limit: the listener could end what the caller
     * is about to use.
     */
    @Nullable
    Chunk oversizedIfAny(long bytes) {
        release(Objects.requireNonNull(escapes).charge().takeClosed());
        if (SoftLimitReports.wouldReport(this, bytes) || !tryCharge(bytes)) {
            return null;
        }
        Chunk chunk = null;
        try {
            chunk = pool.oversizedIfAny(bytes);
        } finally {
            if (chunk == null) {
                release(bytes);
            }
        }
        if (chunk == null) {
            return null;
        }
        try {
            prepareToRecord(chunk);
        } catch (OutOfMemoryError e) { // no heap left
            undo(chunk);
            throw e;
        }
        record(chunk);
        retire(chunk);
        return chunk;
    }

    /** Gives back a charged chunk that could not be put into use. */
    private void undo(Chunk chunk) {
        chunk.removeFromHolder();
        release(chunk.bytes());
        pool.destroy(chunk);
    }

    /** Bytes of the chunk that a request of {@code need} bytes would take. */
    final long nextChunkBytes(long need) {
        return isOversized(need) ? need : nextClass(pool.sizeClasses().smallestFor(need)).bytes();
    }

    /**
     * The class that the ratchet has reached, or the largest smaller class that the budget has room for, but not below
     * {@code least}.
     */
    private SizeClass nextClass(SizeClass least) {
        SizeClass most = pool.sizeClasses().largestWithin(room());
        return most == null || most.index() <= least.index()
                ? least
                : pool.sizeClasses().get(Math.clamp(ratchet, least.index(), most.index()));
    }

    private boolean isOversized(long need) {
        return need > pool.settings().maxNormalAlloc();
    }

    /**
     * Lets the session keep objects reachable that must not be collected before it closes: the memory of the chunk, and this
     * arena if it is tracked. The session of an epoch must not refer to the arena, because other arenas use the session too.
     */
    private void keepReachable(Chunk chunk, Arena by) {
        chunk.keepReachable(by, reclaimable != null && epoch == null ? this : null);
    }

    /** Allocates the heap objects that {@link #record} needs, which can fail, and records the chunk for the case of a leak. */
    private void prepareToRecord(Chunk chunk) {
        if (chunk.isFresh()) {
            counters();
        }
        if (retired == null && (currentChunk != null || chunk.sizeClass() == null)) {
            retired = new ChunkList();
        }
        if (reclaimable != null) {
            reclaimable.add(chunk);
        }
    }

    private void record(Chunk chunk) {
        if (chunk.isFresh()) {
            counters().count(chunk);
        } else {
            reusedChunks++;
        }
        if (chunk.sizeClass() == null) {
            chunk.setUsed(chunk.bytes());
        }
        recordPeak();
    }

    private ArenaCounters counters() {
        ArenaCounters mine = counters;
        if (mine == null) {
            mine = new ArenaCounters();
            counters = mine;
        }
        return mine;
    }

    /** The session of new allocations. */
    protected final Arena session() {
        if (session == null) {
            requireUsable();
            openSession(pool.settings().minChunkSize());
        }
        return Objects.requireNonNull(session);
    }

    /** Opens a session if there is none. Changes to an epoch of its own if the current epoch has no room for {@code chunk}. */
    private void openSessionFor(Chunk chunk) {
        Epoch joined = epoch;
        if (session == null) {
            openSession(chunk.bytes());
        } else if (joined != null && !pool.quarantine().tryAdd(joined, chunk.bytes())) {
            leaveSharedEpoch(joined);
        }
    }

    private void openSession(long firstBytes) {
        if (shared) {
            useEpoch(longLived ? pool.quarantine().joinAlone() : pool.quarantine().join(firstBytes));
        } else {
            session = Arena.ofConfined();
        }
    }

    private void useEpoch(Epoch joined) {
        session = joined.session();
        epoch = joined;
        if (reclaimable != null) {
            reclaimable.setEpoch(joined);
        }
    }

    /**
     * Continues under an epoch of its own. The chunks so far stay in the previous epoch, and the rest of the current chunk is
     * not used any more.
     */
    private void leaveSharedEpoch(Epoch before) {
        Epoch own = pool.quarantine().joinAlone();
        var left = new EarlierEpoch(before, retired == null ? new ChunkList() : retired);
        retired = left.chunks();
        retireCurrent();
        retired = null;
        earlier = left;
        useEpoch(own);
    }

    private void retireCurrent() {
        Chunk full = takeCurrent();
        if (full != null) {
            retire(full);
        }
    }

    /** Adds to the list that {@link #prepareToRecord} has made. */
    private void retire(Chunk full) {
        Objects.requireNonNull(retired).add(full);
    }

    /** Removes and returns the current chunk. Returns null without one, and if an open mark or handles keep the chunk. */
    private @Nullable Chunk takeCurrent() {
        Chunk full = currentChunk;
        if (full != null) {
            full.setUsed(full.bytes() - (chunkEnd - cursor));
            currentChunk = null;
            if (savepoint != null && savepoint.has(full)) {
                savepoint.chunkIsFull(cursor);
                full = null;
            } else if (escapes != null && escapes.giveUpIfOnlyHandles(full, cursor)) {
                full = null;
            }
            if (escapes != null) {
                escapes.beginChunk();
            }
        }
        cursor = 0;
        chunkEnd = -1;
        return full;
    }

    /** All chunks of a generation or mark, linked: the retired ones and the one that was current last. */
    private static @Nullable Chunk linked(@Nullable ChunkList retired, @Nullable Chunk last) {
        Chunk others = retired == null ? null : retired.takeAll();
        if (last == null) {
            return others;
        }
        last.setNext(others);
        return last;
    }

    /**
     * Makes the most recent allocation larger in place, if it is in the current chunk and there is room behind it.
     *
     * @return null if the allocation cannot grow without moving; a read-only view never can, because it would become writable
     */
    protected final @Nullable MemorySegment tryGrowInPlace(MemorySegment last, long newByteSize) {
        long more = newByteSize - last.byteSize();
        if (last.isReadOnly() || !isLast(last) || more > chunkEnd - cursor) {
            return null;
        }
        MemorySegment grown = segment(last.address(), newByteSize);
        cursor += more;
        return grown;
    }

    /** Whether {@code segment} is the last allocation of the current chunk, under the current session. */
    private boolean isLast(MemorySegment segment) {
        Chunk chunk = currentChunk;
        return chunk != null && session != null && segment.address() + segment.byteSize() == cursor
                && chunk.contains(segment) && segment.scope().equals(session.scope());
    }

    /**
     * Cuts the most recent allocation short, if it is in the current chunk and no value has escaped from that chunk: a handle
     * could reach the bytes. The bytes are free for this generation again. They are scrubbed again at the end of the
     * generation, because {@code last} still reaches them.
     *
     * @return whether the bytes were taken back
     */
    protected final boolean takeBack(MemorySegment last, long newByteSize) {
        Chunk chunk = currentChunk;
        if (chunk == null || chunk.escaped() != null || last.isReadOnly() || !isLast(last)) {
            return false;
        }
        long end = last.address() + newByteSize;
        chunk.raiseHighWaterMark(cursor);
        chunk.scrub(end, cursor);
        cursor = end;
        return true;
    }

    /** See {@link EscapedSegments#allocate}. */
    protected final <H> H bumpEscaped(long byteSize, long byteAlignment,
            BiFunction<EscapedChunk, MemorySegment, H> constructor) {
        return escapes().allocate(byteSize, byteAlignment, constructor);
    }

    /** See {@link EscapedSegments#escape}. */
    protected final <H> @Nullable H escapeFrom(MemorySegment segment,
            BiFunction<EscapedChunk, MemorySegment, H> constructor) {
        return escapes().escape(segment, constructor);
    }

    private EscapedSegments escapes() {
        EscapedSegments mine = escapes;
        if (mine == null) {
            mine = new EscapedSegments(this);
            if (reclaimable != null) {
                reclaimable.setCharge(mine.charge());
            }
            escapes = mine;
        }
        return mine;
    }

    /** The chunk that contains {@code segment}; null if this arena does not hold it. */
    @Nullable
    Chunk chunkOf(MemorySegment segment) {
        if (currentChunk != null && currentChunk.contains(segment)) {
            return currentChunk;
        }
        Chunk found = retired == null ? null : retired.find(segment);
        for (Savepoint outer = savepoint; outer != null && found == null; outer = outer.outer) {
            found = outer.find(segment);
        }
        return found != null || earlier == null ? found : earlier.chunks().find(segment);
    }

    /** Whether {@code segment} was allocated under the session of this generation or of one of its marks. */
    boolean isLive(MemorySegment segment) {
        MemorySegment.Scope scope = segment.scope();
        boolean live = session != null && scope.equals(session.scope());
        for (Savepoint outer = savepoint; outer != null && !live; outer = outer.outer) {
            live = outer.session != null && scope.equals(outer.session.scope());
        }
        return live || (earlier != null && scope.equals(earlier.epoch().session().scope()));
    }

    /** Begins a generation within the current one, with a session of its own. */
    protected final void openSavepoint() {
        requireUsable();
        Arena inner = shared ? Arena.ofShared() : Arena.ofConfined();
        if (currentChunk != null) {
            chunkOfMark(currentChunk, inner);
        }
        savepoint = new Savepoint(savepoint, session, epoch, currentChunk, cursor, chunkEnd, retired,
                escapes == null ? 0 : escapes.handlesEnd());
        session = inner;
        epoch = null;
        retired = null;
    }

    private void chunkOfMark(Chunk chunk, Arena inner) {
        chunk.keepReachable(inner, reclaimable == null ? null : this);
    }

    /**
     * Ends the innermost savepoint: closes its session, returns its chunks, and moves the cursor back to where it began.
     *
     * @return                       the exception of an action that was attached to the session, or null
     * @throws IllegalStateException if a native call is using a segment; nothing has changed then
     */
    @SuppressWarnings("ReferenceEquality")
    protected final @Nullable Throwable closeSavepoint() {
        Savepoint ending = Objects.requireNonNull(savepoint);
        Throwable failure = closeSession(session());
        long reached = cursor;
        boolean same = currentChunk == ending.chunk;
        Chunk last = same ? null : takeCurrent();
        Chunk chunks = linked(retired, last);
        savepoint = ending.outer;
        session = ending.session;
        epoch = ending.epoch;
        retired = ending.retired;
        currentChunk = ending.chunk;
        chunkEnd = ending.chunkEnd;
        if (escapes != null) {
            escapes.resumeChunk(ending.handlesEnd);
        }
        cursor = ending.rollBack(same ? reached : ending.filledTo());
        stopPayingFor(chunks);
        pool.recycle(chunks);
        return failure;
    }

    /** Releases chunks from the accounts. The partition continues to pay for chunks that handles keep. */
    private void stopPayingFor(@Nullable Chunk linked) {
        long kept = 0;
        long free = 0;
        for (Chunk chunk = linked; chunk != null; chunk = chunk.next()) {
            if (chunk.escaped() == null) {
                free += chunk.bytes();
            } else {
                kept += chunk.bytes();
            }
        }
        release(free);
        if (kept > 0) {
            releaseBelow(partition(), kept);
        }
    }

    private static void letWait(@Nullable Chunk linked) {
        for (Chunk chunk = linked; chunk != null; chunk = chunk.next()) {
            EscapedMemory escaped = chunk.escaped();
            if (escaped != null) {
                escaped.endGeneration();
            }
        }
    }

    /**
     * Ends the generation: closes its session and returns its chunks, or leaves both to its epoch. What was counted stays
     * readable. All savepoints must have been closed.
     *
     * @param  arenaEnds             whether the arena ends with it
     * @return                       the exception of an action that was attached to the session, or null
     * @throws IllegalStateException if the arena is confined and a native call is using a segment; nothing has changed then
     */
    protected final @Nullable Throwable endGeneration(boolean arenaEnds) {
        Epoch joined = epoch;
        ArenaCounters counted = arenaEnds ? null : counters().snapshot(reusedChunks);
        Throwable failure = session != null && joined == null ? closeSession(session) : null;
        session = null;
        epoch = null;
        if (currentChunk != null) {
            ratchet--; // begin with the class that this generation has reached: soon one chunk serves a whole generation
        }
        Chunk chunks = linked(retired, takeCurrent());
        EarlierEpoch left = earlier;
        Chunk leftChunks = left == null ? null : left.chunks().takeAll();
        earlier = null;
        retired = null;
        stopPayingFor(chunks);
        stopPayingFor(leftChunks);
        if (joined != null) {
            letWait(chunks);
            letWait(leftChunks);
        }
        if (escapes != null) {
            EscapedSegments ended = escapes;
            escapes = null;
            release(ended.charge().endGeneration());
            releaseBelow(partition(), ended.charge().paid());
        }
        clearSoftLimitReported();
        if (counted != null) {
            counters().resetAt(counted);
        }
        try {
            if (reclaimable != null) {
                reclaimable.beginGeneration();
            }
            if (left != null) {
                pool.quarantine().leave(left.epoch(), leftChunks);
            }
            pool.endGeneration(entry(), joined, chunks, arenaEnds);
            if (arenaEnds && reclaimable != null) {
                reclaimable.close();
            }
        } finally {
            Reference.reachabilityFence(this); // otherwise the garbage collector could find it before the end
        }
        return failure;
    }

    /**
     * Closes a session. An exception may come from an action that was attached to the session; the session is closed even so.
     *
     * @return the exception of such an action, or null
     */
    private static @Nullable Throwable closeSession(Arena session) {
        MemorySegment.Scope scope = session.scope();
        try {
            session.close();
            return null;
        } catch (RuntimeException | Error e) {
            if (scope.isAlive()) {
                throw e;
            }
            return e;
        }
    }

    /** Counts a buffer that was moved. */
    protected final void relocated() {
        counters().relocations++;
        pool.relocated();
    }

    /** Number of this arena within its pool, from 1; 0 if it never allocated. */
    protected final long number() {
        return entry().id();
    }

    /** Whether values have escaped from this generation. */
    protected final boolean hasEscapes() {
        return escapes != null;
    }

    /**
     * Moves this arena to another partition, or out of its partition if that is null. Returns the account that has no room for
     * it, or null if it has moved.
     */
    protected final @Nullable Account moveToPartition(@Nullable Account partition) {
        Account full = moveTo(partition);
        if (full == null && reclaimable != null) {
            reclaimable.moveTo(partition);
        }
        return full;
    }

    /** Bytes behind the last allocation of each chunk that is held, including the current one. */
    @Override
    public final long wasted() {
        Chunk chunk = currentChunk;
        // clamped, because another thread may see the end of one chunk and the cursor of another
        long wasted = chunk == null ? 0 : Math.clamp(chunkEnd - cursor, 0, chunk.bytes());
        ChunkList full = retired;
        if (full != null) {
            wasted += full.wasted();
        }
        for (Savepoint outer = savepoint; outer != null; outer = outer.outer) {
            wasted += outer.wasted();
        }
        EarlierEpoch left = earlier;
        return left == null ? wasted : wasted + left.chunks().wasted();
    }

    /** Completed resets, without the end of the arena. */
    public final long resets() {
        ArenaCounters counted = counters;
        return counted == null ? 0 : counted.resets();
    }

    /** Counters since the arena was opened. */
    public final ArenaCounters lifetime() {
        ArenaCounters counted = counters;
        return counted == null ? new ArenaCounters().snapshot(reusedChunks) : counted.snapshot(reusedChunks);
    }

    /** Counters since the last reset. */
    public final ArenaCounters sinceReset() {
        ArenaCounters counted = counters;
        return counted == null ? lifetime() : counted.sinceReset(reusedChunks);
    }
}
