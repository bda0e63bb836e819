package dev.arena.demo.inside;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import dev.arena.ChunkSource;

/** Native memory, and a record of what was obtained and what was given back. For one thread. */
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

    /** All there ever were, in the order in which they were obtained. */
    List<RecordedChunk> chunks() {
        return chunks;
    }
}
