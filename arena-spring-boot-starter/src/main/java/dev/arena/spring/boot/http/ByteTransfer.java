package dev.arena.spring.boot.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import dev.arena.Arena;

/** Moves bytes between the streams of a request and arena memory. Safe for use by any thread. */
final class ByteTransfer {
    private final HeapBuffers buffers = new HeapBuffers();

    /** Reads to the end; {@code announced} is the length that the client gave, or -1. */
    MemorySegment read(InputStream in, long announced, Arena arena) throws IOException {
        var body = new BodyBuffer(arena, announced);
        byte[] buffer = buffers.take();
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                body.append(buffer, count);
            }
        } finally {
            buffers.giveBack(buffer);
        }
        return body.finish();
    }

    /** Writes all of a segment. Nobody holds on to it when this returns or throws. */
    void write(MemorySegment segment, OutputStream out) throws IOException {
        byte[] buffer = buffers.take();
        try {
            long size = segment.byteSize();
            for (long offset = 0; offset < size;) {
                int count = (int) Math.min(buffer.length, size - offset);
                MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, buffer, 0, count);
                out.write(buffer, 0, count);
                offset += count;
            }
        } finally {
            buffers.giveBack(buffer);
        }
    }
}
