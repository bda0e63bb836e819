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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Moves bytes between the streams of a request and arena memory. Safe for use by any thread. */
final class ByteTransfer {
    private final HeapBuffers buffers = new HeapBuffers();

    /**
     * Reads to the end. Received bytes wait until they fill an array, so that an unfinished body does not hold more memory.
     * If the body breaks off, its memory is released.
     */
    MemorySegment read(InputStream in, BodySpace space, long announced) throws IOException {
        var body = new BodyBuffer(space, announced);
        byte[] buffer = buffers.take();
        boolean complete = false;
        try (BodyAdmission admission = space.admission()) {
            int count;
            do {
                count = in.readNBytes(buffer, 0, buffer.length);
                body.append(buffer, count);
            } while (count == buffer.length);
            MemorySegment bytes = body.finish();
            admission.complete();
            complete = true;
            return bytes;
        } finally {
            buffers.giveBack(buffer);
            if (!complete) {
                body.discard();
            }
        }
    }

    /**
     * Reads with a decoder that allocates memory when it is called, of a size that earlier requests have needed. It is called
     * when the start of the body, or all of it, has arrived.
     */
    <T> T decode(InputStream in, Decoder<T> decoder) throws IOException {
        byte[] buffer = buffers.take();
        try {
            int count = in.readNBytes(buffer, 0, buffer.length);
            return decoder.decode(new ResumedInputStream(buffer, count, in));
        } finally {
            buffers.giveBack(buffer);
        }
    }

    /** Decodes a stream without keeping a reference to it. */
    @FunctionalInterface
    interface Decoder<T> {
        T decode(InputStream in) throws IOException;
    }

    /** Writes a whole segment. Afterwards, no other code has a reference to it. */
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
