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

package dev.arena;

import java.lang.foreign.MemorySegment;

/**
 * Chunks that the JVM counts as direct buffers, each in an automatic arena of its own. The JDK counts the memory of such an
 * arena like that of {@link java.nio.ByteBuffer#allocateDirect}, but without the limit of 2 GiB, and guarantees the alignment.
 * Neither kind can be freed explicitly: this would need {@code sun.misc.Unsafe}.
 */
final class DirectChunkSource implements ChunkSource {
    static final DirectChunkSource INSTANCE = new DirectChunkSource();

    private static final long ALIGNMENT = 16;

    private DirectChunkSource() {}

    @Override
    public MemorySegment obtain(long byteSize) {
        return java.lang.foreign.Arena.ofAuto().allocate(byteSize, ALIGNMENT);
    }

    /** Does nothing. The pool drops its reference to the segment, so the garbage collector can free the memory. */
    @Override
    public void release(MemorySegment memory) {}

    @Override
    public String toString() {
        return "direct memory";
    }
}
