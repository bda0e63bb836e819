package dev.arena.engine;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Objects;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * The bump allocator of one arena. Allocating moves {@link #cursor} through the current chunk; only when that is full does
 * anything else happen.
 *
 * <p>A <em>generation</em> is all that is allocated between two calls of {@link #endGeneration}. In a confined arena each has
 * its own memory session, opened with its first chunk and closed at its end, before any chunk goes back: that order is what
 * isolates one user of a chunk from the next. In a shared arena the session is that of an {@link Epoch}, and the chunks wait
 * in {@link Quarantine} until it closes.
 *
 * <p>The fast path has no atomic, lock or system call. The one slice is made in one place, behind the point where fast and
 * slow path meet: a slow path that returned the slice itself would keep the JIT compiler from replacing it by scalars. And
 * the fast path has moved the cursor before that point: the slow path is a call, behind which every field would have to be
 * loaded again.
 *
 * <p>Not thread safe; the arena in front of it sees to that. {@link #wasted}, {@link #bytesHeld} and the counts may be read
 * by other threads, which then see a recent value.
 */
public final class BumpAllocator extends Tenant {
    /** A segment smaller than this part of its chunk is copied when it escapes, instead of keeping the chunk. */
    private static final int LEAST_SHARE_OF_CHUNK = 8;

    /** Alignment in bytes that a copy keeps: a cache line, the most that hardware asks for. */
    private static final long MOST_ALIGNMENT_KEPT = 64;

    private final ChunkProvider provider;
    private final long byteBudget;
    private final long maxNormalAlloc;
    private final boolean shared;
    private final Owner owner;

    private java.lang.foreign.@Nullable Arena session;

    /** Where the session comes from, for an arena that is shared. */
    private @Nullable Epoch epoch;
    private @Nullable Chunk currentChunk;

    /** The current chunk as lent to this generation. */
    private @Nullable MemorySegment current;
    private long cursor;

    /** The address behind the current chunk; −1 without one, so that even a request for no bytes refills. */
    private long limit = -1;

    private final RetiredChunks retired = new RetiredChunks();

    /** Bytes of the current chunk that went to handles, gaps included; if that is all, nothing binds it to the arena. */
    private long escapedBytes;

    /** Escapes of chunks that were given up early, as they served handles only. They stay in the budget until over. */
    private @Nullable Escape givenUp;

    /** Class of the next chunk, unless the request or the budget asks for another. */
    private int ratchet;

    /** Why {@link #refill} last answered null. */
    private @Nullable Refusal refusal;

    private long bytesHeld;
    private long peakBytesHeld;
    private final Counts lifetime = new Counts();

    /** The counts at the last reset, null before the first: most arenas are never reset. */
    private @Nullable Counts atReset;
    private long resets;

    /** Stands for this arena in the pool while it is watched: nothing else there may hold it then. */
    private @Nullable Lease lease;

    /**
     * An allocator that has allocated nothing and holds nothing.
     *
     * @param shared whether any thread may use what it allocates
     * @param owner  the arena
     */
    public BumpAllocator(ChunkProvider provider, long byteBudget, boolean shared, Owner owner) {
        this.provider = provider;
        this.byteBudget = byteBudget;
        this.maxNormalAlloc = provider.settings().maxNormalAlloc();
        this.shared = shared;
        this.owner = owner;
    }

    /**
     * Watches whether the arena ends before it is garbage collected, if it is one of those to be watched.
     *
     * @param standalone whether the provider ends with the arena
     */
    public void watch(boolean standalone) {
        Opening opening = provider.leaks().sample();
        if (opening != null) {
            lease = new Lease(this, standalone, opening);
        }
    }

    /** This, or what stands for it while it is watched. */
    private Tenant tenant() {
        return lease == null ? this : lease;
    }

    @Override
    BumpAllocator allocator() {
        return this;
    }

    /**
     * Allocates {@code byteSize} bytes at {@code byteAlignment}, a power of two.
     *
     * @throws RuntimeException as the owner makes of a refusal
     */
    @SuppressWarnings("NullAway") // without a current chunk the limit is -1, which lets nothing through
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        MemorySegment from = current;
        long start = align(cursor, byteAlignment);
        if (byteSize > limit - start) {
            from = refill(byteSize, byteAlignment);
            if (from == null) {
                throw owner.exhausted(Objects.requireNonNull(refusal));
            }
            start = align(from.address(), byteAlignment);
        } else {
            cursor = start + byteSize;
        }
        return from.asSlice(start - from.address(), byteSize);
    }

    /**
     * Allocates for a handle: bytes that stay when the generation ends, until the handle drops its escape.
     *
     * @param made makes the handle and does nothing else
     */
    public <H> H allocateEscaped(long byteSize, long byteAlignment, BiFunction<Escape, MemorySegment, H> made) {
        Chunk chunkBefore = currentChunk;
        long cursorBefore = cursor;
        MemorySegment part = allocate(byteSize, byteAlignment);
        Chunk chunk = currentChunk;
        if (chunk == null || !chunk.contains(part)) {
            return handOutWhole(retired.removeFirst(), part, made);
        }
        H handle = handOut(chunk, part, made);
        escapedBytes += cursor - (Objects.equals(chunk, chunkBefore) ? cursorBefore : chunk.memory().address());
        return handle;
    }

    /**
     * Makes a handle to a segment of this generation: of the segment itself, or of a copy where the segment is so small a
     * part of its chunk that keeping the chunk would cost more.
     *
     * @param  made makes the handle and does nothing else
     * @return      the handle, or null if {@code segment} is none of this generation
     */
    public <H> @Nullable H escape(MemorySegment segment, BiFunction<Escape, MemorySegment, H> made) {
        if (session == null || !segment.scope().equals(session.scope())) {
            return null;
        }
        Chunk chunk = currentChunk != null && currentChunk.contains(segment) ? currentChunk : retired.find(segment);
        if (chunk == null) {
            return null;
        }
        if (chunk.escape == null && chunk.bytes() / LEAST_SHARE_OF_CHUNK > segment.byteSize()) {
            H copy = copyApart(segment, made);
            if (copy != null) {
                return copy;
            }
        }
        return handOut(chunk, segment, made);
    }

    /** Copies into a chunk of its own, or answers null where there is no memory for one. */
    private <H> @Nullable H copyApart(MemorySegment segment, BiFunction<Escape, MemorySegment, H> made) {
        long alignment = Math.clamp(Long.lowestOneBit(segment.address()), 1, MOST_ALIGNMENT_KEPT);
        long bytes = segment.byteSize() + alignment;
        forgetWhatIsOver();
        if (bytes > byteBudget - bytesHeld || !(provider.acquireOversized(bytes) instanceof Chunk chunk)) {
            return null;
        }
        hold(chunk);
        retired.add(chunk);
        MemorySegment memory = chunk.memory();
        long start = align(memory.address(), alignment) - memory.address();
        MemorySegment.copy(segment, 0, memory, start, segment.byteSize());
        return handOutWhole(retired.removeFirst(), memory.asSlice(start, segment.byteSize()), made);
    }

    private <H> H handOut(Chunk chunk, MemorySegment part, BiFunction<Escape, MemorySegment, H> made) {
        Escape escape = chunk.escape;
        if (escape == null) {
            escape = provider.escape(chunk);
            chunk.escape = escape;
        }
        return escape.handOut(part, made);
    }

    /** Hands out the only part of an oversized chunk; the chunk goes with its handle. */
    private <H> H handOutWhole(Chunk chunk, MemorySegment part, BiFunction<Escape, MemorySegment, H> made) {
        try {
            H handle = handOut(chunk, part, made);
            giveUp(chunk, Objects.requireNonNull(chunk.escape));
            return handle;
        } catch (RuntimeException | Error e) { // no heap left for the handle
            retired.add(chunk);
            throw e;
        }
    }

    private void giveUp(Chunk chunk, Escape escape) {
        chunk.escape = null;
        escape.next = givenUp;
        givenUp = escape;
        escape.giveUp();
    }

    /** Allocates likewise, or answers null where memory is exhausted. */
    public @Nullable MemorySegment tryAllocate(long byteSize, long byteAlignment) {
        if (byteSize <= limit - align(cursor, byteAlignment)) {
            return allocate(byteSize, byteAlignment);
        }
        MemorySegment from = refill(byteSize, byteAlignment);
        return from == null ? null : from.asSlice(align(from.address(), byteAlignment) - from.address(), byteSize);
    }

    private static long align(long address, long alignment) {
        return (address + alignment - 1) & -alignment;
    }

    /**
     * Makes room and takes it: the bytes begin at the first aligned address of the lent chunk that is returned, or null if
     * memory is exhausted. Gets a chunk of the class the ratchet has reached, or of a smaller one that the request and the
     * budget leave; for a large request an oversized chunk.
     *
     * <p>This is one method on purpose. C2 inlines whatever is called often, up to 325 bytecodes (its {@code FreqInlineSize}),
     * and where refills are frequent it would inline them into the fast path, which then becomes too big to be inlined
     * itself: each segment would be a heap object. A method of this size is never inlined.
     */
    private @Nullable MemorySegment refill(long byteSize, long byteAlignment) {
        if (session == null) { // join no epoch before there is a chunk: under pressure this one may be in its way
            owner.requireAlive();
        }
        Stripe stripe = enter();
        forgetWhatIsOver();
        long slack = Math.max(0, byteAlignment - ChunkProvider.SOURCE_ALIGNMENT);
        long need = byteSize > Long.MAX_VALUE - slack ? Long.MAX_VALUE : byteSize + slack;
        Supply supply;
        if (need > maxNormalAlloc) {
            supply = need > byteBudget - bytesHeld ? overBudget(need) : provider.acquireOversized(need);
        } else {
            SizeClass least = provider.smallestFor(need);
            SizeClass most = provider.largestWithin(byteBudget - bytesHeld);
            if (most == null || most.bytes() < least.bytes()) {
                supply = overBudget(least.bytes());
            } else {
                int wanted = Math.clamp(ratchet, least.index(), most.index());
                supply = provider.acquire(stripe, provider.sizeClass(wanted), least);
            }
        }
        if (supply instanceof Refusal refused) {
            refusal = refused;
            provider.refused(tenant(), refused);
            return null;
        }
        Chunk chunk = (Chunk) supply;
        MemorySegment lent;
        try {
            lent = lend(chunk);
        } catch (RuntimeException | Error e) { // native access denied, or no heap left
            provider.destroy(chunk);
            throw e;
        }
        SizeClass sizeClass = chunk.sizeClass();
        if (sizeClass == null) {
            hold(chunk);
            retired.add(chunk);
        } else {
            retireCurrent();
            currentChunk = chunk;
            current = lent;
            cursor = align(lent.address(), byteAlignment) + byteSize;
            limit = lent.address() + lent.byteSize();
            ratchet = sizeClass.index() + 1;
            hold(chunk);
        }
        return lent;
    }

    /** A watched arena can be reached from its segments, unless its session is one that others use too. */
    private MemorySegment lend(Chunk chunk) {
        return lease == null || shared ? chunk.lend(session()) : chunk.lend(session(), this);
    }

    /** Enters a chunk in the books of this arena. */
    private void hold(Chunk chunk) {
        if (lease != null) {
            lease.hold(chunk);
        }
        if (chunk.sizeClass() == null) {
            lifetime.oversizedChunks++;
            chunk.used(chunk.bytes());
        } else if (chunk.isFresh()) {
            lifetime.normalChunks++;
        } else {
            lifetime.reusedChunks++;
        }
        if (chunk.isFresh()) {
            lifetime.backingBytes += chunk.bytes();
        }
        bytesHeld += chunk.bytes();
        peakBytesHeld = Math.max(peakBytesHeld, bytesHeld);
    }

    /** Takes chunks that were reclaimed early out of the arena's budget. */
    private void forgetWhatIsOver() {
        Escape open = null;
        for (Escape escape = givenUp; escape != null;) {
            Escape following = escape.next;
            if (escape.isOver()) {
                bytesHeld -= escape.bytes();
            } else {
                escape.next = open;
                open = escape;
            }
            escape = following;
        }
        givenUp = open;
    }

    /** The session of this generation. */
    public java.lang.foreign.Arena session() {
        java.lang.foreign.Arena open = session;
        if (open == null) {
            owner.requireAlive();
            open = shared ? joinEpoch() : java.lang.foreign.Arena.ofConfined();
            session = open;
        }
        return open;
    }

    private java.lang.foreign.Arena joinEpoch() {
        Epoch joined = provider.quarantine().join();
        epoch = joined;
        if (lease != null) {
            lease.epoch = joined;
        }
        return joined.session;
    }

    private Stripe enter() {
        Tenant tenant = tenant();
        Stripe stripe = tenant.home;
        if (stripe == null) {
            stripe = provider.home(Thread.currentThread());
            stripe.enter(tenant);
            id = tenant.id;
        }
        return stripe;
    }

    private Refusal overBudget(long bytes) {
        return new Refusal(Refusal.Kind.ARENA_BUDGET, bytes, bytesHeld, byteBudget, null);
    }

    private void retireCurrent() {
        Chunk full = currentChunk;
        if (full != null) {
            long used = full.bytes() - (limit - cursor);
            full.used(used);
            if (full.escape != null && used == escapedBytes) {
                giveUp(full, full.escape);
            } else {
                retired.add(full);
            }
            currentChunk = null;
            escapedBytes = 0;
        }
        current = null;
        cursor = 0;
        limit = -1;
    }

    /**
     * Makes the most recent allocation larger where it is, if it is in the current chunk and there is room behind it.
     *
     * @return null where the allocation cannot grow without moving; a read-only view never can, as it would become writable
     */
    public @Nullable MemorySegment tryGrow(MemorySegment last, long newByteSize) {
        MemorySegment chunk = current;
        long more = newByteSize - last.byteSize();
        if (chunk == null || last.isReadOnly() || last.address() + last.byteSize() != cursor
                || last.address() < chunk.address()
                || !last.scope().equals(chunk.scope()) || more > limit - cursor) {
            return null;
        }
        cursor += more;
        return chunk.asSlice(last.address() - chunk.address(), newByteSize);
    }

    /** Counts a buffer that had to move. */
    public void relocated() {
        lifetime.relocations++;
        provider.relocated();
    }

    /**
     * Ends the generation: closes its session and returns its chunks, or leaves both to its epoch. What was counted stays
     * readable.
     *
     * @param  leaves                whether the arena ends with it
     * @return                       what an action threw that was attached to the session, or null
     * @throws IllegalStateException if the arena is confined and a native call is using a segment just now; nothing has
     *                               changed then
     */
    public @Nullable RuntimeException endGeneration(boolean leaves) {
        Epoch joined = epoch;
        Counts counted = leaves ? atReset : new Counts(lifetime);
        RuntimeException failure = session != null && joined == null ? closeSession(session) : null;
        session = null;
        epoch = null;
        if (currentChunk != null) {
            ratchet--; // begin again with the size this one has ended with: soon one chunk serves a whole generation
        }
        retireCurrent();
        Chunk chunks = retired.takeAll();
        givenUp = null;
        bytesHeld = 0;
        if (!leaves) {
            resets++;
        }
        atReset = counted;
        try {
            if (lease != null) {
                lease.epoch = null;
            }
            provider.endGeneration(tenant(), joined, chunks, leaves);
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
    private static @Nullable RuntimeException closeSession(java.lang.foreign.Arena session) {
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

    public ChunkProvider provider() {
        return provider;
    }

    /** A number that tells this arena from others of its pool in messages, from 1; 0 if it never allocated. */
    public long id() {
        return id;
    }

    /** Bytes of the chunks held. */
    public long bytesHeld() {
        return bytesHeld;
    }

    /** The most bytes ever held at once. */
    public long peakBytesHeld() {
        return peakBytesHeld;
    }

    /** Tail bytes of the chunks held, the current one's included. */
    public long wasted() {
        Chunk chunk = currentChunk;
        // clamped, as another thread may see the limit of one chunk and the cursor of another
        return retired.wasted() + (chunk == null ? 0 : Math.clamp(limit - cursor, 0, chunk.bytes()));
    }

    /** Completed resets, the end of the arena not included. */
    public long resets() {
        return resets;
    }

    /** Counts since the arena was opened. */
    public Counts lifetime() {
        return new Counts(lifetime);
    }

    /** Counts since the last reset. */
    public Counts sinceReset() {
        return atReset == null ? lifetime() : lifetime.since(atReset);
    }
}
