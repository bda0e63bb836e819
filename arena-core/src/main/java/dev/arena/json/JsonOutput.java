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

import java.io.OutputStream;
import java.util.Objects;

import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The destination of a JSON document.
 *
 * @since 0.1.0
 */
public abstract sealed class JsonOutput {

    private JsonOutput() {}

    /**
     * Writes UTF-8 to a stream. The stream is flushed, but not closed. If writing fails, the stream may contain an incomplete
     * document.
     *
     * @param  stream the stream; an exception of it is wrapped in an {@link java.io.UncheckedIOException}
     * @return        the output
     */
    public static JsonOutput of(OutputStream stream) {
        return new Stream(stream);
    }

    /**
     * Writes one value to a generator, which is neither flushed nor closed. Writing creates no garbage only if the generator
     * writes JSON as UTF-8.
     *
     * @param  generator the generator
     * @return           the output
     */
    public static JsonOutput of(JsonGenerator generator) {
        return new Borrowed(generator);
    }

    /** Whether the generator belongs to the caller, who continues with it. */
    boolean isBorrowed() {
        return false;
    }

    /** A generator that writes to it, to be closed by {@link #close}. */
    abstract JsonGenerator open(JsonFactory factory, ObjectWriteContext context);

    /** Ends the output that {@link #open} has begun. */
    abstract void close(JsonGenerator generator);

    /** A stream. */
    private static final class Stream extends JsonOutput {
        private final OutputStream stream;

        Stream(OutputStream stream) {
            this.stream = Objects.requireNonNull(stream, "stream");
        }

        @Override
        JsonGenerator open(JsonFactory factory, ObjectWriteContext context) {
            return factory.createGenerator(context, stream, JsonEncoding.UTF8);
        }

        @Override
        void close(JsonGenerator generator) {
            generator.close();
        }
    }

    /** Writes to a generator of the caller. */
    private static final class Borrowed extends JsonOutput {
        private final JsonGenerator generator;

        Borrowed(JsonGenerator generator) {
            this.generator = Objects.requireNonNull(generator, "generator");
        }

        @Override
        boolean isBorrowed() {
            return true;
        }

        @Override
        JsonGenerator open(JsonFactory factory, ObjectWriteContext context) {
            return generator;
        }

        @Override
        void close(JsonGenerator opened) {}
    }
}
