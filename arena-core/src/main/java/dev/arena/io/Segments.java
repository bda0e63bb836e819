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

package dev.arena.io;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

import dev.arena.engine.util.ThreadAccess;

/**
 * Creates views of memory for code that needs streams, channels or HTTP request bodies. Pass the {@code segment()} of a
 * string or vector, or the result of freezing a vector. A view copies bytes only when they are read. Read it before the
 * memory ends. After that, reading throws {@link IllegalStateException}. Read it on a thread that may use the memory.
 *
 * @since 0.1.0
 */
public final class Segments {

    private Segments() {}

    /**
     * A stream of memory. Closing it has no effect. It can be marked anywhere.
     *
     * @param  memory what to read
     * @return        a stream at its beginning
     */
    public static InputStream inputStream(MemorySegment memory) {
        return new SegmentInputStream(memory);
    }

    /**
     * A channel that reads memory. It can be closed, and is read by one thread at a time.
     *
     * @param  memory what to read
     * @return        a channel at its beginning
     */
    public static ReadableByteChannel channel(MemorySegment memory) {
        return new SegmentChannel(memory);
    }

    /**
     * A read-only buffer of memory.
     *
     * @param  memory                        the memory
     * @return                               a buffer in the byte order of the network
     * @throws UnsupportedOperationException if it has more than 2<sup>31</sup>−1 bytes
     */
    public static ByteBuffer byteBuffer(MemorySegment memory) {
        return memory.asReadOnly().asByteBuffer();
    }

    /**
     * Creates a request body for the JDK's HTTP client. The client reads the body on its own threads, so the memory must
     * belong to a shared arena or a handle. It must last until the response has arrived.
     *
     * @param  memory                   the body
     * @return                          a publisher of a known length
     * @throws IllegalArgumentException if the memory is confined to a thread
     */
    public static BodyPublisher bodyPublisher(MemorySegment memory) {
        if (memory.isNative() && ThreadAccess.isConfined(memory)) {
            throw new IllegalArgumentException(
                    "The HTTP client reads the body on other threads, but the memory is confined to one thread:"
                            + " use a shared arena, or escape the value");
        }
        if (memory.byteSize() == 0) {
            return BodyPublishers.noBody();
        }
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> inputStream(memory)), memory.byteSize());
    }
}
