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

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.arena.json.ArenaJson;

/**
 * Encodes arena memory as JSON or as lines of JSON to reactive responses, for the types that
 * {@link ArenaJsonHttpMessageConverter} writes in servlet applications. A document of up to {@value #BUFFER} bytes is sent
 * with its length. A virtual thread encodes a longer document as fast as the client reads it, so the buffer stays small for
 * documents of any length.
 *
 * <p>Safe for use by any thread. All threads must be able to access the written memory.
 */
final class ArenaJsonHttpMessageWriter implements HttpMessageWriter<Object> {
    private static final int BUFFER = 16 << 10;

    private final JsonBodyWriter writer;

    /**
     * A writer.
     *
     * @param json encodes
     */
    ArenaJsonHttpMessageWriter(ArenaJson json) {
        this.writer = new JsonBodyWriter(json);
    }

    @Override
    public List<MediaType> getWritableMediaTypes() {
        return JsonMedia.ALL;
    }

    /** Offers lines of JSON only for types that have lines. */
    @Override
    public List<MediaType> getWritableMediaTypes(ResolvableType elementType) {
        return getWritableMediaTypes().stream().filter(it -> canWrite(elementType, it)).toList();
    }

    @Override
    public boolean canWrite(ResolvableType elementType, @Nullable MediaType mediaType) {
        return JsonMedia.isJson(mediaType) && JsonMedia.isUtf8(mediaType)
                && JsonBody.isWritable(elementType.toClass(), JsonMedia.isLines(mediaType));
    }

    /** Called for return values of handler methods. The type contains the method. */
    @Override
    public Mono<Void> write(Publisher<?> values, ResolvableType actualType, ResolvableType elementType,
            @Nullable MediaType mediaType, ServerHttpRequest request, ServerHttpResponse response,
            Map<String, Object> hints) {
        return write(values, elementType, mediaType, response, JsonViews.withViewOfMethod(actualType, hints));
    }

    @Override
    public Mono<Void> write(Publisher<?> values, ResolvableType elementType, @Nullable MediaType mediaType,
            ReactiveHttpOutputMessage message, Map<String, Object> hints) {
        MediaType type = ReactiveTransfer.contentType(message.getHeaders(), mediaType, MediaType.APPLICATION_JSON);
        boolean lines = JsonMedia.isLines(type);
        DataBufferFactory factory = message.bufferFactory();
        Encoding encoding = (value, out) -> {
            if (lines) {
                writer.writeLines(value, out, hints);
            } else {
                writer.write(value, out, hints);
            }
        };
        if (values instanceof Mono<?> one) {
            return one.<Document>map(value -> new Document(encoding, value)).defaultIfEmpty(Document.NONE)
                    .flatMap(document -> document.writeTo(message, type));
        }
        message.getHeaders().setContentType(type);
        Flux<Flux<DataBuffer>> documents = Flux.from(values).map(it -> new Document(encoding, it).buffers(factory));
        return lines ? message.writeAndFlushWith(documents) : message.writeWith(array(documents, factory));
    }

    /**
     * Writes several values as the elements of an array. The array begins with the first value, so that an earlier failure can
     * still have an error response.
     */
    private static Flux<DataBuffer> array(Flux<Flux<DataBuffer>> documents, DataBufferFactory factory) {
        return documents.index()
                .concatMap(it -> Flux.concat(text(it.getT1() == 0 ? "[" : ",", factory), it.getT2()))
                .switchIfEmpty(text("[", factory)).concatWith(text("]", factory));
    }

    private static Mono<DataBuffer> text(String text, DataBufferFactory factory) {
        return Mono.fromSupplier(() -> factory.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes a value to a stream. */
    @FunctionalInterface
    private interface Encoding {
        void write(Object value, OutputStream out);
    }

    /** A value to be written to a response. */
    private record Document(Encoding encoding, @Nullable Object value) {
        static final Document NONE = new Document((_, _) -> {}, null);

        /** Writes the whole value, with its length if it is short. A missing value has no content type. */
        Mono<Void> writeTo(ReactiveHttpOutputMessage message, MediaType type) {
            if (value == null) {
                message.getHeaders().setContentLength(0);
                return message.setComplete();
            }
            byte[] all = encodedIfShort(value);
            message.getHeaders().setContentType(type);
            if (all == null) {
                return message.writeWith(buffers(message.bufferFactory()));
            }
            message.getHeaders().setContentLength(all.length);
            return message.writeWith(Mono.fromSupplier(() -> message.bufferFactory().wrap(all)));
        }

        private byte @Nullable [] encodedIfShort(Object one) {
            var out = new ShortOutput();
            try {
                encoding.write(one, out);
            } catch (BufferFullException e) {
                return null;
            }
            return out.toByteArray();
        }

        Flux<DataBuffer> buffers(DataBufferFactory factory) {
            return Flux
                    .from(DataBufferUtils.outputStreamPublisher(this::encode, factory,
                            task -> Thread.ofVirtual().name("arena-json").start(task), BUFFER))
                    .doOnDiscard(DataBuffer.class, DataBufferUtils::release);
        }

        private void encode(OutputStream out) {
            if (value != null) {
                var delayed = new DelayedOutput(out);
                encoding.write(value, delayed);
                delayed.send();
            }
        }
    }

    /** Output that ends if the buffer is full. */
    private static final class ShortOutput extends ByteArrayOutputStream {

        @Override
        public synchronized void write(int value) {
            require(1);
            super.write(value);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            require(length);
            super.write(bytes, offset, length);
        }

        private void require(int length) {
            if (length > BUFFER - count) {
                throw new BufferFullException();
            }
        }
    }

    /** Thrown if a document does not fit into a buffer. */
    private static final class BufferFullException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BufferFullException() {
            super(null, null, false, false);
        }
    }

    /**
     * Output that holds back an incomplete buffer until the end, so that a failure before the first full buffer can still be
     * answered with an error.
     */
    private static final class DelayedOutput extends BufferedOutputStream {

        DelayedOutput(OutputStream out) {
            super(out, BUFFER);
        }

        @Override
        public void flush() {}

        void send() {
            try {
                super.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
