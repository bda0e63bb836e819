package dev.arena.spring.boot.http;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.codec.HttpMessageWriter;
import reactor.core.publisher.Mono;

/**
 * Writes any {@link MemorySegment} that all threads may access to a reactive response, as it is. Its bytes are copied into buffers
 * of the server; those do not count against the budget of the arena.
 *
 * <p>Safe for use by any thread.
 */
public final class MemorySegmentHttpMessageWriter implements HttpMessageWriter<MemorySegment> {

    /** A writer. */
    public MemorySegmentHttpMessageWriter() {}

    @Override
    public List<MediaType> getWritableMediaTypes() {
        return List.of(MediaType.APPLICATION_OCTET_STREAM, MediaType.ALL);
    }

    @Override
    public boolean canWrite(ResolvableType elementType, @Nullable MediaType mediaType) {
        return MemorySegment.class.isAssignableFrom(elementType.toClass())
                && !MediaType.TEXT_EVENT_STREAM.equalsTypeAndSubtype(mediaType);
    }

    @Override
    public Mono<Void> write(Publisher<? extends MemorySegment> segments, ResolvableType elementType,
            @Nullable MediaType mediaType, ReactiveHttpOutputMessage message, Map<String, Object> hints) {
        ReactiveTransfer.setContentType(message.getHeaders(), mediaType, MediaType.APPLICATION_OCTET_STREAM);
        return ReactiveTransfer.<MemorySegment>write(segments, Function.identity(), message);
    }
}
