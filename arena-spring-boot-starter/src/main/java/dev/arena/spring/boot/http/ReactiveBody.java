package dev.arena.spring.boot.http;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBuffer.ByteBufferIterator;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.ReactiveHttpInputMessage;
import reactor.core.publisher.Mono;

import dev.arena.Arena;
import dev.arena.spring.boot.RequestScope;

/**
 * Collects the body of a reactive request in the request's arena, which it finds in the Reactor context. Each buffer is copied and
 * released as it arrives. An empty body is no body.
 */
final class ReactiveBody {
    private final BodySpace space;
    private final long announced;
    private @Nullable BodyBuffer bytes;

    private ReactiveBody(BodySpace space, long announced) {
        this.space = space;
        this.announced = announced;
    }

    /** Makes something of a body that has arrived. */
    @FunctionalInterface
    interface Decoding<T> {
        @Nullable
        T decode(MemorySegment body, Arena arena, HttpInputMessage message);
    }

    /** The body itself, or what is made of it in place. */
    static <T> Mono<T> read(ResolvableType type, ReactiveHttpInputMessage message, Decoding<T> decoding) {
        return withSpace(type, message, (space, headers) -> collect(message, space)
                .flatMap(body -> Mono.justOrEmpty(decoding.decode(body, space.arena(), headers))));
    }

    /** What is made of a body, which itself is not kept: it gives back its memory when it has been decoded. */
    static <T> Mono<T> decode(ResolvableType type, ReactiveHttpInputMessage message, Decoding<T> decoding) {
        return withSpace(type, message, (space, headers) -> {
            Arena forBody = space.arena().child(); // left to the end of the request where decoding fails
            return collect(message, space.in(forBody)).flatMap(body -> {
                @Nullable
                T decoded = decoding.decode(body, space.arena(), headers);
                forBody.close();
                return Mono.justOrEmpty(decoded);
            });
        });
    }

    /** Goes on with a space. */
    @FunctionalInterface
    private interface WithSpace<T> {
        Mono<T> read(BodySpace space, HttpInputMessage message);
    }

    private static <T> Mono<T> withSpace(ResolvableType type, ReactiveHttpInputMessage message, WithSpace<T> reading) {
        return Mono.deferContextual(context -> {
            RequestScope scope = context.<RequestScope>getOrEmpty(RequestScope.class).orElse(null);
            var headers = new Headers(message.getHeaders());
            long required = BodyBuffer.required(message.getHeaders().getContentLength());
            return reading.read(BodyArena.open(scope, type, headers, required), headers);
        });
    }

    private static Mono<MemorySegment> collect(ReactiveHttpInputMessage message, BodySpace space) {
        long announced = message.getHeaders().getContentLength();
        return message.getBody().reduceWith(() -> new ReactiveBody(space, announced), ReactiveBody::append)
                .mapNotNull(ReactiveBody::finish);
    }

    private ReactiveBody append(DataBuffer buffer) {
        try (ByteBufferIterator parts = buffer.readableByteBuffers()) {
            while (parts.hasNext()) {
                append(parts.next());
            }
        } finally {
            DataBufferUtils.release(buffer);
        }
        return this;
    }

    private void append(ByteBuffer part) {
        if (part.hasRemaining()) {
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
        return buffer == null ? null : buffer.finish();
    }

    /** What an exception carries of a message whose body is read in another way. */
    private record Headers(HttpHeaders headers) implements HttpInputMessage {

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
