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

package dev.arena.engine.reclaim;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.chunk.EscapedMemory;
import dev.arena.engine.leak.AllocationSite;
import dev.arena.engine.leak.LeakDetector;
import dev.arena.engine.leak.LeakTracker;

/**
 * Keeps a chunk alive beyond its generation. It counts the values that have escaped from the chunk, and has a session under
 * which any thread can reach them. The session is that of an {@link Epoch}, so the end of a handle costs no handshake.
 *
 * <p>The count begins with a large <em>credit</em> that stands for the arena. While the arena holds the chunk, making a handle
 * only increments a plain counter. When the arena gives the chunk up, the credit is exchanged once for the handles that were
 * made. A handle therefore costs one atomic operation, at its end. The scheme is that of the crate {@code multitude}.
 *
 * @since 0.1.0
 */
public final class EscapedChunk extends ChunkReference implements EscapedMemory {

    /** Part of the count that stands for the arena while it holds the chunk. */
    private static final int CREDIT = 1 << 30;

    /**
     * Added to the count while the chunk waits for the session of its generation. It differs so much from the credit that a
     * closing handle can distinguish the two.
     */
    private static final int WAITING = Integer.MIN_VALUE;

    /**
     * Number of handles after which the plain counter is added to the count early. Far less than the credit, and far more than
     * a chunk usually has.
     */
    private static final int MOST_HANDLES_UNCOUNTED = 1 << 28;

    /** A segment smaller than one eighth of its chunk is copied when it escapes, instead of keeping the chunk. */
    private static final int LEAST_SHARE_OF_CHUNK = 8;

    /** Largest alignment that a copy keeps, in bytes: a cache line, the most that hardware needs. */
    private static final long MOST_ALIGNMENT_KEPT = 64;

