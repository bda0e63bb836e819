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
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.util.MimeType;
import reactor.core.publisher.Flux;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.json.UnreadableComponentException;

/**
 * Extends Spring's JSON decoder of reactive clients for objects that contain arena types. A part that cannot be decoded is a
 * failure of the exchange with the other service, and must not be mistaken for an invalid request to this application.
 */
final class ResponseJsonDecoder extends JacksonJsonDecoder {

    /**
     * A decoder.
     *
     * @param mapper reads objects; it has the module of arena types
     */
    ResponseJsonDecoder(JsonMapper mapper) {
        super(mapper);
    }

    @Override
    protected ObjectReader customizeReader(ObjectReader reader, ResolvableType elementType,
            @Nullable Map<String, Object> hints) {
        return ArenaJsonDecoder.withArena(reader, hints);
    }

    @Override
    public Flux<Object> decode(Publisher<DataBuffer> input, ResolvableType elementType, @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        return super.decode(input, elementType, mimeType, hints).onErrorMap(DecodingException.class,
                ResponseJsonDecoder::failure);
    }

    @Override
    public Object decode(DataBuffer buffer, ResolvableType type, @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        try {
            return super.decode(buffer, type, mimeType, hints);
        } catch (DecodingException e) {
            throw failure(e);
        }
    }

    private static DecodingException failure(DecodingException e) {
        return e.getCause() instanceof UnreadableComponentException part
                ? new DecodingException("The response cannot be read: " + part.getOriginalMessage(),
                        part.decodingFailure())
                : e;
    }
}
