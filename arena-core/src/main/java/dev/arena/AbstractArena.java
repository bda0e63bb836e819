package dev.arena;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.BumpAllocator;
import dev.arena.engine.ChunkProvider;
import dev.arena.engine.Counts;
import dev.arena.engine.Owner;
import dev.arena.engine.Refusal;

/**
 * What confined and shared arenas have in common: the life of an arena around its {@link BumpAllocator}. Subclasses say who
 * may come in ({@link #enter}, {@link #exit}); everything else happens between the two.
 */
abstract sealed class AbstractArena implements Arena, Owner permits ConfinedArena, SharedArena {
    private final BumpAllocator bump;

    /** Whether this arena has its provider to itself and closes it. */
    private final boolean standalone;

    private @Nullable Deque<Runnable> cleanups;
    private boolean ending;
    private boolean ended;
    private long endedNanos;
    private @Nullable Thread endedBy;

    AbstractArena(ChunkProvider provider, long byteBudget, boolean standalone, Confinement confinement) {
        this.bump = new BumpAllocator(provider, byteBudget, confinement == Confinement.SHARED, this);
        this.standalone = standalone;
        bump.watch(standalone);
    }

    /** Lets the calling thread in, or throws {@link WrongThreadException}. */
    abstract void enter();

    /** Lets the calling thread out. */
    abstract void exit();

    /** Allocates on behalf of a thread that was let in. */
    final MemorySegment allocateInside(long byteSize, long byteAlignment) {
        checkSizes(byteSize, byteAlignment);
        return bump.allocate(byteSize, byteAlignment);
    }

    @Override
    public final @Nullable MemorySegment tryAllocate(long byteSize, long byteAlignment) {
        enter();
        try {
            checkSizes(byteSize, byteAlignment);
            return bump.tryAllocate(byteSize, byteAlignment);
        } finally {
            exit();
        }
    }

    private static void checkSizes(long byteSize, long byteAlignment) {
        if (byteSize < 0) {
            throw new IllegalArgumentException("byteSize must not be negative: " + byteSize);
        }
        if (byteAlignment <= 0 || (byteAlignment & (byteAlignment - 1)) != 0) {
            throw new IllegalArgumentException("byteAlignment must be a power of two: " + byteAlignment);
        }
    }

    @Override
    public final ArenaExhaustedException exhausted(Refusal refusal) {
        ArenaExhaustedException.Reason reason = switch (refusal.kind()) {
            case ARENA_BUDGET -> ArenaExhaustedException.Reason.ARENA_BUDGET;
            case POOL_BUDGET -> ArenaExhaustedException.Reason.POOL_BUDGET;
            case SOURCE -> ArenaExhaustedException.Reason.SOURCE;
        };
        return new ArenaExhaustedException(reason, describe(), refusal.requested(), refusal.held(), refusal.limit(),
                refusal.cause());
    }

    @Override
    public final @Nullable MemorySegment tryGrow(MemorySegment segment, long newByteSize) {
        enter();
        try {
            checkGrowth(segment, newByteSize);
            return bump.tryGrow(segment, newByteSize);
        } finally {
            exit();
        }
    }

    @Override
    public final MemorySegment grow(MemorySegment segment, long newByteSize, long byteAlignment) {
        enter();
        try {
            checkGrowth(segment, newByteSize);
            checkSizes(newByteSize, byteAlignment);
            MemorySegment grown = bump.tryGrow(segment, newByteSize);
            if (grown == null) {
                grown = allocateInside(newByteSize, byteAlignment);
                MemorySegment.copy(segment, 0, grown, 0, segment.byteSize());
                bump.relocated();
            }
            return grown;
        } finally {
            exit();
        }
    }

    @Override
    public final Owned<MemorySegment> allocateOwned(long byteSize, long byteAlignment) {
        enter();
        try {
            checkSizes(byteSize, byteAlignment);
            return bump.allocateEscaped(byteSize, byteAlignment, Owned::new);
        } finally {
            exit();
        }
    }

    @Override
    public final Shared<MemorySegment> allocateShared(long byteSize, long byteAlignment) {
        enter();
        try {
            checkSizes(byteSize, byteAlignment);
            return bump.allocateEscaped(byteSize, byteAlignment, Shared::new);
        } finally {
            exit();
        }
    }

