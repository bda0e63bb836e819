package dev.arena.io;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;

/** Reads memory into buffers. */
final class SegmentChannel implements ReadableByteChannel {
    private final MemorySegment segment;
    private long position;
    private boolean closed;

    SegmentChannel(MemorySegment segment) {
        this.segment = segment;
    }

    @Override
    public int read(ByteBuffer target) throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
        int count = (int) Math.min(target.remaining(), segment.byteSize() - position);
        if (count == 0) {
            return target.hasRemaining() ? -1 : 0;
        }
        MemorySegment.copy(segment, position, MemorySegment.ofBuffer(target), 0, count);
        target.position(target.position() + count);
        position += count;
        return count;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
