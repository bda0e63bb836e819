package dev.arena.engine;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A block of off-heap memory. It never hands its own segment out: users only ever see slices of
 * {@link #lend what it lends} to one generation, and those die with the session of that generation. A chunk may serve
 * somebody else only after that session has closed.
 *
 * <p>Belongs to one owner at a time (an arena, the cache, or whoever carries it from one to the other) and is not thread
 * safe by itself.
 */
final class Chunk implements Supply {
    private final MemorySegment memory;
    private final @Nullable SizeClass sizeClass;

    /**
     * Makes the session hold the memory, where that is freed by the garbage collector: a segment may be the last that
     * remembers an arena that was neither closed nor kept. Does nothing else.
     */
    private final @Nullable Consumer<MemorySegment> keeper;

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
    @SuppressWarnings("ReachabilityFenceUsage") // that the lambda has it is all that matters
    Chunk(MemorySegment memory, @Nullable SizeClass sizeClass) {
        this.memory = memory;
        this.sizeClass = sizeClass;
        this.keeper = memory.scope().equals(MemorySegment.NULL.scope())
                ? null
                : lent -> Reference.reachabilityFence(memory);
    }

    /**
     * The whole chunk under another session. This is the one place where a session is put on pooled memory; it is what
     * makes stale access throw.
     */
    @SuppressWarnings("restricted")
    MemorySegment lend(java.lang.foreign.Arena session) {
        return memory.reinterpret(session, keeper);
    }

    /** Lends likewise, and makes the session hold {@code companion}: that can be reached as long as a segment can. */
    @SuppressWarnings({"restricted", "ReachabilityFenceUsage"}) // that the lambda has them is all that matters
    MemorySegment lend(java.lang.foreign.Arena session, Object companion) {
        return memory.reinterpret(session, _ -> {
            Reference.reachabilityFence(memory);
            Reference.reachabilityFence(companion);
        });
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
        memory.asSlice(0, used).fill((byte) 0);
        used = 0;
    }

    /** Zeroes the bytes between two addresses, as {@link #scrub} does at the end. */
    void scrub(long from, long to) {
        memory.asSlice(from - address(), to - from).fill((byte) 0);
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
        long offset = segment.address() - memory.address();
        return offset >= 0 && segment.byteSize() <= memory.byteSize() - offset;
    }

    long address() {
        return memory.address();
    }

    MemorySegment memory() {
        return memory;
    }

    @Nullable
    SizeClass sizeClass() {
        return sizeClass;
    }

    long bytes() {
        return memory.byteSize();
    }

    /** Bytes behind the cursor, as last noted. */
    long tail() {
        return memory.byteSize() - used;
    }
}
