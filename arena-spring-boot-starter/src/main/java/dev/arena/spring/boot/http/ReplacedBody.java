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
import java.lang.foreign.MemorySegment;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotWritableException;

import dev.arena.collect.ByteVec;
import dev.arena.text.Utf8String;

/**
 * Writes the value that a converter of bytes or text receives. If advice has replaced the body that the handler returned, the
 * value has another type than the converter supports. Bytes and text are written unchanged, and all other types as JSON.
 */
final class ReplacedBody {
    private final ByteTransfer transfer = new ByteTransfer();
    private final @Nullable JsonWriting json;

    /** Creates a writer. Without Jackson, {@code json} is null. */
    ReplacedBody(@Nullable JsonWriting json) {
        this.json = json;
    }

    /** Writes any object as JSON. */
    @FunctionalInterface
    public interface JsonWriting {
        void write(Object value, OutputStream out);
    }

    /** Returns the bytes of a value that is written unchanged; null for other values. */
    static @Nullable MemorySegment bytesOf(Object body) {
        return switch (body) {
            case Utf8String text -> text.segment();
            case MemorySegment segment -> segment;
            case ByteVec bytes -> bytes.segment();
            case byte[] bytes -> MemorySegment.ofArray(bytes);
            default -> null;
        };
    }

    void write(Object body, HttpOutputMessage message) throws IOException {
        MemorySegment bytes = bytesOf(body);
        if (bytes != null) {
            transfer.write(bytes, EventData.of(message));
        } else if (body instanceof CharSequence text) {
            EventData.of(message).write(text.toString().getBytes(charset(message.getHeaders())));
        } else {
            writeJson(body, message);
        }
    }

    private static Charset charset(HttpHeaders headers) {
        MediaType type = headers.getContentType();
        Charset charset = type == null ? null : type.getCharset();
        return charset == null ? StandardCharsets.UTF_8 : charset;
    }

    private void writeJson(Object body, HttpOutputMessage message) throws IOException {
        if (json == null) {
            throw new HttpMessageNotWritableException(
                    "Cannot write " + body.getClass().getName() + " as JSON, because Jackson is not on the class path");
        }
        MediaType type = message.getHeaders().getContentType();
        if (type == null || !type.getSubtype().endsWith("json")) {
            message.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        }
        json.write(body, EventData.of(message));
    }
}
