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
import dev.arena.engine.reclaim.EscapedChunk;

/**
 * The chunk that copies of small escaping segments share. The first copy of a generation has a chunk of its own. Each further
 * chunk is as large as all copies before it, up to {@link #MAX_CHUNK_BYTES}. Many copies therefore need few chunks, and a
 * single open handle never keeps more memory than the generation has let escape before. Not thread safe.
 */
final class SmallCopies {

    /** Size of the largest chunk in bytes. Above it, chunks hardly become fewer, but one handle would keep more memory. */
    private static final long MAX_CHUNK_BYTES = 4096;

    /** Largest size of a copy in bytes, so that little of a chunk is left unused. */
    private static final long MAX_COPY_BYTES = MAX_CHUNK_BYTES / 8;

    private final GenerationAllocator arena;
    private final EscapedSegments escapes;

    /** The chunk that has room for more copies; null without one. The arena gives it up when it is full. */
    @Nullable
    Chunk chunk;

    /** The address behind the last copy in {@link #chunk}. */
    private long end;

    /** Bytes of all copies of this generation. */
    private long copiedBytes;

    SmallCopies(GenerationAllocator arena, EscapedSegments escapes) {
        this.arena = arena;
        this.escapes = escapes;
    }

    /** Whether a copy that needs so many bytes, including those for its alignment, shares a chunk. */
    static boolean contain(long bytes) {
        return bytes <= MAX_COPY_BYTES;
    }

    /** Makes a handle to a copy. Returns null if there is no memory for the copy. */
    <H> @Nullable H copy(MemorySegment segment, long alignment,
            BiFunction<EscapedChunk, MemorySegment, H> constructor) {
        long bytes = segment.byteSize();
        Chunk current = chunk;
        boolean isAlone = false;
        if (current == null || bytes > current.address() + current.bytes() - BumpAllocator.align(end, alignment)) {
            giveUp();
            current = nextChunk(bytes + alignment);
            if (current == null) {
                return null;
            }
            chunk = current;
            end = current.address();
            isAlone = current.bytes() == bytes + alignment;
        }
        long start = BumpAllocator.align(end, alignment);
        MemorySegment copy = current.memory().asSlice(start - current.address(), bytes).copyFrom(segment);
        H handle = newHandle(current, segment.isReadOnly() ? copy.asReadOnly() : copy, constructor);
        end = start + bytes;
        copiedBytes += bytes + alignment;
        if (isAlone) {
            giveUp();
        }
        return handle;
    }

    private @Nullable Chunk nextChunk(long bytes) {
        long preferred = Math.clamp(copiedBytes, bytes, MAX_CHUNK_BYTES);
        Chunk next = arena.oversizedIfAny(preferred);
        if (next == null && preferred > bytes) {
            next = arena.oversizedIfAny(bytes);
        }
        return next == null ? null : Objects.requireNonNull(arena.retired).removeFirst();
    }

    private <H> H newHandle(Chunk current, MemorySegment copy, BiFunction<EscapedChunk, MemorySegment, H> constructor) {
        try {
            return escapes.newHandle(current, copy, constructor);
        } catch (RuntimeException | Error e) { // no heap left for the handle
            if (current.escaped() == null) {
                chunk = null;
                Objects.requireNonNull(arena.retired).add(current);
            }
            throw e;
        }
    }

    /** Gives up the chunk, which ends with the last handle to its copies. */
    void giveUp() {
        Chunk full = chunk;
        if (full != null) {
            chunk = null;
            EscapedSegments.giveUp(full);
        }
    }

    /** Gives up the chunk if all handles to its copies have closed. */
    void giveUpClosed() {
        Chunk current = chunk;
        if (current != null && current.escaped() instanceof EscapedChunk escaped && escaped.handles() == 0) {
            giveUp();
        }
    }

    /** Bytes behind the last copy in the chunk. */
    long wasted() {
        Chunk current = chunk;
        // clamped, because another thread may see the end of one chunk and the address of another
        return current == null ? 0 : Math.clamp(current.address() + current.bytes() - end, 0, current.bytes());
    }
}
