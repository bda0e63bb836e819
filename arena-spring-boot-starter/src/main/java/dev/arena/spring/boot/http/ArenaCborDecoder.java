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
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.codec.cbor.JacksonCborDecoder;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.MimeType;
import tools.jackson.databind.ObjectReader;

/** Extends Spring's CBOR decoder for objects that contain arena types, see {@link ObjectDecoding}. */
final class ArenaCborDecoder extends JacksonCborDecoder {

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
    public Object decode(DataBuffer buffer, ResolvableType type, @Nullable MimeType mimeType,
            @Nullable Map<String, Object> hints) {
        try {
            return super.decode(buffer, type, mimeType, hints);
        } catch (DecodingException e) {
            throw ObjectDecoding.failure(e, hints);
        }
    }
}
