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

/** Gives models access to state that no figure shows. */
public final class CurrentChunks {

    private CurrentChunks() {}

    /** Returns whether an arena has a current chunk. It may have transferred the chunk to handles that are closed. */
    public static boolean has(Object arena) {
        return ((BumpAllocator) arena).currentChunk != null;
    }

    /**
     * Returns whether an arena has a chunk with room for more copies. It may have released the chunk after all handles were
     * closed.
     */
    public static boolean hasCopies(Object arena) {
        EscapedSegments escapes = ((GenerationAllocator) arena).escapes;
        return escapes != null && escapes.copies().chunk != null;
    }

    /** Returns whether the pool would report its soft limit if the arena requested more memory than the pool has. */
    public static boolean mayReportSoftLimit(Object arena) {
        return ((PooledArena) arena).pool().wouldReportSoftLimit(Long.MAX_VALUE);
    }
}
