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

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Import;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.codec.CodecException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.json.JsonValue;
import dev.arena.text.Utf8String;

/** Handlers that call another service, which is this application. They read its responses into the arena of their request. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({ClientApplication.Upstream.class, ClientApplication.OverRestClient.class,
        ClientApplication.OverWebClient.class, ClientApplication.Advice.class})
class ClientApplication {

    /** An element. */
    record Item(int id, String name) {}

    /** A record with a part in the arena. */
    record Box(String label, RecordVec<Item> items) {}

    /** A class that Jackson reads, with a part in the arena. */
    static class Crate {
        public @Nullable String label;
        public @Nullable RecordVec<Item> items;
    }

    @RestController
    static class Upstream {

        @GetMapping(path = "/upstream/good", produces = MediaType.APPLICATION_JSON_VALUE)
        List<Item> good() {
            return List.of(new Item(1, "a"), new Item(2, "Zürich"));
        }

        @GetMapping("/upstream/malformed")
        ResponseEntity<byte[]> malformed() {
            return json("[{\"id\":1,");
        }

        @GetMapping("/upstream/other")
        ResponseEntity<byte[]> other() {
            return json("[{\"id\":\"x\"}]");
        }

        @GetMapping("/upstream/box")
        ResponseEntity<byte[]> box() {
            return json("{\"label\":\"l\",\"items\":[{\"id\":7,\"name\":\"x\"}]}");
        }

        @GetMapping("/upstream/broken-box")
        ResponseEntity<byte[]> brokenBox() {
            return json("{\"label\":\"l\",\"items\":[{\"id\":\"x\"}]}");
        }

        private static ResponseEntity<byte[]> json(String text) {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON)
                    .body(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Returns more than the budget of a request, and more than Spring's clients read by default. */
        @GetMapping("/upstream/large")
        List<Item> large() {
            return items(200_000);
        }

        /** Returns more than Spring's clients read by default. */
        @GetMapping("/upstream/medium")
        List<Item> medium() {
            return items(10_000);
        }

        private static List<Item> items(int count) {
            return IntStream.range(0, count).mapToObj(i -> new Item(i, "a name of some length")).toList();
        }

        @GetMapping(path = "/upstream/text", produces = "text/plain;charset=UTF-8")
        String text() {
            return "Zürich";
        }

        @PostMapping("/upstream/items")
        String items(@RequestBody List<Item> items) {
            return items.size() + " records, the first is " + items.getFirst().id();
        }

        @PostMapping("/upstream/box")
        String box(@RequestBody String box) {
            return box;
        }
    }

    /** The blocking interface of another service. */
    interface Items {

        @GetExchange("/{path}")
        RecordVec<Item> items(@PathVariable String path);

        @PostExchange(url = "/items", contentType = MediaType.APPLICATION_JSON_VALUE)
        String send(@RequestBody RecordVec<Item> items);
    }

    /** The same for reactive pipelines. */
    interface ReactiveItems {

        @GetExchange("/{path}")
        Mono<RecordVec<Item>> items(@PathVariable String path);

        @PostExchange(url = "/items", contentType = MediaType.APPLICATION_JSON_VALUE)
        Mono<String> send(@RequestBody RecordVec<Item> items);
    }

    @RestController
    @RequestMapping("/rest")
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class OverRestClient {
        private final RestClient.Builder clients;

        OverRestClient(RestClient.Builder clients) {
            this.clients = clients;
        }

        private RestClient client(int port) {
            return clients.clone().baseUrl("http://localhost:" + port + "/upstream/").build();
        }

        private Items items(int port) {
            return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client(port))).build()
                    .createClient(Items.class);
        }

        @GetMapping("/through/{path}")
        RecordVec<Item> through(@PathVariable String path, @RequestHeader("X-Port") int port) {
            return body(client(port).get().uri(path).retrieve().body(new ParameterizedTypeReference<>() {
            }));
        }

        @GetMapping("/exchange/{path}")
        RecordVec<Item> exchange(@PathVariable String path, @RequestHeader("X-Port") int port) {
            return items(port).items(path);
        }

        @GetMapping("/forms")
        String forms(@RequestHeader("X-Port") int port) {
            JsonValue value = body(client(port).get().uri("good").retrieve().body(JsonValue.class));
            Utf8String text = body(client(port).get().uri("text").retrieve().body(Utf8String.class));
            MemorySegment bytes = body(client(port).get().uri("good").retrieve().body(MemorySegment.class));
            Box box = body(client(port).get().uri("box").retrieve().body(Box.class));
            Crate crate = body(client(port).get().uri("box").retrieve().body(Crate.class));
            return ClientApplication.forms(value, text, bytes, box, crate);
        }

        @PostMapping("/sent")
        String sent(@RequestBody RecordVec<Item> items, @RequestHeader("X-Port") int port) {
            return body(client(port).post().uri("items").contentType(MediaType.APPLICATION_JSON).body(items).retrieve()
                    .body(String.class)) + "; " + items(port).send(items);
        }

        @PostMapping("/sent-box")
        String sentBox(@RequestBody Box box, @RequestHeader("X-Port") int port) {
            return body(client(port).post().uri("box").contentType(MediaType.APPLICATION_JSON).body(box).retrieve()
                    .body(String.class));
        }

        @GetMapping("/part/{path}")
        String part(@PathVariable String path, @RequestHeader("X-Port") int port) {
            return String.valueOf(body(client(port).get().uri(path).retrieve().body(Crate.class)).label);
        }

        /** Repeats the call after each failure, and returns the memory that the arena then holds. */
        @GetMapping("/repeated/{kind}")
        String repeated(@PathVariable String kind, @RequestHeader("X-Port") int port, Arena arena) {
            long before = arena.stats().bytesHeld();
            int failures = 0;
            for (int i = 0; i < 4; i++) {
                try {
                    body(client(port).get().uri("http://localhost:" + port + "/").retrieve().body(type(kind)));
                } catch (RuntimeException e) { // a RestClientException, or an exception of Reactor's client
                    failures++;
                }
            }
            return failures + " failures, " + (arena.stats().bytesHeld() - before) + " bytes";
        }

        private static <T> T body(@Nullable T body) {
            return Objects.requireNonNull(body);
        }
    }

    static ParameterizedTypeReference<Object> type(String kind) {
        return ParameterizedTypeReference.forType(switch (kind) {
            case "bytes" -> MemorySegment.class;
            case "text" -> Utf8String.class;
            case "value" -> JsonValue.class;
            default -> new ParameterizedTypeReference<RecordVec<Item>>() {
            }.getType();
        });
    }

    static String forms(JsonValue value, Utf8String text, MemorySegment bytes, Box box, Crate crate) {
        return value.size() + " " + text + " " + bytes.byteSize() + (char) bytes.get(ValueLayout.JAVA_BYTE, 0) + " "
                + box.items().get(0) + " " + Objects.requireNonNull(crate.items).get(0);
    }

    @RestController
    @RequestMapping("/web")
    static class OverWebClient {
        private final WebClient.Builder clients;

        OverWebClient(WebClient.Builder clients) {
            this.clients = clients;
        }

        private WebClient client(int port) {
            return clients.clone().baseUrl("http://localhost:" + port + "/upstream/").build();
        }

        private ReactiveItems items(int port) {
            return HttpServiceProxyFactory.builderFor(WebClientAdapter.create(client(port))).build()
                    .createClient(ReactiveItems.class);
        }

        @GetMapping("/through/{path}")
        Mono<RecordVec<Item>> through(@PathVariable String path, @RequestHeader("X-Port") int port) {
            return client(port).get().uri(path).retrieve().bodyToMono(new ParameterizedTypeReference<>() {
            });
        }

        @GetMapping("/exchange/{path}")
        Mono<RecordVec<Item>> exchange(@PathVariable String path, @RequestHeader("X-Port") int port) {
            return items(port).items(path);
        }

        @GetMapping("/forms")
        Mono<String> forms(@RequestHeader("X-Port") int port) {
            return Mono.zip(client(port).get().uri("good").retrieve().bodyToMono(JsonValue.class),
                    client(port).get().uri("text").retrieve().bodyToMono(Utf8String.class),
                    client(port).get().uri("good").exchangeToMono(it -> it.bodyToMono(MemorySegment.class)),
                    client(port).get().uri("box").retrieve().bodyToMono(Box.class),
                    client(port).get().uri("box").retrieve().toEntity(Crate.class))
                    .map(it -> ClientApplication.forms(it.getT1(), it.getT2(), it.getT3(), it.getT4(),
                            Objects.requireNonNull(it.getT5().getBody())));
        }

        @PostMapping("/sent")
        Mono<String> sent(@RequestBody RecordVec<Item> items, @RequestHeader("X-Port") int port) {
            return client(port).post().uri("items").contentType(MediaType.APPLICATION_JSON).bodyValue(items).retrieve()
                    .bodyToMono(String.class).zipWith(items(port).send(items), (a, b) -> a + "; " + b);
        }

        @PostMapping("/sent-box")
        Mono<String> sentBox(@RequestBody Box box, @RequestHeader("X-Port") int port) {
            return client(port).post().uri("box").contentType(MediaType.APPLICATION_JSON).bodyValue(box).retrieve()
                    .bodyToMono(String.class);
        }

        @GetMapping("/part/{path}")
        Mono<String> part(@PathVariable String path, @RequestHeader("X-Port") int port) {
            return client(port).get().uri(path).retrieve().bodyToMono(Crate.class)
                    .map(it -> String.valueOf(it.label));
        }

        /** Repeats the call after each failure, and returns the memory that the arena then holds. */
        @GetMapping("/repeated/{kind}")
        Mono<String> repeated(@PathVariable String kind, @RequestHeader("X-Port") int port, Arena arena) {
            long before = arena.stats().bytesHeld();
            return Flux.range(0, 4)
                    .concatMap(_ -> client(port).get().uri("http://localhost:" + port + "/").retrieve()
                            .bodyToMono(type(kind)).map(_ -> 0).onErrorReturn(1))
                    .reduce(0, Integer::sum)
                    .map(failures -> failures + " failures, " + (arena.stats().bytesHeld() - before) + " bytes");
        }

        /**
         * Cancels calls whose response does not end, and returns the memory that the arena then holds. Another thread may still
         * be reading when a call is cancelled.
         */
        @GetMapping("/cancelled/{kind}")
        Mono<String> cancelled(@PathVariable String kind, @RequestHeader("X-Port") int port, Arena arena) {
            long before = arena.stats().bytesHeld();
            return Flux.range(0, 4)
                    .concatMap(_ -> client(port).get().uri("http://localhost:" + port + "/").retrieve()
                            .bodyToMono(type(kind)).map(_ -> 0).timeout(Duration.ofMillis(200), Mono.just(1)))
                    .reduce(0, Integer::sum)
                    .flatMap(given -> Flux.interval(Duration.ofMillis(5)).onBackpressureDrop()
                            .map(_ -> arena.stats().bytesHeld() - before).takeUntil(held -> held == 0)
                            .take(Duration.ofSeconds(30)).last().map(held -> given + " given up, " + held + " bytes"));
        }
    }

    /** Responds to failures of other services like an application. */
    @RestControllerAdvice
    static class Advice {

        @ExceptionHandler
        ResponseEntity<String> handle(RestClientException e) {
            return ResponseEntity.status(502).body(e.getClass().getSimpleName() + ": " + e.getMessage());
        }

        @ExceptionHandler
        ResponseEntity<String> handle(CodecException e) {
            return ResponseEntity.status(502).body(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
