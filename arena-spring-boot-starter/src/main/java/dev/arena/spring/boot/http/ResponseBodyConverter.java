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

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.SmartHttpMessageConverter;
import org.springframework.util.FastByteArrayOutputStream;

import dev.arena.json.UnreadableComponentException;

/**
 * Converts bodies of HTTP clients like bodies of the server. An unreadable response is a failure of the exchange with the
 * other service, and must not be mistaken for an invalid request to this application. If the client would write a request
 * body on another thread, this thread encodes the body on the heap first, because its memory may be confined to this thread.
 */
final class ResponseBodyConverter implements SmartHttpMessageConverter<Object> {
    private final SmartHttpMessageConverter<Object> converter;

    /** Whether the current thread may have arena memory that bodies consist of. */
    private final BooleanSupplier hasMemory;

    ResponseBodyConverter(SmartHttpMessageConverter<Object> converter, BooleanSupplier hasMemory) {
        this.converter = converter;
        this.hasMemory = hasMemory;
    }

    @Override
    public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
        return converter.canRead(type, mediaType);
    }

    @Override
    public boolean canWrite(ResolvableType targetType, Class<?> valueClass, @Nullable MediaType mediaType) {
        return converter.canWrite(targetType, valueClass, mediaType);
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return converter.getSupportedMediaTypes();
    }

    @Override
    public List<MediaType> getSupportedMediaTypes(Class<?> type) {
        return converter.getSupportedMediaTypes(type);
    }

    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        try {
            return converter.read(type, message, hints);
        } catch (UnreadableBodyException e) {
            throw new IOException("The response cannot be read: " + e.getMessage(), e.getCause());
        } catch (HttpMessageNotReadableException e) {
            if (e.getCause() instanceof UnreadableComponentException part) {
                throw new IOException("The response cannot be read: " + part.getOriginalMessage(),
                        part.decodingFailure());
            }
            throw e;
        }
    }

    @Override
    public void write(Object body, ResolvableType type, @Nullable MediaType contentType, HttpOutputMessage message,
            @Nullable Map<String, Object> hints) throws IOException {
        if (message instanceof StreamingHttpOutputMessage streaming && hasMemory.getAsBoolean()) { // the client would write on another thread
            var bytes = new FastByteArrayOutputStream();
            converter.write(body, type, contentType, new Collected(streaming.getHeaders(), bytes), hints);
            streaming.setBody(bytes.toByteArrayUnsafe());
        } else {
            converter.write(body, type, contentType, message, hints);
        }
    }

    /** A message with a collected body. */
    private record Collected(HttpHeaders headers, OutputStream body) implements HttpOutputMessage {

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public OutputStream getBody() {
            return body;
        }
    }
}
