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

package dev.arena.spring.boot.http;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import dev.arena.Arena;

/**
 * Parts of a body that is being collected in one segment. The parts are in a child arena, which ends when the bytes have been
 * moved. From then on, they do not count against the byte budget of the request.
 *
 * <p>Each part is as large as all parts before it, within limits, so the parts take at most twice the bytes, or
 * {@value #MAX_PART} bytes more. Each part has a chunk of exactly its size. A chunk that is shared with other allocations would
 * have the size that arenas of the pool usually need, regardless of the number of bytes. The pool would also learn wrong
 * sizes from the parts.
 */
final class BodyParts {

    /** Size of the first part in bytes, if that is more than what shares chunks: twice what waits on the heap before. */
    private static final long MIN_PART = 2 * BodyBuffer.HEAD;

    /** Size in bytes up to which parts grow. */
    private static final long MAX_PART = 512 << 10;

    private final Arena arena;
    private final long unit;
    private final long limit;
    private final List<MemorySegment> full = new ArrayList<>();

    /** Size of all parts, in bytes. */
    private long size;

    private MemorySegment part = MemorySegment.NULL;
    private long used;

    /**
     * Creates an instance without parts.
     *
     * @param space provides their memory
     * @param limit size that they should not exceed, a multiple of {@link #unit}. They exceed it if there are more bytes
     */
    BodyParts(BodySpace space, long limit) {
        this.arena = space.arena().child();
        this.unit = unit(space);
        this.limit = limit;
    }

    /** Returns the unit of the sizes of parts, in bytes. It is a power of two. */
    static long unit(BodySpace space) {
        return Math.max(MIN_PART, 2 * Long.highestOneBit(space.maxNormalAlloc()));
    }

    /** Returns the maximum size of the parts of a number of bytes. */
    static long maxBytesFor(long bytes) {
        return bytes + MAX_PART;
    }

    void append(MemorySegment bytes) {
        long length = bytes.byteSize();
        for (long from = 0; from < length;) {
            if (used == part.byteSize()) {
                addPart();
            }
            long count = Math.min(part.byteSize() - used, length - from);
            MemorySegment.copy(bytes, from, part, used, count);
            used += count;
            from += count;
        }
    }

    private void addPart() {
        long doubled = Math.clamp(size, unit, Math.max(unit, MAX_PART));
        MemorySegment next = arena.allocate(Math.max(unit, Math.min(doubled, limit - size)), 1);
        full.add(part);
        part = next;
        used = 0;
        size += next.byteSize();
    }

    /** Moves the bytes to the beginning of a segment, and releases the parts. */
    void moveTo(MemorySegment whole) {
        long offset = 0;
        for (MemorySegment each : full) {
            MemorySegment.copy(each, 0, whole, offset, each.byteSize());
            offset += each.byteSize();
        }
        MemorySegment.copy(part, 0, whole, offset, used);
        close();
    }

    /** Releases the parts. */
    void close() {
        arena.close();
    }
}
