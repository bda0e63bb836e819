package dev.arena.engine.chunk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A block of off-heap memory. It never hands its own segment out: users only see segments of its memory under the session of one
 * generation or of an escaped value, and those die with that session. A chunk may serve another owner only after the session
 * has closed.
 *
 * <p>Belongs to one owner at a time (an arena, the cache, or the code that moves it from one to the other) and is not thread
 * safe by itself.
 */
public sealed class Chunk implements ChunkResult permits PaddedChunk {

    /** Alignment in bytes that the memory of a chunk has at least; what malloc guarantees on 64-bit systems. */
    public static final long ALIGNMENT = 16;

    /** Large enough that copying takes longer than the call, and small enough to stay in the nearest cache. */
    private static final MemorySegment ZEROS = Arena.global().allocate(4 << 10, 64).asReadOnly();

    private final MemorySegment memory;
    private final long address;
    private final long bytes;
    private final @Nullable SizeClass sizeClass;

    /** Whether the garbage collector frees the memory. */
    private final boolean collected;

    /** Bytes from the start that were allocated when the chunk was last full or handed on. */
    private long used;

    /** Bytes from the start that a segment may reach which was cut short; they can be written though the cursor is before them. */
    private long highWaterMark;

    private boolean fresh = true;

    /** Set while a tracked arena holds the chunk. */
    private @Nullable ChunkHolder holder;

    /** Set while values have escaped from the chunk and its arena holds it. */
    private @Nullable EscapedMemory escaped;

    /** The next chunk of the one list that this chunk is on. */
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

    /** A chunk over {@code memory}. Only chunks of a size class live long enough to be padded. */
    public static Chunk of(MemorySegment memory, @Nullable SizeClass sizeClass) {
        return sizeClass == null ? new Chunk(memory, null) : new PaddedChunk(memory, sizeClass);
    }

    /** The whole chunk under another session. */
    @SuppressWarnings("restricted")
    public MemorySegment lend(Arena session) {
        return memory.reinterpret(session, collected ? keeper(null) : null);
    }

    /**
     * Lets a session keep objects reachable that must not be collected before it closes: the memory, where the garbage collector
     * frees it, as a segment may be the last reference to an arena; and {@code companion}, if that is not null.
     */
    @SuppressWarnings("restricted")
    public void keepReachable(Arena session, @Nullable Object companion) {
        if (collected || companion != null) {
            memory.reinterpret(session, keeper(companion));
        }
    }

    /** Does nothing when it runs: being referenced by the session is its purpose. */
    @SuppressWarnings("ReachabilityFenceUsage")
    private Consumer<MemorySegment> keeper(@Nullable Object companion) {
        return _ -> {
            Reference.reachabilityFence(memory);
            Reference.reachabilityFence(companion);
        };
    }

    /** Notes the tracked arena that holds this chunk from now on. */
    public void setHolder(ChunkHolder newHolder) {
        holder = newHolder;
    }

    /** Removes this chunk from the tracked arena that held it, if any. Called before anybody else can get the chunk. */
    public void removeFromHolder() {
        ChunkHolder before = holder;
        if (before != null) {
            holder = null;
            before.remove(this);
        }
    }

    /** What keeps this chunk alive for values that have escaped from it; null while there are none. */
    public @Nullable EscapedMemory escaped() {
        return escaped;
    }

    /** Sets what {@link #escaped} returns. */
    public void setEscaped(@Nullable EscapedMemory memoryOfValues) {
        escaped = memoryOfValues;
    }

    /** Notes how far the owner has allocated. What lies behind that and the high-water mark reads as zero. */
    public void setUsed(long newUsed) {
        used = newUsed;
    }

    /** Notes that a segment reaches to {@code end}, an address, although the cursor has been moved back before that. */
    public void raiseHighWaterMark(long end) {
        highWaterMark = Math.max(highWaterMark, end - address);
    }

    /** Whether a segment of this chunk was cut short, so that the cursor does not tell what of it may be in use. */
    public boolean wasCutShort() {
        return highWaterMark > 0;
    }

    /** Zeroes what may have been written, so that the allocations of the next owner read as zero. */
    public void scrub() {
        zero(0, Math.max(used, highWaterMark));
        used = 0;
        highWaterMark = 0;
    }

    /** Zeroes the bytes between two addresses. */
    public void scrub(long from, long to) {
        zero(from - address, to - from);
    }

    /** Zeroes from an address to the end of what may have been written, of which {@code end} is the end of the allocations. */
    public void scrubFrom(long from, long end) {
        zero(from - address, Math.max(end - address, highWaterMark) - (from - address));
    }

    /** {@link MemorySegment#fill} writes 8 bytes at a time, a copy up to 64: one and a half to three times as fast. */
    private void zero(long offset, long count) {
        long at = offset;
        long left = count;
        for (; left > ZEROS.byteSize(); left -= ZEROS.byteSize()) {
            MemorySegment.copy(ZEROS, 0, memory, at, ZEROS.byteSize());
            at += ZEROS.byteSize();
        }
        MemorySegment.copy(ZEROS, 0, memory, at, left);
    }

    /** Notes that it comes from the cache and not from the source. */
    public void setReused() {
        fresh = false;
    }

    /** Whether it came straight from the source. */
    public boolean isFresh() {
        return fresh;
    }

    /** Whether {@code segment} is a part of this chunk's memory, under whichever session. */
    public boolean contains(MemorySegment segment) {
        long offset = segment.address() - address;
        return offset >= 0 && segment.byteSize() <= bytes - offset;
    }

    /** Address of the first byte. */
    public long address() {
        return address;
    }

    /** The memory, under the session of the source. */
    public MemorySegment memory() {
        return memory;
    }

    /** Its size class; null for an oversized chunk. */
    public @Nullable SizeClass sizeClass() {
        return sizeClass;
    }

    /** Size in bytes. */
    public long bytes() {
        return bytes;
    }

    /** Bytes behind the last allocation, as last noted. */
    public long tail() {
        return bytes - used;
    }

    /** The next chunk of the list that this chunk is on, or null. */
    public @Nullable Chunk next() {
        return next;
    }

    /** Links this chunk in front of {@code following}. */
    public void setNext(@Nullable Chunk following) {
        next = following;
    }
}
