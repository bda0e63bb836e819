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

package dev.arena.demo.inside;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import dev.arena.ChunkSource;

/** A source of native memory that records which chunks were obtained and released. For one thread. */
final class RecordingSource implements ChunkSource {
    private final ChunkSource source = ChunkSource.nativeMemory();
    private final List<RecordedChunk> chunks = new ArrayList<>();

    @Override
    public MemorySegment obtain(long byteSize) {
        MemorySegment memory = source.obtain(byteSize);
        chunks.add(new RecordedChunk(chunks.size() + 1, memory));
        return memory;
    }

    @Override
    public void release(MemorySegment memory) {
        chunks.stream().filter(it -> !it.isReleased() && it.memory().address() == memory.address())
                .forEach(RecordedChunk::released);
        source.release(memory);
    }

    /** Returns all chunks since the start, in the order in which they were obtained. */
    List<RecordedChunk> chunks() {
        return chunks;
    }
}
