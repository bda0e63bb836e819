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

package dev.arena.engine.alloc;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.chunk.ChunkList;
import dev.arena.engine.reclaim.EscapeCharge;
import dev.arena.engine.reclaim.EscapedChunk;

/** The values that escape in handles from one generation of an arena. Exists only if there are such values. Not thread safe. */
final class EscapedSegments {

    /** Value of {@link #handlesEnd} if the current chunk has served other allocations too. */
    private static final long NOT_ALL = -1;

    private final GenerationAllocator arena;
    private final EscapeCharge charge;
    private final SmallCopies copies;

    /**
     * The address up to which the current chunk has served handles only, including gaps; 0 without handles. If this is the
     * cursor, nothing binds the chunk to the arena. A sum of bytes is not sufficient, because memory can be cut short and
     * allocated again.
     */
    private long handlesEnd;

    /** Whether another chunk has become current during an allocation. It may be the same chunk, taken from the cache again. */
    private boolean chunkHasBegun;

    EscapedSegments(GenerationAllocator arena) {
        this.arena = arena;
        this.charge = new EscapeCharge(arena.partition());
        this.copies = new SmallCopies(arena, this);
    }

    /** Tracks who pays for the chunks that only handles keep. */
    EscapeCharge charge() {
        return charge;
    }

    /**
     * Allocates bytes for a handle. They outlive the generation, until the handle drops them.
     *
     * @param constructor makes the handle and has no other effect
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
        } catch (RuntimeException | Error e) { // no heap left: the bytes have no owner until the generation ends
            handlesEnd = NOT_ALL;
            throw e;
        }
        boolean all = begin == handlesEnd || (handlesEnd == 0 && begin == chunk.address());
        handlesEnd = all ? arena.cursor : NOT_ALL;
        return handle;
    }

    /**
     * Makes a handle to a segment of this generation, or to a copy if keeping the chunk would cost more than the copy.
     *
     * @param  constructor makes the handle and has no other effect
     * @return             the handle, or null if {@code segment} does not belong to this generation
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
            part = EscapedChunk.nothingOf(chunk); // an empty segment whose chunk was given up
        }
        if (EscapedChunk.isCopyCheaper(chunk, segment)) {
            H copy = copyApart(segment, constructor);
            if (copy != null) {
                return copy;
            }
        }
        return newHandle(chunk, part, constructor);
    }

    /** Copies the segment into another chunk, which only handles keep. Returns null if there is no memory for the chunk. */
    private <H> @Nullable H copyApart(MemorySegment segment, BiFunction<EscapedChunk, MemorySegment, H> constructor) {
        long alignment = EscapedChunk.alignmentKept(segment);
        if (SmallCopies.contain(segment.byteSize() + alignment)) {
            return copies.copy(segment, alignment, constructor);
        }
        Chunk chunk = arena.oversizedIfAny(segment.byteSize() + alignment);
        if (chunk == null) {
            return null;
        }
        MemorySegment memory = chunk.memory();
        long start = BumpAllocator.align(memory.address(), alignment) - memory.address();
        MemorySegment copy = memory.asSlice(start, segment.byteSize()).copyFrom(segment);
        return newHandleToWhole(retired().removeFirst(), segment.isReadOnly() ? copy.asReadOnly() : copy, constructor);
    }

    <H> H newHandle(Chunk chunk, MemorySegment part, BiFunction<EscapedChunk, MemorySegment, H> constructor) {
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

    /** The list with the oversized chunk that was just allocated. */
    private ChunkList retired() {
        return Objects.requireNonNull(arena.retired);
    }

    /** Makes a handle to the only allocation of an oversized chunk. The arena gives up the chunk, which ends with its handle. */
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

    /**
     * Gives up a chunk that is filled up to {@code cursor}, if it has served handles only. Returns whether it gave the chunk
     * up.
     */
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

    /** Whether the current chunk has served handles only, and all of them have closed. */
    boolean servedOnlyClosedHandles(Chunk current) {
        return servedOnlyHandles(current, arena.cursor) && current.escaped() instanceof EscapedChunk escaped
                && escaped.handles() == 0;
    }

    static void giveUp(Chunk chunk) {
        EscapedChunk escaped = (EscapedChunk) Objects.requireNonNull(chunk.escaped());
        chunk.setEscaped(null);
        escaped.giveUpPaid();
    }

    /** The chunk that small copies share. */
    SmallCopies copies() {
        return copies;
    }

    /** Called when another chunk becomes current, or none. */
    void beginChunk() {
        handlesEnd = 0;
        chunkHasBegun = true;
    }

    /** Called when the chunk of a mark becomes current again; restores its {@link #handlesEnd}. */
    void resumeChunk(long end) {
        handlesEnd = end;
    }

    /**
     * The address up to which the current chunk has served handles only; 0 without handles, −1 if it has served other
     * allocations too.
     */
    long handlesEnd() {
        return handlesEnd;
    }
}