    @Override
    public final Owned<MemorySegment> escape(MemorySegment segment) {
        enter();
        try {
            requireAlive();
            Owned<MemorySegment> handle = bump.escape(segment, Owned::new);
            if (handle == null) {
                throw new IllegalArgumentException(
                        "The segment is not of the current generation of " + describe() + ": " + segment);
            }
            return handle;
        } finally {
            exit();
        }
    }

    private void checkGrowth(MemorySegment segment, long newByteSize) {
        if (newByteSize < segment.byteSize()) {
            throw new IllegalArgumentException(
                    "newByteSize must not be less than the present " + segment.byteSize() + ": " + newByteSize);
        }
        requireAlive();
        if (!segment.scope().isAlive()) {
            throw new IllegalStateException("The generation of the segment that should grow has ended");
        }
    }

    @Override
    public final void onReset(Runnable cleanup) {
        enter();
        try {
            requireAlive();
            if (cleanups == null) {
                cleanups = new ArrayDeque<>();
            }
            cleanups.push(cleanup);
        } finally {
            exit();
        }
    }

    @Override
    public final void reset() {
        enter();
        try {
            requireAlive();
            end(false);
        } finally {
            exit();
        }
    }

    @Override
    public final void close() {
        enter();
        try {
            if (!ended) {
                end(true);
            }
        } finally {
            exit();
        }
    }

    private void end(boolean forGood) {
        if (ending) {
            throw new IllegalStateException(
                    describe() + " is ending its generation: a cleanup must not reset or close it");
        }
        ending = true;
        Throwable failure = runCleanups();
        try {
            RuntimeException attached = bump.endGeneration(forGood);
            if (attached != null) {
                failure = joined(failure, attached);
            }
            if (forGood) {
                markEnded();
            }
        } catch (RuntimeException | Error e) { // comes first: the caller must learn that nothing has ended
            failure = failure == null ? e : joined(e, failure);
        } finally {
            ending = false;
        }
        switch (failure) {
            case null -> {
            }
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            default -> throw new UndeclaredThrowableException(failure, "A cleanup threw a checked exception");
        }
    }

    private @Nullable Throwable runCleanups() {
        Throwable failure = null;
        while (cleanups != null && !cleanups.isEmpty()) {
            try {
                cleanups.pop().run();
            } catch (Throwable e) { // other languages throw checked exceptions too
                failure = joined(failure, e);
            }
        }
        return failure;
    }

    @SuppressWarnings("ReferenceEquality") // a throwable must not suppress itself
    private static Throwable joined(@Nullable Throwable first, Throwable next) {
        if (first == null || first == next) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }

    private void markEnded() {
        ended = true;
        if (bump.id() != 0) { // an arena that was never used is not worth reading the clock
            endedNanos = System.nanoTime();
            endedBy = Thread.currentThread();
        }
        if (standalone) {
            bump.provider().close();
        }
    }

    @Override
    public final void requireAlive() {
        if (ended) {
            String when = bump.id() == 0
                    ? " was closed without having been used"
                    : " was closed " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - endedNanos) + " ms ago by "
                            + endedBy;
            throw new IllegalStateException(
                    describe() + when + ": an arena, and what it allocated, cannot be used after its end");
        }
    }

    /** Names this arena in messages. */
    final String describe() {
        String name = bump.provider().settings().name();
        return standalone
                ? "Arena '" + name + "'"
                : "Arena " + (bump.id() == 0 ? "" : "#" + bump.id() + " ") + "of pool '" + name + "'";
    }

    @Override
    public final MemorySegment.Scope scope() {
        enter();
        try {
            return bump.session().scope();
        } finally {
            exit();
        }
    }

    @Override
    public final ArenaStats stats() {
        Counts lifetime = bump.lifetime();
        Counts now = bump.sinceReset();
        ChunkProvider provider = bump.provider();
        return new ArenaStats(bump.bytesHeld(), bump.peakBytesHeld(), bump.wasted(), provider.cachedChunks(),
                provider.cachedBytes(), bump.resets(), lifetime.normalChunks, lifetime.oversizedChunks,
                lifetime.reusedChunks, lifetime.backingBytes, lifetime.relocations, now.normalChunks,
                now.oversizedChunks, now.reusedChunks, now.backingBytes, now.relocations);
    }

    @Override
    public final String toString() {
        return describe() + "[" + (ended ? "closed" : bump.bytesHeld() + " bytes held") + "]";
    }
}
