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
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractSmartHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;
import tools.jackson.core.JacksonException;

import dev.arena.Arena;
import dev.arena.json.ArenaJson;
import dev.arena.json.JsonDecodingException;
import dev.arena.json.JsonInput;

/**
 * Decodes JSON and lines of JSON into the request's arena while they arrive, and encodes them from arena memory. It supports
 * the types of {@link BodyType}, and decodes records that have such components. Jackson converts all other types. Bodies in
 * charsets other than Unicode are decoded according to the content type. Responses are written in UTF-8.
 *
 * <p>If a response body advice replaces a body, the mapper writes the new body.
 *
 * <p>Safe for use by any thread that may access the values.
 */
final class ArenaJsonHttpMessageConverter extends AbstractSmartHttpMessageConverter<Object> {
    private final BodyArena arenas;
    private final JsonReaders readers = new JsonReaders();
    private final ArenaJson json;
    private final JsonBodyWriter writer;
    private final boolean writesRecords;
    private final ByteTransfer transfer = new ByteTransfer();

    /**
     * A converter.
     *
     * @param arenas arenas for bodies
     * @param json   decodes and encodes
     */
    ArenaJsonHttpMessageConverter(BodyArena arenas, ArenaJson json) {
        this(arenas, json, false);
    }

    /** A converter that also writes records with components of arena types, which Jackson would write, perhaps on another thread. */
    ArenaJsonHttpMessageConverter(BodyArena arenas, ArenaJson json, boolean writesRecords) {
        super(JsonMedia.ALL.toArray(MediaType[]::new));
        this.arenas = arenas;
        this.json = json;
        this.writer = new JsonBodyWriter(json);
        this.writesRecords = writesRecords;
    }

    @Override
    public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
        return JsonBody.isInArena(type.toClass()) && canRead(mediaType)
                && readers.of(type, JsonMedia.isLines(mediaType)) != null;
    }

    /** Returns null for a body of {@code null}, which Spring takes for an absent one. */
    @SuppressWarnings("NullAway")
    @Override
    public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
            throws IOException {
        MediaType mediaType = message.getHeaders().getContentType();
        JsonReaders.Reader reader = readers.of(type, JsonMedia.isLines(mediaType));
        if (reader == null) {
            throw new IllegalArgumentException("Cannot read " + type);
        }
        Arena arena = arenas.arena(type, message);
        try {
            return BodyArena.isResponse(message)
                    ? readResponse(reader, message, hints, arena)
                    : readRequest(reader, message, hints, arena);
        } catch (JsonDecodingException e) {
            throw UnreadableBodyException.of(e, message);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @SuppressWarnings("NullAway")
    private Object readRequest(JsonReaders.Reader reader, HttpInputMessage message, @Nullable Map<String, Object> hints,
            Arena arena) throws IOException {
        try (BodyAdmission admission = BodyAdmission.of(arena, message.getHeaders().getContentLength())) {
            Object value = read(reader, message, hints, arena, admission);
            admission.complete();
            return value;
        }
    }

    /** Releases the memory of a response that cannot be read, so that the application can repeat the call. */
    @SuppressWarnings("NullAway")
    private Object readResponse(JsonReaders.Reader reader, HttpInputMessage message,
            @Nullable Map<String, Object> hints,
            Arena arena) throws IOException {
        Arena child = arena.child();
        boolean complete = false;
        try {
            Object value = read(reader, message, hints, child, BodyAdmission.NOT_NEEDED);
            complete = true;
            return value;
        } finally {
            if (!complete) {
                child.close();
            }
        }
    }

    @SuppressWarnings("NullAway")
    private Object read(JsonReaders.Reader reader, HttpInputMessage message, @Nullable Map<String, Object> hints,
            Arena arena, BodyAdmission admission) throws IOException {
        Charset charset = JsonMedia.charset(message.getHeaders().getContentType());
        return transfer.decode(message.getBody(), in -> {
            admission.require();
            InputStream unicode = charset == null ? in : new TranscodedInputStream(in, charset);
            return reader.read(JsonViews.apply(json, hints),
                    JsonInput.of(unicode, message.getHeaders().getContentLength()), arena);
        });
    }

    @Override
    public boolean canWrite(ResolvableType targetType, Class<?> valueClass, @Nullable MediaType mediaType) {
        return JsonBody.isInArena(valueClass) && canWrite(mediaType) && JsonMedia.isUtf8(mediaType)
                && (JsonBody.isWritable(valueClass, JsonMedia.isLines(mediaType))
                        || (writesRecords && JsonBody.isRecordInArena(valueClass)));
    }

    /** Offers lines of JSON only for types that have lines. */
    @Override
    public List<MediaType> getSupportedMediaTypes(Class<?> type) {
        BodyType body = BodyTypes.of(type);
        return body != null && body.hasLines() ? JsonMedia.ALL : JsonMedia.DOCUMENTS;
    }

    @Override
    protected void writeInternal(Object body, ResolvableType type, HttpOutputMessage message,
            @Nullable Map<String, Object> hints) throws IOException {
        OutputStream out = EventData.of(message);
        boolean lines = JsonMedia.isLines(message.getHeaders().getContentType());
        try {
            if (lines && JsonBody.isWritable(body.getClass(), true)) {
                writer.writeLines(body, out, hints);
            } else {
                writer.write(body, out, hints);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            throw new HttpMessageNotWritableException("Could not write JSON: " + e.getOriginalMessage(), e);
        }
    }
}