    private static final VarHandle COUNT;
    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(EscapedChunk.class, "count", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Chunk chunk;
    private final Epoch epoch;
    private final MemorySegment lent;
    private final EscapeCharge charge;
    private final LeakDetector leaks;

    /** Takes the chunk back when its last handle has closed and the arena has given it up. */
    private final Consumer<EscapedChunk> end;

    @SuppressWarnings("FieldMayBeFinal") // through COUNT
    private volatile int count = CREDIT;

    /** Handles that were made and are not yet part of the count. Only the arena writes it. */
    private int uncounted;

    /** Whether the arena continues to pay for the chunk after it gives the chunk up. Written before that. */
    private boolean paidByArena;

    /** Whether the chunk waits for the session of its generation. Written by the arena before it leaves the chunk to others. */
    private boolean waits;

    private final int mostUncounted;

    /**
     * For a chunk from which a value escapes, and which its arena still holds.
     *
     * @param epoch  whose session reaches the values
     * @param charge tracks who pays for the chunk
     * @param leaks  decides which handles are tracked
     * @param end    called once, on any thread, when neither the arena nor a handle keeps the chunk
     */
    public EscapedChunk(Chunk chunk, Epoch epoch, EscapeCharge charge, LeakDetector leaks, Consumer<EscapedChunk> end) {
        this(chunk, epoch, charge, leaks, end, MOST_HANDLES_UNCOUNTED);
    }

    EscapedChunk(Chunk chunk, Epoch epoch, EscapeCharge charge, LeakDetector leaks, Consumer<EscapedChunk> end,
            int mostUncounted) {
        this.chunk = chunk;
        this.epoch = epoch;
        this.charge = charge;
        this.leaks = leaks;
        this.end = end;
        this.mostUncounted = mostUncounted;
        this.lent = chunk.lend(epoch.session());
    }

    /** Whether copying an escaping value costs less memory than keeping its chunk. */
    public static boolean isCopyCheaper(Chunk chunk, MemorySegment value) {
        return chunk.escaped() == null && chunk.bytes() / LEAST_SHARE_OF_CHUNK > value.byteSize();
    }

    /** Alignment that a copy of {@code value} must have, in bytes. */
    public static long alignmentKept(MemorySegment value) {
        return Math.clamp(Long.lowestOneBit(value.address()), 1, MOST_ALIGNMENT_KEPT);
    }

    /** An empty segment of {@code chunk}, at an address with the largest alignment that a copy keeps. */
    public static MemorySegment nothingOf(Chunk chunk) {
        MemorySegment memory = chunk.memory();
        long misaligned = memory.address() & (MOST_ALIGNMENT_KEPT - 1);
        return memory.asSlice(misaligned == 0 ? 0 : MOST_ALIGNMENT_KEPT - misaligned, 0);
    }

    /** Makes a handle to a part of the chunk, which must be {@linkplain #drop dropped} once. */
    public <H> H newHandle(MemorySegment part, BiFunction<EscapedChunk, MemorySegment, H> constructor) {
        MemorySegment slice = lent.asSlice(part.address() - lent.address(), part.byteSize());
        H handle = constructor.apply(this, part.isReadOnly() ? slice.asReadOnly() : slice);
        uncounted++; // last, so that a handle that could not be made is not counted
        if (uncounted == mostUncounted) { // count them early, before closed handles use up the credit
            COUNT.getAndAdd(this, uncounted);
            uncounted = 0;
        }
        return handle;
    }

    /** Gives the chunk up on behalf of the arena, which continues to pay for it until its generation ends. */
    public void giveUpPaid() {
        charge.add(chunk.bytes());
        paidByArena = true;
        giveUp();
    }

    /**
     * Ends the generation: its arena no longer pays, but the chunk waits until {@link #giveUp} for a session that others share.
     * The partition pays as long as a handle is open, and not for the wait.
     */
    @Override
    public void endGeneration() {
        int credit = CREDIT - uncounted;
        waits = true;
        if ((int) COUNT.getAndAdd(this, WAITING - credit) == credit) {
            stopPaying();
        }
    }

    /** Gives the chunk up on behalf of the arena, which no longer pays for it. Returns the chunk at once if no handle is open. */
    @Override
    public void giveUp() {
        chunk.removeFromHolder();
        if (!waits) {
            release(CREDIT - uncounted);
        } else if ((int) COUNT.getAndAdd(this, -WAITING) == WAITING) {
            end.accept(this);
        }
    }

    /** Ends a handle, on any thread. The last one returns the chunk, if the arena has given it up. */
    @Override
    public void drop() {
        release(1);
    }

    private void release(int references) {
        int left = (int) COUNT.getAndAdd(this, -references) - references;
        if (left == 0 || left == WAITING) {
            stopPaying();
        }
        if (left == 0) {
            end.accept(this);
        }
    }

    private void stopPaying() {
        if (paidByArena) {
            charge.close(chunk.bytes());
        } else {
            charge.releaseFromPartition(chunk.bytes());
        }
    }

    /** The call site, if the handle that the caller makes is to be tracked; otherwise null. */
    public @Nullable AllocationSite sampleLeak() {
        return leaks.sample();
    }

    /** Tracks {@code handle}. If it leaks, {@code drop} ends its reference. */
    public LeakTracker track(AllocationSite site, Object handle, Runnable drop) {
        return new LeakTracker(leaks, LeakDetector.Kind.HANDLE, site, handle, () -> {
            drop.run();
            return bytes();
        });
    }

    /** Whether only handles keep the chunk. */
    public boolean isGivenUp() {
        int now = count;
        return now >= 0 && now <= CREDIT / 2;
    }

    /** Handles that are open now. */
    public int handles() {
        int now = count;
        if (now < 0) {
            return now - WAITING;
        }
        return now > CREDIT / 2 ? uncounted - (CREDIT - now) : now;
    }

    /** The chunk. */
    public Chunk chunk() {
        return chunk;
    }

    /** The epoch whose session reaches the values. */
    public Epoch epoch() {
        return epoch;
    }

    /** Size of the chunk in bytes. */
    public long bytes() {
        return chunk.bytes();
    }
}
