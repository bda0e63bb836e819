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

/**
 * Reads a body of any type, as it is, into a {@link MemorySegment} of the reactive request's arena, aligned to 8 bytes.
 *
 * <p>Safe for use by any thread.
 */
public final class MemorySegmentHttpMessageReader implements HttpMessageReader<MemorySegment> {

    /** A reader. */
    public MemorySegmentHttpMessageReader() {}

    @Override
    public List<MediaType> getReadableMediaTypes() {
        return List.of(MediaType.APPLICATION_OCTET_STREAM, MediaType.ALL);
    }

    @Override
    public boolean canRead(ResolvableType elementType, @Nullable MediaType mediaType) {
        return elementType.toClass() == MemorySegment.class;
    }

    @Override
    public Flux<MemorySegment> read(ResolvableType elementType, ReactiveHttpInputMessage message,
            Map<String, Object> hints) {
        return readMono(elementType, message, hints).flux();
    }

    @Override
    public Mono<MemorySegment> readMono(ResolvableType elementType, ReactiveHttpInputMessage message,
            Map<String, Object> hints) {
        return ReactiveBody.read(elementType, message, (body, _, _) -> body);
    }
}
