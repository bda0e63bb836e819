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

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.codec.ServerSentEventHttpMessageWriter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.function.SingletonSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.arena.text.Utf8String;

/**
 * Writes text in arena memory as data of server-sent events like a {@code String}: line by line, and not as JSON. It copies
 * each text to the heap, because Spring's own writer, which does the rest, only supports strings.
 *
 * <p>Safe for use by any thread.
 */
final class EventStreamWriter implements HttpMessageWriter<Object> {
    private final Supplier<ServerSentEventHttpMessageWriter> delegate;

    /**
     * A writer.
     *
     * @param writers supplies all writers of the application when the first events are written. One of them is Spring's
     */
    EventStreamWriter(Supplier<List<HttpMessageWriter<?>>> writers) {
        this.delegate = SingletonSupplier.of(() -> writers.get().stream()
                .filter(ServerSentEventHttpMessageWriter.class::isInstance)
                .map(ServerSentEventHttpMessageWriter.class::cast).findFirst()
                .orElseGet(ServerSentEventHttpMessageWriter::new));
    }

    @Override
    public List<MediaType> getWritableMediaTypes() {
        return List.of(MediaType.TEXT_EVENT_STREAM);
    }

    @Override
    public boolean canWrite(ResolvableType elementType, @Nullable MediaType mediaType) {
        boolean isEvent = ServerSentEvent.class.isAssignableFrom(elementType.toClass());
        Class<?> data = isEvent ? elementType.as(ServerSentEvent.class).getGeneric().toClass() : elementType.toClass();
        if (!data.isAssignableFrom(Utf8String.class)) {
            return false;
        }
        return isEvent
                || (data != Object.class && MediaType.TEXT_EVENT_STREAM.equalsTypeAndSubtype(mediaType));
    }

    @Override
    public Mono<Void> write(Publisher<?> values, ResolvableType elementType, @Nullable MediaType mediaType,
            ReactiveHttpOutputMessage message, Map<String, Object> hints) {
        return delegate.get().write(texts(values), typeOfTexts(elementType), mediaType, message, hints);
    }

    @Override
    public Mono<Void> write(Publisher<?> values, ResolvableType actualType, ResolvableType elementType,
            @Nullable MediaType mediaType, ServerHttpRequest request, ServerHttpResponse response,
            Map<String, Object> hints) {
        return delegate.get().write(texts(values), actualType, typeOfTexts(elementType), mediaType, request, response,
                hints);
    }

    private static Publisher<?> texts(Publisher<?> values) {
        return values instanceof Mono<?> one
                ? one.map(EventStreamWriter::onHeap)
                : Flux.from(values).map(EventStreamWriter::onHeap);
    }

    private static Object onHeap(Object value) {
        if (value instanceof Utf8String text) {
            return text.toString();
        }
        return value instanceof ServerSentEvent<?> event && event.data() instanceof Utf8String text
                ? withData(event, text.toString())
                : value;
    }

    private static ServerSentEvent<String> withData(ServerSentEvent<?> event, String data) {
        ServerSentEvent.Builder<String> copy = ServerSentEvent.builder(data);
        if (event.id() != null) {
            copy.id(event.id());
        }
        if (event.event() != null) {
            copy.event(event.event());
        }
        if (event.retry() != null) {
            copy.retry(event.retry());
        }
        if (event.comment() != null) {
            copy.comment(event.comment());
        }
        return copy.build();
    }

    private static ResolvableType typeOfTexts(ResolvableType elementType) {
        return ServerSentEvent.class.isAssignableFrom(elementType.toClass())
                ? elementType
                : ResolvableType.forClass(String.class);
    }
}
