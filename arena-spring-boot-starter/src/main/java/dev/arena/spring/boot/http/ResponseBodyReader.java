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

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.DecodingException;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.codec.HttpMessageReader;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads responses to a reactive client like request bodies. An unreadable response is a failure of the exchange with the
 * other service, and must not be mistaken for an invalid request to this application.
 */
final class ResponseBodyReader implements HttpMessageReader<Object> {
    private final HttpMessageReader<?> reader;

    ResponseBodyReader(HttpMessageReader<?> reader) {
        this.reader = reader;
    }

    @Override
    public List<MediaType> getReadableMediaTypes() {
        return reader.getReadableMediaTypes();
    }

    @Override
    public boolean canRead(ResolvableType elementType, @Nullable MediaType mediaType) {
        return reader.canRead(elementType, mediaType);
    }

    @Override
    public Flux<Object> read(ResolvableType elementType, ReactiveHttpInputMessage message, Map<String, Object> hints) {
        return Flux.<Object>from(reader.read(elementType, message, hints)).onErrorMap(UnreadableBodyException.class,
                ResponseBodyReader::failure);
    }

    @Override
    public Mono<Object> readMono(ResolvableType elementType, ReactiveHttpInputMessage message,
            Map<String, Object> hints) {
        return reader.readMono(elementType, message, hints).<Object>cast(Object.class)
                .onErrorMap(UnreadableBodyException.class, ResponseBodyReader::failure);
    }

    private static DecodingException failure(UnreadableBodyException e) {
        return new DecodingException("The response cannot be read: " + e.getMessage(), e.getCause());
    }
}
