package dev.arena;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.BumpAllocator;
import dev.arena.engine.ChunkProvider;
import dev.arena.engine.CoarseClock;
import dev.arena.engine.Counts;
import dev.arena.engine.Refusal;

/**
 * What confined and shared arenas have in common: the life of an arena around its {@link BumpAllocator}. Subclasses say who
 * may come in ({@link #enter}, {@link #exit}); everything else happens between the two.
 */
abstract sealed class AbstractArena extends BumpAllocator implements Arena permits ConfinedArena, SharedArena {

    /** Whether this arena has its provider to itself and closes it. */
    private final boolean standalone;

    /** For whom it was opened; null where nobody asked. */
    private final @Nullable Lessee lessee;

    /** What else ends with its generation; null as long as there was nothing. */
    private @Nullable Attachments attachments;

    private boolean ending;
    private boolean ended;
    private long endedNanos;

    /** An arena of a pool, or one that has its provider to itself. */
    AbstractArena(ChunkProvider provider, long byteBudget, boolean standalone, Confinement confinement) {
        super(provider, byteBudget, confinement == Confinement.SHARED, null);
        this.standalone = standalone;
        this.lessee = null;
        watch(standalone);
    }

    /** An arena of a pool that differs from the others. */
    AbstractArena(ChunkProvider provider, long byteBudget, Confinement confinement, ArenaOptions options) {
        super(provider, byteBudget, confinement == Confinement.SHARED, null);
        this.standalone = false;
        this.lessee = new Lessee(options.owner(), Thread.currentThread(), CoarseClock.nanoTime());
        watch(false);
        if (options.expectedBytes() > 0) {
            expect(options.expectedBytes());
        }
        if (!options.mayWait()) {
            neverWait();
        }
    }

    /** A child. */
    AbstractArena(AbstractArena parent, long byteBudget, Confinement confinement) {
        super(parent.provider(), byteBudget, confinement == Confinement.SHARED, parent);
        this.standalone = false;
        this.lessee = parent.lessee;
        watch(false);
    }

    /** For whom and by whom an arena was opened, and when as of {@link CoarseClock}. */
    private record Lessee(@Nullable Object owner, Thread thread, long nanos) {

        String text() {
            return owner == null ? "" : owner.toString();
        }
    }

    /** Lets the calling thread in, or throws {@link WrongThreadException}. */
    abstract void enter();

    /** Lets the calling thread out. */
    abstract void exit();

    /** The calling thread ends this arena. */
    abstract void endedByCaller();

    /** Which one did. */
    abstract @Nullable Thread endedBy();

    /** An arena for the same threads that draws on the budget of this one. */
    abstract AbstractArena newChild(long byteBudget);

    /** Allocates on behalf of a thread that was let in. */
    final MemorySegment allocateInside(long byteSize, long byteAlignment) {
        checkSizes(byteSize, byteAlignment);
        return bump(byteSize, byteAlignment);
    }

    @Override
    public final @Nullable MemorySegment tryAllocate(long byteSize, long byteAlignment) {
        enter();
        try {
            checkSizes(byteSize, byteAlignment);
            return tryBump(byteSize, byteAlignment);
        } finally {
            exit();
        }
    }

    @Override
    public final @Nullable MemorySegment tryAllocateNow(long byteSize, long byteAlignment) {
        enter();
        try {
            checkSizes(byteSize, byteAlignment);
            return tryBumpNow(byteSize, byteAlignment, 0);
        } finally {
            exit();
        }
    }

    static void checkSizes(long byteSize, long byteAlignment) {
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
        var exhausted = new ArenaExhaustedException(reason, describe(), refusal.requested(), refusal.held(),
                refusal.limit(), refusal.cause());
        provider().observer().refused(exhausted);
        return exhausted;
    }

    @Override
    public final @Nullable MemorySegment tryGrow(MemorySegment segment, long newByteSize) {
        enter();
        try {
            checkGrowth(segment, newByteSize);
            return tryGrowInPlace(segment, newByteSize);
        } finally {
            exit();
        }
    }

    @Override
    public final MemorySegment grow(MemorySegment segment, long newByteSize, long byteAlignment) {
        return growAtLeast(segment, newByteSize, newByteSize, byteAlignment, 0);
    }

