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
import java.util.function.BiFunction;

import dev.arena.engine.chunk.Refusal;
import dev.arena.engine.pool.ChunkPool;
import dev.arena.engine.reclaim.EscapedChunk;

/** An allocator without an arena, for tests of the engine. */
public final class PlainAllocator extends GenerationAllocator {

    /** Creates a confined allocator without a limit. */
    public PlainAllocator(ChunkPool provider) {
        super(provider, Long.MAX_VALUE, false, null);
    }

    @Override
    protected void requireUsable() {}

    @Override
    protected String describe() {
        return "any arena";
    }

    @Override
    protected RuntimeException exhausted(Refusal why) {
        return new IllegalStateException(why.toString());
    }

    /** Allocates a segment. */
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        return bump(byteSize, byteAlignment);
    }

    /** Allocates a value for a handle. */
    public <H> H allocateEscaped(long byteSize, long byteAlignment, BiFunction<EscapedChunk, MemorySegment, H> made) {
        return bumpEscaped(byteSize, byteAlignment, made);
    }

    /** Ends the generation. If {@code leaves} is set, the allocator is closed. */
    public void end(boolean leaves) {
        endGeneration(leaves);
    }
}
