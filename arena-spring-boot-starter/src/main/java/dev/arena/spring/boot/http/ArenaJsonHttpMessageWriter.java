package dev.arena.spring.boot.http;

import java.io.BufferedOutputStream;
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

import dev.arena.collect.RecordRows;
import dev.arena.json.ArenaJson;
import dev.arena.json.JsonOutput;

/**
 * Encodes arena memory as JSON or NDJSON to reactive responses, for the types that {@link ArenaJsonHttpMessageConverter} writes for
 * servlets. Each document is encoded by a virtual thread, as fast as the client takes it, so what is in memory at a time is small
 * however long the document.
 *
 * <p>Safe for use by any thread. What is written must be accessible to all.
 */
public final class ArenaJsonHttpMessageWriter implements HttpMessageWriter<Object> {
    private static final int BUFFER = 16 << 10;

    private final ArenaJson json;

    /**
     * A writer.
     *
     * @param json encodes
     */
    public ArenaJsonHttpMessageWriter(ArenaJson json) {
        this.json = json;
    }

    @Override
    public List<MediaType> getWritableMediaTypes() {
        return ArenaJsonHttpMessageReader.MEDIA_TYPES;
    }

    /** Types that can be no lines are not offered as NDJSON. */
    @Override
    public List<MediaType> getWritableMediaTypes(ResolvableType elementType) {
        return getWritableMediaTypes().stream().filter(it -> canWrite(elementType, it)).toList();
    }

    @Override
    public boolean canWrite(ResolvableType elementType, @Nullable MediaType mediaType) {
        return ArenaJsonHttpMessageReader.isJson(mediaType)
                && JsonBody.isWritable(elementType.toClass(), ArenaJsonHttpMessageReader.isNdjson(mediaType));
    }

    /** Called for return values of handler methods, of which the type knows. */
    @Override
    public Mono<Void> write(Publisher<?> values, ResolvableType actualType, ResolvableType elementType,
            @Nullable MediaType mediaType, ServerHttpRequest request, ServerHttpResponse response,
            Map<String, Object> hints) {
        return write(values, elementType, mediaType, response, JsonViews.withViewOfMethod(actualType, hints));
    }

    @Override
    public Mono<Void> write(Publisher<?> values, ResolvableType elementType, @Nullable MediaType mediaType,
            ReactiveHttpOutputMessage message, Map<String, Object> hints) {
        ReactiveTransfer.setContentType(message.getHeaders(), mediaType, MediaType.APPLICATION_JSON);
        boolean lines = ArenaJsonHttpMessageReader.isNdjson(message.getHeaders().getContentType());
        DataBufferFactory factory = message.bufferFactory();
        ArenaJson inView = JsonViews.apply(json, hints);
        Flux<Flux<DataBuffer>> documents = Flux.from(values).map(value -> document(inView, value, lines, factory));
        if (values instanceof Mono) {
            return message.writeWith(documents.concatMap(it -> it));
        }
        return lines ? message.writeAndFlushWith(documents) : message.writeWith(array(documents, factory));
    }

    /** Several values are the elements of an array. It begins with the first of them: a failure before can still be answered. */
    private static Flux<DataBuffer> array(Flux<Flux<DataBuffer>> documents, DataBufferFactory factory) {
        return documents.index()
                .concatMap(it -> Flux.concat(text(it.getT1() == 0 ? "[" : ",", factory), it.getT2()))
                .switchIfEmpty(text("[", factory)).concatWith(text("]", factory));
    }

    private static Mono<DataBuffer> text(String text, DataBufferFactory factory) {
        return Mono.fromSupplier(() -> factory.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Flux<DataBuffer> document(ArenaJson json, Object value, boolean lines, DataBufferFactory factory) {
        return Flux.from(DataBufferUtils.outputStreamPublisher(out -> encode(json, value, lines, out), factory,
                task -> Thread.ofVirtual().name("arena-json").start(task), BUFFER))
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release);
    }

    private static void encode(ArenaJson json, Object value, boolean lines, OutputStream out) {
        var held = new HeldOutput(out);
        if (lines) {
            json.writeLines((RecordRows<?>) value, held);
        } else {
            json.write(value, JsonOutput.of(held));
        }
        held.send();
    }

    /** Holds back what is less than a buffer until all has been encoded: a failure before that can still be answered as one. */
    private static final class HeldOutput extends BufferedOutputStream {

        HeldOutput(OutputStream out) {
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