    @Override
    public final MemorySegment growAtLeast(MemorySegment segment, long leastByteSize, long preferredByteSize,
            long byteAlignment, long spareBytes) {
        enter();
        try {
            checkGrowth(segment, leastByteSize);
            checkSizes(leastByteSize, byteAlignment);
            if (spareBytes < 0) {
                throw new IllegalArgumentException("spareBytes must not be negative: " + spareBytes);
            }
            return Growth.grow(this, segment, leastByteSize, preferredByteSize, byteAlignment,
                    spareBytes);
        } finally {
            exit();
        }
    }

    /** Makes a segment larger if there is memory for that now, for {@link Growth}. */
    final @Nullable MemorySegment tryGrowNow(MemorySegment segment, long newByteSize, long byteAlignment, long spare) {
        MemorySegment grown = leaves(spare, newByteSize - segment.byteSize())
                ? tryGrowInPlace(segment, newByteSize)
                : null;
        if (grown != null) {
            return grown;
        }
        MemorySegment moved = tryBumpNow(newByteSize, byteAlignment, spare);
        return moved == null ? null : move(segment, moved);
    }

    /** Makes a segment larger, for {@link Growth}. */
    final MemorySegment growInside(MemorySegment segment, long newByteSize, long byteAlignment) {
        MemorySegment grown = tryGrowInPlace(segment, newByteSize);
        return grown != null ? grown : move(segment, bump(newByteSize, byteAlignment));
    }

    private MemorySegment move(MemorySegment segment, MemorySegment moved) {
        MemorySegment.copy(segment, 0, moved, 0, segment.byteSize());
        relocated();
        return moved;
    }

    @Override
    public final MemorySegment shrink(MemorySegment segment, long newByteSize) {
        enter();
        try {
            if (newByteSize < 0 || newByteSize > segment.byteSize()) {
                throw new IllegalArgumentException(
                        "newByteSize must be between 0 and the present " + segment.byteSize() + ": " + newByteSize);
            }
            requireAlive();
            requireLive(segment, "shrink");
            takeBack(segment, newByteSize);
            return segment.asSlice(0, newByteSize);
        } finally {
            exit();
        }
    }

    @Override
    public final Owned<MemorySegment> allocateOwned(long byteSize, long byteAlignment) {
        enter();
        try {
            checkSizes(byteSize, byteAlignment);
            return bumpEscaped(byteSize, byteAlignment, Owned::new);
        } finally {
            exit();
        }
    }

    @Override
    public final Shared<MemorySegment> allocateShared(long byteSize, long byteAlignment) {
        enter();
        try {
            checkSizes(byteSize, byteAlignment);
            return bumpEscaped(byteSize, byteAlignment, Shared::new);
        } finally {
            exit();
        }
    }

