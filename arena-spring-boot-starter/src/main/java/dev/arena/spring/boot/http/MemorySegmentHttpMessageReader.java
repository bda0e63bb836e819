package dev.arena.spring.boot.http;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.codec.HttpMessageReader;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.arena.collect.ByteVec;

/**
 * Reads a body of any type, as it is, into a {@link MemorySegment} of the reactive request's arena, aligned to 8 bytes, or into a
 * {@link ByteVec}.
 *
 * <p>Safe for use by any thread.
 */
public final class MemorySegmentHttpMessageReader implements HttpMessageReader<Object> {

    /** A reader. */
    public MemorySegmentHttpMessageReader() {}

    @Override
    public List<MediaType> getReadableMediaTypes() {
        return List.of(MediaType.APPLICATION_OCTET_STREAM, MediaType.ALL);
    }

    @Override
    public boolean canRead(ResolvableType elementType, @Nullable MediaType mediaType) {
        return elementType.toClass() == MemorySegment.class || elementType.toClass() == ByteVec.class;
    }

    @Override
    public Flux<Object> read(ResolvableType elementType, ReactiveHttpInputMessage message,
            Map<String, Object> hints) {
        return readMono(elementType, message, hints).flux();
    }

    @Override
    public Mono<Object> readMono(ResolvableType elementType, ReactiveHttpInputMessage message,
            Map<String, Object> hints) {
        boolean asVector = elementType.toClass() == ByteVec.class;
        return ReactiveBody.read(elementType, message,
                (body, arena, _) -> asVector ? ByteVec.over(arena, body) : body);
    }
}
