package dev.arena.engine.alloc;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.chunk.ChunkList;
import dev.arena.engine.reclaim.EscapeCharge;
import dev.arena.engine.reclaim.EscapedChunk;

/**
 * The values that escape in handles from one generation of an arena. Exists only where some have. Not thread safe.
 */
final class EscapedSegments {

    /** Not all of the current chunk went to handles. */
    private static final long NOT_ALL = -1;

    private final BumpAllocator arena;
    private final EscapeCharge charge;

    /**
     * The address up to which all of the current chunk went to handles, gaps included; 0 as long as none did. If that is the
     * cursor, nothing binds the chunk to the arena. A sum of bytes would not do: memory can be cut short and taken again.
     */
    private long handlesEnd;

    /** Whether another chunk has become current since it was last looked at; it may be the same one, out of the cache. */
    private boolean chunkHasBegun;

    EscapedSegments(BumpAllocator arena) {
        this.arena = arena;
        this.charge = new EscapeCharge(arena.partition());
    }

    /** Says who pays for the chunks that only handles keep. */
    EscapeCharge charge() {
        return charge;
    }

    /**
     * Allocates for a handle: bytes that stay when the generation ends, until the handle drops them.
     *
     * @param constructor makes the handle and does nothing else
     */
    <H> H allocate(long byteSize, long byteAlignment, BiFunction<EscapedChunk, MemorySegment, H> constructor) {
        chunkHasBegun = arena.currentChunk == null;
        long cursorBefore = arena.cursor;
        MemorySegment part = arena.bump(byteSize, byteAlignment);
        Chunk chunk = arena.currentChunk;
        if (chunk == null || !chunk.contains(part)) {
            return newHandleToWhole(retired().removeFirst(), part, constructor);
        }
        long begin = chunkHasBegun ? chunk.address() : cursorBefore;
        H handle;
        try {
            handle = newHandle(chunk, part, constructor);
        } catch (RuntimeException | Error e) { // no heap left: the bytes are nobody's until the generation ends
            handlesEnd = NOT_ALL;
            throw e;
        }
        boolean all = begin == handlesEnd || (handlesEnd == 0 && begin == chunk.address());
        handlesEnd = all ? arena.cursor : NOT_ALL;
        return handle;
    }

    /**
     * Makes a handle to a segment of this generation: of the segment itself, or of a copy where the segment is so small a
     * part of its chunk that keeping the chunk would cost more.
     *
     * @param  constructor makes the handle and does nothing else
     * @return             the handle, or null if {@code segment} is none of this generation
     */
    <H> @Nullable H escape(MemorySegment segment, BiFunction<EscapedChunk, MemorySegment, H> constructor) {
        if (!arena.isLive(segment)) {
            return null;
        }
        Chunk chunk = arena.chunkOf(segment);
        MemorySegment part = segment;
        if (chunk == null) {
            if (segment.byteSize() > 0) {
                return null;
            }
            if (arena.currentChunk == null) {
                arena.bump(0, 1);
            }
            chunk = Objects.requireNonNull(arena.currentChunk);
            part = EscapedChunk.nothingOf(chunk); // its own chunk was given up, as no byte of that was the arena's
        }
        if (EscapedChunk.isCopyCheaper(chunk, segment)) {
            H copy = copyApart(segment, constructor);
            if (copy != null) {
                return copy;
            }
        }
        return newHandle(chunk, part, constructor);
    }

    /** Copies into a chunk of its own, or returns null where there is no memory for one. */
    private <H> @Nullable H copyApart(MemorySegment segment, BiFunction<EscapedChunk, MemorySegment, H> constructor) {
        long alignment = EscapedChunk.alignmentKept(segment);
        Chunk chunk = arena.oversizedIfAny(segment.byteSize() + alignment);
        if (chunk == null) {
            return null;
        }
        MemorySegment memory = chunk.memory();
        long start = BumpAllocator.align(memory.address(), alignment) - memory.address();
        MemorySegment.copy(segment, 0, memory, start, segment.byteSize());
        return newHandleToWhole(retired().removeFirst(), memory.asSlice(start, segment.byteSize()), constructor);
    }

    private <H> H newHandle(Chunk chunk, MemorySegment part, BiFunction<EscapedChunk, MemorySegment, H> constructor) {
        EscapedChunk escaped = (EscapedChunk) chunk.escaped();
        if (escaped == null) {
            escaped = arena.pool().escape(chunk, charge);
            chunk.setEscaped(escaped);
        }
        H handle = escaped.newHandle(part, constructor);
        for (Savepoint outer = arena.savepoint; outer != null; outer = outer.outer) {
            outer.valueEscapes(chunk);
        }
        return handle;
    }

    /** Where an oversized chunk is that was just allocated. */
    private ChunkList retired() {
        return Objects.requireNonNull(arena.retired);
    }

    /** Makes a handle to the only part of an oversized chunk; the chunk goes with its handle. */
    private <H> H newHandleToWhole(Chunk chunk, MemorySegment part,
            BiFunction<EscapedChunk, MemorySegment, H> constructor) {
        try {
            H handle = newHandle(chunk, part, constructor);
            giveUp(chunk);
            return handle;
        } catch (RuntimeException | Error e) { // no heap left for the handle
            retired().add(chunk);
            throw e;
        }
    }

    /** Gives up a chunk that is filled up to {@code cursor}, if it has served handles only; returns whether it has. */
    boolean giveUpIfOnlyHandles(Chunk chunk, long cursor) {
        if (!servedOnlyHandles(chunk, cursor)) {
            return false;
        }
        giveUp(chunk);
        return true;
    }

    private boolean servedOnlyHandles(Chunk chunk, long cursor) {
        return chunk.escaped() != null && cursor == handlesEnd && !chunk.wasCutShort();
    }

    /** Whether the current chunk has served handles only, all of which have closed. */
    boolean servedOnlyClosedHandles(Chunk current) {
        return servedOnlyHandles(current, arena.cursor) && current.escaped() instanceof EscapedChunk escaped
                && escaped.handles() == 0;
    }

    private static void giveUp(Chunk chunk) {
        EscapedChunk escaped = (EscapedChunk) Objects.requireNonNull(chunk.escaped());
        chunk.setEscaped(null);
        escaped.giveUpPaid();
    }

    /** Another chunk becomes current, or none. */
    void beginChunk() {
        handlesEnd = 0;
        chunkHasBegun = true;
    }

    /** The chunk of a mark becomes current again, for which {@link #handlesEnd} was this. */
    void resumeChunk(long end) {
        handlesEnd = end;
    }

    /** The address up to which all of the current chunk went to handles; 0 if none did, −1 if not all did. */
    long handlesEnd() {
        return handlesEnd;
    }
}
