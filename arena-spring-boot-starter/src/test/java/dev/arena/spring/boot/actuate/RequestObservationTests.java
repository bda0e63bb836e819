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

package dev.arena.spring.boot.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.arena.Arena;
import dev.arena.spring.boot.Patience;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The data about an arena in the observation of a request and in the log of a refusal. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {"arena.byte-budget=2MB",
        "arena.observations.include-size=true"})
class RequestObservationTests {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @LocalServerPort
    int port;

    @Autowired
    Tracing tracing;

    @BeforeEach
    void captureLog() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void releaseLog() {
        logger().detachAppender(log);
    }

    @ParameterizedTest
    @CsvSource({"/take/1000, 4096, 1, 65536", "/callable/1000, 4096, 1, 65536",
            "/take/1000000, 1000000, 1, 1048576", "/take/2000000, 2000000, 1, 16777216"})
    void observationShouldContainTheMemoryOfTheArena(String path, String bytes, String chunks, String size)
            throws Exception {
        get(path);
        Map<String, String> keys = tracing.nextKeys();
        assertThat(keys).containsEntry("high arena.bytes", bytes).containsEntry("high arena.chunks", chunks)
                .containsEntry("low arena.size", size);
    }

    @Test
    void observationOfRequestWithoutArenaShouldHaveTheSameTags() throws Exception {
        get("/unused");
        assertThat(tracing.nextKeys()).containsEntry("low arena.size", "none").doesNotContainKey("high arena.bytes");
    }

    @Test
    void refusalShouldBeLoggedOnTheThreadThatHasTheTraceId() throws Exception {
        get("/take/3000000");
        assertThat(tracing.nextKeys()).containsEntry("low outcome", "CLIENT_ERROR").containsEntry("low arena.size",
                "none");
        await().untilAsserted(() -> assertThat(log.list).anySatisfy(line -> {
            assertThat(line.getFormattedMessage()).startsWith("Refused (arena budget): ");
            assertThat(line.getMDCPropertyMap()).containsEntry("traceId", "of /take/3000000");
        }));
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("dev.arena");
    }

    private void get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
        client.send(request, BodyHandlers.ofString());
    }

    /** Replaces a tracer: sets a trace id in the MDC while a scope is open, and stores the observations. */
    static final class Tracing implements ObservationHandler<ServerRequestObservationContext> {
        private final BlockingQueue<Map<String, String>> stopped = new LinkedBlockingQueue<>();

        @Override
        public void onScopeOpened(ServerRequestObservationContext context) {
            MDC.put("traceId", "of " + requireNonNull(context.getCarrier()).getRequestURI());
        }

        @Override
        public void onScopeClosed(ServerRequestObservationContext context) {
            MDC.remove("traceId");
        }

        @Override
        public void onStop(ServerRequestObservationContext context) {
            var keys = new TreeMap<String, String>();
            context.getLowCardinalityKeyValues().forEach(it -> keys.put("low " + it.getKey(), it.getValue()));
            context.getHighCardinalityKeyValues().forEach(it -> keys.put("high " + it.getKey(), it.getValue()));
            stopped.add(keys);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof ServerRequestObservationContext;
        }

        Map<String, String> nextKeys() throws InterruptedException {
            return requireNonNull(stopped.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({Handlers.class, Tracing.class})
    static class Application {}

    @RestController
    static class Handlers {

        @GetMapping("/take/{bytes}")
        long take(Arena arena, @PathVariable long bytes) {
            return arena.allocate(bytes, 1).byteSize();
        }

        @GetMapping("/callable/{bytes}")
        Callable<Long> callable(Arena arena, @PathVariable long bytes) {
            return () -> arena.allocate(bytes, 1).byteSize();
        }

        @GetMapping("/unused")
        String unused() {
            return "unused";
        }
    }
}
