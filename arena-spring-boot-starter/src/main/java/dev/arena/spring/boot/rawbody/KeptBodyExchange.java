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

package dev.arena.spring.boot.rawbody;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.http.codec.multipart.Part;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ContentTooLargeException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.arena.spring.boot.RequestScope;
import dev.arena.spring.boot.http.RawBodyReader;

/**
 * An exchange that keeps the body of its request. The body is collected at the first access. Form fields and parts are parsed
 * from the kept body, because the wrapped exchange would read them from the connection.
 */
final class KeptBodyExchange extends ServerWebExchangeDecorator {
    static final String ATTRIBUTE = KeptBodyExchange.class.getName();

    private static final ResolvableType FORM = ResolvableType.forClassWithGenerics(MultiValueMap.class, String.class,
            String.class);
    private static final ResolvableType PARTS = ResolvableType.forClassWithGenerics(MultiValueMap.class, String.class,
            Part.class);

    private final Mono<MemorySegment> bytes;
    private final ServerHttpRequest request;
    private final Mono<MultiValueMap<String, String>> form;
    private final Mono<MultiValueMap<String, Part>> parts;
    private volatile @Nullable MultiValueMap<String, Part> known;

    KeptBodyExchange(ServerWebExchange exchange, RequestScope scope, List<HttpMessageReader<?>> readers) {
        super(exchange);
        this.bytes = RawBodyReader.read(exchange.getRequest(), scope).map(MemorySegment::asReadOnly)
                .defaultIfEmpty(MemorySegment.NULL).cache();
        this.request = new KeptBodyRequest(exchange.getRequest(), bytes, exchange.getResponse().bufferFactory());
        MediaType type = contentType(exchange.getRequest());
        this.form = MediaType.APPLICATION_FORM_URLENCODED.equalsTypeAndSubtype(type)
                ? this.<MultiValueMap<String, String>>read(readers, FORM, type).cache()
                : exchange.getFormData();
        this.parts = type != null && type.getType().equalsIgnoreCase("multipart")
                ? this.<MultiValueMap<String, Part>>read(readers, PARTS, type).doOnNext(it -> known = it).cache()
                : exchange.getMultipartData();
    }

    private static @Nullable MediaType contentType(ServerHttpRequest request) {
        try {
            return request.getHeaders().getContentType();
        } catch (InvalidMediaTypeException e) {
            return null;
        }
    }

    @SuppressWarnings("unchecked")
    private <T> Mono<T> read(List<HttpMessageReader<?>> readers, ResolvableType target, @Nullable MediaType type) {
        return readers.stream().filter(it -> it.canRead(target, type)).reduce((_, last) -> last)
                .map(it -> ((HttpMessageReader<T>) it).readMono(target, request, Map.of())
                        .onErrorMap(KeptBodyExchange::clientError))
                .orElseGet(() -> Mono.error(new IllegalStateException("No HttpMessageReader for " + type)));
    }

    /** Returns the exceptions that Spring throws for other bodies. Spring itself responds to malformed forms and parts with 500. */
    private static Throwable clientError(Throwable failure) {
        return switch (failure) {
            case DataBufferLimitException limit -> new ContentTooLargeException(limit);
            case DecodingException malformed -> malformed(malformed);
            case IllegalArgumentException malformed -> malformed(malformed);
            default -> failure;
        };
    }

    private static ServerWebInputException malformed(Exception cause) {
        return new ServerWebInputException("The form or multipart body is malformed", null, cause);
    }

    Mono<MemorySegment> bytes() {
        return bytes;
    }

    @Override
    public ServerHttpRequest getRequest() {
        return request;
    }

    @Override
    public Mono<MultiValueMap<String, String>> getFormData() {
        return form;
    }

    @Override
    public Mono<MultiValueMap<String, Part>> getMultipartData() {
        return parts;
    }

    /** Deletes the files of parts. */
    Mono<Void> deleteParts() {
        MultiValueMap<String, Part> all = known;
        return all == null
                ? Mono.empty()
                : Flux.fromIterable(all.values()).flatMapIterable(it -> it)
                        .flatMap(part -> part.delete().onErrorComplete()).then();
    }

    /**
     * A request whose subscribers each get the body from its beginning. They get copies, because the server may pass buffers
     * on.
     */
    private static final class KeptBodyRequest extends ServerHttpRequestDecorator {
        private final Mono<MemorySegment> bytes;
        private final DataBufferFactory buffers;

        KeptBodyRequest(ServerHttpRequest request, Mono<MemorySegment> bytes, DataBufferFactory buffers) {
            super(request);
            this.bytes = bytes;
            this.buffers = buffers;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return bytes.flatMapMany(it -> RawBodyReader.buffers(it, buffers));
        }
    }
}
