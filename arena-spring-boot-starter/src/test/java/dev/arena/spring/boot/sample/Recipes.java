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

package dev.arena.spring.boot.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.Resource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.KafkaListenerConfigurer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.client.RestClient;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import reactor.core.publisher.Mono;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.ChunkSource;
import dev.arena.Owned;
import dev.arena.collect.ByteVec;
import dev.arena.collect.LongVec;
import dev.arena.collect.RecordVec;
import dev.arena.io.CsvWriter;
import dev.arena.json.ArenaJson;
import dev.arena.json.JsonInput;
import dev.arena.spring.boot.ArenaBuilderCustomizer;
import dev.arena.spring.boot.ArenaTemplate;
import dev.arena.spring.boot.http.ArenaResource;
import dev.arena.spring.boot.jdbc.RecordBatchSetter;
import dev.arena.spring.boot.jdbc.RecordVecExtractor;
import dev.arena.spring.boot.messaging.ArenaMessageHandlerMethodFactory;
import dev.arena.spring.boot.rawbody.RawBody;
import dev.arena.spring.boot.web.ReactiveArenas;

/** The samples of docs/reference.md. */
public final class Recipes {

    private Recipes() {}

    /** Makes a handler available to tests of other packages. */
    public static WebSocketHandler averages(ArenaTemplate template, ArenaJson json) {
        return new Averages(template, json);
    }

    // @start region="native-call"
    static final class NativeLength {
        private static final MethodHandle STRLEN = strlen();
        private final Arena arena;

        NativeLength(Arena arena) {
            this.arena = arena;
        }

        long of(String text) throws Throwable {
            MemorySegment chars = arena.allocateFrom(text); // a few nanoseconds, and nothing to free
            return (long) STRLEN.invokeExact(chars);
        }

        @SuppressWarnings("restricted")
        private static MethodHandle strlen() {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow("strlen"),
                    FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
        }
    }
    // @end

    static final class Beans {

        // @start region="customizer"
        @Bean
        ArenaBuilderCustomizer memoryOfTheJvm() {
            return builder -> builder.chunkSource(ChunkSource.directMemory()); // counts against -XX:MaxDirectMemorySize
        }
        // @end
    }

    record Reading(String station, double temperature) {}

    // @start region="without-spring"
    static final class Stations implements AutoCloseable {
        private final ArenaPool pool = Arena.builder().byteBudget(8 << 20).poolByteBudget(256 << 20).buildPool();
        private final ArenaJson json = ArenaJson.create();

        double warmest(InputStream body) {
            try (Arena arena = pool.open()) { // all its memory ends with the block
                RecordVec<Reading> readings = json.readRecords(JsonInput.of(body), Reading.class, arena);
                return readings.stream().mapToDouble(Reading::temperature).max().orElseThrow();
            }
        }

        @Override
        public void close() {
            pool.close();
        }
    }
    // @end

    static final class Databases {
        private final JdbcClient jdbcClient;
        private final JdbcTemplate jdbc;

        Databases(JdbcTemplate jdbc) {
            this.jdbcClient = JdbcClient.create(jdbc);
            this.jdbc = jdbc;
        }

        // @start region="databases"
        @GetMapping("/readings")
        RecordVec<Reading> readings(Arena arena) {
            return jdbcClient.sql("select * from reading").query(new RecordVecExtractor<>(arena, Reading.class));
        }

        @PostMapping("/readings")
        long store(@RequestBody RecordVec<Reading> readings) {
            return RecordBatchSetter.update(jdbc, "insert into reading (station, temperature) values (?, ?)", readings,
                    1000, "station", "temperature");
        }
        // @end

        // @start region="csv"
        @GetMapping(path = "/readings.csv", produces = "text/csv")
        void csv(Arena arena, OutputStream out) throws IOException {
            RecordVec<Reading> readings = readings(arena);
            CsvWriter.of(readings.layout()).write(readings, out, arena); // in pieces of 8 KB
        }
        // @end

        // @start region="resource"
        @GetMapping(path = "/readings/file", produces = "text/csv")
        Resource file(Arena arena) throws IOException {
            RecordVec<Reading> readings = readings(arena);
            var file = new ByteVec(arena);
            CsvWriter.of(readings.layout()).write(readings, file, arena);
            return new ArenaResource(file.freeze(), "readings.csv"); // Spring sends its length, and ranges of it
        }
        // @end
    }

    // @start region="exchange"
    interface Forecasts {

        @GetExchange("/forecasts/{station}")
        RecordVec<Reading> of(@PathVariable String station);

        @PostExchange("/readings")
        void report(@RequestBody RecordVec<Reading> readings);
    }
    // @end

    static final class Clients {
        private final RestClient restClient;
        private final WebClient webClient;

