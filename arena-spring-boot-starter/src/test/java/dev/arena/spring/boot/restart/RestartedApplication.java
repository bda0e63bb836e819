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

package dev.arena.spring.boot.restart;

import java.lang.foreign.ValueLayout;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.collect.RecordVec;
import dev.arena.spring.boot.ArenaTemplate;

/**
 * An application that starts, handles requests of several kinds, and stops, each time that it is called. Each call loads its classes
 * again. It excludes the HTTP clients of Spring Boot, which keep the class loader of the first application.
 */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = {HttpClientAutoConfiguration.class, ImperativeHttpClientAutoConfiguration.class,
        ReactiveHttpClientAutoConfiguration.class, RestClientAutoConfiguration.class,
        RestTemplateAutoConfiguration.class, WebClientAutoConfiguration.class})
@Import(RestartedApplication.Handlers.class)
public class RestartedApplication implements Callable<WeakReference<?>> {
    private static final Map<String, String> BODIES = Map.of("/items",
            "[{\"name\":\"a\",\"tags\":[\"b\"],\"kind\":\"ONE\",\"days\":{\"ONE\":\"2026-11-30\"}}]", "/page",
            "[{\"content\":[{\"name\":\"a\",\"tags\":[],\"kind\":\"ONE\",\"days\":{}}],\"total\":1}]", "/bag",
            "{\"label\":\"l\",\"items\":[{\"name\":\"a\",\"tags\":[\"b\"],\"kind\":\"ONE\",\"days\":{\"ONE\":\"2026-11-30\"}}]}");

    /** An element. */
    record Item(String name, List<String> tags, Kind kind, Map<Kind, LocalDate> days) {}

    /** A constant. */
    enum Kind {
        /** One. */
        ONE
    }

    /** A class without a layout. */
    static final class Note {
        private final String text;

        @JsonCreator
        Note(@JsonProperty("text") String text) {
            this.text = text;
        }

        @JsonProperty
        String text() {
            return text;
        }
    }

    /** A record with a document. */
    record Noted(Note note, Object any) {}

    /** An object with an arena type. */
    record Bag(String label, RecordVec<Item> items) {}

    /** Returns the context, which has been closed. */
    @Override
    public WeakReference<?> call() throws Exception {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(RestartedApplication.class)
                .web(WebApplicationType.SERVLET).registerShutdownHook(false)
                .properties("server.port=0", "arena.leak-detection=all", "arena.pool.idle-timeout=1h",
                        "spring.jmx.enabled=false", "management.endpoints.web.exposure.include=*")
                .run(); HttpClient client = HttpClient.newHttpClient()) {
            int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            for (String path : new String[]{"/plain", "/later", "/noted", "/actuator/arenas",
                    "/actuator/metrics/arena.active"}) {
                var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
                int status = client.send(request, BodyHandlers.ofString()).statusCode();
                if (status != 200) {
                    throw new IllegalStateException(path + " was answered with " + status);
                }
            }
            for (String path : new String[]{"/items", "/page", "/bag"}) {
                var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Content-Type", "application/json").POST(BodyPublishers.ofString(BODIES.get(path)))
                        .build();
                String body = client.send(request, BodyHandlers.ofString()).body();
                if (!body.equals(BODIES.get(path))) {
                    throw new IllegalStateException(path + " was answered with " + body);
                }
            }
            context.getBean(ArenaTemplate.class).execute(arena -> arena.allocate(8).byteSize());
            if (context.getBean(ArenaPool.class).stats().normalChunksAllocated() == 0) {
                throw new IllegalStateException("no arena was used");
            }
            return new WeakReference<>(context);
        }
    }

    @RestController
    static class Handlers {

        @GetMapping("/plain")
        long plain(Arena arena) {
            return arena.allocate(ValueLayout.JAVA_LONG).get(ValueLayout.JAVA_LONG, 0);
        }

        @GetMapping("/noted")
        String noted(Arena arena) {
            var notes = new RecordVec<>(arena, Noted.class);
            notes.add(new Noted(new Note("a"), new Note("b")));
            return notes.get(0).note().text() + ((Note) notes.get(0).any()).text();
        }

        @PostMapping("/items")
        RecordVec<Item> items(@RequestBody RecordVec<Item> items) {
            return items;
        }

        @PostMapping("/page")
        RecordVec<LibraryPage<Item>> page(@RequestBody RecordVec<LibraryPage<Item>> pages) {
            return pages;
        }

        @PostMapping("/bag")
        Bag bag(@RequestBody Bag bag) {
            return bag;
        }

        @GetMapping("/later")
        Callable<Long> later(Arena arena) {
            return () -> plain(arena);
        }
    }
}
