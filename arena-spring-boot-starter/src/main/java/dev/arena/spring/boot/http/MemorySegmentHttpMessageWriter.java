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

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.codec.HttpMessageWriter;
import reactor.core.publisher.Mono;

import dev.arena.collect.ByteVec;

/**
 * Writes a {@link MemorySegment} or {@link ByteVec} unchanged to a reactive response. All threads must be able to access it.
 * The bytes are copied into buffers of the server, which do not count against the budget of the arena.
 *
 * <p>Safe for use by any thread.
 */
final class MemorySegmentHttpMessageWriter implements HttpMessageWriter<Object> {

    @Override
    public List<MediaType> getWritableMediaTypes() {
        return List.of(MediaType.APPLICATION_OCTET_STREAM, MediaType.ALL);
    }

    @Override
    public boolean canWrite(ResolvableType elementType, @Nullable MediaType mediaType) {
        return (MemorySegment.class.isAssignableFrom(elementType.toClass()) || elementType.toClass() == ByteVec.class)
                && !MediaType.TEXT_EVENT_STREAM.equalsTypeAndSubtype(mediaType);
    }

    @Override
    public Mono<Void> write(Publisher<?> segments, ResolvableType elementType,
            @Nullable MediaType mediaType, ReactiveHttpOutputMessage message, Map<String, Object> hints) {
        return ReactiveTransfer.<Object>write(segments, MemorySegmentHttpMessageWriter::bytes, mediaType,
                MediaType.APPLICATION_OCTET_STREAM, message);
    }

    private static MemorySegment bytes(Object body) {
        return body instanceof ByteVec vector ? vector.segment() : (MemorySegment) body;
    }
}
