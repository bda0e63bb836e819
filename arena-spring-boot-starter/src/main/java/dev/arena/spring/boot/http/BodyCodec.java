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

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;

import dev.arena.Arena;
import dev.arena.collect.ByteVec;
import dev.arena.json.ArenaJson;
import dev.arena.json.JsonDecodingException;
import dev.arena.json.JsonInput;
import dev.arena.text.MalformedTextException;
import dev.arena.text.Utf8String;

/**
 * Reads and writes the types of request bodies outside a request: from an array of bytes, and to an array. The supported
 * types are the same.
 *
 * <p>Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class BodyCodec {
    private final JsonReaders readers = new JsonReaders();
    private final ArenaJson json;
    private final JsonBodyWriter writer;

    /**
     * A codec.
     *
     * @param json decodes and encodes
     */
    public BodyCodec(ArenaJson json) {
        this.json = json;
        this.writer = new JsonBodyWriter(json);
    }

    /**
     * Whether values of a class are in arena memory, or have components that are.
     *
     * @param  type the class
     * @return      whether they are
     */
    public boolean supports(Class<?> type) {
        return JsonBody.isInArena(type);
    }

    /**
     * Reads a value.
     *
     * @param  bytes                  received bytes
     * @param  type                   type of the value
     * @param  contentType            type of the bytes; null for JSON, or for plain bytes and text
     * @param  arena                  where the value goes
     * @return                        the value; null if the type is not read from this content type, or the document is {@code null}
     * @throws JsonDecodingException  if the document is malformed or is no such value
     * @throws MalformedTextException if text is not in UTF-8
     */
    public @Nullable Object read(byte[] bytes, ResolvableType type, @Nullable MediaType contentType, Arena arena) {
        Class<?> raw = type.toClass();
        BodyType body = BodyTypes.of(raw);
        if (body != null && !body.isJson()) {
            MemorySegment segment = arena.allocate(bytes.length, 8);
            MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
            return switch (body) {
                case TEXT -> Utf8String.of(segment);
                case BYTES -> ByteVec.over(arena, segment);
                default -> segment;
            };
        }
        JsonReaders.Reader reader = JsonMedia.isJson(contentType)
                ? readers.of(type, JsonMedia.isLines(contentType))
                : null;
        return reader == null ? null : reader.read(json, JsonInput.of(bytes), arena);
    }

    /**
     * Writes bytes and text unchanged, and any other value as JSON or as lines of JSON.
     *
     * @param  value       the value
     * @param  contentType content type of lines of JSON; any other type, or null, for JSON
     * @return             its bytes, in UTF-8
     */
    public byte[] write(Object value, @Nullable MediaType contentType) {
        MemorySegment bytes = ReplacedBody.bytesOf(value);
        if (bytes != null) {
            return bytes.toArray(ValueLayout.JAVA_BYTE);
        }
        var out = new ByteArrayOutputStream();
        if (JsonMedia.isLines(contentType) && JsonBody.isWritable(value.getClass(), true)) {
            writer.writeLines(value, out, null);
        } else {
            writer.write(value, out, null);
        }
        return out.toByteArray();
    }
}
