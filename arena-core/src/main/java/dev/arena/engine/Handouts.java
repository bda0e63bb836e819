package dev.arena.engine;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * The values that escape from one arena in handles. Exists only for an arena from which some have. Not thread safe.
 */
final class Handouts {
    private final BumpAllocator arena;

    /** Bytes of the current chunk that went to handles, gaps included; if that is all, nothing binds it to the arena. */
    private long escapedBytes;

    /** Escapes of chunks that were given up early, as they served handles only. They stay in the budget until over. */
    private @Nullable Escape givenUp;

    Handouts(BumpAllocator arena) {
        this.arena = arena;
    }

    /**
     * Allocates for a handle: bytes that stay when the generation ends, until the handle drops its escape.
     *
     * @param made makes the handle and does nothing else
     */
    <H> H allocate(long byteSize, long byteAlignment, BiFunction<Escape, MemorySegment, H> made) {
        Chunk chunkBefore = arena.currentChunk;
        long cursorBefore = arena.cursor;
        MemorySegment part = arena.bump(byteSize, byteAlignment);
        Chunk chunk = arena.currentChunk;
        if (chunk == null || !chunk.contains(part)) {
            return handOutWhole(retired().removeFirst(), part, made);
        }
        H handle = handOut(chunk, part, made);
        escapedBytes += arena.cursor - (Objects.equals(chunk, chunkBefore) ? cursorBefore : chunk.address());
        return handle;
    }

    /**
     * Makes a handle to a segment of this generation: of the segment itself, or of a copy where the segment is so small a
     * part of its chunk that keeping the chunk would cost more.
     *
     * @param  made makes the handle and does nothing else
     * @return      the handle, or null if {@code segment} is none of this generation
     */
    <H> @Nullable H escape(MemorySegment segment, BiFunction<Escape, MemorySegment, H> made) {
        if (!arena.isLive(segment)) {
            return null;
        }
        Chunk chunk = arena.chunkOf(segment);
        MemorySegment part = segment;
        if (chunk == null) {
            chunk = arena.currentChunk;
            if (chunk == null || segment.byteSize() > 0) {
                return null;
            }
            part = Escape.nothingOf(chunk); // its own chunk was given up, as no byte of that was the arena's
        }
        if (Escape.isCopyCheaper(chunk, segment)) {
            H copy = copyApart(segment, made);
            if (copy != null) {
                return copy;
            }
        }
        return handOut(chunk, part, made);
    }

    /** Copies into a chunk of its own, or answers null where there is no memory for one. */
    private <H> @Nullable H copyApart(MemorySegment segment, BiFunction<Escape, MemorySegment, H> made) {
        long alignment = Escape.alignmentKept(segment);
        Chunk chunk = arena.oversizedIfAny(segment.byteSize() + alignment);
        if (chunk == null) {
            return null;
        }
        MemorySegment memory = chunk.memory();
        long start = BumpAllocator.align(memory.address(), alignment) - memory.address();
        MemorySegment.copy(segment, 0, memory, start, segment.byteSize());
        return handOutWhole(retired().removeFirst(), memory.asSlice(start, segment.byteSize()), made);
    }

    private <H> H handOut(Chunk chunk, MemorySegment part, BiFunction<Escape, MemorySegment, H> made) {
        Escape escape = chunk.escape;
        if (escape == null) {
            escape = arena.provider().escape(chunk);
            chunk.escape = escape;
        }
        H handle = escape.handOut(part, made);
        for (Frame outer = arena.frame; outer != null; outer = outer.outer) {
            outer.keep(chunk);
        }
        return handle;
    }

    /** Where an oversized chunk is that was just allocated. */
    private RetiredChunks retired() {
        return Objects.requireNonNull(arena.retired);
    }

    /** Hands out the only part of an oversized chunk; the chunk goes with its handle. */
    private <H> H handOutWhole(Chunk chunk, MemorySegment part, BiFunction<Escape, MemorySegment, H> made) {
        try {
            H handle = handOut(chunk, part, made);
            giveUp(chunk, Objects.requireNonNull(chunk.escape));
            return handle;
        } catch (RuntimeException | Error e) { // no heap left for the handle
            retired().add(chunk);
            throw e;
        }
    }

    /** Gives up a chunk that is full, if it has served handles only; answers whether it has. */
    boolean tookAllOf(Chunk full, long used) {
        Escape escape = full.escape;
        if (escape == null || used != escapedBytes) {
            return false;
        }
        giveUp(full, escape);
        return true;
    }

    private void giveUp(Chunk chunk, Escape escape) {
        chunk.escape = null;
        escape.next = givenUp;
        givenUp = escape;
        escape.giveUp();
    }

    /** Forgets chunks that were reclaimed early, and answers their bytes. */
    long forgetWhatIsOver() {
        long over = 0;
        Escape open = null;
        for (Escape escape = givenUp; escape != null;) {
            Escape following = escape.next;
            if (escape.isOver()) {
                over += escape.bytes();
            } else {
                escape.next = open;
                open = escape;
            }
            escape = following;
        }
        givenUp = open;
        return over;
    }

    /** The generation ends; what is still open is no longer the arena's. */
    void forgetAll() {
        givenUp = null;
        escapedBytes = 0;
    }

    /** Another chunk becomes current, {@code bytes} of which went to handles before. */
    void beginChunk(long bytes) {
        escapedBytes = bytes;
    }

    /** Bytes of the current chunk that went to handles. */
    long escapedBytes() {
        return escapedBytes;
    }
}
