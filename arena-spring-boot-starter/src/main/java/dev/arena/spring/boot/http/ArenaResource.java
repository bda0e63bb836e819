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

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBuffer.ByteBufferIterator;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.PooledDataBuffer;

import dev.arena.io.Segments;

/**
 * A Spring {@code Resource} over arena memory, for code that needs a resource: handlers that return ranges of it, mail,
 * templates, uploads. Pass the {@code segment()} of a string or vector, or the result of freezing a vector.
 *
 * <p>The resource copies bytes only when they are read. It can be read several times, until the memory ends, by threads that
 * may use the memory. In a handler, the memory ends when the response is complete. After that, reading throws
 * {@link IllegalStateException} and never returns other bytes. {@code DataBufferUtils.read} copies the memory into buffers
 * that outlive it.
 *
 * @since 0.1.0
 */
public final class ArenaResource extends AbstractResource {
    private final MemorySegment memory;
    private final @Nullable String filename;

    /**
     * A resource without a name.
     *
     * @param memory the memory
     */
    public ArenaResource(MemorySegment memory) {
        this(memory, null);
    }

    /**
     * A resource with a name, such as that of a download. Spring MVC takes its media type from the handler: set it there.
     *
     * @param memory   the memory
     * @param filename name without a path, or null
     */
    public ArenaResource(MemorySegment memory, @Nullable String filename) {
        this.memory = memory.asReadOnly();
        this.filename = filename;
    }

    @Override
    public boolean exists() {
        return memory.scope().isAlive();
    }

    @Override
    public long contentLength() {
        return memory.byteSize();
    }

    @Override
    public @Nullable String getFilename() {
        return filename;
    }

    @Override
    public InputStream getInputStream() {
        return Segments.inputStream(memory);
    }

    @Override
    public ReadableByteChannel readableChannel() {
        return Segments.channel(memory);
    }

    /**
     * Copies the content into a buffer, which outlives the memory.
     *
     * @param  factory                  makes the buffer
     * @return                          the buffer, to be released by the caller
     * @throws IllegalArgumentException if there are more than 2<sup>31</sup>−1 bytes
     * @throws IllegalStateException    if the memory has ended
     */
    public DataBuffer toDataBuffer(DataBufferFactory factory) {
        return copy(memory, factory);
    }

    /** Reads as a segment, which sees whether the arena has ended; a buffer's own methods do not. */
    static DataBuffer copy(MemorySegment segment, DataBufferFactory factory) {
        if (segment.byteSize() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "A buffer cannot have " + segment.byteSize() + " bytes: read the resource in parts");
        }
        int count = (int) segment.byteSize();
        DataBuffer buffer = factory.allocateBuffer(count);
        try (ByteBufferIterator targets = buffer.writableByteBuffers()) {
            for (long from = 0; from < count;) {
                ByteBuffer target = targets.next();
                long length = Math.min(target.remaining(), count - from);
                MemorySegment.copy(segment, from, MemorySegment.ofBuffer(target), 0, length);
                from += length;
            }
        } catch (RuntimeException | Error e) {
            if (buffer instanceof PooledDataBuffer pooled) {
                pooled.release();
            }
            throw e;
        }
        return buffer.writePosition(count);
    }

    @Override
    public String getDescription() {
        return "arena memory" + (filename == null ? "" : " '" + filename + "'") + " of " + memory.byteSize() + " bytes";
    }

    /** Returns whether the other object is a resource with the same memory and name. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ArenaResource that && memory.equals(that.memory)
                && Objects.equals(filename, that.filename);
    }

    @Override
    public int hashCode() {
        return memory.hashCode();
    }
}
