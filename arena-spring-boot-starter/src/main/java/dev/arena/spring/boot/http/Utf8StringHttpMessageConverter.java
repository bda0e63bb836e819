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
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractSmartHttpMessageConverter;

import dev.arena.Arena;
import dev.arena.text.MalformedTextException;
import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

/**
 * Reads a body of any content type into a {@link Utf8String} of the request's arena, and writes such strings as UTF-8. Bodies
 * are in UTF-8 unless their content type has another charset, which is converted. A body that is not valid in its charset is
 * malformed.
 *
 * <p>Safe for use by any thread that may access the strings.
 */
final class Utf8StringHttpMessageConverter extends AbstractSmartHttpMessageConverter<Object> {
    private static final MediaType TEXT_PLAIN = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final int CHARS = 4 << 10;

    private final BodyArena arenas;
    private final ByteTransfer transfer = new ByteTransfer();
    private final ReplacedBody replaced;

    /**
     * A converter.
     *
     * @param arenas arenas for bodies
     */
    Utf8StringHttpMessageConverter(BodyArena arenas) {
        this(arenas, new ReplacedBody(null));
    }

    /** A converter that also writes the body with which an advice has replaced text. */
    Utf8StringHttpMessageConverter(BodyArena arenas, ReplacedBody replaced) {
        super(TEXT_PLAIN, MediaType.ALL);
        this.arenas = arenas;
        this.replaced = replaced;
    }

    @Override
    public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
        return type.toClass() == Utf8String.class;
    }

    @Override
    public boolean canWrite(ResolvableType targetType, Class<?> valueClass, @Nullable MediaType mediaType) {
        return valueClass == Utf8String.class || valueClass == TextBody.class;
    }

    @Override
    public Utf8String read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        HttpHeaders headers = message.getHeaders();
        long length = headers.getContentLength();
        MediaType mediaType = headers.getContentType();
        boolean isUtf8 = JsonMedia.isUtf8(mediaType);
        BodySpace space = arenas.open(type, message, isUtf8 ? BodyBuffer.required(length) : BodyBuffer.UNKNOWN);
        Charset charset = mediaType == null ? null : mediaType.getCharset();
        try {
            return isUtf8 || charset == null
                    ? Utf8String.of(
                            transfer.read(message.getBody(), space, BodyArena.announced(message, space)))
                    : transfer.decode(message.getBody(), in -> transcoded(in, charset, space.arena()));
        } catch (MalformedTextException e) {
            throw UnreadableBodyException.of(e, message);
        } catch (CharacterCodingException e) {
            throw UnreadableBodyException.of(e, message);
        }
    }

    private static Utf8String transcoded(InputStream in, Charset charset, Arena arena) throws IOException {
        Reader reader = new InputStreamReader(in, charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
        var text = new Utf8Builder(arena);
        char[] chars = new char[CHARS];
        for (int count = reader.read(chars); count >= 0; count = reader.read(chars)) {
            text.appendUtf16(chars, 0, count);
        }
        return text.freeze();
    }

    /** Keeps the type that was negotiated, where the inherited method would put the first supported one for octets. */
    @Override
    protected void addDefaultHeaders(HttpHeaders headers, Object text, @Nullable MediaType contentType)
            throws IOException {
        if (headers.getContentType() == null && contentType != null && contentType.isConcrete()) {
            headers.setContentType(contentType.getType().equals("text") && contentType.getCharset() == null
                    ? new MediaType(contentType, StandardCharsets.UTF_8)
                    : contentType);
        }
        super.addDefaultHeaders(headers, text, contentType);
    }

    @Override
    protected void writeInternal(Object body, ResolvableType type, HttpOutputMessage message,
            @Nullable Map<String, Object> hints) throws IOException {
        if (!(TextBody.unwrap(body) instanceof Utf8String text)) {
            replaced.write(body, message);
        } else if (JsonMedia.isUtf8(message.getHeaders().getContentType())) {
            transfer.write(text.segment(), EventData.of(message));
        } else {
            replaced.write(text.toString(), message);
        }
    }

    @Override
    protected @Nullable Long getContentLength(Object body, @Nullable MediaType contentType) {
        return TextBody.unwrap(body) instanceof Utf8String text && JsonMedia.isUtf8(contentType)
                ? text.byteLength()
                : null;
    }
}
