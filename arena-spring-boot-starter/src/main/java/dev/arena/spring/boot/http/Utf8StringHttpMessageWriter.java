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

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.codec.HttpMessageWriter;
import reactor.core.publisher.Mono;

import dev.arena.text.Utf8String;

/**
 * Writes a {@link Utf8String} to a reactive response. All threads must be able to access it. The bytes are copied into
 * buffers of the server, which do not count against the budget of the arena.
 *
 * <p>Safe for use by any thread.
 */
final class Utf8StringHttpMessageWriter implements HttpMessageWriter<Utf8String> {
    private static final MediaType TEXT_PLAIN = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    @Override
    public List<MediaType> getWritableMediaTypes() {
        return List.of(TEXT_PLAIN, MediaType.ALL);
    }

    @Override
    public boolean canWrite(ResolvableType elementType, @Nullable MediaType mediaType) {
        Charset charset = mediaType == null ? null : mediaType.getCharset();
        return elementType.toClass() == Utf8String.class
                && (charset == null || charset.equals(StandardCharsets.UTF_8))
                && !MediaType.TEXT_EVENT_STREAM.equalsTypeAndSubtype(mediaType);
    }

    @Override
    public Mono<Void> write(Publisher<? extends Utf8String> texts, ResolvableType elementType,
            @Nullable MediaType mediaType, ReactiveHttpOutputMessage message, Map<String, Object> hints) {
        return ReactiveTransfer.<Utf8String>write(texts, Utf8String::segment, mediaType, TEXT_PLAIN, message);
    }
}
