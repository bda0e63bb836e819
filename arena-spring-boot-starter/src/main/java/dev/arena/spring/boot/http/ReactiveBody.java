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
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBuffer.ByteBufferIterator;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.client.reactive.ClientHttpResponse;
import reactor.core.publisher.Mono;

import dev.arena.Arena;
import dev.arena.spring.boot.RequestScope;

/**
 * Collects the body of a reactive request, or of a response to a client, in the arena of the Reactor context. It copies and
 * releases each buffer when it arrives. An empty body counts as a missing body.
 */
final class ReactiveBody {
    private final BodySpace space;
    private final long announced;
    private volatile @Nullable BodyBuffer bytes;

    /** Whether all bytes have arrived, or no more are wanted. */
    private volatile boolean ended;

    private ReactiveBody(BodySpace space, long announced) {
        this.space = space;
        this.announced = announced;
    }

    /** Decodes a complete body. */
    @FunctionalInterface
    interface Decoding<T> {
        @Nullable
        T decode(MemorySegment body, Arena arena, HttpInputMessage message);
    }

    /** Returns the body itself, or a value that is created from it in place. */
    static <T> Mono<T> read(ResolvableType type, ReactiveHttpInputMessage message, Decoding<T> decoding) {
        return withSpace(type, message, (space, headers) -> collect(message, space, BodyArena.announced(headers, space))
                .flatMap(body -> Mono.justOrEmpty(decoding.decode(body, space.arena(), headers))));
    }

    /** Returns a value that is decoded from a body. The memory of the body is released after the decoding. */
    static <T> Mono<T> decode(ResolvableType type, ReactiveHttpInputMessage message, Decoding<T> decoding) {
        return withSpace(type, message, (space, headers) -> Mono.using(() -> space.arena().child(),
                forBody -> collect(message, space.in(forBody), headers.headers().getContentLength())
                        .flatMap(body -> Mono.justOrEmpty(decoding.decode(body, space.arena(), headers))),
                Arena::close));
    }

    /** Continues with a destination. */
    @FunctionalInterface
    private interface WithSpace<T> {
        Mono<T> read(BodySpace space, Headers headers);
    }

    private static <T> Mono<T> withSpace(ResolvableType type, ReactiveHttpInputMessage message, WithSpace<T> reading) {
        return Mono.deferContextual(context -> {
            RequestScope scope = context.<RequestScope>getOrEmpty(RequestScope.class).orElse(null);
            var headers = new Headers(message.getHeaders(), message instanceof ClientHttpResponse);
            long required = BodyBuffer.required(message.getHeaders().getContentLength());
            return admitted(BodyArena.open(scope, type, headers, required), space -> reading.read(space, headers));
        });
    }

    /** Reads a body that must be admitted. */
    static <T> Mono<T> admitted(BodySpace space, Function<BodySpace, Mono<T>> reading) {
        return Mono.using(space::admission,
                admission -> reading.apply(space).doOnSuccess(_ -> admission.complete()));
    }

    /** Returns the bytes of a body; empty if there are none. */
    static Mono<MemorySegment> collect(ReactiveHttpInputMessage message, BodySpace space, long announced) {
        return Mono.using(() -> new ReactiveBody(space, announced),
                body -> message.getBody().map(body::append).then(Mono.fromSupplier(body::finish)),
                ReactiveBody::release);
    }

    /** Does not return the buffer, because operators that discard a buffer release it. */
    private boolean append(DataBuffer buffer) {
        try (ByteBufferIterator parts = buffer.readableByteBuffers()) {
            while (parts.hasNext()) {
                append(parts.next());
            }
        } finally {
            DataBufferUtils.release(buffer);
        }
        return true;
    }

    private void append(ByteBuffer part) {
        if (part.hasRemaining() && !ended) {
            BodyBuffer buffer = bytes;
            if (buffer == null) {
                buffer = new BodyBuffer(space, announced);
                bytes = buffer;
            }
            buffer.append(MemorySegment.ofBuffer(part));
        }
    }

    private @Nullable MemorySegment finish() {
        BodyBuffer buffer = bytes;
        MemorySegment all = buffer == null ? null : buffer.finish();
        ended = true;
        return all;
    }

    /** The thread that cancels can also call this method, while another thread appends. */
    private void release() {
        BodyBuffer buffer = bytes;
        if (!ended && buffer != null) {
            buffer.discard();
        }
        ended = true;
    }

    /** The headers of a message, for exceptions. The body is read in another way. */
    record Headers(HttpHeaders headers, boolean ofResponse) implements HttpInputMessage {

        @Override
        public InputStream getBody() {
            return InputStream.nullInputStream();
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }
}
