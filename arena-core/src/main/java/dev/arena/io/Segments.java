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

/**
 * Views of memory for code that takes streams, channels or bodies. A text is passed by its {@code segment()}, a vector by its
 * {@code segment()} or by what it was frozen to. Nothing is copied before it is read. A view must be read while the memory lasts; after
 * that, reading throws {@link IllegalStateException}. It must be read by a thread that may use the memory.
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
     * @param  memory                        what it shows
     * @return                               a buffer in the byte order of the network
     * @throws UnsupportedOperationException if it has more than 2<sup>31</sup>−1 bytes
     */
    public static ByteBuffer byteBuffer(MemorySegment memory) {
        return memory.asReadOnly().asByteBuffer();
    }

    /**
     * The body of a request of the JDK's HTTP client. The client reads on threads of its own, so the memory must be that of a shared
     * arena, or of a handle. It must last until the response has come.
     *
     * @param  memory                   the body
     * @return                          a publisher of a known length
     * @throws IllegalArgumentException if the memory is confined to a thread
     */
    public static BodyPublisher bodyPublisher(MemorySegment memory) {
        if (memory.isNative() && !memory.isAccessibleBy(Thread.ofVirtual().unstarted(() -> {}))) {
            throw new IllegalArgumentException(
                    "The HTTP client reads the body on other threads, but the memory is confined to one thread:"
                            + " use a shared arena, or escape the value");
        }
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> inputStream(memory)), memory.byteSize());
    }
}
