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

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.codec.CodecConfigurer;
import org.springframework.http.codec.DecoderHttpMessageReader;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.MimeType;
import reactor.core.publisher.Flux;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Extends Spring's JSON decoder for objects that contain arena types, see {@link ObjectDecoding}. */
final class ArenaJsonDecoder extends JacksonJsonDecoder {

    /**
     * A decoder.
     *
     * @param mapper reads objects; it has the module of arena types
     */
    ArenaJsonDecoder(JsonMapper mapper) {
        super(mapper);
    }

    private ArenaJsonDecoder(JacksonJsonDecoder other) {
        super(other.getMapper(), other.getDecodableMimeTypes().toArray(MimeType[]::new));
        setMaxInMemorySize(other.getMaxInMemorySize());
    }

    /**
     * Replaces the decoder of Spring's defaults, if it was set by the application, or if Spring Boot does not configure codecs because of
     * {@code @EnableWebFlux}. Classes that extend Spring's decoder stay.
     *
     * @param configurer the codecs, after all other configuration
     */
    static void replaceDefault(CodecConfigurer configurer) {
        configurer.getReaders().stream().filter(DecoderHttpMessageReader.class::isInstance)
                .map(reader -> ((DecoderHttpMessageReader<?>) reader).getDecoder())
                .filter(JacksonJsonDecoder.class::isInstance).map(JacksonJsonDecoder.class::cast)
                .reduce((_, last) -> last).filter(ArenaJsonDecoder::isReplaceable)
                .ifPresent(it -> configurer.defaultCodecs().jacksonJsonDecoder(new ArenaJsonDecoder(it)));
    }

    private static boolean isReplaceable(JacksonJsonDecoder decoder) {
        return decoder.getClass() == JacksonJsonDecoder.class
                && decoder.getDecodableMimeTypes().contains(MediaType.APPLICATION_JSON);
    }

    @Override
    public Map<String, Object> getDecodeHints(ResolvableType actualType, ResolvableType elementType,
            ServerHttpRequest request, ServerHttpResponse response) {
        return ObjectDecoding.hints(super.getDecodeHints(actualType, elementType, request, response), request);
    }

    @Override
    protected ObjectReader customizeReader(ObjectReader reader, ResolvableType elementType,
            @Nullable Map<String, Object> hints) {
        return ObjectDecoding.withArena(reader, hints);
    }

    @Override
    public Flux<Object> decode(Publisher<DataBuffer> input, ResolvableType elementType, @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        return super.decode(input, elementType, mimeType, hints).onErrorMap(DecodingException.class,
                e -> ObjectDecoding.failure(e, hints));
    }

    @Override
    public Object decode(DataBuffer buffer, ResolvableType type, @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        try {
            return super.decode(buffer, type, mimeType, hints);
        } catch (DecodingException e) {
            throw ObjectDecoding.failure(e, hints);
        }
    }
}
