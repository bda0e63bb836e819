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

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.chunk.ChunkList;
import dev.arena.engine.reclaim.Epoch;

/**
 * The state of a generation when a mark was set. Later allocations continue in the same chunk, but under a session of the mark.
 * When the mark ends, the cursor moves back to where it was. Belongs to its allocator and is not thread safe.
 */
final class Savepoint {
    final @Nullable Savepoint outer;
    final @Nullable Arena session;
    final @Nullable Epoch epoch;

    /** The chunk that was current. It is not retired while the savepoint is open, because it becomes current again. */
    final @Nullable Chunk chunk;
    final long chunkEnd;
    final @Nullable ChunkList retired;

    /** See {@link EscapedSegments#handlesEnd}. */
    final long handlesEnd;

    private final long cursor;

    /** The cursor in the chunk when another chunk became current. */
    private long filledTo;
    private boolean full;

    /** Whether values have escaped from the chunk since then. Its memory can then not be taken back. */
    private boolean escaped;

    Savepoint(@Nullable Savepoint outer, @Nullable Arena session, @Nullable Epoch epoch, @Nullable Chunk chunk,
            long cursor, long chunkEnd, @Nullable ChunkList retired, long handlesEnd) {
        this.outer = outer;
        this.session = session;
        this.epoch = epoch;
        this.chunk = chunk;
        this.cursor = cursor;
        this.filledTo = cursor;
        this.chunkEnd = chunkEnd;
        this.retired = retired;
        this.handlesEnd = handlesEnd;
    }

    /** Whether {@code other} is the chunk that becomes current again. */
    @SuppressWarnings("ReferenceEquality")
    boolean has(Chunk other) {
        return other == chunk;
    }

    void chunkIsFull(long end) {
        filledTo = end;
        full = true;
    }

    /** Bytes after the last allocations of the chunks that the savepoint keeps. */
    long wasted() {
        return (retired == null ? 0 : retired.wasted()) + (full && chunk != null ? chunk.tail() : 0);
    }

    long filledTo() {
        return filledTo;
    }

    /** Called when a value escapes from the chunk {@code from}. */
    void valueEscapes(Chunk from) {
        escaped |= has(from);
    }

    /** The chunk of this savepoint that contains {@code segment}, or null. */
    @Nullable
    Chunk find(MemorySegment segment) {
        if (chunk != null && chunk.contains(segment)) {
            return chunk;
        }
        return retired == null ? null : retired.find(segment);
    }

    /**
     * Zeroes the memory that may have been written in the chunk since the savepoint, and returns the next cursor. If values
     * have escaped from the chunk, the cursor stays after them, and only the unused end after the last allocation is zeroed.
     */
    long rollBack(long end) {
        if (chunk == null) {
            return end;
        }
        long from = escaped ? end : cursor;
        chunk.scrubFrom(from, end);
        return from;
    }
}
