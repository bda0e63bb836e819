package dev.arena.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Objects;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * The bump allocator that every arena is. Allocating moves {@link #cursor} through the current chunk; only when that is full
 * does anything else happen.
 *
 * <p>A <em>generation</em> is all that is allocated between two calls of {@link #endGeneration}. In a confined arena each has
 * its own memory session, opened with its first chunk and closed at its end, before any chunk goes back: that order is what
 * isolates one user of a chunk from the next. In a shared arena the session is that of an {@link Epoch}, and the chunks wait
 * in {@link Quarantine} until it closes. A {@link Frame} is a generation within a generation, with a session of its own.
 *
 * <p>The fast path has no atomic, lock or system call. The one segment is made in one place, behind the point where fast and
 * slow path meet: a slow path that returned the segment itself would keep the JIT compiler from replacing it by scalars. It
 * is made of an address and the session and not sliced from the chunk: behind the call that the slow path is, every field
 * must be loaded again, and so there are fewer. Making it checks the session, and with it the thread, before the cursor moves.
 *
 * <p>Not thread safe; the arena sees to that. {@link #wasted}, {@link #bytesHeld} and the counts may be read by other
 * threads, which then see a recent value.
 */
public abstract non-sealed class BumpAllocator extends BudgetedTenant {
    private final boolean shared;

    private @Nullable Arena session;
    long cursor;

    /** The address behind the current chunk; −1 without one, so that even a request for no bytes refills. */
    private long limit = -1;

    @Nullable
    Chunk currentChunk;

    /** Where the session comes from, for an arena that is shared. */
    private @Nullable Epoch epoch;

    /** Null as long as the current chunk is all there is. */
    @Nullable
    RetiredChunks retired;

    /** The innermost mark. */
    @Nullable
    Frame frame;

    /** Those that have escaped; null as long as none has. */
    private @Nullable Handouts handouts;

    /** Class of the next chunk, unless the request or the budget asks for another; −1 until the first. */
    private int ratchet = -1;

    /** Whether its needs tell what arenas of the pool begin with: not those of one that began as it was told to. */
    private boolean votes = true;

    /** Why {@link #refill} last failed. */
    private @Nullable Refusal refusal;

    /** Stands for this arena in the pool while it is watched: nothing else there may hold it then. */
    private @Nullable Lease lease;

    /**
     * An allocator that has allocated nothing and holds nothing.
     *
     * @param shared whether any thread may use what it allocates
     * @param parent what it holds counts against the budget of this one as well, if it is not null
     */
    protected BumpAllocator(ChunkProvider provider, long byteBudget, boolean shared, @Nullable BumpAllocator parent) {
        super(provider, byteBudget, parent);
        this.shared = shared;
    }

    /**
     * Watches whether the arena ends before it is garbage collected, if it is one of those to be watched. A child is if its
     * parent is.
     *
     * @param standalone whether the provider ends with the arena
     */
    protected final void watch(boolean standalone) {
        BumpAllocator parent = parent();
        if (parent == null) {
            Opening opening = provider().leaks().sample();
            lease = opening == null ? null : new Lease(this, standalone, opening);
        } else {
            lease = parent.lease == null ? null : new Lease(this, parent.lease);
        }
    }

    /** Lets the first chunk be large enough for {@code bytes}, as far as there is such a class. */
    protected final void expect(long bytes) {
        Ladder ladder = provider().ladder();
        long largest = ladder.get(Integer.MAX_VALUE).bytes();
        ratchet = Math.max(provider().firstClass(), ladder.smallestFor(Math.min(bytes, largest)).index());
        votes = false;
    }

    @Override
    final Tenant tenant() {
        return lease == null ? this : lease;
    }

    @Override
    final BumpAllocator allocator() {
        return this;
    }

    /** Throws if the arena has ended, or if the calling thread may not use it. Called before anything is taken. */
    protected abstract void requireUsable();

    /** Makes an exception of a refusal. */
    protected abstract RuntimeException exhausted(Refusal why);

    /**
     * Allocates {@code byteSize} bytes, 0 or more, at {@code byteAlignment}, a power of two.
     *
     * @throws RuntimeException     as the arena makes of a refusal
     * @throws WrongThreadException if the session belongs to another thread
     */
    @SuppressWarnings({"NullAway", "restricted"}) // without a session the limit is -1, which lets nothing through
    protected final MemorySegment bump(long byteSize, long byteAlignment) {
        long start = align(cursor, byteAlignment);
        long end = start + byteSize;
        if (byteSize > limit - start) {
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

    /** Allocates likewise, or answers null where memory is exhausted. */
    protected final @Nullable MemorySegment tryBump(long byteSize, long byteAlignment) {
        if (byteSize <= limit - align(cursor, byteAlignment)) {
            return bump(byteSize, byteAlignment);
        }
        long start = refill(byteSize, byteAlignment, true);
        return start < 0 ? null : under(start, byteSize);
    }

    /**
     * Allocates likewise for a caller that can use less memory. If the budgets have no room now, the result is null at once: no
     * listener is told, no thread waits, and no refusal is counted.
     *
     * @param spare bytes that can then still be allocated, or the result is null as well
     */
    protected final @Nullable MemorySegment tryBumpNow(long byteSize, long byteAlignment, long spare) {
        long start = align(cursor, byteAlignment);
        if (byteSize <= limit - start) {
            return leaves(spare, start + byteSize - cursor) ? bump(byteSize, byteAlignment) : null;
        }
        requireUsable();
        forgetWhatIsOver();
        if (!hasRoom(withSlack(byteSize, byteAlignment), spare)) {
            return null;
        }
        start = refill(byteSize, byteAlignment, false);
        return start < 0 ? null : under(start, byteSize);
    }

    /** Whether {@code spare} bytes can still be allocated after {@code taken} bytes of the current chunk. */
    protected final boolean leaves(long spare, long taken) {
        return spare == 0 || spare <= limit - cursor - taken || hasRoom(spare, 0);
    }

    /** Whether the budgets have room now for a chunk of {@code need} bytes, and for {@code spare} bytes besides. */
    private boolean hasRoom(long need, long spare) {
        long bytes = leastChunkBytes(need);
        long rest = isOversized(need) ? Math.max(0, limit - cursor) : bytes - need;
        long besides = spare <= rest ? 0 : leastChunkBytes(spare);
        long room = room();
        return bytes <= room && besides <= room - bytes && provider().hasRoom(bytes + besides);
    }

    private long leastChunkBytes(long need) {
        return isOversized(need) ? need : provider().ladder().smallestFor(need).bytes();
    }

    @SuppressWarnings("restricted")
    private MemorySegment under(long start, long byteSize) {
        return MemorySegment.ofAddress(start).reinterpret(byteSize, session(), null);
    }

    static long align(long address, long alignment) {
        return (address + alignment - 1) & -alignment;
    }

    /** Bytes that a chunk must have for {@code byteSize} bytes at any alignment: its source may have aligned it less. */
    private static long withSlack(long byteSize, long byteAlignment) {
        long slack = Math.max(0, byteAlignment - ChunkProvider.SOURCE_ALIGNMENT);
        return byteSize > Long.MAX_VALUE - slack ? Long.MAX_VALUE : byteSize + slack;
    }

    /**
     * Makes room and takes it: answers the address where the bytes begin, or −1 if memory is exhausted. Gets a chunk of the
     * class the ratchet has reached, or of a smaller one that the request and the budget leave; for a large request an
     * oversized chunk.
     *
     * <p>This is one method on purpose. C2 inlines whatever is called often, up to 325 bytecodes (its {@code FreqInlineSize}),
     * and where refills are frequent it would inline them into the fast path, which then becomes too big to be inlined
     * itself: each segment would be a heap object. A method of this size is never inlined.
     *
     * @param insist whether to tell the listener, to wait and to count a refusal before memory counts as exhausted
     */
    private long refill(long byteSize, long byteAlignment, boolean insist) {
        requireUsable();
        forgetWhatIsOver();
        ChunkProvider provider = provider();
        long need = withSlack(byteSize, byteAlignment);
        if (provider.hasSoftLimit()) {
            tellSoftLimit(need); // before anything is looked at: the listener may use this arena, or end it
            requireUsable();
        }
        long room = room();
        Supply supply;
        if (isOversized(need)) {
            enter();
            supply = need > room ? overBudget(need) : acquireOversized(need);
        } else {
            SizeClass least = provider.ladder().smallestFor(need);
            SizeClass most = provider.ladder().largestWithin(room);
            if (most == null || most.bytes() < least.bytes()) {
                enter();
                supply = overBudget(least.bytes());
            } else {
                supply = acquire(nextClass(least, most), least);
            }
        }
        if (supply instanceof Refusal early && !early.isOver()) {
            if (!insist) {
                return -1;
            }
            if (provider.beforeRefusal(early) || beforeRefusal(early)) {
                return refill(byteSize, byteAlignment, true);
            }
            supply = afterWaiting(early, isOversized(need) ? null : provider.ladder().smallestFor(need));
        }
        if (supply instanceof Refusal refused) {
            if (refused.isOver()) {
                return refill(byteSize, byteAlignment, insist);
            }
            refusal = refused;
            provider.refused(tenant(), refused);
            return -1;
        }
        Chunk chunk = (Chunk) supply;
        try {
            holdBySession(chunk, session());
            writeDown(chunk);
        } catch (RuntimeException | Error e) { // native access denied, or no heap left
            undo(chunk);
            throw e;
        }
        long start = align(chunk.address(), byteAlignment);
        SizeClass sizeClass = chunk.sizeClass();
        if (sizeClass == null) {
            hold(chunk);
            retire(chunk);
        } else {
            retireCurrent();
            currentChunk = chunk;
            cursor = start + byteSize;
            limit = chunk.address() + chunk.bytes();
            ratchet = sizeClass.index() + 1;
            hold(chunk);
        }
        return start;
    }

    /**
     * An oversized chunk for a caller that can do without; the last one retired then. None that a listener would have to hear
     * of first: it could end what the caller is about to use.
     */
    @Nullable
    Chunk oversizedIfAny(long bytes) {
        forgetWhatIsOver();
        Chunk chunk = oversizedWithin(bytes);
        if (chunk == null) {
            return null;
        }
        try {
            writeDown(chunk);
        } catch (OutOfMemoryError e) { // no heap left
            undo(chunk);
            throw e;
        }
        hold(chunk);
        retire(chunk);
        return chunk;
    }

    @Override
    final long nextChunkBytes(long need) {
        if (isOversized(need)) {
            return need;
        }
        SizeClass least = provider().ladder().smallestFor(need);
        SizeClass most = provider().ladder().largestWithin(room());
        return most == null || most.bytes() < least.bytes() ? least.bytes() : nextClass(least, most).bytes();
    }

    private SizeClass nextClass(SizeClass least, SizeClass most) {
        int reached = ratchet < 0 ? provider().firstClass() : ratchet;
        return provider().ladder().get(Math.clamp(reached, least.index(), most.index()));
    }

    private boolean isOversized(long need) {
        return need > provider().settings().maxNormalAlloc();
    }

    /**
     * Makes the session hold what must not go before it: the memory of a chunk from some sources, and this arena if it is
     * watched. Only the session of an epoch must not hold the arena, as others use it too.
     */
    @SuppressWarnings("ReferenceEquality")
    private void holdBySession(Chunk chunk, Arena by) {
        boolean asWell = lease != null && (epoch == null || by != epoch.session);
        chunk.hold(by, asWell ? this : null);
    }

    /** Makes what {@link #hold} needs of the heap, which can fail, and writes the chunk down for the case that this arena is lost. */
    private void writeDown(Chunk chunk) {
        if (chunk.isFresh()) {
            counts();
        }
        if (retired == null && (currentChunk != null || chunk.sizeClass() == null)) {
            retired = new RetiredChunks();
        }
        if (lease != null) {
            lease.hold(chunk);
        }
    }

    /** Takes chunks that were reclaimed early out of the arena's budget. */
    private void forgetWhatIsOver() {
        if (handouts != null) {
            release(handouts.forgetWhatIsOver());
        }
    }

    /** The session of what is allocated now. */
    protected final Arena session() {
        Arena open = session;
        if (open == null) {
            requireUsable();
            open = shared ? joinEpoch() : Arena.ofConfined();
            session = open;
        }
        return open;
    }

    private Arena joinEpoch() {
        Epoch joined = provider().quarantine().join();
        epoch = joined;
        if (lease != null) {
            lease.epoch = joined;
        }
        return joined.session;
    }

    private void enter() {
        if (tenant().home == null) {
            provider().enter(tenant());
        }
    }

    private void retireCurrent() {
        Chunk full = takeCurrent();
        if (full != null) {
            retire(full);
        }
    }

    /** There is an object for that since {@link #writeDown}. */
    private void retire(Chunk full) {
        Objects.requireNonNull(retired).add(full);
    }

    /** The current chunk, which is current no more; null without one, or where an open mark or handles have it now. */
    @SuppressWarnings("ReferenceEquality")
    private @Nullable Chunk takeCurrent() {
        Chunk full = currentChunk;
        if (full != null) {
            long used = full.bytes() - (limit - cursor);
            full.used(used);
            currentChunk = null;
            if (frame != null && full == frame.chunk) {
                frame.chunkIsFull(cursor);
                full = null;
            } else if (handouts != null && handouts.tookAllOf(full, used)) {
                full = null;
            }
            if (handouts != null) {
                handouts.beginChunk(0);
            }
        }
        cursor = 0;
        limit = -1;
        return full;
    }

    /** All chunks of a generation or mark, linked: those retired, and the one that was current last. */
    private static @Nullable Chunk linked(@Nullable RetiredChunks retired, @Nullable Chunk last) {
        Chunk others = retired == null ? null : retired.takeAll();
        if (last == null) {
            return others;
        }
        last.next = others;
        return last;
    }

    /**
     * Makes the most recent allocation larger where it is, if it is in the current chunk and there is room behind it.
     *
     * @return null where the allocation cannot grow without moving; a read-only view never can, as it would become writable
     */
    protected final @Nullable MemorySegment tryGrowInPlace(MemorySegment last, long newByteSize) {
        long more = newByteSize - last.byteSize();
        if (last.isReadOnly() || !isLast(last) || more > limit - cursor) {
            return null;
        }
        MemorySegment grown = under(last.address(), newByteSize);
        cursor += more;
        return grown;
    }

    /** Whether nothing was allocated since in the current chunk, and the session is still the same. */
    private boolean isLast(MemorySegment segment) {
        Chunk chunk = currentChunk;
        return chunk != null && session != null && segment.address() + segment.byteSize() == cursor
                && chunk.contains(segment) && segment.scope().equals(session.scope());
    }

    /**
     * Takes back what is behind the first bytes of the most recent allocation, if it is in the current chunk and no value has
     * escaped from that: a handle may reach the bytes.
     */
    protected final void takeBack(MemorySegment last, long newByteSize) {
        Chunk chunk = currentChunk;
        if (chunk == null || chunk.escape != null || last.isReadOnly() || !isLast(last)) {
            return;
        }
        long end = last.address() + newByteSize;
        chunk.scrub(end, cursor);
        cursor = end;
    }

    /** As {@link Handouts#allocate}. */
    protected final <H> H bumpEscaped(long byteSize, long byteAlignment, BiFunction<Escape, MemorySegment, H> made) {
        return handouts().allocate(byteSize, byteAlignment, made);
    }

    /** As {@link Handouts#escape}. */
    protected final <H> @Nullable H escapeFrom(MemorySegment segment, BiFunction<Escape, MemorySegment, H> made) {
        return handouts().escape(segment, made);
    }

    private Handouts handouts() {
        Handouts mine = handouts;
        if (mine == null) {
            mine = new Handouts(this);
            handouts = mine;
        }
        return mine;
    }

    /** The chunk of which {@code segment} is a part, if this arena holds it. */
    @Nullable
    Chunk chunkOf(MemorySegment segment) {
        if (currentChunk != null && currentChunk.contains(segment)) {
            return currentChunk;
        }
        Chunk found = retired == null ? null : retired.find(segment);
        for (Frame outer = frame; outer != null && found == null; outer = outer.outer) {
            found = outer.find(segment);
        }
        return found;
    }

    /** Whether {@code segment} was allocated under the session of this generation or of one of its marks. */
    boolean isLive(MemorySegment segment) {
        boolean live = session != null && segment.scope().equals(session.scope());
        for (Frame outer = frame; outer != null && !live; outer = outer.outer) {
            live = outer.session != null && segment.scope().equals(outer.session.scope());
        }
        return live;
    }

    /** Begins a generation within this one, with a session of its own. */
    protected final void openFrame() {
        requireUsable();
        Arena inner = shared ? Arena.ofShared() : Arena.ofConfined();
        if (currentChunk != null) {
            holdBySession(currentChunk, inner);
        }
        frame = new Frame(frame, session, epoch, currentChunk, cursor, limit, retired, escapedBytes());
        session = inner;
        epoch = null;
        retired = null;
    }

    /**
     * Ends the innermost frame: closes its session, returns its chunks, and goes on where it began.
     *
     * @return                       what an action threw that was attached to the session, or null
     * @throws IllegalStateException if a native call is using a segment just now; nothing has changed then
     */
    @SuppressWarnings("ReferenceEquality")
    protected final @Nullable RuntimeException closeFrame() {
        Frame ending = Objects.requireNonNull(frame);
        RuntimeException failure = closeSession(session());
        long reached = cursor;
        boolean same = currentChunk == ending.chunk;
        Chunk last = same ? null : takeCurrent();
        RetiredChunks over = retired;
        frame = ending.outer;
        session = ending.session;
        epoch = ending.epoch;
        retired = ending.retired;
        currentChunk = ending.chunk;
        limit = ending.limit;
        if (handouts != null) {
            handouts.beginChunk(ending.escapedBytes);
        }
        cursor = ending.rollBack(same ? reached : ending.filledTo());
        release((over == null ? 0 : over.bytes()) + (last == null ? 0 : last.bytes()));
        provider().recycle(linked(over, last));
        return failure;
    }

    /**
     * Ends the generation: closes its session and returns its chunks, or leaves both to its epoch. What was counted stays
     * readable. All frames must have been closed.
     *
     * @param  leaves                whether the arena ends with it
     * @return                       what an action threw that was attached to the session, or null
     * @throws IllegalStateException if the arena is confined and a native call is using a segment just now; nothing has
     *                               changed then
     */
    protected final @Nullable RuntimeException endGeneration(boolean leaves) {
        Epoch joined = epoch;
        Counts counted = countsForReset(leaves);
        RuntimeException failure = session != null && joined == null ? closeSession(session) : null;
        int vote = votes ? provider().vote(currentChunk, limit - cursor, retired == null || retired.isEmpty()) : 0; // once given up, others may have it
        session = null;
        epoch = null;
        if (currentChunk != null) {
            ratchet--; // begin again with the size this one has ended with: soon one chunk serves a whole generation
        }
        Chunk chunks = linked(retired, takeCurrent());
        if (handouts != null) {
            handouts.forgetAll();
        }
        closeBooks(counted);
        try {
            if (lease != null) {
                lease.epoch = null;
            }
            provider().endGeneration(tenant(), joined, chunks, leaves, vote);
            if (leaves && lease != null) {
                lease.end();
            }
        } finally {
            Reference.reachabilityFence(this); // or it could be taken for lost before it is over
        }
        return failure;
    }

    /**
     * Closes a session. An exception may come from an action that was attached to the session, which then has closed all
     * the same.
     *
     * @return what such an action threw, or null
     */
    private static @Nullable RuntimeException closeSession(Arena session) {
        MemorySegment.Scope scope = session.scope();
        try {
            session.close();
            return null;
        } catch (RuntimeException e) {
            if (scope.isAlive()) {
                throw e;
            }
            return e;
        }
    }

    /** A number that tells this arena from others of its pool in messages, from 1; 0 if it never allocated. */
    public final long id() {
        return tenant().id;
    }

    /** Bytes that went to handles from chunks that this arena holds for nothing else. */
    private long escapedBytes() {
        return handouts == null ? 0 : handouts.escapedBytes();
    }

    /** Tail bytes of the chunks held, the current one's included. */
    public final long wasted() {
        Chunk chunk = currentChunk;
        // clamped, as another thread may see the limit of one chunk and the cursor of another
        long wasted = chunk == null ? 0 : Math.clamp(limit - cursor, 0, chunk.bytes());
        RetiredChunks full = retired;
        if (full != null) {
            wasted += full.wasted();
        }
        for (Frame outer = frame; outer != null; outer = outer.outer) {
            wasted += outer.wasted();
        }
        return wasted;
    }

}
