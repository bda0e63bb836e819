package dev.arena.spring.boot.http;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.json.ArenaJson;
import dev.arena.json.JsonDecodingException;
import dev.arena.json.JsonInput;

/**
 * Decodes JSON and NDJSON into the reactive request's arena when it has arrived, for the types that
 * {@link ArenaJsonHttpMessageConverter} reads for servlets; all others are left to Jackson. The document is collected in the arena
 * first, as nothing may block, so it counts against the budget too until it has been decoded.
 *
 * <p>Safe for use by any thread.
 */
public final class ArenaJsonHttpMessageReader implements HttpMessageReader<Object> {
    static final List<MediaType> MEDIA_TYPES = List.of(MediaType.APPLICATION_JSON,
            new MediaType("application", "*+json"), MediaType.APPLICATION_NDJSON);

    private final ArenaJson json;
    private final @Nullable RecordVecConstraints constraints;

    /**
     * A reader.
     *
     * @param json        decodes
     * @param constraints validates vectors of records for parameters that ask for it; null if nothing is to be validated
     */
    public ArenaJsonHttpMessageReader(ArenaJson json, @Nullable RecordVecConstraints constraints) {
        this.json = json;
        this.constraints = constraints;
    }

    @Override
    public List<MediaType> getReadableMediaTypes() {
        return MEDIA_TYPES;
    }

    @Override
    public boolean canRead(ResolvableType elementType, @Nullable MediaType mediaType) {
        return isJson(mediaType) && JsonBody.reader(elementType, isNdjson(mediaType)) != null;
    }

    static boolean isJson(@Nullable MediaType mediaType) {
        return mediaType == null || MEDIA_TYPES.stream().anyMatch(it -> it.isCompatibleWith(mediaType));
    }

    static boolean isNdjson(@Nullable MediaType mediaType) {
        return MediaType.APPLICATION_NDJSON.equalsTypeAndSubtype(mediaType);
    }

    /** Several values are the rows of an array. */
    @Override
    public Flux<Object> read(ResolvableType elementType, ReactiveHttpInputMessage message, Map<String, Object> hints) {
        return elementType.toClass().isRecord()
                ? readMono(ResolvableType.forClassWithGenerics(RecordVec.class, elementType), message, hints)
                        .flatMapIterable(rows -> (RecordVec<?>) rows)
                : readMono(elementType, message, hints).flux();
    }

    /** Called for parameters of handler methods, of which the type knows. */
    @Override
    public Flux<Object> read(ResolvableType actualType, ResolvableType elementType, ServerHttpRequest request,
            ServerHttpResponse response, Map<String, Object> hints) {
        return read(elementType, request, JsonViews.withViewOfParameter(actualType, hints));
    }

    /** Called for parameters of handler methods, of which the type knows. */
    @Override
    public Mono<Object> readMono(ResolvableType actualType, ResolvableType elementType, ServerHttpRequest request,
            ServerHttpResponse response, Map<String, Object> hints) {
        Mono<Object> body = readMono(elementType, request, JsonViews.withViewOfParameter(actualType, hints));
        RecordVecConstraints checked = constraints;
        return checked != null && elementType.toClass() == RecordVec.class
                && actualType.getSource() instanceof MethodParameter parameter
                        ? body.doOnNext(rows -> checked.validate((RecordVec<?>) rows, parameter))
                        : body;
    }

    @Override
    public Mono<Object> readMono(ResolvableType elementType, ReactiveHttpInputMessage message,
            Map<String, Object> hints) {
        JsonBody.Reader reader = JsonBody.reader(elementType, isNdjson(message.getHeaders().getContentType()));
        if (reader == null) {
            throw new IllegalArgumentException("Cannot read " + elementType);
        }
        ArenaJson inView = JsonViews.apply(json, hints);
        return ReactiveBody.decode(elementType, message,
                (body, arena, headers) -> decoded(inView, reader, body, arena, headers));
    }

    private static Object decoded(ArenaJson json, JsonBody.Reader reader, MemorySegment body, Arena arena,
            HttpInputMessage message) {
        try {
            return reader.read(json, JsonInput.of(body), arena);
        } catch (JsonDecodingException e) {
            throw UnreadableBodyException.of(e, message);
        }
    }
}