        Clients(RestClient.Builder restClients, WebClient.Builder webClients) {
            this.restClient = restClients.build();
            this.webClient = webClients.build();
        }

        // @start region="rest-client"
        @GetMapping("/warmest/{station}")
        double warmest(@PathVariable String station) {
            RecordVec<Reading> forecasts = restClient.get().uri("/forecasts/{station}", station).retrieve()
                    .requiredBody(new ParameterizedTypeReference<>() {
                    });
            return forecasts.stream().mapToDouble(Reading::temperature).max().orElseThrow();
        }
        // @end

        // @start region="web-client"
        @GetMapping("/forecasts/{station}")
        Mono<RecordVec<Reading>> forecasts(@PathVariable String station) {
            return webClient.get().uri("/forecasts/{station}", station).retrieve()
                    .bodyToMono(new ParameterizedTypeReference<>() {
                    });
        }
        // @end
    }

    // @start region="signature-filter"
    static final class SignatureFilter extends OncePerRequestFilter {
        private final Signatures signatures;

        SignatureFilter(Signatures signatures) {
            this.signatures = signatures;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            MemorySegment body = RawBody.of(request); // read once, and kept until the request ends
            if (signatures.isValid(body.asByteBuffer(), request.getHeader("X-Signature"))) {
                chain.doFilter(request, response);
            } else {
                response.sendError(401);
            }
        }
    }
    // @end

    interface Signatures {
        boolean isValid(ByteBuffer body, String signature);
    }

    static final class Webhooks {

        // @start region="raw-body"
        @PostMapping("/webhooks/readings")
        String receive(@RequestBody List<Reading> readings, MemorySegment raw) {
            return readings.size() + " readings in " + raw.byteSize() + " bytes";
        }
        // @end
    }

    static final class Uploads {

        // @start region="parts"
        @PostMapping("/uploads")
        long upload(@RequestPart MemorySegment photo, @RequestPart RecordVec<Reading> readings) {
            return photo.byteSize() + readings.size();
        }
        // @end
    }

    // @start region="web-socket"
    static final class Averages implements WebSocketHandler {
        private final ArenaTemplate template;
        private final ArenaJson json;

        Averages(ArenaTemplate template, ArenaJson json) {
            this.template = template;
            this.json = json;
        }

        @Override
        public Mono<Void> handle(WebSocketSession session) {
            return session.send(session.receive().map(message -> session.textMessage(average(message.getPayload()))));
        }

        private String average(DataBuffer message) {
            return template.execute(arena -> { // ends with each message
                JsonInput in = JsonInput.of(message.asInputStream());
                RecordVec<Reading> readings = json.readRecords(in, Reading.class, arena);
                return Double.toString(readings.stream().mapToDouble(Reading::temperature).average().orElse(0));
            });
        }
    }
    // @end

    // @start region="messages"
    static class Listeners {

        @KafkaListener(topics = "readings")
        void onReadings(RecordVec<Reading> readings) { // in an arena that ends with the call
            readings.sort(Comparator.comparingDouble(Reading::temperature));
        }

        @Bean
        KafkaListenerConfigurer arenaListeners(ArenaMessageHandlerMethodFactory factory) {
            return registrar -> registrar.setMessageHandlerMethodFactory(factory);
        }
    }
    // @end

    static final class Streaming {

        // @start region="streaming"
        @GetMapping("/numbers")
        StreamingResponseBody numbers(Arena arena) { // a parameter works on any thread of the request
            return out -> {
                MemorySegment page = arena.allocate(8192, 8); // once: the arena ends with the response
                WritableByteChannel channel = Channels.newChannel(out);
                for (int i = 0; i < 100; i++) {
                    page.fill((byte) i);
                    channel.write(page.asByteBuffer());
                }
            };
        }
        // @end
    }

    static final class Reactive {

        // @start region="webflux"
        @PostMapping("/sum")
        Mono<Long> sum(@RequestBody Mono<LongVec> body) {
            return body.map(numbers -> numbers.stream().sum());
        }

        @GetMapping("/zeros")
        Mono<MemorySegment> zeros() {
            return ReactiveArenas.current().map(arena -> arena.allocate(1000));
        }
        // @end
    }

    // @start region="escaped"
    static final class Banner implements AutoCloseable {
        private final AtomicReference<Owned<MemorySegment>> latest = new AtomicReference<>();

        void replace(Arena arena, String text) {
            Owned<MemorySegment> next = arena.escape(arena.allocateFrom(text)); // outlives the request
            Owned<MemorySegment> before = latest.getAndSet(next);
            if (before != null) {
                before.close(); // or its chunk is never released
            }
        }

        @Override
        public void close() {
            Owned<MemorySegment> last = latest.getAndSet(null);
            if (last != null) {
                last.close();
            }
        }
    }
    // @end
}
