package dev.arena.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A block of off-heap memory. It never hands its own segment out: users only ever see segments of its memory under the session
 * of one generation, or of an {@link Escape}, and those die with that session. A chunk may serve somebody else only after the
 * session has closed.
 *
 * <p>Belongs to one owner at a time (an arena, the cache, or whoever carries it from one to the other) and is not thread
 * safe by itself.
 */
sealed class Chunk implements Supply permits PaddedChunk {
    /** So many that copying them takes longer than the call, and so few that they stay in the cache next to what is zeroed. */
    private static final MemorySegment ZEROS = Arena.global().allocate(4 << 10, 64).asReadOnly();

    private final MemorySegment memory;
    private final long address;
    private final long bytes;
    private final @Nullable SizeClass sizeClass;

    /** Whether the garbage collector frees the memory. */
    private final boolean collected;

    /** Bytes from the start that may have been written since the last scrub. */
    private long used;

    private boolean fresh = true;

    /** Set while the chunk is held by an arena that is watched. */
    @Nullable
    Lease lease;

    /** Set while values have escaped from the chunk and its arena holds it. */
    @Nullable
    Escape escape;

    /** The next chunk of the one list this chunk is on: the retired chunks of an arena, or a stack of the cache. */
    @Nullable
    Chunk next;

    /** A chunk of {@code sizeClass}, or an oversized one-shot chunk where that is null. */
    Chunk(MemorySegment memory, @Nullable SizeClass sizeClass) {
        this.memory = memory;
        this.address = memory.address();
        this.bytes = memory.byteSize();
        this.sizeClass = sizeClass;
        this.collected = !memory.scope().equals(MemorySegment.NULL.scope());
    }

    /** A chunk as {@link #Chunk} makes it, laid out for how it will be used. */
    static Chunk of(MemorySegment memory, @Nullable SizeClass sizeClass) {
        return sizeClass == null ? new Chunk(memory, null) : new PaddedChunk(memory, sizeClass);
    }

    /** The whole chunk under another session. */
    @SuppressWarnings("restricted")
    MemorySegment lend(Arena session) {
        return memory.reinterpret(session, collected ? keeper(null) : null);
    }

    /**
     * Makes the session hold what must not go before it: the memory, where the garbage collector frees that, as a segment may
     * be the last that remembers an arena which was neither closed nor kept; and {@code companion}, if it is not null.
     */
    @SuppressWarnings("restricted")
    void hold(Arena session, @Nullable Object companion) {
        if (collected || companion != null) {
            memory.reinterpret(session, keeper(companion));
        }
    }

    /** Does nothing: that it has them is all that matters. */
    @SuppressWarnings("ReachabilityFenceUsage")
    private Consumer<MemorySegment> keeper(@Nullable Object companion) {
        return _ -> {
            Reference.reachabilityFence(memory);
            Reference.reachabilityFence(companion);
        };
    }

    /** The arena that held the chunk holds it no more. Comes before anybody else can get it. */
    void leaveArena() {
        Lease holder = lease;
        if (holder != null) {
            lease = null;
            holder.remove(this);
        }
    }

    /** Notes how far the owner has bumped; the rest is known to be zero. */
    void used(long bytes) {
        used = bytes;
    }

    /** Zeroes what may have been written, so the next owner's allocations read as zero without any work of their own. */
    void scrub() {
        zero(0, used);
        used = 0;
    }

    /** Zeroes the bytes between two addresses, as {@link #scrub} does at the end. */
    void scrub(long from, long to) {
        zero(from - address, to - from);
    }

    /** {@link MemorySegment#fill} writes 8 bytes at a time, a copy up to 64: one and a half to three times as fast. */
    private void zero(long offset, long bytes) {
        long at = offset;
        long left = bytes;
        for (; left > ZEROS.byteSize(); left -= ZEROS.byteSize()) {
            MemorySegment.copy(ZEROS, 0, memory, at, ZEROS.byteSize());
            at += ZEROS.byteSize();
        }
        MemorySegment.copy(ZEROS, 0, memory, at, left);
    }

    /** Notes that it comes out of the cache and not out of the source. */
    void reused() {
        fresh = false;
    }

    /** Whether it came straight from the source. */
    boolean isFresh() {
        return fresh;
    }

    /** Whether {@code segment} is a part of this chunk's memory, under whichever session. */
    boolean contains(MemorySegment segment) {
        long offset = segment.address() - address;
        return offset >= 0 && segment.byteSize() <= bytes - offset;
    }

    long address() {
        return address;
    }

    MemorySegment memory() {
        return memory;
    }

    @Nullable
    SizeClass sizeClass() {
        return sizeClass;
    }

    long bytes() {
        return bytes;
    }

    /** Bytes behind the cursor, as last noted. */
    long tail() {
        return bytes - used;
    }
}
