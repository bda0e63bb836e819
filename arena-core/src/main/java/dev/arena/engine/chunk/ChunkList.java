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

package dev.arena.engine.chunk;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Chunks that an arena keeps until its generation ends, because segments live in them: those that are full, and those made for
 * one large allocation. Linked through the chunks themselves. Not thread safe.
 *
 * @since 0.1.0
 */
public final class ChunkList {
    private @Nullable Chunk first;
    private long wasted;

    /** An empty list. */
    public ChunkList() {}

    /** Adds a chunk. */
    public void add(Chunk chunk) {
        chunk.next = first;
        first = chunk;
        wasted += chunk.tail();
    }

    /** Takes out the chunk that was added last. */
    public Chunk removeFirst() {
        Chunk chunk = Objects.requireNonNull(first);
        first = chunk.next;
        chunk.next = null;
        wasted -= chunk.tail();
        return chunk;
    }

    /** Returns the chunk that contains {@code segment}, or null. */
    public @Nullable Chunk find(MemorySegment segment) {
        Chunk chunk = first;
        while (chunk != null && !chunk.contains(segment)) {
            chunk = chunk.next;
        }
        return chunk;
    }

    /** Empties the list and returns its chunks, linked by {@link Chunk#next}. */
    public @Nullable Chunk takeAll() {
        Chunk all = first;
        first = null;
        wasted = 0;
        return all;
    }

    /** Bytes after the last allocations of all chunks. No allocation uses them any more. */
    public long wasted() {
        return wasted;
    }
}
