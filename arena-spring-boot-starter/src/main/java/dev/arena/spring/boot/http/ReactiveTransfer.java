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
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes arena memory to reactive responses. It always copies the memory into buffers of the server. These buffers live
 * longer than the arena. A server with a buffer over arena memory would send it by its address, when the memory may already
 * belong to another request.
 */
final class ReactiveTransfer {

    /** Small, because the server requests dozens of buffers at once for each client. */
    private static final int BUFFER = 16 << 10;

    private ReactiveTransfer() {}

    /**
     * Writes the segment of one value with its length, or the segments of several values, each with a flush. A missing value
     * has no content type.
     */
    static <T> Mono<Void> write(Publisher<? extends T> values, Function<T, MemorySegment> segmentOf,
            @Nullable MediaType negotiated, MediaType fallback, ReactiveHttpOutputMessage message) {
        DataBufferFactory factory = message.bufferFactory();
        if (values instanceof Mono<? extends T> one) {
            return one.<MemorySegment>map(segmentOf).map(Optional::of).defaultIfEmpty(Optional.empty())
                    .flatMap(it -> {
                        it.ifPresent(_ -> setContentType(message.getHeaders(), negotiated, fallback));
                        MemorySegment segment = it.orElse(MemorySegment.NULL);
                        message.getHeaders().setContentLength(segment.byteSize());
                        return message.writeWith(buffers(segment, factory));
                    });
        }
        setContentType(message.getHeaders(), negotiated, fallback);
        return message.writeAndFlushWith(Flux.from(values).map(value -> buffers(segmentOf.apply(value), factory)));
    }

    /** Copies of a segment, piece by piece. */
    static Flux<DataBuffer> buffers(MemorySegment segment, DataBufferFactory factory) {
        long size = segment.byteSize();
        return Flux.<DataBuffer, Long>generate(() -> 0L, (offset, sink) -> {
            if (offset == size) {
                sink.complete();
                return offset;
            }
            int count = (int) Math.min(BUFFER, size - offset);
            sink.next(ArenaResource.copy(segment.asSlice(offset, count), factory));
            return offset + count;
        }).doOnDiscard(DataBuffer.class, DataBufferUtils::release);
    }

    private static void setContentType(HttpHeaders headers, @Nullable MediaType negotiated, MediaType fallback) {
        headers.setContentType(contentType(headers, negotiated, fallback));
    }

    /**
     * Returns the content type that the handler has set, otherwise the negotiated type, or the fallback if the negotiated type
     * is not concrete.
     */
    static MediaType contentType(HttpHeaders headers, @Nullable MediaType negotiated, MediaType fallback) {
        MediaType set = headers.getContentType();
        if (set != null) {
            return set;
        }
        MediaType type = negotiated != null && negotiated.isConcrete() ? negotiated : fallback;
        return type.getType().equals("text") && type.getCharset() == null && fallback.getCharset() != null
                ? new MediaType(type, StandardCharsets.UTF_8)
                : type;
    }
}
