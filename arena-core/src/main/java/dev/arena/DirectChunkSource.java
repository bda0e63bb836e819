package dev.arena;

import java.lang.foreign.MemorySegment;

/**
 * Chunks that the JVM counts as direct buffers, each in an automatic arena of its own. The JDK reserves the memory of such an
 * arena in the same books as {@link java.nio.ByteBuffer#allocateDirect}, but without the limit of 2 GiB, and promises the
 * alignment. Neither can be freed by whoever took it: that would need {@code sun.misc.Unsafe}.
 */
final class DirectChunkSource implements ChunkSource {
    static final DirectChunkSource INSTANCE = new DirectChunkSource();

    private static final long ALIGNMENT = 16;

    private DirectChunkSource() {}

    @Override
    public MemorySegment obtain(long byteSize) {
        return java.lang.foreign.Arena.ofAuto().allocate(byteSize, ALIGNMENT);
    }

    /** Nothing to do: the pool forgets the segment, and with it goes the last that can reach the memory. */
    @Override
    public void release(MemorySegment memory) {}

    @Override
    public String toString() {
        return "direct memory";
    }
}
