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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
 * Decodes JSON and NDJSON into the reactive request's arena when the body is complete, for the types that
 * {@link ArenaJsonHttpMessageConverter} reads in servlet applications. Jackson decodes all other types. The document is first
 * collected in the arena, because decoding must not block. It counts against the byte budget until it has been decoded.
 *
 * <p>Safe for use by any thread.
 */
final class ArenaJsonHttpMessageReader implements HttpMessageReader<Object> {
    private final JsonReaders readers = new JsonReaders();
    private final ArenaJson json;
    private final @Nullable RecordVecConstraints constraints;

    /**
     * A reader.
     *
     * @param json        decodes
     * @param constraints validates vectors of records for parameters that ask for it; null if nothing is to be validated
     */
    ArenaJsonHttpMessageReader(ArenaJson json, @Nullable RecordVecConstraints constraints) {
        this.json = json;
        this.constraints = constraints;
    }

    @Override
    public List<MediaType> getReadableMediaTypes() {
        return JsonMedia.ALL;
    }

    @Override
    public boolean canRead(ResolvableType elementType, @Nullable MediaType mediaType) {
        return JsonMedia.isJson(mediaType) && readers.of(elementType, JsonMedia.isLines(mediaType)) != null;
    }

    /** Several records are the elements of an array. */
    @Override
    public Flux<Object> read(ResolvableType elementType, ReactiveHttpInputMessage message, Map<String, Object> hints) {
        return elementType.toClass().isRecord()
                ? decode(readers.ofList(elementType), elementType, message, hints)
                        .flatMapIterable(records -> (List<?>) records)
                : readMono(elementType, message, hints).flux();
    }

    /** Called for parameters of handler methods. The type contains the parameter. */
    @Override
    public Flux<Object> read(ResolvableType actualType, ResolvableType elementType, ServerHttpRequest request,
            ServerHttpResponse response, Map<String, Object> hints) {
        return read(elementType, request, JsonViews.withViewOfParameter(actualType, hints));
    }

    /** Called for parameters of handler methods. The type contains the parameter. */
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
        JsonReaders.Reader reader = readers.of(elementType,
                JsonMedia.isLines(message.getHeaders().getContentType()));
        if (reader == null) {
            throw new IllegalArgumentException("Cannot read " + elementType);
        }
        return decode(reader, elementType, message, hints);
    }

    private Mono<Object> decode(JsonReaders.Reader reader, ResolvableType type, ReactiveHttpInputMessage message,
            Map<String, Object> hints) {
        ArenaJson inView = JsonViews.apply(json, hints);
        return ReactiveBody.decode(type, message,
                (body, arena, headers) -> decoded(inView, reader, body, arena, headers));
    }

    private static @Nullable Object decoded(ArenaJson json, JsonReaders.Reader reader, MemorySegment body, Arena arena,
            HttpInputMessage message) {
        Charset charset = JsonMedia.charset(message.getHeaders().getContentType());
        try {
            return reader.read(json, charset == null ? JsonInput.of(body) : transcoded(body, charset), arena);
        } catch (JsonDecodingException e) {
            throw UnreadableBodyException.of(e, message);
        }
    }

    private static JsonInput transcoded(MemorySegment body, Charset charset) {
        return JsonInput.of(charset.decode(body.asByteBuffer()).toString().getBytes(StandardCharsets.UTF_8));
    }
}