    @Override
    public final Owned<MemorySegment> escape(MemorySegment segment) {
        enter();
        try {
            requireAlive();
            Owned<MemorySegment> handle = escapeFrom(segment, Owned::new);
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
        requireLive(segment, "grow");
    }

    private static void requireLive(MemorySegment segment, String change) {
        if (!segment.scope().isAlive()) {
            throw new IllegalStateException("The generation of the segment that should " + change + " has ended");
        }
    }

    @Override
    public final void onReset(Runnable cleanup) {
        enter();
        try {
            requireAlive();
            attachments().add(cleanup);
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

    @Override
    public final Mark mark() {
        enter();
        try {
            requireAlive();
            requireNotEnding();
            OpenMark mark = attachments().nextMark(this);
            openFrame();
            attachments().set(mark);
            return mark;
        } finally {
            exit();
        }
    }

    private Attachments attachments() {
        Attachments mine = attachments;
        if (mine == null) {
            mine = new Attachments();
            attachments = mine;
        }
        return mine;
    }

    /** Ends a mark and those set since. */
    final void end(OpenMark mark) {
        enter();
        try {
            if (!mark.isOver()) {
                end(failures -> attachments().endMarks(this, mark, failures));
            }
        } finally {
            exit();
        }
    }

    /** Ends the innermost mark for {@link Attachments}; answers what an action threw that was attached to its session, or null. */
    final @Nullable RuntimeException endInnermostMark() {
        return closeFrame();
    }

    private void end(boolean forGood) {
        Attachments first = attachments;
        if (first == null) {
            endAlone(forGood);
        } else {
            end(failures -> {
                first.endAll(this, failures);
                failures.add(endGeneration(forGood));
                if (forGood) {
                    markEnded();
                }
            });
        }
    }

    /** Ends an arena that has nothing but its memory, as most have. */
    private void endAlone(boolean forGood) {
        requireNotEnding();
        ending = true;
        try {
            RuntimeException attached = endGeneration(forGood);
            if (forGood) {
                markEnded();
            }
            if (attached != null) {
                throw attached;
            }
        } finally {
            ending = false;
        }
    }

    private void end(Consumer<Failures> how) {
        requireNotEnding();
        ending = true;
        var failures = new Failures();
        try {
            how.accept(failures);
        } catch (RuntimeException | Error e) { // comes first: the caller must learn that it has not ended
            failures.addFirst(e);
        } finally {
            ending = false;
        }
        failures.rethrow();
    }

    private void requireNotEnding() {
        if (ending) {
            throw new IllegalStateException(describe()
                    + " is ending a generation: a cleanup must not reset or close it, nor set or end a mark");
        }
    }

    final void changeByteBudget(long byteBudget) {
        enter();
        try {
            requireAlive();
            changeBudget(byteBudget);
        } finally {
            exit();
        }
    }

    @Override
    public final Arena child(long byteBudget) {
        ArenaBuilder.requireRange("byteBudget", byteBudget, provider().settings().minChunkSize(), Long.MAX_VALUE);
        enter();
        try {
            requireAlive();
            AbstractArena child = newChild(byteBudget);
            attachments().add(child);
            return child;
        } finally {
            exit();
        }
    }

    private void markEnded() {
        ended = true;
        if (id() != 0) { // an arena that was never used is not worth it
            endedNanos = CoarseClock.nanoTime();
            endedByCaller();
        }
        if (standalone) {
            provider().close();
        }
        AbstractArena parent = parentArena();
        if (parent != null && parent.attachments != null) {
            parent.attachments.remove(this);
        }
    }

    final boolean hasEnded() {
        return ended;
    }

    final void requireAlive() {
        if (ended) {
            String when = id() == 0
                    ? " was closed without having been used"
                    : " was closed " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - endedNanos) + " ms ago by "
                            + endedBy();
            throw new IllegalStateException(
                    describe() + when + ": an arena, and what it allocated, cannot be used after its end");
        }
    }

    @Override
    protected final String describe() {
        String name = provider().settings().name();
        if (standalone) {
            return "Arena '" + name + "'";
        }
        String owner = lessee == null ? "" : lessee.text();
        return (isChild() ? "Child arena " : "Arena ") + (id() == 0 ? "" : "#" + id() + " ") + "of pool '" + name
                + "'" + (owner.isEmpty() ? "" : " for " + owner);
    }

    /** This arena as it is now, seen by any thread. */
    final OpenArena snapshot() {
        Confinement confinement = this instanceof ConfinedArena ? Confinement.CONFINED : Confinement.SHARED;
        Lessee known = lessee;
        return known == null
                ? new OpenArena(id(), "", confinement, null, null, bytesHeld())
                : new OpenArena(id(), known.text(), confinement, known.thread,
                        Duration.ofNanos(Math.max(0, CoarseClock.nanoTime() - known.nanos)), bytesHeld());
    }

    private @Nullable AbstractArena parentArena() {
        return (AbstractArena) parent();
    }

    final boolean isChild() {
        return parent() != null;
    }

    @Override
    public final MemorySegment.Scope scope() {
        enter();
        try {
            return session().scope();
        } finally {
            exit();
        }
    }

    @Override
    public final ArenaStats stats() {
        Counts lifetime = lifetime();
        Counts now = resets() == 0 ? lifetime : sinceReset();
        ChunkProvider provider = provider();
        return new ArenaStats(bytesHeld(), peakBytesHeld(), wasted(), provider.cachedChunks(),
                provider.cachedBytes(), resets(), lifetime.normalChunks, lifetime.oversizedChunks,
                lifetime.reusedChunks, lifetime.backingBytes, lifetime.relocations, now.normalChunks,
                now.oversizedChunks, now.reusedChunks, now.backingBytes, now.relocations, now.oversizedBytes);
    }

    @Override
    public final String toString() {
        return describe() + "[" + (ended ? "closed" : bytesHeld() + " bytes held") + "]";
    }
}
