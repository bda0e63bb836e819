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

package dev.arena.json;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.DeserializationContextExt;

import dev.arena.Arena;
import dev.arena.io.Segments;

/**
 * The source of a JSON document, in UTF-8, or in UTF-16 or UTF-32 as far as Jackson recognizes them. An input can be read
 * once, unless it is an array, a segment or a value.
 *
 * @since 0.1.0
 */
public abstract sealed class JsonInput {

    private JsonInput() {}

    /**
     * Reads a stream from its current position to its end. The stream is not closed.
     *
     * @param  stream the stream; an exception of it is wrapped in an {@link java.io.UncheckedIOException}
     * @return        the input
     */
    public static JsonInput of(InputStream stream) {
        return of(stream, 0);
    }

    /**
     * A stream of a known length. Vectors of records grow to the size that the length of the input suggests, instead of twice
     * their size. They never grow to more than four times the bytes that have arrived.
     *
     * @param  stream                   the stream; it is not closed
     * @param  byteLength               its length in bytes; 0 or negative if it is not known. A wrong length costs memory or time,
     *                                  nothing else
     * @return                          the input
     */
    public static JsonInput of(InputStream stream, long byteLength) {
        return new Stream(stream, byteLength);
    }

    /**
     * An array.
     *
     * @param  bytes the document
     * @return       the input
     */
    public static JsonInput of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /**
     * A part of an array.
     *
     * @param  bytes                     array that contains the document
     * @param  offset                    start offset, in bytes
     * @param  length                    its length in bytes
     * @return                           the input
     * @throws IndexOutOfBoundsException if there are not as many bytes
     */
    public static JsonInput of(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return new Bytes(bytes, offset, length);
    }

    /**
     * Memory, of an arena or not.
     *
     * @param  segment the document
     * @return         the input
     */
    public static JsonInput of(MemorySegment segment) {
        return new Memory(segment);
    }

    /**
     * A value that was decoded before, which is decoded to another type now. It is written to the heap as JSON for that.
     *
     * @param  value the value
     * @return       the input
     */
    public static JsonInput of(JsonValue value) {
        return new Tree(value);
    }

    /**
     * Reads a value from a parser. The first token of the value is the current token, or the next token if there is no
     * current one. Afterwards, the parser is at the last token of the value. It is not closed, and the following tokens are
     * not read. The limits of the parser apply in addition to {@link JsonLimits}.
     *
     * @param  parser the parser
     * @return        the input
     */
    public static JsonInput of(JsonParser parser) {
        return new Borrowed(parser, null);
    }

    /** Reads a value for a databind deserializer. */
    static JsonInput of(JsonParser parser, DeserializationContext context) {
        return new Borrowed(parser, context);
    }

    /** Begins the decoding. No input has been read yet, unless the caller has passed a parser. */
    Decoding open(LazyMapper mapper, JsonLimits limits) {
        BoundMapper bound = mapper.bound();
        DeserializationContextExt context = bound.readContext();
        JsonParser parser = parser(bound.factory(), context);
        return new Decoding(parser, context.assignParser(parser), limits, mapper, byteLength());
    }

    /** Its length in bytes, as far as the caller knows; 0 or negative otherwise. */
    long byteLength() {
        return 0;
    }

    /** A parser that reads it. */
    abstract JsonParser parser(JsonFactory factory, ObjectReadContext context);

    /** Returns the bytes of the document if they are accessible without a parser; otherwise null. */
    @Nullable
    JsonBody body(JsonFactory factory, Texts texts, Arena arena) {
        return null;
    }

    /** Returns the same input for a body of which bytes have been read. */
    JsonInput again(JsonBody body) {
        return this;
    }

    /** Whether the parser belongs to the caller, who continues with it. */
    boolean isBorrowed() {
        return false;
    }

    /** A stream. */
    private static final class Stream extends JsonInput {
        private final InputStream stream;
        private final long byteLength;

        Stream(InputStream stream, long byteLength) {
            this.stream = Objects.requireNonNull(stream, "stream");
            this.byteLength = byteLength;
        }

        @Override
        long byteLength() {
            return byteLength;
        }

        @Override
        JsonParser parser(JsonFactory factory, ObjectReadContext context) {
            return factory.createParser(context, new UncheckedInputStream(stream));
        }

        @Override
        JsonBody body(JsonFactory factory, Texts texts, Arena arena) {
            return JsonBody.of(stream, factory._getBufferRecycler(), texts, arena);
        }

        @Override
        JsonInput again(JsonBody body) {
            return of(body.again());
        }
    }

    /** A part of an array. */
    private static final class Bytes extends JsonInput {
        private final byte[] bytes;
        private final int offset;
        private final int length;

        Bytes(byte[] bytes, int offset, int length) {
            this.bytes = bytes;
            this.offset = offset;
            this.length = length;
        }

        @Override
        long byteLength() {
            return length;
        }

        @Override
        JsonParser parser(JsonFactory factory, ObjectReadContext context) {
            return factory.createParser(context, bytes, offset, length);
        }

        @Override
        JsonBody body(JsonFactory factory, Texts texts, Arena arena) {
            return JsonBody.of(bytes, offset, length, texts, arena);
        }
    }

    /** Memory. */
    private static final class Memory extends JsonInput {
        private final MemorySegment segment;

        Memory(MemorySegment segment) {
            this.segment = Objects.requireNonNull(segment, "segment");
        }

        @Override
        long byteLength() {
            return segment.byteSize();
        }

        @Override
        JsonParser parser(JsonFactory factory, ObjectReadContext context) {
            return factory.createParser(context, Segments.inputStream(segment));
        }

        @Override
        JsonBody body(JsonFactory factory, Texts texts, Arena arena) {
            return JsonBody.of(segment, factory._getBufferRecycler(), texts, arena);
        }
    }

    /** A value that was decoded. */
    private static final class Tree extends JsonInput {
        private final JsonValue value;

        Tree(JsonValue value) {
            this.value = Objects.requireNonNull(value, "value");
        }

        @Override
        JsonParser parser(JsonFactory factory, ObjectReadContext context) {
            return factory.createParser(context, value.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Reads from a parser of the caller. */
    private static final class Borrowed extends JsonInput {
        private final JsonParser parser;
        private final @Nullable DeserializationContext context;

        Borrowed(JsonParser parser, @Nullable DeserializationContext context) {
            this.parser = Objects.requireNonNull(parser, "parser");
            this.context = context;
        }

        @Override
        Decoding open(LazyMapper mapper, JsonLimits limits) {
            return new Decoding(parser, context, limits, mapper, byteLength());
        }

        @Override
        JsonParser parser(JsonFactory factory, ObjectReadContext readContext) {
            return parser;
        }

        @Override
        boolean isBorrowed() {
            return true;
        }
    }
}
