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
import java.lang.foreign.MemorySegment;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractSmartHttpMessageConverter;

import dev.arena.collect.ByteVec;

/**
 * Reads a body of any content type unchanged into a {@link MemorySegment} of the request's arena, aligned to 8 bytes, or into
 * a {@link ByteVec}. Writes any segment, and the bytes of a vector, unchanged.
 *
 * <p>Safe for use by any thread that may access the segments.
 */
final class MemorySegmentHttpMessageConverter extends AbstractSmartHttpMessageConverter<Object> {
    private final BodyArena arenas;
    private final ByteTransfer transfer = new ByteTransfer();
    private final ReplacedBody replaced;

    /**
     * A converter.
     *
     * @param arenas arenas for bodies
     */
    MemorySegmentHttpMessageConverter(BodyArena arenas) {
        this(arenas, new ReplacedBody(null));
    }

    /** A converter that also writes the body with which an advice has replaced bytes. */
    MemorySegmentHttpMessageConverter(BodyArena arenas, ReplacedBody replaced) {
        super(MediaType.APPLICATION_OCTET_STREAM, MediaType.ALL);
        this.arenas = arenas;
        this.replaced = replaced;
    }

    @Override
    public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
        return type.toClass() == MemorySegment.class || type.toClass() == ByteVec.class;
    }

    @Override
    public boolean canWrite(ResolvableType targetType, Class<?> valueClass, @Nullable MediaType mediaType) {
        return MemorySegment.class.isAssignableFrom(valueClass) || valueClass == ByteVec.class;
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        long length = message.getHeaders().getContentLength();
        BodySpace space = arenas.open(type, message, BodyBuffer.required(length));
        MemorySegment bytes = transfer.read(message.getBody(), space, BodyArena.announced(message, space));
        return type.toClass() == ByteVec.class ? ByteVec.over(space.arena(), bytes) : bytes;
    }

    @Override
    protected void writeInternal(Object body, ResolvableType type, HttpOutputMessage message,
            @Nullable Map<String, Object> hints) throws IOException {
        replaced.write(body, message);
    }

    @Override
    protected @Nullable Long getContentLength(Object body, @Nullable MediaType contentType) {
        MemorySegment bytes = ReplacedBody.bytesOf(body);
        return bytes == null ? null : bytes.byteSize();
    }
}
