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
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.codec.HttpMessageReader;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.arena.Arena;
import dev.arena.text.MalformedTextException;
import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

/**
 * Reads a body of any content type into a {@link Utf8String} of the reactive request's arena. Bodies are in UTF-8 unless
 * their content type has another charset, which is converted. A body that is not valid in its charset is malformed.
 *
 * <p>Safe for use by any thread.
 */
final class Utf8StringHttpMessageReader implements HttpMessageReader<Utf8String> {
    private static final int CHARS = 4 << 10;

    @Override
    public List<MediaType> getReadableMediaTypes() {
        return List.of(MediaType.TEXT_PLAIN, MediaType.ALL);
    }

    @Override
    public boolean canRead(ResolvableType elementType, @Nullable MediaType mediaType) {
        return elementType.toClass() == Utf8String.class;
    }

    @Override
    public Flux<Utf8String> read(ResolvableType elementType, ReactiveHttpInputMessage message,
            Map<String, Object> hints) {
        return readMono(elementType, message, hints).flux();
    }

    @Override
    public Mono<Utf8String> readMono(ResolvableType elementType, ReactiveHttpInputMessage message,
            Map<String, Object> hints) {
        MediaType mediaType = message.getHeaders().getContentType();
        Charset charset = mediaType == null ? null : mediaType.getCharset();
        return charset == null || charset.equals(StandardCharsets.UTF_8)
                ? ReactiveBody.read(elementType, message, Utf8StringHttpMessageReader::checked)
                : ReactiveBody.decode(elementType, message,
                        (body, arena, headers) -> transcoded(body, charset, arena, headers));
    }

    private static Utf8String checked(MemorySegment body, Arena arena, HttpInputMessage message) {
        try {
            return Utf8String.of(body);
        } catch (MalformedTextException e) {
            throw UnreadableBodyException.of(e, message);
        }
    }

    private static Utf8String transcoded(MemorySegment body, Charset charset, Arena arena, HttpInputMessage message) {
        CharsetDecoder decoder = charset.newDecoder(); // reports malformed input
        CharBuffer chars = CharBuffer.allocate(CHARS);
        var text = new Utf8Builder(arena);
        ByteBuffer bytes = body.asByteBuffer();
        try {
            CoderResult result;
            do {
                result = decoder.decode(bytes, chars, true);
                if (result.isUnderflow()) {
                    result = decoder.flush(chars);
                }
                if (result.isError()) {
                    result.throwException();
                }
                text.appendUtf16(chars.array(), 0, chars.position());
                chars.clear();
            } while (result.isOverflow());
        } catch (CharacterCodingException e) {
            throw UnreadableBodyException.of(e, message);
        }
        return text.freeze();
    }
}
