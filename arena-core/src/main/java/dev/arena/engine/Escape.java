package dev.arena.engine;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * What keeps a chunk alive beyond its generation: a count of the values that have escaped from it, and a session under which
 * any thread can reach them. The session is that of an {@link Epoch}, so that the end of a handle costs no handshake.
 *
 * <p>The count begins with a large <em>credit</em> that stands for the arena. While the arena holds the chunk, handing out a
 * handle only adds to a plain counter; once, when the arena gives the chunk up, the credit is exchanged for the handles that
 * were handed out. So a handle costs one atomic operation, at its end. The scheme is that of the crate {@code multitude}.
 */
public final class Escape extends Claim {

    /** What the count has on top of its handles while the arena holds the chunk. */
    private static final int CREDIT = 1 << 30;

    /** Handles handed out until they are exchanged early: far less than the credit, far more than chunks usually see. */
    private static final int MOST_HANDED_OUT = 1 << 28;

    /** A segment smaller than this part of its chunk is copied when it escapes, instead of keeping the chunk. */
    private static final int LEAST_SHARE_OF_CHUNK = 8;

    /** Alignment in bytes that a copy keeps: a cache line, the most that hardware asks for. */
    private static final long MOST_ALIGNMENT_KEPT = 64;

    private static final VarHandle COUNT;
    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(Escape.class, "count", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ChunkProvider provider;
    private final Chunk chunk;
    private final Epoch epoch;
    private final MemorySegment lent;

    @SuppressWarnings("FieldMayBeFinal") // through COUNT
    private volatile int count = CREDIT;

    /** Handles handed out. Only the arena writes it. */
    private int handedOut;

    /** The next escape of the same arena, in the list of those it has given up. Only the arena touches it. */
    @Nullable
    Escape next;

    private final int mostHandedOut;

    /** An escape from {@code chunk}, which the arena still holds. */
    Escape(ChunkProvider provider, Chunk chunk, Epoch epoch) {
        this(provider, chunk, epoch, MOST_HANDED_OUT);
    }

    Escape(ChunkProvider provider, Chunk chunk, Epoch epoch, int mostHandedOut) {
        this.mostHandedOut = mostHandedOut;
        this.provider = provider;
        this.chunk = chunk;
        this.epoch = epoch;
        this.lent = chunk.lend(epoch.session);
    }

    /** Whether a value had better be copied when it escapes, than keep its chunk. */
    static boolean isCopyCheaper(Chunk chunk, MemorySegment value) {
        return chunk.escape == null && chunk.bytes() / LEAST_SHARE_OF_CHUNK > value.byteSize();
    }

    /** Alignment in bytes that a copy of {@code value} must have. */
    static long alignmentKept(MemorySegment value) {
        return Math.clamp(Long.lowestOneBit(value.address()), 1, MOST_ALIGNMENT_KEPT);
    }

    /** No bytes, at an address in {@code chunk} that has every alignment a copy would keep. */
    static MemorySegment nothingOf(Chunk chunk) {
        MemorySegment memory = chunk.memory();
        long misaligned = memory.address() & (MOST_ALIGNMENT_KEPT - 1);
        return memory.asSlice(misaligned == 0 ? 0 : MOST_ALIGNMENT_KEPT - misaligned, 0);
    }

    /** Makes a handle to a part of the chunk; whoever gets it must {@link #drop} this once. */
    <H> H handOut(MemorySegment part, BiFunction<Escape, MemorySegment, H> made) {
        MemorySegment slice = lent.asSlice(part.address() - lent.address(), part.byteSize());
        H handle = made.apply(this, part.isReadOnly() ? slice.asReadOnly() : slice);
        handedOut++; // last, so that a handle which could not be made does not count
        if (handedOut == mostHandedOut) { // exchange them early, or those that have ended would use the credit up
            COUNT.getAndAdd(this, handedOut);
            handedOut = 0;
        }
        return handle;
    }

    /** Gives the chunk up on behalf of the arena. If no handle is left, it goes back at once. */
    void giveUp() {
        chunk.leaveArena();
        release(CREDIT - handedOut);
    }

    /** The end of a handle, on any thread. The last one returns the chunk, if the arena has given it up. */
    @Override
    public void drop() {
        release(1);
    }

    /** Where the caller is, if the handle that it makes is to be watched. */
    public @Nullable Opening sample() {
        return provider.leaks().sample();
    }

    /** Watches {@code handle}; if it is lost, {@code end} ends what it stood for. */
    public Watch watch(Opening opening, Object handle, Runnable end) {
        return new Watch(provider.leaks(), Leaks.Kind.HANDLE, opening, handle, () -> {
            end.run();
            return bytes();
        });
    }

    private void release(int references) {
        if ((int) COUNT.getAndAdd(this, -references) == references) {
            provider.escaped(this, chunk, epoch);
        }
    }

    /** Whether the chunk has gone back. */
    boolean isOver() {
        return count == 0;
    }

    /** Handles that are open now. */
    int handles() {
        int now = count;
        return now > CREDIT / 2 ? handedOut - (CREDIT - now) : now;
    }

    /** Size of the chunk in bytes. */
    long bytes() {
        return chunk.bytes();
    }
}
